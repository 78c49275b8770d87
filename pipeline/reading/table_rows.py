"""Rows of a table, of whatever format, as documents."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import PurePath
from typing import Any

from pipeline.reading.decoding import SURROGATE, require_text
from pipeline.reading.options import ReadingOptions
from pipeline.reading.problems import ROW_WITHOUT_TEXT, ReadingProblem, UnreadableError, too_large
from pipeline.reading.tables import Columns, joined
from pipeline.text.document import Document


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its number as a spreadsheet shows it (the names stand in row 1), and its values by their column's names.

    Attributes:
        encoding: that its text was in, where the format leaves that open.
        damaged: whether bytes of it are no text in that encoding.
    """

    number: int
    values: Mapping[str, Any]
    encoding: str = "utf-8"
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that cannot be read, and why."""

    number: int
    error: UnreadableError


def row_documents(
    rows: Iterable[Row | BrokenRow], columns: Columns, path: str, media_type: str, options: ReadingOptions
) -> Iterator[Document | ReadingProblem]:
    """The documents of a table's rows; a row that is broken, or has no text, is one problem."""
    stem = PurePath(path.rpartition("!")[2]).stem
    for row in rows:
        where = f"{path}:{row.number}"
        try:
            if isinstance(row, BrokenRow):
                raise row.error
            yield from _row_documents(row, columns, where, f"{stem}:{row.number}", media_type, options)
        except UnreadableError as error:
            yield error.at(where)


def _row_documents(
    row: Row, columns: Columns, path: str, name: str, media_type: str, options: ReadingOptions
) -> Iterator[Document]:
    values = {key: plain_value(value) for key, value in row.values.items()}
    if all(values.get(key) is None for key in columns.texts):
        raise UnreadableError(ROW_WITHOUT_TEXT, f"no text in the row's {', '.join(map(repr, columns.texts))}")
    digest = hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()
    plain = Row(row.number, values, row.encoding, row.damaged)
    yield from documents_of(plain, columns, path, name, media_type, digest, options)


def documents_of(
    row: Row, columns: Columns, path: str, name: str, media_type: str, digest: str, options: ReadingOptions
) -> Iterator[Document]:
    """The document, or the documents, of a row whose values JSON can hold.

    Raises:
        UnreadableError: it has no text, or too much.
    """
    values = row.values
    texts = [(key, _text(values.get(key))) for key in columns.texts]
    name = (_text(values.get(columns.identity)) if columns.identity else "").strip() or name
    official = _text(values.get(columns.outcome)) if columns.outcome else ""
    held = [(text, f"{name}#{key}") for key, text in texts if text.strip()]
    for text, called in held if columns.each and held else [(joined(texts, columns), name)]:
        if len(text) > options.max_bytes:
            raise too_large(options.max_bytes, "the row")
        require_text(text)
        yield Document(
            text,
            called,
            path,
            media_type,
            digest,
            encoding=row.encoding,
            damaged=row.damaged,
            row={key: value for key, value in values.items() if key not in columns.texts},
            official=official.strip() or None,
            published=columns.outcome is not None,
        )


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, bool | dict | list) else SURROGATE.sub("\ufffd", str(value))


def plain_value(value: Any) -> Any:
    """A cell's value as JSON can hold it."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return plain_value(float(value))
    if isinstance(value, list | tuple):
        return [plain_value(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): plain_value(one) for key, one in value.items()}
    return str(value)
