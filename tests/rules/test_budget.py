"""What a stranger's rule may cost: whatever would hang a check or a run is refused with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rules import PatternError, Problem, load_rules
from pipeline.rules.checking.check import check_files
from pipeline.rules.matching.engines import RuleMatcher
from pipeline.rules.matching.token_patterns import REACH
from pipeline.rules.model import Rule
from tests.rules.samples import tokens

DOUBLING = "".join(f'  V{n}: "{{V{n - 1}}}{{V{n - 1}}}"\n' for n in range(1, 31))
FIFTY = "{LOWER: a, OP: '{50}'}"
ANY = "{IS_ALPHA: true, OP: '?'}"
OPTIONAL = "{LOWER: a, OP: '?'}"
WORDS = [f"word{n}" for n in range(50_000)]


def wrong(text: str, folder: Path) -> Problem:
    file = folder / "mine.yml"
    file.write_text(f"pack: mine\nlabel: X\n{text}", "utf-8")
    with pytest.raises(PatternError) as caught:
        load_rules([], [file])
    (problem,) = caught.value.problems
    assert problem.file == file.as_posix()
    return problem


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("rules:\n  - id: a\n    pattern: [{OP: '+'}, {OP: '+'}, {OP: '+'}, {OP: '+'}]\n", "E328", 5),
        (f"rules:\n  - id: a\n    pattern: [{', '.join([OPTIONAL] * 60)}]\n", "E328", 5),
        ("rules:\n  - id: a\n    pattern: [{LOWER: a, OP: '{1,100000}'}]\n", "E328", 5),
        ("rules:\n  - id: a\n    pattern: [{LOWER: a, OP: '{100000}'}]\n", "E328", 5),
        (f'variables:\n  V0: "ab"\n{DOUBLING}rules:\n  - id: a\n    regex: "{{V30}}"\n', "E328", 37),
        (f'rules:\n  - id: a\n    regex: "{"|".join(WORDS)}"\n', "E328", 5),
        (f"variables: {{W: [{', '.join(WORDS)}]}}\nrules:\n  - id: a\n    regex: '{{W}}'\n", "E328", 6),
        (f"fragments:\n  W: [{', '.join(WORDS)}]\n", "E328", 4),
        (f"rules:\n  - id: a\n    pattern: {'word ' * 300}\n", "E328", 5),
        (f"rules:\n  - id: a\n    phrases: [b, {'word ' * 300}]\n", "E328", 5),
        (f"rules:\n  - id: a\n    regex: '{'a?' * 40}{'a' * 40}'\n", "E325", 5),
        (f"rules:\n  - id: a\n    regex: '{'(?:ab|a|b)?' * 30}c'\n", "E325", 5),
        ("rules:\n  - id: a\n    pattern: [{OP: '*'}, {LOWER: a}, {OP: '+'}, {IS_ALPHA: true, OP: '*'}]\n", "E328", 5),
        (f"rules:\n  - id: a\n    pattern: [{', '.join([ANY] * 11)}]\n", "E328", 5),
        (f"rules:\n  - id: a\n    pattern: [{'{LOWER: a}, ' * 101}]\n", "E328", 5),
        (f"rules:\n  - id: a\n    pattern: [{', '.join([FIFTY] * 9)}]\n", "E328", 5),
        (f"rules:\n  - id: a\n    pattern: [{{LOWER: a, OP: '{{{'1' * 5000}}}'}}]\n", "E316", 5),
        (f"rules:\n  - id: a\n    pattern: a\n    priority: {'1' * 5000}\n", "E312", 6),
        (f"rules:\n  - id: a\n    pattern: a\n    examples: {{match: ['[[a]] {'a ' * 1000}']}}\n", "E328", 6),
        (f"variables: {{W: [xx, yy, zz, a, aa]}}\nrules:\n  - id: a\n    regex: '{'{W}' * 40}b'\n", "E325", 6),
        ("rules:\n  - id: a\n    regex: '(?:(?=.*b).)*c'\n", "E325", 5),
        (f"rules:\n  - id: a\n    regex: '{'(' * 900}a{')' * 900}'\n", "E324", 5),
        (f"rules:\n  - id: a\n    regex: '{'(?=' * 400}a{')' * 400}'\n", "E324", 5),
        ("rules:\n  - id: a\n    regex: 'a{99999999999}'\n", "E324", 5),
        ("rules:\n  - id: a\n    regex: '[[a]]'\n", "E324", 5),
        ("rules:\n  - id: a\n    pattern: [{LOWER: {REGEX: 'a{99999999999}'}}]\n", "E324", 5),
        (f"fragments:\n  W: '{'(' * 900}a{')' * 900}'\n", "E324", 4),
        (f"rules:\n  - id: a\n    phrases: [&a '{'word ' * 300}', *a, *a]\n", "E303", 5),
    ],
    ids=[
        "loops",
        "optional",
        "written out",
        "often",
        "doubling",
        "words",
        "listed",
        "fragment",
        "phrase",
        "phrases",
        "marks",
        "parts",
        "loops alike",
        "optional alike",
        "long pattern",
        "written out together",
        "digits of a repeat",
        "digits",
        "example",
        "words that begin alike",
        "looking ahead at each turn",
        "nested groups",
        "nested looks ahead",
        "billions",
        "set in a set",
        "billions in a token",
        "nested groups of a fragment",
        "aliases",
    ],
)
def test_what_costs_too_much_is_refused(text: str, code: str, line: int, tmp_path: Path) -> None:
    problem = wrong(text, tmp_path)
    assert (problem.code, problem.line) == (code, line)
    assert problem.advice


def test_numbers_in_words_may_stand_in_one_expression_often(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(
        "pack: mine\nlabel: X\nrules:\n  - id: a\n"
        '    regex: "(?P<low>{NUMBER})(?:{RANGE_SIGN}(?P<high>{NUMBER}))? times (?:a|per) week for {NUMBER} weeks"\n'
        '    as: range\n    examples: {values: {"two to three times a week for six weeks": [2, 3]}}\n',
        "utf-8",
    )
    assert check_files([file], *tokens()).problems == ()


def test_many_phrases_are_looked_at_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(
        f"pack: mine\nlabel: X\nrules:\n  - id: a\n    phrases: [{', '.join(WORDS[:5000])}, WORD7]\n", "utf-8"
    )
    trials: list[int] = []
    trial = RuleMatcher.trial
    monkeypatch.setattr(RuleMatcher, "trial", lambda self, *given: trials.append(1) or trial(self, *given))
    problems = check_files([file], *tokens()).problems
    assert [problem.code for problem in problems] == ["W364", "W360"]
    assert len(trials) < 20


def test_many_patterns_may_have_one_id(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text("".join(f'{{"label": "X", "pattern": "w{n}", "id": "same"}}\n' for n in range(3000)), "utf-8")
    assert load_rules([], [file]).rules[2999].id == "same.3000"


def test_a_file_larger_than_any_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.rules.files.reading.LARGEST_FILE", 10)
    assert wrong("rules: []\n", tmp_path).code == "E328"


def test_a_line_of_json_deeper_than_any(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text("[" * 100_000, "utf-8")
    with pytest.raises(PatternError, match="E301"):
        load_rules([], [file])


def test_a_repeat_without_a_limit_has_a_reach() -> None:
    vocab, tokenize = tokens()
    pattern = ({"LOWER": "very"}, {"LOWER": "so", "OP": "*"}, {"LOWER": "good"})
    matcher = RuleMatcher([Rule("a", "X", "tokens", tokens=pattern)], vocab, tokenize)
    assert REACH < 100
    for between, found in ((REACH - 2, 1), (REACH - 1, 0)):
        assert len(matcher(tokenize(f"{'so ' * 200}very {'so ' * between}good {'so ' * 200}"))) == found
