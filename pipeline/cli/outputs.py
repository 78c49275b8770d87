"""Files that a command was asked to write, beside a run's results."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NotWrittenError(Exception):
    """A file cannot be written; the message says which, and why."""

    code = "E409"


@contextmanager
def writing(file: Path) -> Iterator[None]:
    """For the block that writes `file`.

    Raises:
        NotWrittenError: the system does not let it be written.
    """
    try:
        yield
    except OSError as error:
        raise NotWrittenError(f"cannot write {file}: {error.strerror or error}") from None
