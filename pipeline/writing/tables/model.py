"""What a table of a run is: its columns, each with what it holds, and the rows that a letter gives it.

A table is defined once; CSV, Parquet, the data dictionary and its page in docs/ follow from it. To add one, write a
`Table` as in `pipeline/writing/tables/parts.py`, and name it in `TABLES` (`pipeline/writing/tables/__init__.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

from pipeline.records.model import Grounded, Letter
from pipeline.writing.tables.kinds import NUMBER, TEXT, Kind

R = TypeVar("R")
OWN = "own."  # before the name of a label of the user's own
ROW = "row."  # before the name of a column of the table that was read


@dataclass(frozen=True, slots=True)
class Extras:
    """What decides on the columns that not every run has.

    Attributes:
        row_columns: of the tables that letters come from, beside the text.
        own_labels: labels that only rules of the user's own have.
    """

    row_columns: tuple[str, ...] = ()
    own_labels: tuple[str, ...] = ()


NO_EXTRAS = Extras()


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column.

    Attributes:
        kind: of its values.
        about: what it holds, in a line.
        value: a row's value, as its kind takes it.
        required: whether every row has one.
    """

    name: str
    kind: Kind
    about: str
    value: Callable[[R], Any]
    required: bool = False


def _none(extras: Extras) -> tuple[Any, ...]:
    return ()


@dataclass(frozen=True)
class Table(Generic[R]):
    """A table.

    Attributes:
        name: of its files: `name.csv`, `name.parquet`.
        about: what a row is.
        key: the columns that tell one row from all others, or lead to a row of another table.
        columns: those of every run.
        rows: what a letter's rows are made of; the second argument is its key.
        further: the columns that a run adds.
    """

    name: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column[R], ...]
    rows: Callable[[Letter, str], Iterable[R]]
    further: Callable[[Extras], tuple[Column[R], ...]] = field(default=_none)

    def all_columns(self, extras: Extras = NO_EXTRAS) -> tuple[Column[R], ...]:
        """Its columns in a run."""
        return (*self.columns, *self.further(extras))


class Part(NamedTuple):
    """A row of a table of parts of letters.

    Attributes:
        key: the letter's, as `letter_key` gives it.
        letter: the letter that it is of.
        number: of the item that it is of; `None` for a part of the letter.
        part: what it is made of.
        place: where it stands among its like in the letter, from 1.
        where: in which part of the item.
        of: what it is a part of: a section's citation.
    """

    key: str
    letter: Letter
    number: int | None
    part: Any
    place: int = 0
    where: str = ""
    of: Any = None


KEY: tuple[Column[Part], ...] = (
    Column("letter_key", TEXT, "The letter: joins all tables of a run.", attrgetter("key"), required=True),
    Column("letter_id", TEXT, "The letter's case number or name.", attrgetter("letter.letter_id"), required=True),
    Column("number", NUMBER, "The item: joins `determinations` with `letter_key`.", attrgetter("number")),
)
"""The first columns of every table of parts."""


def letter_key(letter: Letter) -> str:
    """A name of a letter that no other letter of a run has, even where two have one case number and one source: by
    these and by the place of its words in the source."""
    begin = min([s.start for s in letter.sections] or [d.request.start for d in letter.determinations] or [0])
    name = f"{letter.source.path}\0{letter.letter_id}\0{begin}"
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def value_of(grounded: Grounded[Any] | None) -> Any:
    """The value of a grounded one, or none."""
    return None if grounded is None else grounded.value
