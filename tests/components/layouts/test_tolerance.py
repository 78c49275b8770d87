"""Printed words in letters that a scan has damaged."""

from __future__ import annotations

import re

import pytest

from pipeline.components.layouts.tolerance import Printed, tolerant

LABEL = "Decision rationale:"


@pytest.mark.parametrize(
    "printed",
    [
        "Decision rationale:", "DECISION RATIONALE:", "Decislon Rationa1e:", "Decisionrationale:", "Decision rationale",
        "Decision rationale ;", "Dccision rationale.", "Decision rati0nale:", "Dccisi0n rationa|e:",
    ],
)  # fmt: skip
def test_damaged_words_are_found(printed: str) -> None:
    text = f"needed. {printed} None"
    start, end = Printed((LABEL,)).every(text, 0, len(text), damaged=True)[0]
    assert text[start:end].strip() == printed.strip() or text[start:end] == printed + " "


@pytest.mark.parametrize("printed", ["Decision", "rationale:", "Decision of rationale", "Reviewer guideline:"])
def test_other_words_are_not(printed: str) -> None:
    assert Printed((LABEL,)).every(printed, 0, len(printed), damaged=True) == []


@pytest.mark.parametrize(
    ("words", "damaged"),
    [("IMR", "lMR"), ("medical", "rnedical"), ("record", "rec0rcl"), ("(s)", "s"), ("weeks", "wccks")],
)
def test_confusions(words: str, damaged: str) -> None:
    assert re.fullmatch(tolerant(words), damaged, re.IGNORECASE)


def test_undamaged_letters_are_read_as_they_stand() -> None:
    text = "the decisi0n rationale: is not Decision rationale: yes. Decision rationale: no"
    printed = Printed((LABEL,))
    exact = printed.every(text, 0, len(text), damaged=False)
    assert [text[s:e] for s, e in exact] == [LABEL, LABEL]
    assert printed.first(text, 0, len(text), damaged=True) == exact[0]
    assert len(printed.every(text, 0, len(text), damaged=True)) == 3
    assert printed.first("decisi0n rationale:", 0, 19, damaged=False) is None
    assert printed.first("decisi0n rationale:", 0, 19, damaged=True) == (0, 19)


def test_the_longest_of_several_wordings_at_one_place() -> None:
    printed = Printed(("Reviewer", "Reviewer guideline:"))
    text = "a Reviewer guideline: b"
    assert printed.first(text, 0, len(text), damaged=False) == (2, 21)
    assert printed.every(text, 0, len(text), damaged=False) == [(2, 21)]


def test_places_outside_of_the_range_do_not_count() -> None:
    text = "Reasons: a Reasons: b"
    assert Printed(("Reasons:",)).every(text, 1, len(text), damaged=False) == [(11, 19)]
    assert Printed(("Reasons:",)).first(text, 1, 18, damaged=False) is None


def test_expressions() -> None:
    printed = Printed(regex=r"\bDated ?:")
    assert printed.first("it was DATED: then", 0, 18, damaged=False) == (7, 13)
    assert printed.every("updated: dated:", 0, 15, damaged=False) == [(9, 15)]
