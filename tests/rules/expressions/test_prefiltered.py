"""Expressions that are searched around their words alone find what they find without."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.layouts.loading import load_layouts
from pipeline.layouts.model import DecisionLine, Layout
from pipeline.rules.expressions.prefiltered import PrefilteredRegex
from pipeline.rules.where import patterns_folder
from tests.properties.letters import FILES, text_of

LAYOUTS = load_layouts(sorted((patterns_folder() / "layouts").glob("*.yml")))


def expressions(layout: Layout) -> list[str]:
    items = layout.items
    marked = [*layout.recognised_by, *layout.headings, *items.parts]
    found = [mark.regex for mark in marked if mark.regex]
    if not isinstance(items, DecisionLine):
        found += [*items.openings, *items.verdicts, *items.ends]
    if layout.credentials is not None:
        found += [*layout.credentials.licensure, *layout.credentials.specialties]
    return found


SHIPPED = sorted({regex for layout in LAYOUTS for regex in expressions(layout)})
OWN = [
    r"\bkidneys?\b(?! stone)", r"(?:sick|ill)ness (?:on|at) work$", r"(?<!no )risk", r"s{3}", r"ki[sk]{1,2}s?", r"a?",
    r"(?:(?:aski|bask)n?){1,3}:", r"^ask\b|\bask$", r"(?-i:Ask) ?:", r"(?P<a>ask)(?:(?P=a))*", r"(?<=i)kk(?=ss)",
    "\u00b5g dose",
]  # fmt: skip
PIECES = st.sampled_from(
    [
        "ask", "ASK", "a\u017fK", "basK", "kidney", "K\u0131dneys", "\u0130llness at work", "risk", "no risk", "s",
        "ss", "SSS", "\u017f", "k", "K", "i", " ", "  ", ":", "stone", "ſick", "ness", "on work", "é", "ß", "”", "n",
        "\u03bcg dose",
        "Decision", " Determination:", "IMR ", "Upheld", "basis for ", "the ", " decision", " :", "Rationale", "1) ",
        "The Claims Administrator", " did not use", "Findings: ", "The request for x is not medically necessary.",
    ]
)  # fmt: skip
PIECED = st.lists(PIECES, max_size=20).map("".join)


def check(regex: str, text: str, start: int, end: int, flags: int = re.IGNORECASE) -> None:
    plain, guarded = re.compile(regex, flags), PrefilteredRegex(regex, flags)
    expected = [(m.span(), m.groups()) for m in plain.finditer(text, start, end)]
    assert [(m.span(), m.groups()) for m in guarded.finditer(text, start, end)] == expected
    first = guarded.search(text, start, end)
    assert (first and (first.span(), first.groups())) == (expected[0] if expected else None)


@pytest.mark.parametrize("regex", [*SHIPPED, *OWN])
@given(PIECED, st.integers(0, 60), st.integers(0, 60))
@settings(max_examples=60, deadline=None)
@example("kidney stone kidney. kidneystone", 0, 0)
@example("\u03bcg dose \u00b5G dose", 0, 0)
@example("Decision: x Decision: upheld Determination : overturned", 0, 0)
def test_the_same_is_found_in_pieces(regex: str, text: str, left: int, right: int) -> None:
    check(regex, text, min(left, len(text)), max(len(text) - right, 0))
    check(regex, text, 0, len(text), 0)


@pytest.mark.parametrize("regex", SHIPPED)
def test_the_same_is_found_in_letters(regex: str) -> None:
    for file in FILES[:12]:
        text = " ".join(text_of(file).split())
        check(regex, text, 0, len(text))
        check(regex, text.upper(), 100, len(text) - 100)


@given(st.text("ab", max_size=40), st.integers(0, 3), st.integers(1, 4))
def test_a_window_ends_where_a_match_would_see_more(text: str, most: int, ahead: int) -> None:
    check(f"[ab]{{0,{most}}}bab(?!a{{{ahead}}})[ab]?", text, 0, len(text))
