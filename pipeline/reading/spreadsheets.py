"""Excel workbooks and Parquet files, row by row, by the libraries that are made for them."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec
from itertools import islice
from typing import IO, Any

from pipeline.reading.options import ReadingOptions
from pipeline.reading.problems import ARCHIVE_EXPANDS, BAD_TABLE, EMPTY, NEEDS_PACKAGE, UnreadableError
from pipeline.reading.table_rows import BrokenRow, Row
from pipeline.reading.tables import named_columns

XLSX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET_MEDIA_TYPE = "application/vnd.apache.parquet"
_TITLE_ROWS = 10  # above the row with the columns' names
_BATCH = 200  # rows of Parquet that are in memory


class XlsxRows:
    """The rows of the first sheet of an Excel workbook in which a text is known; else of its first sheet.

    Attributes:
        names: of the columns, from the row of the first ten that names a text, or else the first.

    Raises:
        UnreadableError: openpyxl is not installed, the workbook is damaged or unpacks to too much, or it is empty.
    """

    def __init__(self, stream: IO[bytes], options: ReadingOptions) -> None:
        if find_spec("openpyxl") is None:
            raise UnreadableError(NEEDS_PACKAGE, "reading .xlsx needs openpyxl: pip install 'imr-pipeline[xlsx]'")
        import openpyxl

        _refuse_bombs(stream, options)
        try:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True)
            heads = [(sheet, *_head(list(islice(_values(sheet), _TITLE_ROWS)), options)) for sheet in book.worksheets]
        except Exception as error:  # it raises what its parsers raise
            raise UnreadableError(BAD_TABLE, f"the workbook is damaged: {type(error).__name__}") from None
        heads = [head for head in heads if head[1]]
        if not heads:
            raise UnreadableError(EMPTY, "there is no row in it")
        self._sheet, self._place, self.names = next((head for head in heads if head[1] > 0), heads[0])
        self._place = abs(self._place)

    def __iter__(self) -> Iterator[Row | BrokenRow]:
        number = 0
        try:
            for number, cells in enumerate(_values(self._sheet), 1):
                if number > self._place and any(cell is not None for cell in cells):
                    yield Row(number, dict(zip(self.names, cells, strict=False)))
        except Exception as error:
            message = f"the rest of the workbook is damaged: {type(error).__name__}"
            yield BrokenRow(number + 1, UnreadableError(BAD_TABLE, message))


def _values(sheet: Any) -> Iterator[tuple[Any, ...]]:
    with suppress(AttributeError):
        sheet.reset_dimensions()  # what a program wrote of the sheet's size may be wrong
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(values_only=True)
    return rows


def _head(rows: Sequence[tuple[Any, ...]], options: ReadingOptions) -> tuple[int, tuple[str, ...]]:
    """The number of the row with the columns' names, and the names; the number is negative where none of them is
    known for a text, 0 where there is no row."""
    first: tuple[int, tuple[str, ...]] = (0, ())
    for number, cells in enumerate(rows, 1):
        names = _names(cells)
        if any(cell is not None for cell in cells):
            if named_columns(names, options) is not None:
                return number, names
            first = first if first[0] else (-number, names)
    return first


def _names(cells: Sequence[Any]) -> tuple[str, ...]:
    names: list[str] = []
    for number, cell in enumerate(cells, 1):
        name = "" if cell is None else str(cell).strip()
        names.append(name if name and name not in names else f"{name or 'column'}_{number}")
    return tuple(names)


def _refuse_bombs(stream: IO[bytes], options: ReadingOptions) -> None:
    try:
        with zipfile.ZipFile(stream) as packed:
            size = sum(member.file_size for member in packed.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UnreadableError(BAD_TABLE, "the workbook is damaged, or of a kind before .xlsx") from None
    if size > max(options.max_bytes, options.max_expansion * stream.seek(0, os.SEEK_END)):
        message = f"the workbook unpacks to more than {options.max_expansion} times its size"
        raise UnreadableError(ARCHIVE_EXPANDS, message)
    stream.seek(0)


class ParquetRows:
    """The rows of a Parquet file.

    Attributes:
        names: of the columns.

    Raises:
        UnreadableError: pyarrow is not installed, or the file is damaged.
    """

    def __init__(self, stream: IO[bytes], options: ReadingOptions) -> None:
        if find_spec("pyarrow") is None:
            raise UnreadableError(NEEDS_PACKAGE, "reading Parquet needs pyarrow: pip install 'imr-pipeline[parquet]'")
        import pyarrow.parquet as pq

        try:
            self._file = pq.ParquetFile(stream, memory_map=False, pre_buffer=False)
            self.names = tuple(self._file.schema_arrow.names)
        except Exception as error:  # it raises many kinds
            raise UnreadableError(BAD_TABLE, f"the Parquet file is damaged: {type(error).__name__}") from None

    def __iter__(self) -> Iterator[Row | BrokenRow]:
        number = 1
        try:
            for batch in self._file.iter_batches(batch_size=_BATCH, use_threads=False):
                for values in batch.to_pylist():
                    number += 1
                    yield Row(number, values)
        except Exception as error:
            message = f"the rest of the Parquet file is damaged: {type(error).__name__}"
            yield BrokenRow(number + 1, UnreadableError(BAD_TABLE, message))


ROWS_OF: dict[str, Callable[[IO[bytes], ReadingOptions], XlsxRows | ParquetRows]] = {
    "xlsx": XlsxRows,
    "parquet": ParquetRows,
}
