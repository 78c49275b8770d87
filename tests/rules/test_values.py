"""Value rules: named groups, and the normalisers that make normal values of them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline.rules import PatternError, RuleSet
from pipeline.rules.checking.check import check_rules
from pipeline.rules.load import parse_pack, shipped_shared
from pipeline.rules.normalisers import NORMALISERS, Words
from tests.rules.samples import matcher, tokens

WORDS = Words(shipped_shared().vocabularies)
PACK = r"""pack: x
label: DATE
rules:
  - id: us
    regex: '(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2})'
    as: date
  - id: words
    regex: '(?P<month>{MONTH}) (?P<day>\d{1,2}),? (?P<year>\d{4})'
    as: date
  - id: level
    label: LEVEL
    regex: '(?P<number>[45])(?=-|$)'
    as: number
  - {id: often, label: OFTEN, phrases: [every day], as: range, attributes: {low: "7"}}
"""


def found(text: str) -> list[tuple[str, str, Any]]:
    _, tokenize = tokens()
    return [(hit.rule.id, text[hit.start : hit.end], hit.value) for hit in matcher(PACK)(tokenize(text))]


def test_a_value_is_made_of_the_groups_as_printed() -> None:
    assert found("Seen 3/4/15 and on JAN. 27, 2012.") == [
        ("us", "3/4/15", "2015-03-04"),
        ("words", "JAN. 27, 2012", "2012-01-27"),
    ]


def test_what_the_normaliser_refuses_is_no_hit() -> None:
    assert found("13/4/15 2/30/2015 Feb 30, 2015") == []


def test_a_value_keeps_its_exact_place_inside_a_word() -> None:
    assert found("fusion at C4-C5") == []  # whole words: not between a letter and a figure
    assert [text for _, text, _ in found("items 4-5")] == ["4", "5"]


def test_a_rules_attributes_stand_in_for_groups() -> None:
    assert found("every day") == [("often", "every day", (7, 7))]


def test_values_of_examples_are_tried() -> None:
    vocab, tokenize = tokens()
    text = PACK.replace("    as: date\n", '    as: date\n    examples: {values: {"3/4/15": "2015-03-04"}}\n', 1)
    text = text.replace("    as: number\n", '    as: number\n    examples: {values: {"4": 5, "none": 1}}\n')
    rules = parse_pack(text, "x.yml").rules
    problems = [p for p in check_rules(rules, rules, vocab, tokenize) if p.code == "E358"]
    assert [(p.rule, p.message) for p in problems] == [
        ("level", "the value of '4' should be 5, but the rule gives 4."),
        ("level", "the value of 'none' should be 1, but the rule gives nothing."),
    ]


@pytest.mark.parametrize(
    ("entry", "code", "words"),
    [
        ("{id: a, regex: x, as: dat}", "E326", "Did you mean `date`?"),
        ("{id: a, regex: x, as: date, value: y}", "E322", "`value` and `as`"),
    ],
)
def test_what_is_wrong_with_a_value_rule(entry: str, code: str, words: str) -> None:
    with pytest.raises(PatternError, match=code) as caught:
        parse_pack(f"pack: x\nlabel: X\nrules:\n  - {entry}\n", "x.yml")
    assert words in str(caught.value)
    assert caught.value.problems[0].line == 4


def test_value_rules_go_through_json() -> None:
    rules = parse_pack(PACK, "x.yml").rules
    again = RuleSet.from_data(json.loads(json.dumps(RuleSet(rules, shared=shipped_shared()).to_data())))
    assert again.rules == rules
    assert again.vocabularies == WORDS.vocabularies


@pytest.mark.parametrize(
    ("name", "groups", "value"),
    [
        ("number", {"text": "12"}, 12),
        ("number", {"text": "1,200"}, 1200),
        ("number", {"text": "Twenty-four"}, 24),
        ("number", {"text": "one hundred and twenty"}, 120),
        ("number", {"text": "two hundred"}, 200),
        ("number", {"text": "two three"}, None),
        ("number", {"text": "several"}, None),
        ("range", {"text": "", "low": "two", "high": "3"}, (2, 3)),
        ("range", {"text": "", "low": "2"}, (2, 2)),
        ("range", {"text": "", "low": "3", "high": "2"}, None),
        ("date", {"text": "", "year": "98", "month": "Sept.", "day": "5th"}, "1998-09-05"),
        ("date", {"text": "", "year": "2016", "month": "03"}, "2016-03"),
        ("date", {"text": "", "year": "2015", "month": "2", "day": "29"}, None),
        ("date", {"text": "", "year": "201", "month": "2", "day": "2"}, None),
        ("year", {"text": "'09"}, "2009"),
        ("year", {"text": "x", "year": "2016"}, "2016"),
        ("pages", {"text": "pages 98-99, 101"}, ((98, 99), (101, 101))),
        ("pages", {"text": "pp. 98-9 and 5"}, ((98, 99), (5, 5))),
        ("pages", {"text": "99-98"}, None),
        ("pages", {"text": "9792.20"}, None),
        ("pages", {"text": "none"}, None),
    ],
)
def test_normalisers(name: str, groups: dict[str, str], value: Any) -> None:
    assert NORMALISERS[name](groups, WORDS) == value
