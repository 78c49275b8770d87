"""What is said of the layouts that were tried on a letter."""

from __future__ import annotations

from pipeline.layouts.loading import load_layouts
from pipeline.layouts.tried import Tried, tried

TEXT = "IMR ISSUES, DEClSlONS AND RATIONALES Knee MRI: Upheld MAXIMUS guideline: none. Decision rationale: It is old."


def of(name: str) -> Tried:
    return next(one for one in tried(load_layouts(), TEXT) if one.layout == name)


def test_the_marks_that_a_letter_has_and_those_that_it_has_not() -> None:
    found = of("final-determination")
    assert found.fits
    assert {(mark.words, TEXT[mark.start : mark.end], mark.damaged) for mark in found.found} == {
        ("MAXIMUS guideline:", "MAXIMUS guideline:", False),
        ("Decision rationale:", "Decision rationale:", False),
        ("IMR ISSUES, DECISIONS AND RATIONALES", "IMR ISSUES, DEClSlONS AND RATIONALES", True),
    }
    assert "Claims Administrator guideline:" in {mark.words for mark in found.missing}
    assert not of("health-plan").fits


def test_a_required_mark_that_is_missing_rules_a_layout_out() -> None:
    found = of("imr-decision-2018")
    assert any(mark.required for mark in found.missing)
    assert not found.fits


def test_fallbacks_come_last() -> None:
    assert [one.fallback for one in tried(load_layouts(), TEXT)] == sorted(one.fallback for one in load_layouts())
