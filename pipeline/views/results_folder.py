"""A results folder as the views read it: its files, and its records one after the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from pipeline.writing import stored
from pipeline.writing.folder import PROBLEMS, RUN

NO_FOLDER = "E701"
NO_RECORDS = "E702"
UNREADABLE = "E703"
CANNOT_WRITE = "E708"

# Escapes in JSON that stand for what neither UTF-8 nor SQLite takes: half a surrogate pair, a null character.
_AWKWARD = (b"\\ud", b"\\uD", b"\\u0000")


class ResultsError(Exception):
    """A results folder cannot be looked at; the message says why and what to do."""

    exit_code = 2

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One line of `letters.jsonl`.

    Attributes:
        offset: of its first byte in the file.
        length: in bytes, its line end included.
        data: the record; `None` where the line holds no JSON object.
    """

    offset: int
    length: int
    data: dict[str, Any] | None


def open_records(folder: Path) -> IO[bytes]:
    """`letters.jsonl` of a results folder, opened, or the same of its Parquet; the handle stays with this run's records
    even where a new run takes the folder's place.

    Raises:
        ResultsError: no such folder (E701), no records in it (E702), not readable (E703).
    """
    if not folder.is_dir():
        what = "is a file" if folder.exists() else "does not exist"
        raise ResultsError(NO_FOLDER, f"{folder} {what}: name the folder that `run --output` wrote")
    try:
        return stored.open_records(folder)
    except stored.NoRecordsError as error:
        raise ResultsError(NO_RECORDS, str(error.strerror)) from None
    except OSError as error:
        raise ResultsError(UNREADABLE, f"cannot read the records of {folder}: {error.strerror}") from None


def record_lines(stream: IO[bytes]) -> Iterator[RecordLine]:
    """The lines of an opened `letters.jsonl`, from its beginning; blank lines are passed over."""
    stream.seek(0)
    offset = 0
    for line in stream:
        length = len(line)
        if not line.isspace():
            yield RecordLine(offset, length, parse_record(line))
        offset += length


def parse_record(line: bytes) -> dict[str, Any] | None:
    """The record in a line; `None` where it holds no JSON object."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    record: dict[str, Any] = _cleaned(data) if any(escape in line for escape in _AWKWARD) else data
    return record


def _cleaned(data: Any) -> Any:
    """`data` with U+FFFD in place of every character that has no UTF-8 form, and of the null character."""
    if isinstance(data, str):
        return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in data)
    if isinstance(data, dict):
        return {_cleaned(key): _cleaned(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_cleaned(value) for value in data]
    return data


def read_run(folder: Path) -> dict[str, Any]:
    """`run.json`; empty where the file is missing or damaged: the views do without it."""
    try:
        data = json.loads((folder / RUN).read_text(encoding="utf-8", errors="replace"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def read_problems(folder: Path) -> list[dict[str, Any]]:
    """The entries of `problems.jsonl`; empty where the file is missing."""
    try:
        with (folder / PROBLEMS).open("rb") as stream:
            return [line.data for line in record_lines(stream) if line.data is not None]
    except OSError:
        return _problems_of_parquet(folder)


def _problems_of_parquet(folder: Path) -> list[dict[str, Any]]:
    try:
        return list(stored.problem_lines(folder))
    except (OSError, ValueError):
        return []
