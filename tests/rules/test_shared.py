"""Fragments and vocabularies, which all packs share."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rules import PatternError, load_rules
from pipeline.rules.checking.check import check_files
from pipeline.rules.load import parse_pack, shipped_shared
from pipeline.rules.vocabularies import Vocabularies
from tests.rules.samples import tokens


def test_a_pack_uses_its_own_variable_then_fragments_then_vocabularies() -> None:
    text = (
        'pack: x\nlabel: X\nvariables: {MONTH: "mine"}\nfragments: {DAY: [day, days]}\n'
        'vocabularies: {tastes: {sweet: [honeyed], sour: [tart, acid]}}\n'
        'rules:\n  - {id: a, regex: "{MONTH} {DAY} {TASTES}"}\n'
    )  # fmt: skip
    assert parse_pack(text, "x.yml").rules[0].regex == "(?:mine) (?:days|day) (?:honeyed|tart|acid)"


def test_fragments_and_vocabularies_of_an_overlay_add_to_the_shipped_ones(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(
        "pack: mine\nlabel: X\nvocabularies: {months: {'1': [Enero]}}\n"
        'fragments: {MINE: {words: [so], examples: {match: ["[[so]] it is"]}}}\n'
        'rules:\n  - {id: a, regex: "{MONTHS} {MINE}"}\n',
        "utf-8",
    )
    rules = load_rules(overlays=[file])
    assert rules.vocabularies.value("months", "enero") == "1"
    assert rules.vocabularies.value("months", "JAN.") == "1"
    assert "Enero" in rules.by_id["a"].regex
    assert [test.id for test in rules.shared.tests if test.overlay] == ["{MINE}"]


def test_a_fragments_examples_are_tried(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(
        'pack: mine\nfragments:\n  A:\n    regex: "x+"\n    examples:\n      match: ["[[xx]] y"]\n      no_match:\n'
        '        - "an x"\n',
        "utf-8",
    )
    report = check_files([file], *tokens())
    assert [(p.code, p.line, p.rule) for p in report.problems] == [("E356", 8, "{A}")]


@pytest.mark.parametrize(
    ("fragment", "code", "words"),
    [
        ('"{NOWHERE}"', "E323", "no fragment `{NOWHERE}`"),
        ('"(x"', "E324", "not valid"),
        ("{examples: {match: [x]}}", "E321", "`regex` and `words`"),
    ],
)
def test_what_is_wrong_with_a_fragment(fragment: str, code: str, words: str) -> None:
    with pytest.raises(PatternError, match=rf"x\.yml:3: {code} rule {{A}}") as caught:
        parse_pack(f"pack: x\nfragments:\n  A: {fragment}\n", "x.yml")
    assert words in str(caught.value)


def test_every_shipped_fragment_is_right() -> None:
    assert shipped_shared().tests


def test_vocabularies_are_joined_in_order() -> None:
    joined = Vocabularies.of([{"a": {"x": ["one"]}}, {"a": {"x": ["two"], "y": []}, "b": ["z"]}])
    assert joined.lists == {"a": {"x": ("one", "two"), "y": ()}, "b": {"z": ()}}
    assert joined.words("a") == ("one", "two", "y")
    assert joined.value("a", "Two.") == "x"
    assert joined.value("a", "x") == "x"
    assert joined.value("b", "one") is None
    assert joined.values("nowhere") == frozenset()


def test_a_users_fragment_is_judged_before_a_layout_may_name_it(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text('pack: mine\nfragments:\n  MINE: "(?:a+)+b"\n', "utf-8")
    with pytest.raises(PatternError, match=r"mine\.yml:3: E325 rule \{MINE\}: it can backtrack"):
        load_rules(overlays=[file])
