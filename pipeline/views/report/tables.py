"""A table as data: what it counts, its columns, its rows. Writers turn it into text, Markdown, CSV and HTML."""

from __future__ import annotations

from dataclasses import dataclass

# Shares of fewer decided items than this are not given in percent: they would be read as more than they are.
FEW = 10
FEW_MARK = "few"
NOT_FOUND = "not found"


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`, with its Wilson interval where `whole` is not 0."""

    part: int
    whole: int

    @property
    def few(self) -> bool:
        """Whether the whole is too small for a percentage."""
        return self.whole < FEW


@dataclass(frozen=True, slots=True)
class Interval:
    """The 95 % Wilson interval of `part` in `whole`."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Portion:
    """`part` of a total that is all there is to count: no estimate, so a percentage however small it is."""

    part: int
    whole: int


Cell = str | int | float | None | Share | Interval | Portion


@dataclass(frozen=True, slots=True)
class Column:
    """A column's name for people and for CSV files."""

    title: str
    key: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report.

    Attributes:
        name: of its file and its place in the page.
        title: what it shows.
        caption: what is counted, in whole sentences.
        columns: the first one names the rows.
        rows: one cell per column.
        empty: what is said where there are no rows.
        queries: for each row the explorer's query that shows what it counts; empty where there is none.
    """

    name: str
    title: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str = "There is nothing to count."
    queries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the report."""

    title: str
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report: `facts` are the head's figures by name, `notes` hold for all tables, `origin` says by name what
    the report was made of and when."""

    title: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    origin: tuple[tuple[str, str], ...] = ()

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table in order."""
        return tuple(table for section in self.sections for table in section.tables)
