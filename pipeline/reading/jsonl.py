"""Rows of JSON, one letter to a line."""

from __future__ import annotations

import codecs
import hashlib
import json
import math
from collections.abc import Iterator
from itertools import islice
from pathlib import PurePath
from typing import IO, Any

from pipeline.reading.decoding import Decoded, decode
from pipeline.reading.options import ReadingOptions
from pipeline.reading.problems import BAD_ROW, EMPTY, ROW_WITHOUT_TEXT, ReadingProblem, UnreadableError, too_large
from pipeline.reading.table_rows import Row, documents_of
from pipeline.reading.tables import MOST_COLUMNS, named_columns
from pipeline.text.document import Document

_DEEPEST = 100
_LOOKED_AT = 1000  # rows whose fields become columns of the tables
MEDIA_TYPE = "application/jsonl"


def read_rows(stream: IO[bytes], path: str, options: ReadingOptions) -> Iterator[Document | ReadingProblem]:
    """The documents of a JSONL stream, row by row. A broken row is one problem, the others go on; empty lines
    are passed over. Memory is bounded by `options.max_bytes`."""
    stem = PurePath(path.rpartition("!")[2]).stem
    number = 0
    found = False
    while line := stream.readline(options.max_bytes + 1):
        number += 1
        where = f"{path}:{number}"
        try:
            if len(line) > options.max_bytes:
                _skip_line(stream, line, options.max_bytes)
                raise too_large(options.max_bytes, "the row")
            line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            if line and not line.isspace():
                found = True
                yield from _documents(line.rstrip(b"\r\n"), where, f"{stem}:{number}", options)
        except UnreadableError as error:
            found = True
            yield error.at(where)
    if not found:
        yield ReadingProblem(EMPTY, "there is no row in it", path)


def names_beside_text(stream: IO[bytes], options: ReadingOptions) -> tuple[str, ...]:
    """The fields that the first rows have beside their text, each once, in their order: no more than a table has."""
    names: dict[str, None] = {}
    for line in islice(stream, _LOOKED_AT):
        try:
            values = _row(_decode(line.removeprefix(codecs.BOM_UTF8).rstrip(b"\r\n")).text)
        except UnreadableError:
            continue
        columns = named_columns(tuple(values), options)
        if columns is not None:
            names.update(dict.fromkeys(name for name in values if name not in columns.texts))
    return tuple(islice(names, MOST_COLUMNS))


def _skip_line(stream: IO[bytes], read: bytes, chunk: int) -> None:
    while read and not read.endswith(b"\n"):
        read = stream.readline(chunk)


def _documents(line: bytes, path: str, name: str, options: ReadingOptions) -> Iterator[Document]:
    decoded = _decode(line)
    values = _row(decoded.text)
    columns = named_columns(tuple(values), options)
    if columns is None or not any(isinstance(values[key], str) for key in columns.texts):
        names = ", ".join(map(repr, options.text_fields))
        raise UnreadableError(ROW_WITHOUT_TEXT, f"no text in the row's field {names} (name it with --text-field)")
    row = Row(0, values, decoded.encoding, decoded.damaged)
    yield from documents_of(row, columns, path, name, MEDIA_TYPE, hashlib.sha256(line).hexdigest(), options)


def _decode(line: bytes) -> Decoded:
    try:
        return decode(line)
    except UnreadableError:
        raise UnreadableError(BAD_ROW, "the row is binary, not text") from None


def _no_number(constant: str) -> None:
    """Python's own writer puts NaN and Infinity into rows; JSON has no such numbers, and the record is JSON."""


def _finite(number: str) -> float | None:
    value = float(number)
    return value if math.isfinite(value) else None


def _row(text: str) -> dict[str, Any]:
    try:
        row = json.loads(text, parse_constant=_no_number, parse_float=_finite)
        if text.count("[") + text.count("{") > _DEEPEST and _is_deep(row):
            raise UnreadableError(BAD_ROW, f"the row's values are nested more than {_DEEPEST} deep")
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "too deep or too long a value"
        raise UnreadableError(BAD_ROW, f"the row is not JSON: {reason}") from None
    if not isinstance(row, dict):
        raise UnreadableError(BAD_ROW, "the row is not a JSON object")
    if len(row) > MOST_COLUMNS:
        raise UnreadableError(BAD_ROW, f"the row has more than {MOST_COLUMNS:,} fields")
    return row


def _is_deep(value: Any) -> bool:
    """Whether a value is nested deeper than can be passed on between processes, and written, everywhere."""
    level = [value]
    for _ in range(_DEEPEST + 1):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not level:
            return False
    return True
