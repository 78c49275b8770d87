"""The shipped rules: each can match, has an example, and its examples come out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest

from pipeline.layouts.loading import load_layouts
from pipeline.rules import Rule, load_rules
from pipeline.rules.checking.check import check_files
from pipeline.rules.checking.examples import failures
from pipeline.rules.matching.engines import RuleMatcher
from pipeline.rules.normalisers import Words
from pipeline.rules.where import patterns_folder
from tests.rules.samples import tokens

SHIPPED = load_rules()
FRAGMENTS = frozenset(test.id for test in SHIPPED.shared.tests)


@cache
def matcher(of_fragments: bool) -> RuleMatcher:
    rules: Sequence[Rule] = SHIPPED.shared.tests if of_fragments else SHIPPED.rules
    return RuleMatcher(rules, *tokens(), Words(SHIPPED.shared.vocabularies))


@pytest.mark.parametrize("rule", [*SHIPPED.rules, *SHIPPED.shared.tests], ids=lambda rule: rule.id)
def test_the_examples_of_a_rule_come_out(rule: Rule) -> None:
    found = failures(rule, matcher(rule.id in FRAGMENTS), tokens()[1])
    assert [f"{rule.place} {failure.code} {failure.message}" for failure in found] == []


def test_the_shipped_rules_have_no_problem() -> None:
    report = check_files([], *tokens())
    problems = [str(one) for one in report.problems if one.severity == "error" or one.code == "W360"]
    assert problems == []
    assert report.rules is not None
    assert report.rules > 500
    assert report.examples >= report.rules


def test_the_shipped_rules_would_be_taken_from_a_stranger() -> None:
    """None can backtrack without bound: read as a user's files, which are judged, they are not refused."""
    rules = load_rules(overlays=[patterns_folder()]).rules
    assert {rule.id for rule in rules if rule.overlay} == {rule.id for rule in SHIPPED.rules}
    assert load_layouts(overlays=[patterns_folder()])
