"""The shipped rules: each can match, has an example, and its examples come out."""

from __future__ import annotations

from pipeline.rules.check import check_files
from tests.rules.samples import tokens


def test_the_shipped_rules_have_no_problem() -> None:
    report = check_files([], *tokens())
    problems = [str(one) for one in report.problems if one.severity == "error" or one.code == "W360"]
    assert problems == []
    assert report.rules > 500
    assert report.examples >= report.rules
