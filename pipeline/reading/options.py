"""What a user can say about how sources are read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How sources are read.

    Attributes:
        text_fields: the fields of a row (of JSONL, CSV, Excel or Parquet) that hold the letter, in order.
        id_field: the field that names the letter; a row without it goes by its file and row number.
        table: name of the preset that knows a table's columns; `None`: where the columns say so themselves.
        each_field: whether each of the text fields is a letter of its own.
        outcome_field: the column of a table with the official decision; `None`: the preset's.
        max_bytes: the largest text file, PDF, row or archive member that is read.
        max_expansion: an archive may unpack to this many times its own size (but always to `max_bytes`).
        leave_out: real paths of folders that a walk does not enter (the folder that results are written to).
        time_limit: seconds that opening one PDF may take, and that standard input may say nothing; 0: any time.
        ocr: whether the text of scanned pages is recognised, by a program that is installed.
    """

    text_fields: tuple[str, ...] = ("text",)
    id_field: str = "id"
    max_bytes: int = 50_000_000
    max_expansion: int = 100
    leave_out: frozenset[str] = frozenset()
    time_limit: float = 60.0
    table: str | None = None
    each_field: bool = False
    outcome_field: str | None = None
    ocr: bool = False


DEFAULT_OPTIONS = ReadingOptions()
