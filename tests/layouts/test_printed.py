"""Printed words in letters that a scan has damaged."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.layouts import printed
from pipeline.layouts.printed import Printed, TolerantWords, tolerant
from pipeline.rules.expressions.backtracking import danger

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


@pytest.mark.parametrize(
    "words", ["Name ..............: ", "Name" + ": " * 30 + "x", "e.g.,. . . x", "Name ____________: x"]
)
def test_marks_in_a_row_are_found_in_few_ways(words: str) -> None:
    expression = tolerant(words)
    assert danger(expression) == ""
    assert re.match(expression, words, re.IGNORECASE)
    assert re.match(expression, re.sub("[.:_]", "", words), re.IGNORECASE)


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


@given(
    st.lists(st.text("abcdefghijklmnopqrstuvwxyz015 :()é\u0130", min_size=1, max_size=6), min_size=1, max_size=3),
    st.text("abcdefghijklmnopqrstuvwxyz0156!|$@( É\u0130\u0131\u017f\u212a", max_size=60),
    st.integers(0, 30),
)
@settings(max_examples=1500, deadline=None)
def test_a_place_is_found_as_the_words_are(words: list[str], text: str, end: int) -> None:
    text = text[:20] + words[0].upper() + text[20:] + words[-1]
    end = max(1, len(text) - end)
    regex = "|".join(map(tolerant, words))
    found = re.compile(regex, re.IGNORECASE).search(text, 1, end)
    place = TolerantWords(words).search(text, 1, end)
    assert (place and place.span()) == (found and found.span())
    assert TolerantWords(words).stand(text, 1, end) == (found is not None)
    for word in words:
        assert TolerantWords([word]).stand(word, 0, len(word)) and TolerantWords([word]).stand(word.upper(), 0, 99)
    wanted = Printed(tuple(words)).every(text, 1, end, damaged=True)[:1]
    exact = [at for word in words if (at := text.find(word, 1, end)) >= 0]
    if not exact:
        assert Printed(tuple(words)).first(text, 1, end, damaged=True) == (wanted[0] if wanted else None)


@pytest.mark.parametrize("character", [*printed._CONFUSIONS, "k", "p", "é", "(", "-", "]"])
def test_a_place_is_found_whatever_begins_a_word(character: str) -> None:
    word = f"{character}x"
    for first in map(chr, range(33, 0x2300)):
        for text in (f"{first}x", f"{first}nx", f"{first}vx", f"{first}lx", "x"):
            found = re.search(tolerant(word), text, re.IGNORECASE)
            place = TolerantWords((word,)).search(text, 0, len(text))
            assert (place and place.span()) == (found and found.span()), (word, text)


ALTERNATIVES = [r"ratio:?", r"\bdecision ?:", r"(?<=: )dec[il]sion", r"x?", r"[a-z]{2} ?nale"]
PIECES = st.sampled_from(
    ["Decision", "declsion", " ", ":", ": ", "rati0na1e", "rationale:", "ratio", "x", "Dcc", "IMR", "\u0131on"]
)


@given(st.lists(PIECES, max_size=20).map("".join), st.integers(0, 9), st.integers(0, 9))
@settings(max_examples=300)
def test_words_or_an_expression_are_found_as_one_expression_would_find_them(text: str, start: int, cut: int) -> None:
    end = max(0, len(text) - cut)
    for words in (("Decision rationale:", "ration"), ("Decision",), (": Decision",), ()):
        for regex in (*ALTERNATIVES, None):
            if not words and regex is None:
                continue
            one = re.compile("|".join([*map(tolerant, words), *([regex] if regex else [])]), re.IGNORECASE)
            spans = [m.span() for m in one.finditer(text, start, end)]
            apart = [span for i, span in enumerate(spans) if not i or span[0] >= spans[i - 1][1]]
            assert Printed(words, regex).every(text, start, end, damaged=True) == apart
            if not any(text.find(word, start, end) >= 0 for word in words):
                assert Printed(words, regex).first(text, start, end, damaged=True) == (spans[0] if spans else None)


def test_no_words_are_found_as_an_empty_expression_would_find_them() -> None:
    assert TolerantWords(()).stand("a", 0, 1)
    assert TolerantWords(("",)).stand("a", 0, 1)
