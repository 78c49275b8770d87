"""Making the index of a results folder: one SQLite file with the items, their texts for FTS5, and ready-made
filters and orders.

Items are numbered from 0 in the order of the file, which is their row id in `items` and `texts` and their bit
in the filters. A letter without items has one row all the same, with number 0, so that it can be found.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from pipeline.views.explorer.bitset import bitset, pack
from pipeline.views.explorer.fields import FIELDS
from pipeline.views.letter_facts import ItemFacts, LetterFacts, letter_facts
from pipeline.views.results_folder import record_lines

VERSION = 8  # of the index; an index of another version is made anew
TEXT_COLUMNS = ("letter", "request", "claims_administrator", "reviewer", "rationale")
# Words are letters and digits, in any case and without accents, by their stems. Characters that set a direction
# count as letters to SQLite, and symbols of a PDF's own fonts too: both would hide the word that they stand at.
_TOKENS = "porter unicode61 remove_diacritics 2 categories 'L* N*' separators '\u2066\u2067\u2068\u2069\u061c'"
TEXTS_TABLE = f'CREATE VIRTUAL TABLE texts USING fts5({", ".join(TEXT_COLUMNS)}, tokenize = "{_TOKENS}")'
_SCHEMA = f"""
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA user_version = {VERSION};
CREATE TABLE facts (name TEXT PRIMARY KEY, value);
CREATE TABLE letters (id INTEGER PRIMARY KEY, offset INTEGER, length INTEGER, letter_id TEXT, address TEXT UNIQUE);
CREATE TABLE items (
    id INTEGER PRIMARY KEY, letter INTEGER, number INTEGER, letter_id TEXT, date TEXT, decision TEXT,
    utilization_review TEXT, category TEXT, subcategory TEXT, drugs TEXT, drug_classes TEXT, body_parts TEXT,
    specialty TEXT, ur TEXT, reviewer TEXT, conclusion TEXT, agreement TEXT, findings TEXT, path TEXT);
{TEXTS_TABLE};
CREATE TABLE filters (field TEXT, value TEXT, items INTEGER, bits BLOB);
CREATE TABLE orders (sort TEXT, descending INTEGER, ids BLOB);
"""
# What each order sorts by; rows without it stand last, whichever way the order goes, and rows with the same in
# the order of the letters.
_SORT_COLUMNS = {
    "date": "date",
    "request": "lower(substr((SELECT request FROM texts WHERE texts.rowid = items.id), 1, 200))",
    "decision": "decision",
    "category": "coalesce(category || '/' || coalesce(subcategory, ''), '')",
    "specialty": "lower(specialty)",
    "ur": "lower(ur)",
    "reviewer": "lower(reviewer)",
    "letter": "letter_id",
}
_TABLES = ("letters", "items", f"texts(rowid, {', '.join(TEXT_COLUMNS)})")
_BATCH = 2000
Advance = Callable[[int], None]


def build_index(records: IO[bytes], path: Path, advance: Advance = lambda octets: None) -> None:
    """Write the index of an opened `letters.jsonl` to `path`, a new file.

    Args:
        advance: called with the number of bytes read since the last call.

    Raises:
        sqlite3.Error: SQLite cannot write, or has no FTS5.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.executescript(_SCHEMA)
        connection.execute("BEGIN")
        _Builder(connection).fill(records, advance)
        connection.execute("COMMIT")
    finally:
        connection.close()


class _Builder:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.filters: dict[tuple[str, str], array[int]] = defaultdict(lambda: array("I"))
        self.called: dict[str, int] = {}  # the number of the last letter of the same id
        self.addresses: set[str] = set()
        self.items = 0
        self.letters = 0
        self.damaged = 0

    def fill(self, records: IO[bytes], advance: Advance) -> None:
        letters: list[tuple[Any, ...]] = []
        items: list[tuple[Any, ...]] = []
        texts: list[tuple[Any, ...]] = []
        waiting = 0
        for line in record_lines(records):
            waiting += line.length
            if line.data is None:
                self.damaged += 1
                continue
            facts = letter_facts(line.data)
            letters.append((self.letters, line.offset, line.length, facts.letter_id, self._address(facts.letter_id)))
            for item in facts.items or (None,):
                items.append(_item_row(self.items, self.letters, facts, item))
                texts.append(_text_row(self.items, facts, item))
                self._note(facts, item)
                self.items += 1
            self.letters += 1
            if len(items) >= _BATCH:
                self._insert(letters, items, texts)
                advance(waiting)
                waiting = 0
        self._insert(letters, items, texts)
        self._finish()
        advance(waiting)

    def _address(self, letter_id: str) -> str:
        """What the letter goes by in the page's address: its id, and a number where an earlier one has the same."""
        number = self.called.get(letter_id, 0) + 1
        while (address := letter_id if number == 1 else f"{letter_id}~{number}") in self.addresses:
            number += 1
        self.called[letter_id] = number
        self.addresses.add(address)
        return address

    def _note(self, facts: LetterFacts, item: ItemFacts | None) -> None:
        for field in FIELDS:
            for value in field.values(facts, item):
                self.filters[field.name, value].append(self.items)

    def _insert(self, *rows: list[tuple[Any, ...]]) -> None:
        for table, some in zip(_TABLES, rows, strict=True):
            if some:
                marks = ", ".join("?" * len(some[0]))
                self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", some)
                some.clear()

    def _finish(self) -> None:
        execute = self.connection.execute
        execute("INSERT INTO texts(texts) VALUES ('optimize')")
        for (name, value), numbers in self.filters.items():
            bits = pack(bitset(numbers, self.items), self.items)
            execute("INSERT INTO filters VALUES (?, ?, ?, ?)", (name, value, len(numbers), bits))
        for sort, column in _SORT_COLUMNS.items():
            for descending, way in ((0, "ASC"), (1, "DESC")):
                rows = execute(f"SELECT id, {column} AS key FROM items ORDER BY coalesce(key, '') = '', key {way}, id")
                ids = array("I", (number for number, _ in rows)).tobytes()
                execute("INSERT INTO orders VALUES (?, ?, ?)", (sort, descending, ids))
        facts = {"items": self.items, "letters": self.letters, "damaged": self.damaged, "complete": 1}
        self.connection.executemany("INSERT INTO facts VALUES (?, ?)", facts.items())


def _item_row(number: int, letter: int, facts: LetterFacts, item: ItemFacts | None) -> tuple[Any, ...]:
    date = facts.decided.isoformat() if facts.decided else None
    specialty = "; ".join(facts.specialties)
    codes = "; ".join(dict.fromkeys((*facts.findings, *(item.findings if item else ()))))
    if item is None:
        return (
            number,
            letter,
            0,
            facts.letter_id,
            date,
            *[None] * 7,
            specialty,
            *[None] * 4,
            codes,
            facts.path,
        )
    return (
        number,
        letter,
        item.number,
        facts.letter_id,
        date,
        item.decision,
        item.utilization_review,
        item.category,
        item.subcategory,
        "; ".join(item.drugs),
        "; ".join(item.drug_classes),
        "; ".join(item.body_parts),
        specialty,
        "; ".join(item.claims_administrator.guidelines or item.claims_administrator.sources),
        "; ".join(item.reviewer.guidelines or item.reviewer.sources),
        item.conclusion,
        item.agreement,
        codes,
        facts.path,
    )


def _text_row(number: int, facts: LetterFacts, item: ItemFacts | None) -> tuple[Any, ...]:
    if item is None:
        return (number, facts.letter_id, "", "", "", "")
    return (
        number,
        facts.letter_id,
        item.request,
        item.claims_administrator.text,
        item.reviewer.text,
        item.rationale,
    )
