"""A file that only grows, and whose length up to the last save is known: what stands behind it is cut off when
the file is opened again."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


class AppendFile:
    """A file that is written from its beginning, or taken up at a known length.

    Args:
        path: the file; made where it is missing.
        length: in bytes; what stands behind is cut off.

    Raises:
        OSError: the file is shorter than `length`, or the system does not let it be written.
    """

    def __init__(self, path: Path, length: int = 0) -> None:
        self.path = path
        self._file = path.open("r+b" if length else "wb")
        if length:
            if (size := self._file.seek(0, os.SEEK_END)) < length:
                self._file.close()
                raise OSError(f"{path.name} has lost {length - size} bytes of what was saved")
            self._file.truncate(length)
            self._file.seek(length)
        self.length = length
        self._synced = length if length else -1

    def write(self, text: str | bytes) -> None:
        """Append. Half a surrogate pair (in a JSONL row's metadata) has no UTF-8 form; its escape is legal in
        JSON."""
        data = text.encode("utf-8", "backslashreplace") if isinstance(text, str) else text
        self._file.write(data)
        self.length += len(data)

    def sync(self) -> None:
        """Have everything on the disk; nothing is done where nothing was written since the last time."""
        if self.length != self._synced:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._synced = self.length

    def close(self) -> None:
        """Close the file. What was not synced may be lost; so it may where the disk is full."""
        with suppress(OSError):
            self._file.close()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file that is either there whole or not at all, whatever happens."""
    new = path.with_name(path.name + ".new")
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the folder's list of names on the disk; where a system cannot, it is left to it."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
