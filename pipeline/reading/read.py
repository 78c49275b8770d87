"""The way in: inputs to documents."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from pipeline.reading.archives import read_archive
from pipeline.reading.content import read_content
from pipeline.reading.decoding import FALLBACK
from pipeline.reading.jsonl import read_rows
from pipeline.reading.kinds import Kind, kind_of_start
from pipeline.reading.locations import STANDARD_INPUT, Input, Location, find
from pipeline.reading.options import DEFAULT_OPTIONS, ReadingOptions
from pipeline.reading.problems import (
    FALLBACK_ENCODING,
    ReadingProblem,
    UnreadableError,
    from_os_error,
    shown,
    too_large,
)
from pipeline.text.document import Document

_SNIFF = 1024
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
    location: Location, options: ReadingOptions = DEFAULT_OPTIONS, skipped: Skipped = _ignore
) -> Iterator[Document | ReadingProblem]:
    """The documents of one source, or its problem."""
    path = shown(location.path)
    try:
        if location.path == STANDARD_INPUT:
            yield from _read_stream(cast("IO[bytes]", sys.stdin.buffer), "stream", path, "stdin", options, skipped)
            return
        with Path(location.path).open("rb") as stream:
            yield from _read_stream(stream, location.kind, path, Path(path).stem, options, skipped)
    except UnreadableError as error:
        yield error.at(path)
    except (OSError, ValueError) as error:
        yield from_os_error(error, path)


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
    if kind == "jsonl":
        yield from read_rows(stream, path, options)
    elif kind == "zip" and seekable:
        yield from read_archive(stream, path, options, skipped)
    elif kind == "zip":
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(stream, copy)
            yield from read_archive(copy, path, options, skipped)
    else:
        data = stream.read(options.max_bytes + 1)
        if len(data) > options.max_bytes:
            raise too_large(options.max_bytes)
        yield read_content(data, cast(Kind, kind), path, name, options)


def doubts(document: Document) -> tuple[tuple[str, str], ...]:
    """(code, message) of what was doubtful in reading a document's source."""
    if document.encoding == FALLBACK:
        return ((FALLBACK_ENCODING, f"the file is not UTF-8 and was read as {FALLBACK}"),)
    return ()
