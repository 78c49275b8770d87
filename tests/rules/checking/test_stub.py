"""A new rule with its example is written so that it loads, checks and keeps what the file held."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rules import PatternError
from pipeline.rules.checking.check import check_files
from pipeline.rules.checking.stub import add_stub, stub
from pipeline.rules.load import parse_pack
from tests.rules.samples import tokens


@pytest.mark.parametrize(
    "before",
    [
        None,
        "pack: mine\nrules:\n  - {id: one, label: X, pattern: one}\n",
        "# by hand\npack: mine\nlabel: X\nrules:\n- id: one\n  pattern: one # first",
        "pack: mine\nrules:\n      - id: one\n        label: X\n        phrases:\n          - one\n\n\n",
    ],
)
def test_a_rule_is_added_behind_what_is_there(tmp_path: Path, before: str | None) -> None:
    file = tmp_path / "My rules.yml"
    if before is not None:
        file.write_text(before, encoding="utf-8")
    _, rule = stub("TREATMENT", '12 [[Qi "gong"]] sessions', set(), "rehabilitation/other", ["request"])
    content = add_stub(file, rule)
    head, _, rest = content.partition("\n")
    assert before is not None or (head.startswith("# yaml-language-server: $schema=") and Path(head[32:]).is_file())
    assert (rest if before is None else content).startswith((before or "pack: my_rules\n").rstrip("\n"))
    added = parse_pack(content, "x.yml").rules[-1]
    assert (added.phrases, added.value, added.sections) == (('qi "gong"',), "rehabilitation/other", ("request",))
    file.write_text(content, encoding="utf-8")
    problems = check_files([file], *tokens(), shipped=[]).problems
    assert [one for one in problems if one.rule == added.id] == []


def test_text_without_marks_is_the_phrase() -> None:
    rule_id, rule = stub("DRUG", "Zalvex forte", set())
    assert rule_id == "mine.drug.zalvex_forte"
    assert '"[[Zalvex forte]]"' in rule


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert stub("DRUG", "x", {"mine.drug.x", "mine.drug.x.2"})[0] == "mine.drug.x.3"


def test_half_a_mark_is_said() -> None:
    with pytest.raises(PatternError, match="E357"):
        stub("DRUG", "an [[x", set())


def test_a_file_whose_rules_are_not_at_its_end_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text("pack: mine\nrules:\n  - {id: a, label: X, pattern: a}\nvariables: {A: b}\n", encoding="utf-8")
    with pytest.raises(PatternError, match="E332"):
        add_stub(file, stub("X", "b", set())[1])
