"""Tables as CSV."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from pipeline.records.model import Letter
from pipeline.writing.csv_text import BOM, csv_text, quoted
from pipeline.writing.tables import TABLES
from pipeline.writing.tables.kinds import Kind
from pipeline.writing.tables.model import NO_EXTRAS, Extras, Table, letter_key

Cells = tuple[tuple[Callable[[Any], Any], Callable[[Any], str]], ...]


@lru_cache(maxsize=16)
def _plans(extras: Extras) -> tuple[tuple[Table[Any], Cells, Cells], ...]:
    """Of each table: what gives the value of each column, with what makes a cell of it, and what a field of a line."""
    plans = []
    for table in TABLES:
        columns = table.all_columns(extras)
        cells = tuple((column.value, column.kind.cell) for column in columns)
        fields = tuple((column.value, _field(column.kind)) for column in columns)
        plans.append((table, cells, fields))
    return tuple(plans)


def _field(kind: Kind) -> Callable[[Any], str]:
    """What makes a field of a line of a value: its cell, in quotes where it has to be."""
    cell = kind.cell
    return cell if kind.bare else lambda value: quoted(cell(value)) if value else ""


def header(table: Table[Any], extras: Extras = NO_EXTRAS) -> str:
    """The first line of a table's file, with the mark by which spreadsheets know UTF-8."""
    return BOM + csv_text([[column.name for column in table.all_columns(extras)]])


def rows(letter: Letter, extras: Extras = NO_EXTRAS) -> dict[str, list[list[str]]]:
    """A letter's rows of each table as cells, by the table's name; tables to which it adds none are left out."""
    key = letter_key(letter)
    found = {}
    for table, cells, _ in _plans(extras):
        if lines := [[cell(value(row)) for value, cell in cells] for row in table.rows(letter, key)]:
            found[table.name] = lines
    return found


def csv_tables(letter: Letter, extras: Extras = NO_EXTRAS) -> dict[str, str]:
    """The same as lines of each table's CSV file: what `csv_text` makes of `rows`, without a look at cells that never
    need quotes."""
    key = letter_key(letter)
    found = {}
    for table, _, plan in _plans(extras):
        lines = [",".join([field(value(row)) for value, field in plan]) for row in table.rows(letter, key)]
        if lines:
            found[table.name] = "\r\n".join([*lines, ""]).replace("\0", "")
    return found
