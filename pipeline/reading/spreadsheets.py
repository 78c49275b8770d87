"""Excel workbooks and Parquet files, row by row, by the libraries that are made for them."""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec
from itertools import chain, islice
from typing import IO, Any

from pipeline.reading.options import ReadingOptions
from pipeline.reading.problems import ARCHIVE_EXPANDS, BAD_TABLE, EMPTY, NEEDS_PACKAGE, UnreadableError
from pipeline.reading.table_rows import BrokenRow, Row
from pipeline.reading.tables import each_once, named_columns

XLSX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET_MEDIA_TYPE = "application/vnd.apache.parquet"
_TITLE_ROWS = 10  # above the row with the columns' names
_BATCH = 200  # rows of Parquet that are in memory
_MOST_ROWS = 1_048_576  # of a sheet
_MOST_SHEETS = 100
_MOST_TAGS = 250_000
"""Of a row, or of any part of a workbook outside of its rows and texts: openpyxl keeps them in memory."""
_LONGEST_TAG = 16  # characters of those that are looked for
_CHUNK = 1 << 16
_ROW_END = re.compile(rb"</(?:\w+:)?(?:row|si)\b")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
_TEXT_TYPES = frozenset({"string", "binary"})
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")  # that XML may be in, with two bytes to a character


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
        except UnreadableError:
            raise
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
            for number, cells in enumerate(_values(self._sheet, len(self.names)), 1):
                if number > _MOST_ROWS:
                    raise ValueError
                if number > self._place and any(cell is not None for cell in cells):
                    yield Row(number, dict(zip(self.names, cells, strict=False)))
        except Exception as error:
            message = f"the rest of the workbook is damaged: {type(error).__name__}"
            yield BrokenRow(number + 1, UnreadableError(BAD_TABLE, message))


def _values(sheet: Any, columns: int | None = None) -> Iterator[tuple[Any, ...]]:
    """The rows of a sheet, each as long as its last cell says, or cut and filled up to so many columns."""
    with suppress(AttributeError):
        sheet.reset_dimensions()  # what a program wrote of the sheet's size may be wrong
    rows: Iterator[tuple[Any, ...]] = sheet.iter_rows(max_col=columns, values_only=True)
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
    return each_once("" if cell is None else str(cell).strip() for cell in cells)


def _refuse_bombs(stream: IO[bytes], options: ReadingOptions) -> None:
    """Raise `UnreadableError` for a workbook that would unpack to more than memory holds, or that is none."""
    try:
        with zipfile.ZipFile(stream) as packed:
            size = sum(member.file_size for member in packed.infolist())
            if size > max(options.max_bytes, options.max_expansion * stream.seek(0, os.SEEK_END)):
                message = f"the workbook unpacks to more than {options.max_expansion} times its size"
                raise UnreadableError(ARCHIVE_EXPANDS, message)
            is_bomb = sum(_sheets(packed, member) for member in packed.infolist()) > _MOST_SHEETS
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
        raise UnreadableError(BAD_TABLE, "the workbook is damaged, or of a kind before .xlsx") from None
    if is_bomb:
        raise UnreadableError(BAD_TABLE, f"the workbook has more than {_MOST_SHEETS} sheets")
    stream.seek(0)


def _sheets(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> int:
    """How many sheets a part of a workbook lists; none, where it is a picture. Raises `UnreadableError` where the part
    would fill the memory."""
    counted = _Counted()
    with packed.open(member) as part:
        first = part.read(_CHUNK)
        if not first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            if first.startswith(_OTHER_ENCODINGS):
                raise UnreadableError(BAD_TABLE, "a part of the workbook is not in UTF-8")
            return 0
        for read in chain([first], iter(lambda: part.read(_CHUNK), b"")):
            counted.add(read)
    return counted.sheets


class _Counted:
    """What is counted of a part of a workbook while it is read.

    Attributes:
        sheets: that it lists.
    """

    def __init__(self) -> None:
        self.sheets = 0
        self._tags = 0  # since the last row ended
        self._rows = 0
        self._before = b""  # the end of what was read: a tag may begin there

    def add(self, read: bytes) -> None:
        """Count what was read. Raises `UnreadableError` for entities, which no program writes into a workbook, and
        where more is kept until a row or a text ends than any workbook has."""
        chunk, new = self._before + read, len(self._before)
        if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
            raise UnreadableError(BAD_TABLE, "the workbook defines entities")
        ends = [m.end() for m in _ROW_END.finditer(chunk)] if b"<!" not in chunk else []
        self._tags += chunk.count(b"<", new, ends[0] if ends else len(chunk))
        self._rows += sum(end > new for end in ends)
        if self._tags > _MOST_TAGS or self._rows > _MOST_ROWS:
            raise UnreadableError(ARCHIVE_EXPANDS, "the workbook holds more in a row, or more rows, than any does")
        if ends:
            self._tags = chunk.count(b"<", ends[-1])
        self.sheets += sum(m.end() > new for m in _SHEET.finditer(chunk))
        self._before = chunk[-_LONGEST_TAG:]


class ParquetRows:
    """The rows of a Parquet file.

    Attributes:
        names: of the columns.

    Raises:
        UnreadableError: pyarrow is not installed, or the file is damaged or unpacks to too much.
    """

    def __init__(self, stream: IO[bytes], options: ReadingOptions) -> None:
        if find_spec("pyarrow") is None:
            raise UnreadableError(NEEDS_PACKAGE, "reading Parquet needs pyarrow: pip install 'imr-pipeline[parquet]'")
        import pyarrow.parquet as pq

        try:
            # Texts are kept as they are stored: a few bytes may say that a long one stands in every row.
            schema = pq.read_schema(stream)
            stream.seek(0)
            texts = [field.name for field in schema if str(field.type) in _TEXT_TYPES]
            self._file = pq.ParquetFile(stream, memory_map=False, pre_buffer=False, read_dictionary=texts)
            data = self._file.metadata
            largest = max((data.row_group(n).total_byte_size for n in range(data.num_row_groups)), default=0)
        except Exception as error:  # it raises many kinds
            raise UnreadableError(BAD_TABLE, f"the Parquet file is damaged: {type(error).__name__}") from None
        if largest > max(options.max_bytes, options.max_expansion * stream.seek(0, os.SEEK_END)):
            message = f"a part of the Parquet file unpacks to more than {options.max_expansion} times its size"
            raise UnreadableError(ARCHIVE_EXPANDS, message)
        self.names = each_once(schema.names)

    def __iter__(self) -> Iterator[Row | BrokenRow]:
        number = 1
        try:
            for batch in self._file.iter_batches(batch_size=_BATCH, use_threads=False):
                for place in range(batch.num_rows):
                    number += 1
                    yield Row(number, dict(zip(self.names, (c[place].as_py() for c in batch.columns), strict=True)))
        except Exception as error:
            message = f"the rest of the Parquet file is damaged: {type(error).__name__}"
            yield BrokenRow(number + 1, UnreadableError(BAD_TABLE, message))


ROWS_OF: dict[str, Callable[[IO[bytes], ReadingOptions], XlsxRows | ParquetRows]] = {
    "xlsx": XlsxRows,
    "parquet": ParquetRows,
}
