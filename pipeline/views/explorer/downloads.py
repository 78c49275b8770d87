"""What a view shows as a file: one row per item, in CSV, JSON or Parquet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from io import BytesIO
from itertools import islice
from typing import Any

from pipeline.views.explorer.index import Index
from pipeline.views.explorer.view import View
from pipeline.writing.csv_text import cell, csv_text

# The title of each column and the index's column that fills it.
_COLUMNS = {
    "letter_id": "letter_id",
    "path": "path",
    "decision_date": "date",
    "specialties": "specialty",
    "number": "number",
    "request": "request",
    "decision": "decision",
    "utilization_review": "utilization_review",
    "category": "category",
    "subcategory": "subcategory",
    "drugs": "drugs",
    "drug_classes": "drug_classes",
    "body_parts": "body_parts",
    "claims_administrator_citations": "ur",
    "claims_administrator_guideline": "ur_line",
    "reviewer_citations": "reviewer",
    "reviewer_guideline": "reviewer_line",
    "conclusion": "conclusion",
    "agreement": "agreement",
    "findings": "findings",
    "rationale": "rationale",
}
# Columns of several values, which the index keeps as one text.
_SEVERAL = frozenset(
    ("specialties", "drugs", "drug_classes", "body_parts", "claims_administrator_citations", "reviewer_citations")
) | {"findings"}
_CHUNK = 500
Rows = Iterator[dict[str, Any]]


def available_downloads() -> dict[str, str]:
    """The kinds of files that can be had, with their names; Parquet where pyarrow is installed."""
    kinds = {"csv": "CSV", "json": "JSON", "parquet": "Parquet"}
    return kinds if find_spec("pyarrow") is not None else {k: name for k, name in kinds.items() if k != "parquet"}


def download(index: Index, view: View, kind: str) -> Iterator[bytes]:
    """The file of a view, every page of it, piece by piece. `kind` is one of `MEDIA_TYPES`."""
    return _WRITERS[kind](index.table(view, index.select(view)))


def _csv(rows: Rows) -> Iterator[bytes]:
    """In UTF-8 with the mark that spreadsheets know it by; no cell is one that a spreadsheet would run."""
    yield "\ufeff".encode() + csv_text([list(_COLUMNS)]).encode()
    while chunk := list(islice(rows, _CHUNK)):
        text = csv_text([cell(row.get(column)) for column in _COLUMNS.values()] for row in chunk)
        yield text.encode("utf-8", "replace")


def _json(rows: Rows) -> Iterator[bytes]:
    """A list of objects, one to a line."""
    before = "[\n"
    for row in rows:
        yield (before + json.dumps(_typed(row), ensure_ascii=False)).encode("utf-8", "replace")
        before = ",\n"
    yield b"\n]\n" if before != "[\n" else b"[]\n"


def _parquet(rows: Rows) -> Iterator[bytes]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"number": pa.int32(), **dict.fromkeys(_SEVERAL, pa.list_(pa.string()))}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in _COLUMNS])
    file = BytesIO()
    with pq.ParquetWriter(file, schema) as writer:
        while chunk := [_typed(row) for row in islice(rows, 20 * _CHUNK)]:
            writer.write_table(pa.Table.from_pylist(chunk, schema))
    yield file.getvalue()


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    values = {name: row.get(column) for name, column in _COLUMNS.items()}
    for name in _SEVERAL:
        values[name] = (values[name] or "").split("; ") if values[name] else []
    return values


_WRITERS: dict[str, Callable[[Rows], Iterator[bytes]]] = {"csv": _csv, "json": _json, "parquet": _parquet}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
