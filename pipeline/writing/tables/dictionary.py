"""The data dictionary: what every table and column of a run holds, as plain data and as a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.writing.formats import csv_name, parquet_name
from pipeline.writing.tables import TABLES
from pipeline.writing.tables.arrow import ABOUT_RECORD, RECORD
from pipeline.writing.tables.kinds import TEXT
from pipeline.writing.tables.letters import LETTERS
from pipeline.writing.tables.model import Extras

_SOME = Extras(("COLUMN",), ("LABEL",))  # stand for what only some runs have
_HEAD = """# Data dictionary

What `run --format csv` and `run --format parquet` write: each table once as CSV, and once as a folder of Parquet parts,
with the same columns. This page is made by `python -m pipeline schema`, from the definitions by which the tables are
written; in Parquet the line about a column stands in its metadata (`about`).

- `letter_key` joins all tables of a run, with `number` for an item: a case number alone may stand for two letters.
- In CSV the values of a list are joined by `; `, dates are ISO 8601, booleans `true` and `false`, and what is missing
  is empty. A text above 32,767 characters, which a spreadsheet would not keep, is cut off and ends in `[…]`. An
  apostrophe stands before what a spreadsheet would take for a formula. Files are UTF-8 with a byte order mark.
- In Parquet lists are lists, drugs, citations and frequencies are structures, and texts are whole.
- A date of which the letter names the month alone is empty in columns of dates; `dates` has its `value`.
- `own.LABEL` is there for each [label of your own](patterns.md), `row.COLUMN` and the official outcome where letters
  come from [tables](tables.md).

[Queries](queries.md) shows what to ask; the record as JSON is described in [The letter record](record.md).
"""


def dictionary() -> list[dict[str, Any]]:
    """Every table with its columns, as plain data."""
    return [
        {
            "table": table.name,
            "about": table.about,
            "key": list(table.key),
            "files": [csv_name(table.name), parquet_name(table.name)],
            "columns": [
                {"name": c.name, "kind": c.kind.name, "required": c.required, "about": c.about}
                for c in table.all_columns(_SOME)
            ]
            + [{"name": RECORD, "kind": TEXT.name, "required": True, "about": ABOUT_RECORD}] * (table is LETTERS),
        }
        for table in TABLES
    ]


def dictionary_page() -> str:
    """The same as a page in Markdown."""
    return "\n".join([_HEAD, *_tables()]) + "\n"


def _tables() -> Iterator[str]:
    for table in dictionary():
        csv, parquet = table["files"]
        keys = " and ".join(f"`{name}`" for name in table["key"])
        yield f"## {table['table']}\n\n{table['about']} `{csv}`, `{parquet}/`; known by {keys}.\n"
        yield "| column | kind | content |\n|---|---|---|"
        for column in table["columns"]:
            always = " Always there." if column["required"] else ""
            yield f"| `{column['name']}` | {column['kind']} | {column['about']}{always} |"
        yield ""
