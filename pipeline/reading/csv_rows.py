"""CSV, of any delimiter and in the encodings that spreadsheets write, row by row."""

from __future__ import annotations

import codecs
import csv
import io
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from typing import IO

from pipeline.reading.decoding import decode
from pipeline.reading.options import ReadingOptions
from pipeline.reading.problems import BROKEN_TABLE_ROW, EMPTY, UnreadableError, too_large
from pipeline.reading.table_rows import BrokenRow, Row
from pipeline.reading.tables import MOST_COLUMNS, each_once, named_columns

MEDIA_TYPE = "text/csv"
_DELIMITERS = (",", ";", "\t", "|")
_TITLE_ROWS = 5  # behind the first, in which names of columns are looked for
_LONGEST_ROW = 5_000_000  # characters over several lines: a quotation mark that is never closed takes no more with it


class CsvRows:
    """The rows of a CSV stream.

    Args:
        stream: at its beginning; UTF-8, or by its mark UTF-16; what is no UTF-8 is read cell by cell as cp1252.

    Attributes:
        names: of the columns, from the first row that holds anything; where no text is known among these, from one
            of the next rows.

    Raises:
        UnreadableError: there is no row, or it has more columns than any table.
    """

    def __init__(self, stream: IO[bytes], options: ReadingOptions) -> None:
        csv.field_size_limit(min(sys.maxsize, 2**31 - 1, max(options.max_bytes, 2**17)))
        self._limit = options.max_bytes
        text = io.TextIOWrapper(_NotClosed(stream), _encoding(stream), errors="surrogateescape", newline="")
        self._lines = _Lines(text, options.max_bytes)
        self._number = 0
        first = self._next_filled()
        if first is None:
            raise UnreadableError(EMPTY, "there is no row in it")
        self.names = self._names_in(first, options)
        if named_columns(self.names, options) is None:
            self._pass_over_titles(first, options)

    def _next_filled(self) -> str | None:
        """The next row's lines that hold anything."""
        line = self._record_lines()
        self._number += line is not None
        while line is not None and not line.strip('\ufeff\r\n\t ,;|"'):
            line = self._record_lines()
            self._number += line is not None
        return line

    def _names_in(self, line: str, options: ReadingOptions) -> tuple[str, ...]:
        line = line.removeprefix("\ufeff")
        self._delimiter = _delimiter(line, options)
        return each_once([_clean(name)[0].strip() for name in self._cells(line) or []])

    def _pass_over_titles(self, first: str, options: ReadingOptions) -> None:
        """Take the names from one of the next rows, where the first are a title or "sep=;"; else from the first."""
        passed, number = list[str](), self._number
        while len(passed) < _TITLE_ROWS and (line := self._next_filled()) is not None:
            passed.append(line)
            names = self._names_in(line, options)
            columns = named_columns(names, options) if len(names) > 1 else None
            if columns is not None and columns.identity is not None:
                self.names = names
                return
        self._lines.put_back(passed)
        self._number = number
        self.names = self._names_in(first, options)

    def __iter__(self) -> Iterator[Row | BrokenRow]:
        while (line := self._lines.next()) is not None:
            self._number += 1
            if len(line) > self._limit:
                yield BrokenRow(self._number, too_large(self._limit, "the row"))
                continue
            cells = self._whole_row(line)
            if cells is None:
                message = f"the row has not the {len(self.names)} cells that the table has (a quotation mark too many?)"
                yield BrokenRow(self._number, UnreadableError(BROKEN_TABLE_ROW, message))
            elif any(cells):
                yield self._row(cells)

    def _whole_row(self, line: str) -> list[str] | None:
        """The cells of the row that begins with `line`, and may go on over lines within quotes. A row that has not the
        table's number of cells ends with its line: what follows is read anew."""
        if _closed(line):
            strict = self._fitting(line)
            return strict if strict is not None else self._fitting(line, strict=False)
        parts, length = [line], len(line)
        is_closed = False
        while not is_closed and length < _LONGEST_ROW and (more := self._lines.next()) is not None:
            parts.append(more)
            length += len(more)
            is_closed ^= not _closed(more)
        cells = self._fitting("".join(parts)) if is_closed else None
        if cells is None and not (is_closed and self._is_one_row(parts)):
            self._lines.put_back(parts[1:])
            cells = self._fitting(line)
        return cells

    def _is_one_row(self, parts: Sequence[str]) -> bool:
        """Whether lines are one row that has too many cells or too few: its quotes are right, and none of its lines is
        a row of its own."""
        if self._cells("".join(parts), strict=True) is None:
            return False
        return not any(_closed(part) and self._fills_the_table(part) for part in parts[1:])

    def _fills_the_table(self, line: str) -> bool:
        cells = self._cells(line, strict=True)
        return cells is not None and len(cells) == len(self.names) > 1

    def _fitting(self, text: str, *, strict: bool = True) -> list[str] | None:
        """The cells of a row, as many as there are columns; empty ones at its end may be missing or too many."""
        cells = self._cells(text, strict=strict)
        if cells is None or any(cells[len(self.names) :]):
            return None
        missing = len(self.names) - len(cells)
        return cells[: len(self.names)] + [""] * missing

    def _cells(self, text: str, *, strict: bool = False) -> list[str] | None:
        """`None` where a quotation mark is not closed, or (strict) something stands behind a closing one."""
        lines = io.StringIO(text.replace("\0", "\ufffd"), newline="")
        try:
            rows = list(csv.reader(lines, delimiter=self._delimiter, strict=strict))
        except csv.Error:
            return None
        return rows[0] if len(rows) == 1 else None

    def _row(self, cells: Sequence[str]) -> Row:
        values, encoding, damaged = {}, "utf-8", False
        for name, cell in zip(self.names, cells, strict=True):
            values[name], of_cell, is_damaged = _clean(cell)
            encoding = of_cell if of_cell != "utf-8" else encoding
            damaged = damaged or is_damaged
        return Row(self._number, values, encoding, damaged)

    def _record_lines(self) -> str | None:
        """The next lines up to where quotes are closed."""
        line = self._lines.next()
        while line is not None and not _closed(line) and len(line) < _LONGEST_ROW:
            more = self._lines.next()
            if more is None:
                break
            line += more
        return line


class _Lines:
    """Lines of a text, that may be put back."""

    def __init__(self, text: IO[str], limit: int) -> None:
        self._text = text
        self._limit = limit
        self._back: deque[str] = deque()

    def next(self) -> str | None:
        """The next line with its end; one that is longer than the limit is cut, and its rest passed over."""
        if self._back:
            return self._back.popleft()
        line = self._text.readline(self._limit + 1)
        rest = line
        while len(rest) > self._limit and not rest.endswith(("\n", "\r")):
            rest = self._text.readline(self._limit + 1)
        return line or None

    def put_back(self, lines: Sequence[str]) -> None:
        """Lines to be read once more."""
        self._back.extendleft(reversed(lines))


class _NotClosed(io.BufferedReader):
    """A stream that is not closed where the text around it is."""

    def __init__(self, stream: IO[bytes]) -> None:
        super().__init__(_Raw(stream))


class _Raw(io.RawIOBase):
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._stream.read(view.nbytes)
        view[: len(data)] = data
        return len(data)


def _encoding(stream: IO[bytes]) -> str:
    start = stream.peek(4)[:4] if hasattr(stream, "peek") else b""
    return "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"


def _closed(line: str) -> bool:
    return line.count('"') % 2 == 0


def _delimiter(first: str, options: ReadingOptions) -> str:
    """The delimiter with which the first row names a column of a text, or else the most columns."""

    def found(delimiter: str) -> tuple[bool, int]:
        names = next(csv.reader(io.StringIO(first, newline=""), delimiter=delimiter), [])
        known = tuple(name.strip() for name in names[:MOST_COLUMNS])
        return named_columns(known, options) is not None, len(names)

    return max(_DELIMITERS, key=found)


def _clean(cell: str) -> tuple[str, str, bool]:
    """A cell's text, its encoding, and whether bytes of it are damaged."""
    if cell.isascii() or not any("\udc80" <= character <= "\udcff" for character in cell):
        return cell, "utf-8", False
    try:
        decoded = decode(cell.encode("utf-8", "surrogateescape"))
    except UnreadableError:
        return cell.encode("utf-8", "replace").decode(), "utf-8", True
    return decoded.text, decoded.encoding, decoded.damaged
