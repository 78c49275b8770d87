from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipeline.views.letter_facts import NO_LINE, NONE_CITED, UNRECOGNIZED, letter_facts
from tests.views.generated import record


def cited(line: Any) -> Any:
    item = {"number": 1, "reviewer_guideline": line}
    return letter_facts({"determinations": [item]}).items[0].reviewer


def test_dates_and_items_of_a_record() -> None:
    data, _ = record(5)
    facts = letter_facts(data)
    assert facts.letter_id == data["letter_id"]
    assert facts.decided == date.fromisoformat(data["case"]["decision_date"]["value"])
    assert [item.request for item in facts.items] == [d["request"]["text"] for d in data["determinations"]]


def test_findings_belong_to_the_letter_or_to_an_item() -> None:
    data, _ = record(5)
    data["findings"] = [{"code": "F1", "determination": None}, {"code": "F2", "determination": 1}]
    facts = letter_facts(data)
    assert facts.findings == ("F1",)
    assert facts.items[0].findings == ("F2",)
    assert all(not item.findings for item in facts.items[1:])


@pytest.mark.parametrize(
    ("line", "sources", "kind"),
    [
        ({"text": "did not cite", "cited": False, "citations": []}, (NONE_CITED,), NONE_CITED),
        ({"text": None, "cited": None, "citations": []}, (NO_LINE,), NO_LINE),
        ({"text": "Decision based on a thing.", "cited": True, "citations": []}, (UNRECOGNIZED,), UNRECOGNIZED),
        ({"text": "x", "cited": True, "citations": [{"source": "ODG"}, {"source": "ODG"}]}, ("ODG",), "ODG"),
        (
            {"text": "x", "cited": True, "citations": [{"source": "ODG"}, {"source": "MTUS"}]},
            ("MTUS", "ODG"),
            "several",
        ),
    ],
)
def test_what_was_cited(line: Any, sources: tuple[str, ...], kind: str) -> None:
    facts = cited(line)
    assert facts.sources == sources
    assert facts.kind == kind


def test_guidelines_go_by_their_title() -> None:
    citations = [
        {"source": "MTUS", "guideline": "Low Back Complaints", "edition": "2004"},
        {"source": "MTUS", "guideline": "Low Back Complaints", "edition": "2016"},
        {"source": "ACOEM", "guideline": None, "chapter": {"number": 5}},
        {"source": "other", "guideline": "A trial"},
        {"source": "other", "guideline": None},
    ]
    facts = cited({"text": "x", "cited": True, "citations": citations})
    assert facts.guidelines == ("MTUS Low Back Complaints", "ACOEM chapter 5", "A trial")


def test_spellings_of_one_entry_count_together() -> None:
    citations = [
        {"source": "MTUS", "guideline": "Chronic Pain Treatment", "entry": "mtus.chronic_pain"},
        {"source": "MTUS", "guideline": "Chronic Pain Medical Treatment", "entry": "mtus.chronic_pain.2009"},
        {"source": "ODG", "guideline": "Low Back - Lumbar & Thoracic", "entry": "odg.low_back"},
        {"source": "MTUS", "guideline": "Mine", "entry": "mine.own"},
    ]
    facts = cited({"text": "x", "cited": True, "citations": citations})
    assert facts.guidelines == ("MTUS Chronic Pain Medical Treatment", "ODG Low Back", "MTUS Mine")


@pytest.mark.parametrize(
    ("denied", "reviewed", "compared"),
    [
        ("A", "A", "a guideline in common"),
        ("A", "B", "different guidelines"),
        ("A", "", "one names the body alone"),
        ("A", None, "utilization review alone"),
        (None, "B", "the reviewer alone"),
        (None, None, "neither names one"),
    ],
)
def test_guidelines_of_both_sides_are_compared(denied: str | None, reviewed: str | None, compared: str) -> None:
    lines = [
        {"citations": [{"source": "MTUS", "guideline": name or None}] if name is not None else []}
        for name in (denied, reviewed)
    ]
    item = {"claims_administrator_guideline": lines[0], "reviewer_guideline": lines[1]}
    (facts,) = letter_facts({"determinations": [item]}).items
    assert facts.comparison == compared


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"letter_id": 5, "case": [], "determinations": {"a": 1}},
        {
            "case": {"decision_date": {"value": "2016-13-77"}},
            "determinations": [None, 3, {"request": "x", "number": "1"}],
        },
        {
            "determinations": [
                {"number": 10**30, "request": {"drugs": [{"name": ["x"]}], "category": {}}, "rationale": 4}
            ]
        },
        {"findings": "x", "warnings": [{"code": 5}], "expert_reviewer": {"specialties": [{"value": None}, "x"]}},
    ],
)
def test_records_of_another_shape_count_as_empty(data: dict[str, Any]) -> None:
    facts = letter_facts(data)
    assert facts.decided is None
    assert all(item.decision is None and item.category is None for item in facts.items)
