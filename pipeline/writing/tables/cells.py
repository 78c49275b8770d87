"""Tables as CSV."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from pipeline.records.model import Letter
from pipeline.writing.csv_text import BOM, csv_text
from pipeline.writing.tables import TABLES
from pipeline.writing.tables.model import NO_EXTRAS, Extras, Table, letter_key

Cells = tuple[tuple[Callable[[Any], Any], Callable[[Any], str]], ...]


@lru_cache(maxsize=16)
def _plans(extras: Extras) -> tuple[tuple[Table[Any], Cells], ...]:
    """Of each table: what gives the value of each column, and what makes a cell of it."""
    return tuple(
        (table, tuple((column.value, column.kind.cell) for column in table.all_columns(extras))) for table in TABLES
    )


def header(table: Table[Any], extras: Extras = NO_EXTRAS) -> str:
    """The first line of a table's file, with the mark by which spreadsheets know UTF-8."""
    return BOM + csv_text([[column.name for column in table.all_columns(extras)]])


def rows(letter: Letter, extras: Extras = NO_EXTRAS) -> dict[str, list[list[str]]]:
    """A letter's rows of each table as cells, by the table's name; tables to which it adds none are left out."""
    key = letter_key(letter)
    found = {}
    for table, plan in _plans(extras):
        if lines := [[cell(value(row)) for value, cell in plan] for row in table.rows(letter, key)]:
            found[table.name] = lines
    return found


def csv_tables(letter: Letter, extras: Extras = NO_EXTRAS) -> dict[str, str]:
    """The same as lines of each table's CSV file."""
    return {name: csv_text(lines) for name, lines in rows(letter, extras).items()}
