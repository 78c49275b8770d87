"""`determinations.csv`: one flat row per disputed item, for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pipeline.records.model import Citation, Determination, Frequency, Grounded, GuidelineLine, Letter
from pipeline.writing.citations import citation_names
from pipeline.writing.json_text import json_text

COLUMNS = (
    "letter_id",
    "path",
    "layout",
    "date_assigned",
    "date_of_injury",
    "decision_date",
    "ur_denial_date",
    "priority",
    "application_received",
    "licensure",
    "specialties",
    "age",
    "sex",
    "outcome",
    "number",
    "decision",
    "decision_page",
    "request",
    "request_page",
    "disputed",
    "original",
    "authorized",
    "utilization_review",
    "category",
    "subcategory",
    "drugs",
    "quantity",
    "refills",
    "sessions",
    "frequency",
    "body_parts",
    "laterality",
    "spinal_levels",
    "retrospective",
    "dates_of_service",
    "claims_administrator_cited",
    "claims_administrator_citations",
    "claims_administrator_sections",
    "claims_administrator_guideline",
    "reviewer_cited",
    "reviewer_citations",
    "reviewer_sections",
    "reviewer_guideline",
    "conclusion",
    "conclusion_page",
    "agreement",
    "depends_on",
    "rationale",
)

OFFICIAL = ("official_outcome", "official_agrees")
ROW = "row."  # before the name of a column of the table that was read

# What a spreadsheet takes for the beginning of a formula; the wide forms too, which some locales read the
# same.
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_CONTROL = ("\t", "\r", "\n")


def cell(value: Any) -> str:
    """A value as a cell: empty for none, `yes`/`no` for a boolean, and no text that a spreadsheet would
    run."""
    if value is None:
        return ""
    if type(value) is str and value[:1].isalnum():  # as most begin, and no formula does
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    if text.startswith(_CONTROL) or text.lstrip().startswith(_FORMULA):
        return "'" + text
    return text


def columns(row_columns: Sequence[str] = ()) -> list[str]:
    """The table's columns where letters come as rows of tables that have the columns `row_columns` beside the text."""
    return [*COLUMNS, *((*OFFICIAL, *(ROW + name for name in row_columns)) if row_columns else ())]


def rows(letter: Letter, row_columns: Sequence[str] = ()) -> list[list[str]]:
    """The letter's rows, in the order of `columns(row_columns)`."""
    letter_cells = [cell(value) for value in _letter_values(letter)]
    more = [cell(value) for value in _source_values(letter, row_columns)] if row_columns else []
    return [letter_cells + [cell(value) for value in _item_values(item)] + more for item in letter.determinations]


def _source_values(letter: Letter, row_columns: Sequence[str]) -> list[Any]:
    official, row = letter.official_outcome, letter.source.row or {}
    values = [row.get(name) for name in row_columns]
    plain = [json_text(value) if isinstance(value, dict | list) else value for value in values]
    return [*((official.value, official.agrees) if official else (None, None)), *plain]


def csv_text(cells: Iterable[Sequence[str]]) -> str:
    """Rows as the text of a CSV file, with the line ends of RFC 4180; without NULs, at which readers of CSV stop."""
    return "".join([",".join([_quoted(c) if c else c for c in row]) + "\r\n" for row in cells]).replace("\0", "")


def _quoted(text: str) -> str:
    """A cell as `csv.writer` writes it, in quotes where it has to be; that looks at every letter of the rationales."""
    if '"' in text:
        text = text.replace('"', '""')
    elif "," not in text and "\n" not in text and "\r" not in text:
        return text
    return f'"{text}"'


def _letter_values(letter: Letter) -> list[Any]:
    case = letter.case
    return [
        letter.letter_id,
        letter.source.path,
        letter.layout,
        _value(case.date_assigned),
        _value(case.date_of_injury),
        _value(case.decision_date),
        _value(case.ur_denial_date),
        _value(case.priority),
        _value(case.application_received),
        _joined(letter.expert_reviewer.licensure),
        _joined(letter.expert_reviewer.specialties),
        _value(letter.injured_worker.age),
        _value(letter.injured_worker.sex),
        letter.outcome,
    ]


def _item_values(item: Determination) -> list[Any]:
    request = item.request
    return [
        item.number,
        _value(item.decision),
        item.decision.page if item.decision else None,
        request.text,
        request.page,
        request.disputed.value,
        _value(request.original),
        _value(request.authorized),
        request.utilization_review,
        request.category,
        request.subcategory,
        "; ".join(" ".join(p for p in (d.name, d.strength, d.form) if p) for d in request.drugs),
        _value(request.quantity),
        _value(request.refills),
        _value(request.sessions),
        _frequency(request.frequency),
        _joined(request.body_parts),
        _value(request.laterality),
        _joined(request.spinal_levels),
        request.retrospective,
        _joined(request.dates_of_service),
        *_guideline_values(item.claims_administrator_guideline),
        *_guideline_values(item.reviewer_guideline),
        _value(item.rationale.conclusion),
        item.rationale.conclusion.page if item.rationale.conclusion else None,
        item.rationale.agreement,
        ", ".join(map(str, item.rationale.depends_on)),
        item.rationale.text,
    ]


def _guideline_values(line: GuidelineLine) -> list[Any]:
    return [line.cited, citation_names(line.citations), _sections(line.citations), line.text]


def _sections(citations: Iterable[Citation]) -> str:
    return "; ".join(dict.fromkeys(section.text for c in citations for section in c.sections))


def _value(grounded: Grounded[Any] | None) -> Any:
    return None if grounded is None else grounded.value


def _joined(values: Iterable[Grounded[str]]) -> str:
    return "; ".join(value.value for value in values)


def _frequency(frequency: Frequency | None) -> str:
    """`2 per week for 6 weeks`, `2-3 per week`, `for 7 days`."""
    if frequency is None:
        return ""
    parts = []
    if frequency.times:
        parts.append(f"{_range(frequency.times)} per {frequency.per}" if frequency.per else _range(frequency.times))
    if frequency.for_:
        plural = "" if frequency.for_[1] == 1 else "s"
        parts.append(f"for {_range(frequency.for_)} {frequency.unit or ''}{plural}")
    return " ".join(parts)


def _range(bounds: tuple[int, int]) -> str:
    low, high = bounds
    return str(low) if low == high else f"{low}-{high}"
