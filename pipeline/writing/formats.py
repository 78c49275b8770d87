"""The formats of results and the names of their files."""

from __future__ import annotations

from importlib.util import find_spec

JSONL, CSV, PARQUET, DOCBIN = "jsonl", "csv", "parquet", "docbin"
FORMATS = (JSONL, CSV, PARQUET, DOCBIN)
DEFAULT = (JSONL, CSV)

RECORDS = "letters.jsonl"
TABLE = "determinations.csv"
PROBLEMS = "problems.jsonl"
RUN = "run.json"
LETTERS_PARQUET = "letters.parquet"
DETERMINATIONS_PARQUET = "determinations.parquet"
DOCS = "docs"
FILES = (RECORDS, TABLE, PROBLEMS, RUN, LETTERS_PARQUET, DETERMINATIONS_PARQUET, DOCS)


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
