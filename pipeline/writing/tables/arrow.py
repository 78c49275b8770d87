"""Tables as Parquet has them: typed columns, each with what it holds in its metadata."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from pipeline.records.convert import from_json
from pipeline.records.model import Letter
from pipeline.writing.tables import TABLES
from pipeline.writing.tables.letters import LETTERS
from pipeline.writing.tables.model import NO_EXTRAS, Column, Extras, Table, letter_key

if TYPE_CHECKING:
    import pyarrow as pa

RECORD = "record"
ABOUT_RECORD = "The whole record as JSON; in Parquet alone."


@lru_cache(maxsize=64)
def _columns(table: str, extras: Extras) -> tuple[Column[Any], ...]:
    return next(one for one in TABLES if one.name == table).all_columns(extras)


def schema_of(table: Table[Any], extras: Extras = NO_EXTRAS) -> pa.Schema:
    """The table's columns, `about` in the metadata of each and of the table; that of letters has the whole record
    too."""
    import pyarrow as pa

    fields = [
        pa.field(c.name, c.kind.arrow(), nullable=not c.required, metadata={"about": c.about})
        for c in _columns(table.name, extras)
    ]
    if table.name == LETTERS.name:  # a copy in another process is the same table
        fields.append(pa.field(RECORD, pa.string(), nullable=False, metadata={"about": ABOUT_RECORD}))
    return pa.schema(fields, metadata={"table": table.name, "about": table.about, "key": ", ".join(table.key)})


def tables_of(lines: Sequence[str], extras: Extras = NO_EXTRAS) -> dict[str, pa.Table]:
    """Lines of `letters.jsonl` as every table, by name."""
    letters = list(map(from_json, lines))
    return {table.name: table_of(table, letters, lines, extras) for table in TABLES}


def table_of(
    table: Table[Any], letters: Iterable[Letter], lines: Sequence[str], extras: Extras = NO_EXTRAS
) -> pa.Table:
    """One of the tables; `lines` are the letters' records."""
    import pyarrow as pa

    columns = _columns(table.name, extras)
    values: list[list[Any]] = [[] for _ in columns]
    for letter in letters:
        for row in table.rows(letter, letter_key(letter)):
            for column, held in zip(columns, values, strict=True):
                held.append(column.kind.plain(value) if (value := column.value(row)) is not None else None)
    schema = schema_of(table, extras)
    if table.name == LETTERS.name:
        values.append(list(lines))
    arrays = [pa.array(held, type=f.type) for held, f in zip(values, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
