"""Standard input and pipes: waited for with patience that has an end, and that a wish to stop ends at once."""

from __future__ import annotations

import io
import os
import select
import stat
from collections.abc import Callable
from contextlib import suppress
from time import monotonic
from typing import IO, TYPE_CHECKING

from pipeline.reading.problems import TOO_SLOW, UnreadableError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

_LOOK = 0.2  # seconds between two looks at whether to stop
_CHUNK = 1 << 20


class StoppedError(Exception):
    """The reading is to stop."""


def go_on() -> bool:
    """Never asks to stop."""
    return False


class _Patient(io.RawIOBase):
    """Reads a file descriptor, and waits for what it has to say."""

    def __init__(self, descriptor: int, time_limit: float, stop: Callable[[], bool], *, owned: bool) -> None:
        self._descriptor = descriptor
        self._time_limit = time_limit
        self._stop = stop
        self._owned = owned

    def readable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def readinto(self, buffer: WriteableBuffer) -> int:
        data = None
        while data is None:
            self._wait()
            with suppress(BlockingIOError):  # it spoke, and took it back
                data = os.read(self._descriptor, memoryview(buffer).nbytes)
        memoryview(buffer)[: len(data)] = data
        return len(data)

    def _wait(self) -> None:
        end = monotonic() + self._time_limit
        while not select.select([self._descriptor], [], [], _LOOK)[0]:
            if self._stop():
                raise StoppedError
            if self._time_limit and monotonic() > end:
                message = f"nothing was written to it for {self._time_limit:g} s (--time-limit)"
                raise UnreadableError(TOO_SLOW, message)

    def close(self) -> None:
        if self._owned and not self.closed:
            os.close(self._descriptor)
        super().close()


def patient_stream(descriptor: int, time_limit: float, stop: Callable[[], bool] = go_on) -> IO[bytes]:
    """A stream that raises `UnreadableError` where nothing comes for `time_limit` seconds (0: it waits for ever), and
    `StoppedError` where `stop()` says so while nothing comes.

    Raises:
        OSError: nothing can be read there.
    """
    os.fstat(descriptor)
    return io.BufferedReader(_Patient(descriptor, time_limit, stop, owned=False))


def open_pipe(path: str, time_limit: float, stop: Callable[[], bool] = go_on) -> IO[bytes]:
    """The same for a named pipe, which may have no writer yet."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISFIFO(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(0, "it is no longer a pipe")
    return io.BufferedReader(_Patient(descriptor, time_limit, stop, owned=True))


def read_up_to(stream: IO[bytes], limit: int) -> bytes:
    """The stream's next `limit` bytes, or as many as there are; takes no more memory than they need."""
    parts = []
    while limit > 0 and (part := stream.read(min(_CHUNK, limit))):
        parts.append(part)
        limit -= len(part)
    return b"".join(parts)
