"""The formats of results and the names of their files."""

from __future__ import annotations

from importlib.util import find_spec

JSONL, CSV, PARQUET, DOCBIN = "jsonl", "csv", "parquet", "docbin"
FORMATS = (JSONL, CSV, PARQUET, DOCBIN)
DEFAULT = (JSONL, CSV)

RECORDS = "letters.jsonl"
PROBLEMS = "problems.jsonl"
RUN = "run.json"
DOCS = "docs"
TABLE_NAMES = (
    *(
        "letters",
        "determinations",
        "citations",
        "cited_sections",
        "drugs",
        "dates",
        "findings",
        "sections",
        "spans",
        "clinical",
        "reviewers",
    ),
)
"""The tables, as `pipeline.writing.tables` defines them."""


def csv_name(table: str) -> str:
    """The CSV file of a table."""
    return f"{table}.csv"


def parquet_name(table: str) -> str:
    """The folder of a table's Parquet parts."""
    return f"{table}.parquet"


PROBLEMS_PARQUET = parquet_name("problems")  # on Ray alone
FILES = (
    *(RECORDS, PROBLEMS, RUN, DOCS, PROBLEMS_PARQUET),
    *map(csv_name, TABLE_NAMES),
    *map(parquet_name, TABLE_NAMES),
)


class FormatError(Exception):
    """A format that is not known, or for which something is not installed."""

    exit_code = 2

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def parse_formats(text: str) -> tuple[str, ...]:
    """`jsonl,parquet` as the formats' names, each once, in the order of `FORMATS`.

    Raises:
        FormatError: a name is not known (E406), or the package for it is not installed (E407).
    """
    names = {name.strip().lower() for name in text.split(",") if name.strip()}
    if unknown := sorted(names.difference(FORMATS)):
        raise FormatError("E406", f"there is no format {unknown[0]!r}: choose from {', '.join(FORMATS)}")
    if not names:
        raise FormatError("E406", f"no format is named: choose from {', '.join(FORMATS)}")
    if PARQUET in names and find_spec("pyarrow") is None:
        raise FormatError("E407", "the format parquet needs pyarrow: pip install 'imr-pipeline[parquet]'")
    return tuple(name for name in FORMATS if name in names)
