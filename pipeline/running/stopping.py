"""Ctrl-C as a wish: it is granted between two documents, when everything that is done can be saved."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class StopWish:
    """Whether the user, or the system (SIGTERM), wants the run to end. A second Ctrl-C ends it at once."""

    def __init__(self) -> None:
        self.signal: int | None = None

    def __bool__(self) -> bool:
        return self.signal is not None

    def take(self, number: int, frame: FrameType | None) -> None:
        """What the system calls."""
        if self.signal is not None:
            raise KeyboardInterrupt
        self.signal = number


@contextmanager
def stop_wish() -> Iterator[StopWish]:
    """Takes Ctrl-C and SIGTERM within the block; outside the main thread, where no signal arrives, nothing."""
    wish = StopWish()
    if threading.current_thread() is not threading.main_thread():
        yield wish
        return
    numbers = [signal.SIGINT, signal.SIGTERM]
    before = [(number, signal.signal(number, wish.take)) for number in numbers]
    try:
        yield wish
    finally:
        for number, handler in before:
            signal.signal(number, handler)
