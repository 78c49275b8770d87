"""The way in: inputs to documents."""

from __future__ import annotations

import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from pipeline.reading.archives import read_archive
from pipeline.reading.content import read_content
from pipeline.reading.csv_rows import CsvRows
from pipeline.reading.decoding import FALLBACK
from pipeline.reading.jsonl import read_rows
from pipeline.reading.kinds import TABLES, Kind, kind_of_start
from pipeline.reading.locations import STANDARD_INPUT, Input, Location, find
from pipeline.reading.named_tables import is_letters_table, read_table
from pipeline.reading.options import DEFAULT_OPTIONS, ReadingOptions
from pipeline.reading.pipes import StoppedError, go_on, open_pipe, patient_stream, read_up_to
from pipeline.reading.problems import (
    DAMAGED_TEXT,
    FALLBACK_ENCODING,
    RECOGNISED_TEXT,
    SCANNED_PAGES,
    SYSTEM_ERROR,
    ReadingProblem,
    UnreadableError,
    from_os_error,
    shown,
    too_large,
)
from pipeline.reading.tables import named_columns
from pipeline.text.document import Document

_SNIFF = 1024
_FIRST_LINE = 8192
Skipped = Callable[[str], None]


def _ignore(path: str) -> None:
    """Takes a skipped path and does nothing."""


def read(
    inputs: Input | Iterable[Input],
    options: ReadingOptions = DEFAULT_OPTIONS,
    skipped: Skipped = _ignore,
) -> Iterator[Document | ReadingProblem]:
    """Every document of the inputs, in order; in place of each that cannot be read, its problem.

    Args:
        inputs: paths of text, PDF, JSONL and zip files and of folders of these; `-` is standard input.
        options: fields of JSONL rows, limits.
        skipped: called with the path of each file in a folder or archive that is of no kind that is read.
    """
    if isinstance(inputs, str | os.PathLike):
        inputs = [inputs]
    for found in find(inputs, options, skipped):
        if isinstance(found, ReadingProblem):
            yield found
        else:
            yield from read_location(found, options, skipped)


def read_location(
    location: Location,
    options: ReadingOptions = DEFAULT_OPTIONS,
    skipped: Skipped = _ignore,
    stop: Callable[[], bool] = go_on,
) -> Iterator[Document | ReadingProblem]:
    """The documents of one source, or its problem. `stop` is asked while standard input or a pipe says nothing
    whether to read on; where not, there are no more documents."""
    path = shown(location.path)
    try:
        if location.path == STANDARD_INPUT:
            yield from _read_stream(_standard_input(options, stop), "stream", path, "stdin", options, skipped)
            return
        with _open(location, options, stop) as stream:
            if location.kind in TABLES and not location.named and not is_letters_table(stream, location, options):
                skipped(path)
                return
            yield from _read_stream(stream, location.kind, path, Path(path).stem, options, skipped)
    except StoppedError:
        return
    except UnreadableError as error:
        yield error.at(path)
    except (OSError, ValueError) as error:
        yield from_os_error(error, path)


def _standard_input(options: ReadingOptions, stop: Callable[[], bool]) -> IO[bytes]:
    if sys.stdin is None:
        raise UnreadableError(SYSTEM_ERROR, "standard input is closed")
    if sys.platform == "win32":  # where only sockets can be waited for
        return cast("IO[bytes]", sys.stdin.buffer)
    try:
        return patient_stream(sys.stdin.fileno(), options.time_limit, stop)
    except (OSError, ValueError):  # something that a program put in its place
        return cast("IO[bytes]", sys.stdin.buffer)


def _open(location: Location, options: ReadingOptions, stop: Callable[[], bool]) -> IO[bytes]:
    if location.kind == "stream":
        return open_pipe(location.path, options.time_limit, stop)
    return Path(location.path).open("rb")


def _read_stream(
    stream: IO[bytes],
    kind: str,
    path: str,
    name: str,
    options: ReadingOptions,
    skipped: Skipped,
) -> Iterator[Document | ReadingProblem]:
    seekable = kind != "stream"
    if kind in ("stream", "unnamed"):
        kind = kind_of_start(stream.peek(_SNIFF)[:_SNIFF])  # type: ignore[attr-defined]
    if kind == "text" and not seekable and (options.table is not None or _names_columns(stream, options)):
        kind = "csv"
    if kind == "jsonl":
        yield from read_rows(stream, path, options)
    elif kind in TABLES:
        yield from read_table(stream, cast(Kind, kind), path, options)
    elif kind == "zip" and seekable:
        yield from read_archive(stream, path, options, skipped)
    elif kind == "zip":
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(stream, copy)
            yield from read_archive(copy, path, options, skipped)
    else:
        data = read_up_to(stream, options.max_bytes + 1)
        if len(data) > options.max_bytes:
            raise too_large(options.max_bytes)
        yield read_content(data, cast(Kind, kind), path, name, options)


def _names_columns(stream: IO[bytes], options: ReadingOptions) -> bool:
    """Whether the first line of a stream, as far as it is there, is the names of a published table's columns."""
    first = stream.peek(_FIRST_LINE)[:_FIRST_LINE].partition(b"\n")[0]  # type: ignore[attr-defined]
    try:
        names = CsvRows(io.BytesIO(first), options).names
    except UnreadableError:
        return False
    columns = named_columns(names, options) if len(names) > 2 else None
    return columns is not None and columns.identity is not None and columns.outcome is not None


def doubts(document: Document) -> tuple[tuple[str, str], ...]:
    """(code, message) of what was doubtful in reading a document's source."""
    found = []
    if document.encoding == FALLBACK:
        found.append((FALLBACK_ENCODING, f"the text is not UTF-8 and was read as {FALLBACK}"))
    if document.scanned:
        found.append((SCANNED_PAGES, scanned_message(document.scanned)))
    if document.recognised:
        found.append((RECOGNISED_TEXT, recognised_message(document.recognised)))
    if document.damaged:
        found.append((DAMAGED_TEXT, f"bytes that are no {document.encoding} were read as U+FFFD"))
    return tuple(found)


def recognised_message(numbers: tuple[int, ...]) -> str:
    """What is said of pages whose text was recognised in an image."""
    pages = f"page {numbers[0]}" if len(numbers) == 1 else f"pages {', '.join(map(str, numbers))}"
    return f"the text of {pages} was recognised in an image (OCR): letters and digits may be confused"


def scanned_message(numbers: tuple[int, ...]) -> str:
    """What is said of pages that show an image in place of a text."""
    pages = f"page {numbers[0]} is" if len(numbers) == 1 else f"pages {', '.join(map(str, numbers))} are"
    return f"{pages} an image without text: what stands there was not read (run OCR on the PDF)"
