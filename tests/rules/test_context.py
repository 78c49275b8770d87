"""The group `span` of an expression is what is found; the rest of the match is its context."""

from __future__ import annotations

import pytest

from pipeline.rules.matching.regexes import RegexMatcher, Stretch
from pipeline.rules.model import Rule


@pytest.mark.parametrize("normaliser", ["", "number"])
@pytest.mark.parametrize("text", ["seen by two of ten", "Seen by Two of Ten", "é seen by two of ten"])
def test_the_span_alone_is_found(text: str, normaliser: str) -> None:
    rule = Rule("a", "X", "regex", regex=r"by (?P<span>(?P<number>\w+)) of", normaliser=normaliser)
    (found,) = RegexMatcher([(0, rule)], lambda order, name: True).find(text, [Stretch("s", 0, len(text))])
    assert text[found.start : found.end].lower() == "two"
    assert found.groups is not None
    assert {name: group.lower() for name, group in found.groups.items()} == {"text": "two", "number": "two"}
