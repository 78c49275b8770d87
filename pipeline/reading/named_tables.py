"""A table of any format as documents."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

from pipeline.reading.csv_rows import MEDIA_TYPE as CSV_MEDIA_TYPE
from pipeline.reading.csv_rows import CsvRows
from pipeline.reading.jsonl import names_beside_text
from pipeline.reading.kinds import Kind
from pipeline.reading.locations import Location
from pipeline.reading.options import ReadingOptions
from pipeline.reading.pipes import read_up_to
from pipeline.reading.problems import ReadingProblem, UnreadableError, too_large
from pipeline.reading.spreadsheets import PARQUET_MEDIA_TYPE, ROWS_OF, XLSX_MEDIA_TYPE, ParquetRows, XlsxRows
from pipeline.reading.table_rows import row_documents
from pipeline.reading.tables import columns_of, named_columns
from pipeline.text.document import Document

MEDIA_TYPES = {"csv": CSV_MEDIA_TYPE, "xlsx": XLSX_MEDIA_TYPE, "parquet": PARQUET_MEDIA_TYPE}


def read_table(
    stream: IO[bytes], kind: Kind, path: str, options: ReadingOptions
) -> Iterator[Document | ReadingProblem]:
    """The documents of a table's rows, row by row.

    Raises:
        UnreadableError: it is damaged or empty, no column of a text is known, or a package is missing.
    """
    rows = open_table(stream, kind, options)
    columns = columns_of(rows.names, options)
    yield from row_documents(rows, columns, path, MEDIA_TYPES[kind], options)


def open_table(stream: IO[bytes], kind: Kind, options: ReadingOptions) -> CsvRows | XlsxRows | ParquetRows:
    """The rows of a table, and the names of its columns.

    Raises: as `read_table`, but for unknown columns.
    """
    if kind == "csv":
        return CsvRows(stream, options)
    if not stream.seekable():
        data = read_up_to(stream, options.max_bytes + 1)
        if len(data) > options.max_bytes:
            raise too_large(options.max_bytes)
        stream = io.BytesIO(data)
    return ROWS_OF[kind](stream, options)


def columns_beside_text(location: Location, options: ReadingOptions) -> tuple[str, ...]:
    """The columns that a table has beside its text; none where it is no table of letters, or cannot be opened."""
    try:
        with Path(location.path).open("rb") as stream:
            if location.kind == "jsonl":
                return names_beside_text(stream, options)
            names = open_table(stream, cast(Kind, location.kind), options).names
    except (OSError, UnreadableError):
        return ()
    columns = named_columns(names, options)
    return tuple(name for name in names if name not in columns.texts) if columns is not None else ()


def is_letters_table(stream: IO[bytes], location: Location, options: ReadingOptions) -> bool:
    """Whether a table that a walk came upon holds letters: a column of a text is known. The stream is at its beginning
    again. What cannot be opened counts as one: it is for the reading to say so."""
    try:
        names = open_table(stream, location.kind, options).names if location.kind != "stream" else ()
    except UnreadableError:
        return location.kind != "csv"
    finally:
        stream.seek(0)
    return named_columns(names, options) is not None
