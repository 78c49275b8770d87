"""Nothing is missed by looking for a hint first, or in a narrower place, than by looking everywhere."""

from __future__ import annotations

import re
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.components import reviewers_own
from pipeline.components.hinted import Hinted

MODULES = (reviewers_own,)
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


CLAUSES = st.lists(
    st.sampled_from(["if", "When", "to determine", "criteria for", "how", ",", ";", ".", " ", "the request", "ıf"]),
    max_size=8,
).map(" ".join)


@given(CLAUSES)
def test_a_hypothesis_stands_in_the_last_clause(before: str) -> None:
    last = reviewers_own._HYPOTHETICAL.search(before, reviewers_own._clause_start(before))
    whole = reviewers_own._HYPOTHETICAL.search(before)
    assert (last and last.span()) == (whole and whole.span())
