"""Asking the index: the items of a view, their order, and how many there are of each filter's values."""

from __future__ import annotations

import sqlite3
from array import array
from bisect import bisect_left, bisect_right
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, compress, islice
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Lock
from typing import Any, Generic, TypeVar

from pipeline.views.explorer.bitset import bitset, flags, full, unpack
from pipeline.views.explorer.build import TEXT_COLUMNS, TEXTS_TABLE
from pipeline.views.explorer.fields import FIELDS
from pipeline.views.explorer.view import View, match_expression

V = TypeVar("V")
_REMEMBERED = 16
_CHUNK = 500
_LONGEST_TEXT = 20_000  # of a text in which words are marked, in characters
_LONGEST_SHOWN = 700
MARK_START, MARK_END = "\ue000", "\ue001"  # private characters around what was searched, in snippets
_SNIPPET_COLUMNS = ("rationale", "reviewer", "claims_administrator", "letter")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table. `request` and `snippet` hold `MARK_START` … `MARK_END` around found words; texts are
    cut to a length for the table. `values` are the index's columns by name."""

    values: dict[str, Any]
    request: str
    snippet: str
    snippet_of: str


@dataclass(frozen=True, slots=True)
class Selection:
    """The items of a view.

    Attributes:
        bits: the items.
        items: their number.
        letters: the number of letters that they are of.
        upheld, overturned: how many of the items were decided so.
        values: for each field its values with the number of items that choosing the value alone in its field
            gives, most first.
    """

    bits: int
    items: int
    letters: int
    upheld: int
    overturned: int
    values: dict[str, tuple[tuple[str, int], ...]]


class _Recent(Generic[V]):
    """The answers that were asked for last; for several threads at once."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Hashable, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> V | None:
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def put(self, key: Hashable, answer: V) -> None:
        with self._lock:
            self._answers[key] = answer
            if len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)


class Index:
    """An index file, opened for reading; may be asked from several threads at once."""

    def __init__(self, path: Path) -> None:
        # Nothing writes to an index once it is in its place: SQLite need not lock it.
        self._address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue()
        self._selections: _Recent[Selection] = _Recent()
        self._found: _Recent[int] = _Recent()
        with self._connection() as connection:
            facts = dict(connection.execute("SELECT name, value FROM facts"))
            self.items: int = facts["items"]
            self.letters: int = facts["letters"]
            self.damaged: int = facts["damaged"]
            self._letter_of = array("I", (n for (n,) in connection.execute("SELECT letter FROM items ORDER BY id")))
            days = connection.execute("SELECT coalesce(date, '') FROM items ORDER BY coalesce(date, '') = '', date, id")
            self._days = [day for (day,) in days if day]  # in the order of the dates
            self._filters: dict[str, dict[str, int]] = {field.name: {} for field in FIELDS}
            rows = connection.execute("SELECT field, value, bits FROM filters ORDER BY items DESC, value")
            for field, value, bits in rows:
                self._filters[field][value] = unpack(bits)
            self._orders = {
                (sort, bool(descending)): array("I", ids)
                for sort, descending, ids in connection.execute("SELECT sort, descending, ids FROM orders")
            }

    def close(self) -> None:
        """Close the file; no question may be under way."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    def select(self, view: View) -> Selection:
        """The items of a view, and what can be chosen further."""
        key = (view.search, view.scope, view.since, view.until, tuple(view.filters.items()))
        found = self._selections.get(key)
        if found is None:
            found = self._select(view)
            self._selections.put(key, found)
        return found

    def rows(self, view: View, selection: Selection, size: int) -> list[Row]:
        """The rows on the view's page, `size` to a page."""
        start = (view.page - 1) * size
        numbers = list(islice(self.ordered(view, selection), start, start + size))
        expression = match_expression(view.search, view.scope) if view.search else None
        with self._connection() as connection:
            values = _values(connection, numbers)
            texts = _texts(connection, numbers, expression)
        return [Row(values[n], *texts[n]) for n in numbers]

    def table(self, view: View, selection: Selection) -> Iterator[dict[str, Any]]:
        """Every row of the view in its order: the index's columns and whole texts, by name."""
        numbers = self.ordered(view, selection)
        while chunk := list(islice(numbers, _CHUNK)):
            with self._connection() as connection:
                found = _values(connection, chunk)
                for number, request, ur, reviewer, rationale in connection.execute(
                    "SELECT rowid, request, claims_administrator, reviewer, rationale FROM texts "
                    f"WHERE rowid IN ({_list(chunk)})"
                ):
                    found[number] |= {
                        "request": request,
                        "ur_line": ur,
                        "reviewer_line": reviewer,
                        "rationale": rationale,
                    }
            yield from (found[number] for number in chunk)

    def ordered(self, view: View, selection: Selection) -> Iterator[int]:
        """The numbers of the view's items in its order; those without what it sorts by stand last."""
        chosen = flags(selection.bits, self.items)
        return (number for number in self._orders[view.sort, view.descending] if chosen[number])

    def letter_place(self, letter: int) -> tuple[int, int] | None:
        """(offset, length) of a letter's line in `letters.jsonl`; `None` where there is no such letter."""
        with self._connection() as connection:
            row = connection.execute("SELECT offset, length FROM letters WHERE id = ?", (letter,)).fetchone()
        return row if row is None else (row[0], row[1])

    def letter_at(self, address: str) -> int | None:
        """The number of the letter of that address; a number stands for itself where no letter is called so."""
        with self._connection() as connection:
            row = connection.execute("SELECT id FROM letters WHERE address = ?", (address,)).fetchone()
        if row is not None:
            return int(row[0])
        plain = address.isascii() and address.isdigit() and len(address) < 10
        return int(address) if plain and int(address) < self.letters else None

    def letter_address(self, letter: int) -> str | None:
        """The address of a letter; `None` where there is none of that number."""
        with self._connection() as connection:
            row = connection.execute("SELECT address FROM letters WHERE id = ?", (letter,)).fetchone()
        return row if row is None else str(row[0])

    def _select(self, view: View) -> Selection:
        found = self._search(view) & self._between(view.since, view.until)
        chosen = {name: self._union(name, values) for name, values in view.filters.items()}
        bits = found
        for some in chosen.values():
            bits &= some
        values = {}
        for name, lists in self._filters.items():
            rest = found
            for other, some in chosen.items():
                if other != name:
                    rest &= some
            values[name] = self._count(name, lists, rest, view)
        decisions = self._filters["decision"]
        return Selection(
            bits=bits,
            items=bits.bit_count(),
            letters=self._count_letters(bits),
            upheld=(bits & decisions.get("upheld", 0)).bit_count(),
            overturned=(bits & decisions.get("overturned", 0)).bit_count(),
            values=values,
        )

    def _count(self, name: str, lists: dict[str, int], rest: int, view: View) -> tuple[tuple[str, int], ...]:
        chosen = view.filters.get(name, ())
        counts = [(value, (bits & rest).bit_count()) for value, bits in lists.items()]
        counts += [(value, 0) for value in chosen if value not in lists]
        return tuple(sorted((c for c in counts if c[1] or c[0] in chosen), key=lambda c: (-c[1], c[0])))

    def _union(self, name: str, values: Sequence[str]) -> int:
        union = 0
        for value in values:
            union |= self._filters[name].get(value, 0)
        return union

    def _between(self, since: str, until: str) -> int:
        """The items decided from the day `since` to the day `until`."""
        if not since and not until:
            return full(self.items)
        first = bisect_left(self._days, since)
        last = bisect_right(self._days, until) if until else len(self._days)
        return bitset(islice(self._orders["date", False], first, last), self.items)

    def _search(self, view: View) -> int:
        if not view.search:
            return full(self.items)
        expression = match_expression(view.search, view.scope)
        if expression is None:
            return 0
        known = self._found.get(expression)
        if known is not None:
            return known
        with self._connection() as connection:
            rows = connection.execute("SELECT rowid FROM texts WHERE texts MATCH ?", (expression,))
            found = bitset(chain.from_iterable(rows), self.items)
        self._found.put(expression, found)
        return found

    def _count_letters(self, bits: int) -> int:
        if bits == self._everything:
            return self.letters
        return len(set(compress(self._letter_of, flags(bits, self.items))))

    @cached_property
    def _everything(self) -> int:
        return full(self.items)

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """A connection that no other thread uses meanwhile."""
        try:
            connection = self._idle.get_nowait()
        except Empty:
            connection = sqlite3.connect(self._address, uri=True, check_same_thread=False)
        try:
            yield connection
        finally:
            self._idle.put(connection)


def _list(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def _values(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, dict[str, Any]]:
    cursor = connection.execute(
        "SELECT items.*, letters.address FROM items JOIN letters ON letters.id = items.letter "
        f"WHERE items.id IN ({_list(numbers)})"
    )
    names = [column[0] for column in cursor.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor}


def _texts(
    connection: sqlite3.Connection, numbers: Sequence[int], expression: str | None
) -> dict[int, tuple[str, str, str]]:
    """For each item (request, snippet, what the snippet is of); a snippet only where something is searched."""
    cut = ", ".join(f"substr({column}, 1, {_LONGEST_TEXT})" for column in TEXT_COLUMNS)
    texts = connection.execute(f"SELECT rowid, {cut} FROM texts WHERE rowid IN ({_list(numbers)})").fetchall()
    found = {row[0]: (row[2][:_LONGEST_SHOWN], "", "") for row in texts}
    if expression is not None:
        found |= _snippets(texts, expression)
    return found


def _snippets(texts: Sequence[tuple[Any, ...]], expression: str) -> dict[int, tuple[str, str, str]]:
    """Snippets by way of an index of these few rows alone: asking the whole index for one row after the other
    works the search out anew for each, which for `t*` takes seconds."""
    parts = ", ".join(
        f"snippet(texts, {TEXT_COLUMNS.index(name)}, '{MARK_START}', '{MARK_END}', '…', 22)"
        for name in _SNIPPET_COLUMNS
    )
    found: dict[int, tuple[str, str, str]] = {}
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(TEXTS_TABLE)
        memory.executemany(f"INSERT INTO texts(rowid, {', '.join(TEXT_COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?)", texts)
        rows = memory.execute(
            f"SELECT rowid, highlight(texts, 1, '{MARK_START}', '{MARK_END}'), {parts} FROM texts WHERE texts MATCH ?",
            (expression,),
        )
        for number, request, *snippets in rows:
            named = zip(snippets, _SNIPPET_COLUMNS, strict=True)
            best = next(((text[:_LONGEST_SHOWN], name) for text, name in named if MARK_START in text), ("", ""))
            found[number] = (request[:_LONGEST_SHOWN], *best)
    return found
