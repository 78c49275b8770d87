"""Rows of hashes on the disk, in parts small enough to be counted one after the other: memory stays flat."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.uint64]
_PARTS = 128
_BUFFER = 1 << 16  # bytes of a part that wait in memory


class Partitions:
    """Rows of a fixed number of 64-bit numbers. Those with the same first number come into the same part.

    Used as a context manager; its files are gone behind it.

    Args:
        width: numbers of a row.
    """

    def __init__(self, width: int) -> None:
        self._width = width
        self._waiting: list[bytearray] = [bytearray() for _ in range(_PARTS)]
        self._folder = tempfile.TemporaryDirectory(prefix="imr-repeats-")

    def __enter__(self) -> Partitions:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def add(self, *row: int) -> None:
        """Keep a row. Raises OSError: there is no room for it."""
        part = row[0] % _PARTS
        waiting = self._waiting[part]
        waiting += b"".join(number.to_bytes(8, "little") for number in row)
        if len(waiting) >= _BUFFER:
            self._write(part)

    def __iter__(self) -> Iterator[Rows]:
        """The rows of each part, in the order in which they came."""
        for part in range(_PARTS):
            self._write(part)
            path = self._path(part)
            if path.exists():
                yield np.fromfile(path, dtype="<u8").reshape(-1, self._width)

    def _write(self, part: int) -> None:
        if self._waiting[part]:
            with self._path(part).open("ab") as file:
                file.write(self._waiting[part])
            self._waiting[part].clear()

    def _path(self, part: int) -> Path:
        return Path(self._folder.name) / str(part)
