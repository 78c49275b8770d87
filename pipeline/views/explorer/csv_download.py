"""What a view shows, as CSV: one row per item, no cell of which a spreadsheet would run."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

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
_CHUNK = 500


def csv_chunks(index: Index, view: View) -> Iterator[bytes]:
    """The CSV file of a view, every page of it, in UTF-8 with the mark that spreadsheets know it by."""
    yield "\ufeff".encode() + csv_text([list(_COLUMNS)]).encode()
    rows = index.table(view, index.select(view))
    while chunk := list(islice(rows, _CHUNK)):
        text = csv_text([cell(row.get(column)) for column in _COLUMNS.values()] for row in chunk)
        yield text.encode("utf-8", "replace")
