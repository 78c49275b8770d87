"""By what token patterns are found, and that nothing is lost by it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.matcher import Matcher

from pipeline.rules.matching.engines import RuleMatcher
from pipeline.rules.matching.token_anchors import UNLIMITED, Anchor, WordTest, find_anchor, find_word_test
from pipeline.rules.model import Rule
from tests.rules.samples import tokens

NECESSARY = ("medically", "necessary")


@pytest.mark.parametrize(
    ("pattern", "anchor"),
    [
        (["low", "back", "pain"], Anchor((("low", "back", "pain"),), 0, 0, True)),
        (["is", ("not", "?"), "medically", "necessary"], Anchor((NECESSARY,), 2, 0)),
        (["medically", "necessary", (None, "*"), "today"], Anchor((("today",),), UNLIMITED, 0)),
        ([{"IS_DIGIT": True}, ["pt", "ot"], "visits"], Anchor((("pt", "visits"), ("ot", "visits")), 1, 0)),
        ([["pt", "ot"], ["visit", "visits"]], Anchor((
            ("pt", "visit"), ("pt", "visits"), ("ot", "visit"), ("ot", "visits")), 0, 0, True)),
        ([("so", "{2,3}"), {"IS_ALPHA": True}], Anchor((("so",),), 2, 3)),
        ([{"LOWER": "MRI"}], Anchor((("mri",),), 0, 0)),
        ([{"ORTH": "MRI"}, "scan"], Anchor((("mri", "scan"),), 0, 0)),
        ([{"LOWER": "pain", "IS_TITLE": True}], Anchor((("pain",),), 0, 0)),
        ([{"LOWER": "x", "OP": "!"}, {"IS_DIGIT": True}], None),
        ([("pain", "?")], None),
    ],
)  # fmt: skip
def test_the_anchor(pattern: list[Any], anchor: Anchor | None) -> None:
    specs = [as_spec(part) for part in pattern]
    found = find_anchor(specs)
    if anchor is not None and anchor.before == UNLIMITED:
        assert found is not None and found.before + found.behind >= UNLIMITED
    else:
        assert found == anchor


def as_spec(part: Any) -> dict[str, Any]:
    if isinstance(part, str):
        return {"LOWER": part}
    if isinstance(part, list):
        return {"LOWER": {"IN": part}}
    if isinstance(part, tuple):
        word, op = part
        return {"OP": op} | ({"LOWER": word} if word else {})
    return dict(part)


def test_too_many_alternatives_are_looked_for_by_fewer_tokens() -> None:
    many = {"LOWER": {"IN": [f"w{number}" for number in range(40)]}}
    anchor = find_anchor([many, many, {"LOWER": "pain"}])
    assert anchor is not None
    assert anchor.phrases == tuple((f"w{number}", "pain") for number in range(40))
    assert (anchor.before, anchor.whole) == (1, False)


def test_the_test_on_a_word() -> None:
    digit, like = {"IS_DIGIT": True}, {"LOWER": {"REGEX": "^visits?$"}}
    assert find_word_test([digit, like]) == WordTest(like, 1, 0)
    assert find_word_test([{**digit, "OP": "+"}, {"SPACY": True}]) == WordTest(digit, UNLIMITED - 1, UNLIMITED)
    assert find_word_test([{"LOWER": {"NOT_IN": ["a"]}}, digit, {"SHAPE": "dd"}]) == WordTest({"SHAPE": "dd"}, 2, 0)
    assert find_word_test([{"IS_SENT_START": True}, {"POS": "VERB"}, {**digit, "OP": "?"}]) is None


SPECS = st.sampled_from(
    [
        {"LOWER": "low"},
        {"LOWER": "Low"},
        {"TEXT": "Low"},
        {"LOWER": {"IN": ["back", "pain"]}},
        {"LOWER": {"IN": ["back", "pain"], "NOT_IN": ["pain"]}},
        {"LOWER": {"REGEX": "^p"}},
        {"LOWER": {"NOT_IN": ["low"]}},
        {"IS_TITLE": True},
        {"LENGTH": {">": 3}},
        {"SPACY": False},
        {},
    ]
)
OPS = st.sampled_from(["", "", "", "?", "*", "+", "!", "{2}", "{1,2}"])
PATTERNS = st.lists(
    st.builds(lambda spec, op: {**spec, **({"OP": op} if op else {})}, SPECS, OPS), min_size=1, max_size=4
)
TEXTS = st.lists(st.sampled_from(["low", "Low", "back", "pain", "Pain", "p,", "is"]), min_size=1, max_size=9)


@settings(max_examples=400, deadline=None)
@given(st.lists(PATTERNS, min_size=1, max_size=3), TEXTS)
def test_the_matches_are_those_of_spacys_matcher(patterns: list[list[dict[str, Any]]], words: list[str]) -> None:
    vocab, tokenize = tokens()
    doc = tokenize(" ".join(words))
    stock = Matcher(vocab, validate=False)
    for number, pattern in enumerate(patterns):
        stock.add(str(number), [pattern])
    expected = {(vocab.strings[key], first, last) for key, first, last in stock(doc) if last > first}
    rules = [Rule(str(n), f"X{n}", "tokens", tokens=tuple(pattern)) for n, pattern in enumerate(patterns)]
    found = {(hit.rule.id, hit.first, hit.last) for hit in RuleMatcher(rules, vocab, tokenize).find(doc)}
    assert found == expected
