"""Which kind of source a file is: by its name, or by its first bytes."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal

Kind = Literal["text", "pdf", "jsonl", "zip", "csv", "xlsx", "parquet", "unnamed"]

_BY_SUFFIX: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".pdf": "pdf",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".zip": "zip",
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".parquet": "parquet",
}
SUFFIXES = tuple(_BY_SUFFIX)
TABLES = frozenset({"csv", "xlsx", "parquet"})


def kind_of_name(name: str) -> Kind:
    """The kind that a file's name tells; `unnamed` where it tells none."""
    return _BY_SUFFIX.get(PurePath(name).suffix.lower(), "unnamed")


def kind_of_start(start: bytes) -> Kind:
    """The kind that a source's first bytes tell; `text` where nothing speaks against it."""
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return "jsonl"
    return "text"
