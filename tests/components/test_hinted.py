"""Nothing is missed by looking for a hint first, or in a narrower place, than by looking everywhere."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.components import requests, reviewers_own
from pipeline.components.hinted import Hinted
from pipeline.components.request_details import (
    anatomy,
    category,
    counts,
    drugs,
    frequency,
    misspelt_drugs,
    misspelt_words,
    service_dates,
)
from pipeline.rules.re_tree import parse, widest
from pipeline.text.folding import fold

MODULES = (reviewers_own, requests, category, counts, drugs, frequency, misspelt_drugs, service_dates)
LIKE = {"s": "s\u017f", "k": "k\u212a", "i": "i\u0131\u0130", "µ": "µ\u03bc\u039c"}
"""Letters that an expression without case takes for another."""


def hinted(module: ModuleType) -> list[tuple[str, Hinted]]:
    found = []
    for name, value in vars(module).items():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Hinted):
                found.append((f"{module.__name__}.{name}", one))
    return found


EXPRESSIONS = [pair for module in MODULES for pair in hinted(module)]


def disguised(text: str, data: st.DataObject) -> str:
    """`text` with letters in the other case, or as others that look alike."""
    pick = data.draw(st.lists(st.integers(0, 3), min_size=len(text), max_size=len(text)))
    return "".join(
        [c, c.upper(), c.lower(), LIKE.get(c.lower(), c)[-1]][n] if len(c.upper()) == 1 else c
        for c, n in zip(text, pick, strict=True)
    )


def found(expression: re.Pattern[str] | Hinted, text: str) -> list[tuple[int, int]]:
    return [m.span() for m in expression.finditer(text, 0, len(text))]


@pytest.mark.parametrize(("name", "expression"), EXPRESSIONS, ids=[name for name, _ in EXPRESSIONS])
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_hint_stands_wherever_a_match_does(name: str, expression: Hinted, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(expression._regex))
    for one in (text, disguised(text, data)):
        assert found(expression, one) == found(expression._regex, one)
        match = expression.search(one)
        assert (match and match.span()) == ((plain := expression._regex.search(one)) and plain.span())


TIMED = ("_TIMES_PER", "_WORD_PER", "_BARE_PER", "_EVERY", "_PLAIN_LY", "_LENGTH", "_A_LENGTH")


@pytest.mark.parametrize("name", TIMED)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_timed_has_a_word_of_time(name: str, data: st.DataObject) -> None:
    expression = getattr(frequency, name)
    expression = expression._regex if isinstance(expression, Hinted) else expression
    text = disguised(data.draw(st.from_regex(expression)), data)
    if expression.search(text):
        assert frequency._TIMED.search(fold(text))


@pytest.mark.parametrize(
    ("expression", "hint"),
    [
        *((one, counts._REFILL_HINT) for one in counts._REFILLS),
        (counts._COUNT_SESSIONS, counts._SESSION_HINT),
        (counts._SESSIONS_COUNT, counts._SESSION_HINT),
    ],
)
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_refills_and_sessions_are_called_so(
    expression: re.Pattern[str], hint: re.Pattern[str], data: st.DataObject
) -> None:
    text = disguised(data.draw(st.from_regex(expression)), data)
    if expression.search(text):
        assert hint.search(fold(text))


WORDS = st.lists(
    st.sampled_from("one twenty twice Weekly DAY qHS bedtime b.i.d month ty ly ſix Kno no refills Tıd 2".split()),
    max_size=8,
)  # fmt: skip


@given(WORDS.map(" ".join) | WORDS.map("".join))
def test_counts_in_words_are_found_in_folded_text(text: str) -> None:
    without_case = re.compile(requests._COUNTED.pattern, re.IGNORECASE)
    assert bool(requests._COUNTED.search(fold(text))) == bool(without_case.search(text))


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_side_begins_with_one_of_a_few_letters(data: st.DataObject) -> None:
    begin = "(?=[blr(])(?:"
    pattern = anatomy._SIDE.pattern
    assert pattern.startswith(begin)
    plain = re.compile(pattern[len(begin) : -1], re.IGNORECASE)
    text = disguised(data.draw(st.from_regex(plain)), data)
    assert found(anatomy._SIDE, text) == found(plain, text)


@given(st.text(st.sampled_from("aZ09'/&-_ é"), max_size=30))
def test_long_words_are_the_words_that_are_long(text: str) -> None:
    words = misspelt_words._WORD.findall(text)
    assert misspelt_words._LONG_WORD.findall(text) == [w for w in words if len(w) >= misspelt_words.SHORTEST]


SHORT = st.text("abc", max_size=7)


@given(SHORT, SHORT)
def test_words_that_are_near_have_nearly_the_same_letters(one: str, other: str) -> None:
    apart = misspelt_drugs.letters_apart(one, other, 10)
    assert len(set(one) ^ set(other)) <= 2 * apart


@pytest.mark.parametrize(
    ("expression", "width"),
    [
        (frequency._NO_LENGTH_BEFORE, frequency._BEFORE_WIDTH),
    ],
)
def test_the_place_that_is_searched_is_wide_enough(expression: re.Pattern[str], width: int) -> None:
    assert widest(parse(expression.pattern)) <= width


CLAUSES = st.lists(
    st.sampled_from(["if", "When", "to determine", "criteria for", "how", ",", ";", ".", " ", "the request", "ıf"]),
    max_size=8,
).map(" ".join)


@given(CLAUSES)
def test_a_hypothesis_stands_in_the_last_clause(before: str) -> None:
    last = reviewers_own._HYPOTHETICAL.search(before, reviewers_own._clause_start(before))
    whole = reviewers_own._HYPOTHETICAL.search(before)
    assert (last and last.span()) == (whole and whole.span())
