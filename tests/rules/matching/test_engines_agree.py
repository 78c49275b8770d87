"""A rule gives the same spans whether it is written as phrase, as token pattern or as regular expression."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules.matching.engines import RuleMatcher, Section
from pipeline.rules.model import Rule
from tests.rules.samples import tokens

WORDS = [
    "PT",
    "pt",
    "low",
    "Low",
    "back",
    "pain",
    "lowback",
    "MRI",
    "L4-L5",
    "50mg",
    "#60",
    "non-certified",
    "x-ray",
    "is",
]
MARKS = ["", "", "", ",", ".", ";", ")", "("]
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), min_size=1, max_size=40).map(
    lambda pairs: " ".join(word + mark for word, mark in pairs)
)
PHRASES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
SPANS = set[tuple[int, int, str]]


def spans(rule: Rule, text: str, borders: list[int]) -> SPANS:
    """The hits of a rule that count, in the sections that `borders` cut the text into."""
    vocab, tokenize = tokens()
    doc = tokenize(text)
    cuts = sorted({0, len(doc), *(border for border in borders if border < len(doc))})
    sections = [Section(f"s{i % 2}", a, b) for i, (a, b) in enumerate(pairwise(cuts))]
    return {(hit.start, hit.end, hit.section) for hit in RuleMatcher([rule], vocab, tokenize)(doc, sections)}


def three_ways(phrase: str) -> list[Rule]:
    """The same rule in the three ways of writing it."""
    specs = tuple({"LOWER": token.text.lower()} for token in tokens()[1](phrase))
    return [
        Rule("a", "X", "phrase", phrases=(phrase,)),
        Rule("a", "X", "tokens", tokens=specs),
        Rule("a", "X", "regex", regex=re.escape(phrase)),
    ]


@settings(max_examples=200, deadline=None)
@given(TEXTS, PHRASES, st.lists(st.integers(0, 30), max_size=4))
def test_the_engines_agree_on_words(text: str, phrase: str, borders: list[int]) -> None:
    first, *others = [spans(rule, text, borders) for rule in three_ways(phrase)]
    assert others == [first, first]


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.lists(PHRASES, min_size=2, max_size=4, unique_by=str.lower))
def test_the_engines_agree_on_alternatives(text: str, phrases: list[str]) -> None:
    together = Rule("a", "X", "phrase", phrases=tuple(phrases))
    longest_first = sorted(phrases, key=len, reverse=True)
    by_regex = Rule("a", "X", "regex", regex="|".join(map(re.escape, longest_first)))
    assert spans(together, text, []) == spans(by_regex, text, [])
