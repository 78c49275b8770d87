from __future__ import annotations

from pipeline.views.letter_page.linking import link
from pipeline.views.letter_page.marks import RECORD, Mark
from pipeline.views.letter_page.places import Place, places_of

DECISION = {"value": "upheld", "text": "Upheld", "start": 40, "end": 46}


def place(path: str, label: str, start: int, end: int) -> Place:
    return Place(path, path, label, "", start, end)


def test_a_value_belongs_to_the_mark_of_its_label_at_its_place() -> None:
    marks = [Mark("rules", "VERDICT", 40, 46), Mark("dates", "decision", 40, 46), Mark("decisions", "decision", 40, 46)]
    links = link(marks, [place("determinations.0.decision", "decision", 40, 46)])
    assert links.mark_of == (2,)
    assert links.became == ((0,), (0,), (0,))


def test_a_value_without_a_mark_gets_one_that_is_not_drawn() -> None:
    links = link([], [place("determinations.0.rationale", "rationale", 5, 50)])
    assert links.marks[links.mark_of[0]].group == RECORD


def test_a_mark_that_became_nothing_says_what_it_is_part_of() -> None:
    marks = [Mark("requests", "strength", 12, 16), Mark("rules", "X", 70, 80)]
    places = [
        place("determinations.0.request", "request", 0, 40),
        place("determinations.0.request.disputed", "d", 5, 30),
    ]
    links = link(marks, places)
    assert links.within[:2] == (1, -1)


def test_places_are_found_at_every_depth_with_names_for_readers() -> None:
    section = {"text": "Opioids", "start": 20, "end": 27, "entry": None}
    citation = {
        "text": "MTUS",
        "start": 10,
        "end": 27,
        "source": "MTUS",
        "guideline": "Chronic Pain",
        "sections": [section],
    }
    record = {
        "case": {"case_number": {"value": "CM1", "text": "CM1", "start": 0, "end": 3}, "priority": None},
        "determinations": [
            {"number": 2, "decision": DECISION, "reviewer_guideline": {"text": None, "citations": [citation]}}
        ],
        "dates": [
            {"value": "2016-01-02", "text": "1/2/16", "start": 50, "end": 56, "role": "visit", "section": "summary"}
        ],
        "warnings": [{"code": "W1", "message": "m", "start": 1, "end": 2}],
    }
    found = {p.path: (p.name, p.label, p.value) for p in places_of(record)}
    line = "determinations.0.reviewer_guideline.citations.0"
    assert found == {
        "case.case_number": ("Header · case number", "case_number", ""),
        "determinations.0.decision": ("Item 2 · decision", "decision", "upheld"),
        line: ("Item 2 · Reviewer's guideline line · citation", "MTUS", "Chronic Pain"),
        f"{line}.sections.0": ("Item 2 · Reviewer's guideline line · citation · section", "section", ""),
        "dates.0": ("Date", "visit", "2016-01-02"),
    }
