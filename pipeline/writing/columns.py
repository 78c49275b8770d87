"""Records as the typed columns of two Parquet tables: letters, and their determinations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from pipeline.writing.determinations import ROW

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
Record = Mapping[str, Any]


@cache
def letters_schema(row_columns: tuple[str, ...] = ()) -> pa.Schema:
    """One row per letter; `record` is the whole record as JSON. `row_columns`: of the tables that letters come from."""
    import pyarrow as pa

    text, day, number, texts = pa.string(), pa.date32(), pa.int32(), pa.list_(pa.string())
    return pa.schema(
        [
            pa.field("letter_id", text, nullable=False),
            ("path", text),
            ("media_type", text),
            ("sha256", text),
            ("characters", number),
            ("pages", number),
            ("layout", text),
            ("case_number", text),
            ("date_assigned", day),
            ("date_of_injury", day),
            ("decision_date", day),
            ("ur_denial_date", day),
            ("application_received", day),
            ("priority", text),
            ("licensure", texts),
            ("specialties", texts),
            ("age", number),
            ("sex", text),
            ("outcome", text),
            ("determinations", number),
            ("findings", texts),
            ("warnings", texts),
            *([("official_outcome", text), ("official_agrees", pa.bool_())] if row_columns else []),
            *((ROW + name, text) for name in row_columns),
            pa.field("record", text, nullable=False),
        ]
    )


@cache
def determinations_schema() -> pa.Schema:
    """One row per disputed item."""
    import pyarrow as pa

    text, number, texts, yes = pa.string(), pa.int32(), pa.list_(pa.string()), pa.bool_()
    drug = pa.struct([("name", text), ("strength", text), ("form", text), ("class", text)])
    citation = pa.struct(
        [
            ("source", text),
            ("guideline", text),
            ("edition", text),
            ("chapter", number),
            ("sections", texts),
            ("pages", pa.list_(pa.list_(number))),
            ("entry", text),
            ("text", text),
            ("page", number),
        ]
    )
    frequency = pa.struct([("times", pa.list_(number)), ("per", text), ("for", pa.list_(number)), ("unit", text)])
    line = [("cited", yes), ("outside_mtus", yes), ("citations", pa.list_(citation)), ("text", text)]
    return pa.schema(
        [
            pa.field("letter_id", text, nullable=False),
            ("path", text),
            pa.field("number", number, nullable=False),
            ("decision", text),
            ("decision_page", number),
            ("request", text),
            ("request_page", number),
            ("disputed", text),
            ("original", text),
            ("authorized", text),
            ("utilization_review", text),
            ("category", text),
            ("subcategory", text),
            ("drugs", pa.list_(drug)),
            ("quantity", pa.float64()),
            ("refills", number),
            ("sessions", number),
            ("frequency", frequency),
            ("body_parts", texts),
            ("laterality", text),
            ("spinal_levels", texts),
            ("retrospective", yes),
            ("dates_of_service", texts),
            *((f"claims_administrator_{name}", kind) for name, kind in line),
            *((f"reviewer_{name}", kind) for name, kind in line),
            ("conclusion", text),
            ("conclusion_page", number),
            ("agreement", text),
            ("depends_on", pa.list_(number)),
            ("rationale_citations", pa.list_(citation)),
            ("rationale", text),
        ]
    )


def letter_row(record: Record, line: str, row_columns: Iterable[str] = ()) -> Row:
    """The row of a letter; `line` is its record as JSON."""
    official, row = record.get("official_outcome") or {}, record["source"].get("row") or {}
    source, case, reviewer = record["source"], record["case"], record["expert_reviewer"]
    days = ("date_assigned", "date_of_injury", "decision_date", "ur_denial_date", "application_received")
    return {
        "letter_id": record["letter_id"],
        **{key: source[key] for key in ("path", "media_type", "sha256", "characters", "pages")},
        "layout": record["layout"],
        "case_number": _value(case["case_number"]),
        **{key: _day(_value(case[key])) for key in days},
        "priority": _value(case["priority"]),
        "licensure": _values(reviewer["licensure"]),
        "specialties": _values(reviewer["specialties"]),
        "age": _number(_value(record["injured_worker"]["age"])),
        "sex": _value(record["injured_worker"]["sex"]),
        "outcome": record["outcome"],
        "determinations": len(record["determinations"]),
        "findings": [finding["code"] for finding in record["findings"]],
        "warnings": [warning["code"] for warning in record["warnings"]],
        "official_outcome": official.get("value"),
        "official_agrees": official.get("agrees"),
        **{ROW + name: _cell(row.get(name)) for name in row_columns},
        "record": line,
    }


def _cell(value: Any) -> str | None:
    """A value of any kind as text: a column of a table may hold several kinds."""
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def determination_rows(record: Record) -> list[Row]:
    """The rows of a letter's disputed items."""
    return [
        {"letter_id": record["letter_id"], "path": record["source"]["path"], **_item(item)}
        for item in record["determinations"]
    ]


def table_of(rows: Iterable[Row], schema: Callable[[], pa.Schema]) -> pa.Table:
    """Rows as a table of that schema."""
    import pyarrow as pa

    return pa.Table.from_pylist(list(rows), schema=schema())


def letters_table(lines: Iterable[str], row_columns: tuple[str, ...] = ()) -> pa.Table:
    """Lines of `letters.jsonl` as the table of letters."""
    rows = (letter_row(json.loads(line), line, row_columns) for line in lines)
    return table_of(rows, partial(letters_schema, row_columns))


def determinations_table(lines: Iterable[str]) -> pa.Table:
    """Lines of `letters.jsonl` as the table of determinations."""
    rows = (row for line in lines for row in determination_rows(json.loads(line)))
    return table_of(rows, determinations_schema)


def _item(item: Record) -> Row:
    request, rationale = item["request"], item["rationale"]
    plain = ("utilization_review", "category", "subcategory", "retrospective")
    return {
        "number": item["number"],
        "decision": _value(item["decision"]),
        "decision_page": _page(item["decision"]),
        "request": request["text"],
        "request_page": _page(request),
        **{key: _value(request[key]) for key in ("disputed", "original", "authorized", "laterality")},
        **{key: request[key] for key in plain},
        "drugs": [{key: drug[key] for key in ("name", "strength", "form", "class")} for drug in request["drugs"]],
        **{key: _number(_value(request[key])) for key in ("quantity", "refills", "sessions")},
        "frequency": request["frequency"],
        **{key: _values(request[key]) for key in ("body_parts", "spinal_levels", "dates_of_service")},
        **_line("claims_administrator", item["claims_administrator_guideline"]),
        **_line("reviewer", item["reviewer_guideline"]),
        "conclusion": _value(rationale["conclusion"]),
        "conclusion_page": _page(rationale["conclusion"]),
        "agreement": rationale["agreement"],
        "depends_on": rationale["depends_on"],
        "rationale_citations": [_citation(one) for one in rationale["citations"]],
        "rationale": rationale["text"],
    }


def _line(party: str, line: Record) -> Row:
    return {
        f"{party}_cited": line["cited"],
        f"{party}_outside_mtus": line["outside_mtus"],
        f"{party}_citations": [_citation(one) for one in line["citations"]],
        f"{party}_text": line["text"],
    }


def _citation(one: Record) -> Row:
    return {
        **{key: one[key] for key in ("source", "guideline", "edition", "entry", "text", "pages")},
        "chapter": one["chapter"]["number"] if one["chapter"] else None,
        "sections": [section["text"] for section in one["sections"]],
        "page": _page(one),
    }


def _value(grounded: Record | None) -> Any:
    return None if grounded is None else grounded["value"]


def _page(placed: Record | None) -> int | None:
    """The page on which a part of the record begins; none where its source has no pages."""
    return None if placed is None else placed.get("page")


def _values(grounded: Iterable[Record]) -> list[str]:
    return [one["value"] for one in grounded]


def _day(value: str | None) -> date | None:
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        return None


def _number(value: int | float | None) -> int | float | None:
    """A count that the column can hold; a longer number is a misprint, and stands in the record."""
    return value if value is None or abs(value) < 2**31 else None
