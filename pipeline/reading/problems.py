"""What went wrong with one document, as a value: a stable code, a message, the path."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Literal

MISSING = "E101"
NO_PERMISSION = "E102"
EMPTY = "E103"
BINARY = "E104"
BAD_PDF = "E105"
PDF_PASSWORD = "E106"
PDF_WITHOUT_TEXT = "E107"
TOO_LARGE = "E108"
NO_LETTERS_IN_FOLDER = "E109"
BAD_ROW = "E110"
ROW_WITHOUT_TEXT = "E111"
BAD_ARCHIVE = "E112"
NO_LETTERS_IN_ARCHIVE = "E113"
NESTED_ARCHIVE = "E114"
ENCRYPTED_MEMBER = "E115"
NOT_A_FILE = "E116"
SYSTEM_ERROR = "E117"
ARCHIVE_EXPANDS = "E118"
PDF_TOO_COSTLY = "E119"
A_RUNS_RESULTS = "E120"
NO_TEXT_COLUMN = "E121"
BROKEN_TABLE_ROW = "E122"
BAD_TABLE = "E123"
NEEDS_PACKAGE = "E124"
OCR_FAILED = "E126"
TOO_SLOW = "E205"
FALLBACK_ENCODING = "W001"
SCANNED_PAGES = "W002"
DAMAGED_TEXT = "W003"
RECOGNISED_TEXT = "W004"


@dataclass(frozen=True, slots=True)
class ReadingProblem:
    """A document that could not be read, or that was read with doubts.

    Attributes:
        code: stable code, listed in docs/codes.md.
        message: one sentence for the user: what is wrong and, where there is one, the way out.
        path: the document as shown in records (`bundle.zip!a.txt`, `rows.jsonl:12`).
        severity: `error`: there is no trustworthy record; `warning`: there is one, to be looked at.
        letter_id: of the record, where there is one.
        more: further (code, message) pairs of the same document.
    """

    code: str
    message: str
    path: str
    severity: Literal["error", "warning"] = "error"
    letter_id: str | None = None
    more: tuple[tuple[str, str], ...] = ()


class UnreadableError(Exception):
    """Raised inside the package where a source cannot be read; becomes a `ReadingProblem` at its border."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def at(self, path: str) -> ReadingProblem:
        """The problem of the source `path`."""
        return ReadingProblem(self.code, self.message, path)


def from_os_error(error: OSError | ValueError, path: str) -> ReadingProblem:
    """The problem that an error of the operating system amounts to."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return ReadingProblem(MISSING, "no such file or folder", path)
    if isinstance(error, PermissionError):
        return ReadingProblem(NO_PERMISSION, "no permission to read it", path)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ReadingProblem(SYSTEM_ERROR, f"the system could not read it: {reason}", path)


def too_large(max_bytes: int, what: str = "the file") -> UnreadableError:
    """The error of a source above the limit on size."""
    return UnreadableError(TOO_LARGE, f"{what} is larger than the limit of {max_bytes / 1e6:g} MB")


def too_slow_message(seconds: float) -> str:
    """What is said of what took longer than `seconds`."""
    return f"it was not read within {seconds:g} s and was set aside (--time-limit)"


def shown(path: str | os.PathLike[str]) -> str:
    """A path as it can be printed and written as UTF-8: bytes of a name that are no UTF-8 are escaped."""
    return os.fspath(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
