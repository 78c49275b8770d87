"""The shipped layouts' openings, labels and verdicts, in letters made of little else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from pipeline.components.layouts.model import load_layouts
from pipeline.components.layouts.structure import StructureReader
from pipeline.patterns.where import patterns_folder
from pipeline.text.reading_text import reflow

Item = tuple[str, str | None]


@cache
def shipped() -> Mapping[str, StructureReader]:
    layouts = load_layouts(sorted((patterns_folder() / "layouts").glob("*.yml")))
    return {layout.layout: StructureReader(layout) for layout in layouts}


def parts(layout: str, text: str) -> dict[tuple[str, str], str]:
    """(section, item's number) -> text, of a text that is read as a layout's."""
    reading = reflow(text)
    sections, _ = shipped()[layout].read(reading, damaged=False)
    return {(tag.label, tag.value): reading.text[tag.start : tag.end] for tag in sections}


def items(layout: str, text: str) -> list[Item]:
    """(request, decision) of each item."""
    sections, decisions = shipped()[layout].read(reflow(text), damaged=False)
    values = {decision.start: decision.value for decision in decisions}
    found = {tag.value: tag for tag in sections if tag.label == "decision"}
    return [
        (words, values[found[number].start] if number in found else None)
        for (label, number), words in parts(layout, text).items()
        if label == "request"
    ]


WHY = "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY: "
NOT = "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY: "
YES = NOT.replace("NOT ", "")
STATED = "ISSUE AT DISPUTE #1: Was a walker medically necessary? ISSUE AT DISPUTE #2: Is the cane medically necessary? "
SUMMARY = "CASE SUMMARY: A man fell. "


def test_issues_that_are_stated_first_and_answered_by_number() -> None:
    text = (
        f"{STATED}{SUMMARY}ISSUE #1: walker {WHY}a book. {YES}He fell. ISSUE #2: a cane {WHY}a note. {NOT}It is lost."
    )
    assert items("professional-review", text) == [("walker", "overturned"), ("a cane", "upheld")]
    found = parts("professional-review", text)
    assert (found["rationale", "1"], found["rationale", "2"]) == ("He fell.", "It is lost.")
    assert (found["reviewer_guideline", "1"], found["reviewer_guideline", "2"]) == ("a book.", "a note.")


@pytest.mark.parametrize(
    "stated",
    [
        STATED,
        "ISSUES AT DISPUTE: 1) Was a walker medically necessary? 2) Is the cane medically necessary? ",
        "ISSUES AT DISPUTE: Was a walker medically necessary? Is the cane medically necessary? ",
    ],
)
def test_answers_that_name_no_issue_are_nobodys(stated: str) -> None:
    text = f"{stated}{SUMMARY}{WHY}a book. {YES}He fell. {WHY}a note. {NOT}It is lost."
    assert items("professional-review", text) == [("a walker", None), ("cane", None)]
    assert not [key for key in parts("professional-review", text) if key[0] == "rationale"]


DECIDED = "IMR DECISION(S) AND RATIONALE(S) 1. The request for a walker is medically necessary and appropriate. "
LABEL = "The Physician Reviewer's decision rationale: "


@pytest.mark.parametrize(
    ("end", "rationale"),
    [
        ("She falls. /abc", "She falls."),
        ("She falls.\n\n/ab\n", "She falls."),
        ("She falls. /abc Sincerely, a doctor", "She falls."),
        ("She takes one tablet /day", "She takes one tablet /day"),
        ("She falls. /abc again.", "She falls. /abc again."),
    ],
)
def test_a_typists_initials_are_no_rationale(end: str, rationale: str) -> None:
    assert parts("decisions-2013", DECIDED + LABEL + end)["rationale", "1"] == rationale
