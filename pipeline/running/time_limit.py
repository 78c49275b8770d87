"""A limit on the time that one step may take, kept inside the process by an alarm of the system.

The alarm interrupts Python code and regular expressions. It does not interrupt a library that never comes back;
a worker in which that happens is ended from outside (`supervisor`).
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_AGAIN = 1.0  # seconds between two rings


class TimeLimitError(Exception):
    """The step took too long."""


class Alarm:
    """Raises `TimeLimitError` where a step is not over in time, and again while it goes on: Python passes over an
    error in a place where nobody could catch it (a weak reference's callback). Where the system has no alarms, it
    does nothing."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._on = False

    def start(self) -> None:
        """A step begins."""
        if self._seconds:
            self._on = True
            signal.setitimer(signal.ITIMER_REAL, self._seconds, _AGAIN)

    def stop(self) -> None:
        """The step is over. Costs nothing: a late alarm is passed over."""
        self._on = False

    def ring(self, number: int, frame: FrameType | None) -> None:
        """What the system calls."""
        if self._on:
            raise TimeLimitError


@contextmanager
def alarm(seconds: float | None) -> Iterator[Alarm]:
    """An alarm for the steps within the block; without `seconds`, and outside the main thread, one that never
    rings."""
    able = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not seconds or not able:
        yield Alarm(0)
        return
    clock = Alarm(seconds)
    before = signal.signal(signal.SIGALRM, clock.ring)
    try:
        yield clock
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
