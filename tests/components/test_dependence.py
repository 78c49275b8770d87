"""On which items a verdict rests."""

from __future__ import annotations

import pytest

from pipeline.components.dependence import Item, depends_on
from pipeline.components.tags import Tag

ITEMS = [
    Item(1, "Right knee arthroscopy with meniscectomy", "surgery/arthroscopic"),
    Item(2, "Associated surgical service: Cold therapy unit", "dmepos/durable_medical_equipment"),
    Item(3, "Naproxen 500mg #60", "pharmaceuticals"),
    Item(4, "Pantoprazole 20mg #30", "pharmaceuticals"),
    Item(5, "Lumbar fusion", "surgery/spine"),
]


def numbers(words: str, kind: str, number: int, items: list[Item] = ITEMS) -> list[str]:
    text = f"Well: {words}, so it is not."
    reason = Tag("DEPENDENCE", 6, 6 + len(words), kind, "dependence.rule")
    tags = depends_on(text, number, [reason], items)
    assert all(t.label == "depends_on" and (t.start, t.end) == (reason.start, reason.end) for t in tags)
    assert all(t.rule == "dependence.rule" for t in tags)
    return [t.value for t in tags]


@pytest.mark.parametrize(
    ("words", "kind", "number", "expected"),
    [
        ("in questions 1 and 3", "questions", 4, ["1,3"]),
        ("in question #2", "questions", 4, ["2"]),
        ("in questions 4 and 9", "questions", 4, []),
        ("since the surgery is not certified", "surgery", 2, ["1"]),
        ("since the surgery is not certified", "surgery", 1, ["5"]),
        ("as the naproxen is not medically necessary", "named", 4, ["3"]),
        ("as the pantoprazole is not medically necessary", "named", 4, []),
        ("as the request is not medically necessary", "named", 4, []),
        ("since the cold unit was denied", "named", 3, ["2"]),
    ],
)
def test_referents(words: str, kind: str, number: int, expected: list[str]) -> None:
    assert numbers(words, kind, number) == expected


def test_a_surgery_that_stands_behind_its_services() -> None:
    behind = [Item(1, "Cold unit", "dmepos/durable_medical_equipment"), Item(2, "Fusion", "surgery/spine")]
    assert numbers("since the surgery is not certified", "surgery", 1, behind) == ["2"]


def test_adjuncts_are_no_surgery() -> None:
    adjunct = [Item(1, "Assistant surgeon", "surgery/adjunct"), Item(2, "Cold unit", "dmepos/supplies")]
    assert numbers("since the surgery is not certified", "surgery", 2, adjunct) == []


def test_words_of_ones_own_heading_name_no_other_item() -> None:
    items = [Item(1, "Physical therapy for the shoulder", ""), Item(2, "Injection for the shoulder", "")]
    assert numbers("as the shoulder is healed", "named", 1, items) == []
    assert numbers("as the injection is not certified", "named", 1, items) == ["2"]


def test_reasons_without_a_referent_are_left_out() -> None:
    text = "in question 1 and in question 9"
    reasons = [Tag("DEPENDENCE", 0, 13, "questions"), Tag("DEPENDENCE", 18, 31, "questions")]
    assert [t.value for t in depends_on(text, 2, reasons, ITEMS)] == ["1"]
