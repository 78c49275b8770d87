"""The commands on rules, as a user runs them."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pipeline.cli import app as whole_app
from pipeline.cli import run_command_line
from pipeline.cli.patterns import app
from pipeline.rules import PatternError
from tests.rules.samples import LETTER

MINE = "pack: mine\nrules:\n  - {id: mine.boots, label: TREATMENT, pattern: moon boots, sections: [request]}\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("mine.yml").write_text(MINE, encoding="utf-8")
    Path("letter.txt").write_text(LETTER, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_check_warns_without_a_value_and_an_example_and_succeeds() -> None:
    result = run("check", "mine.yml")
    assert (result.exit_code, result.output.splitlines()) == (
        0,
        [
            "mine.yml:3: W365 rule mine.boots: a TREATMENT without a `value` leaves the record empty. "
            "Give it a `value`.",
            "mine.yml:3: W360 rule mine.boots: it has no example. "
            "Add one under `examples: match:`, with the span in [[ ]].",
            "1 rule with 0 examples in 1 file: 0 errors, 2 warnings",
        ],
    )


def test_check_fails_on_errors() -> None:
    Path("mine.yml").write_text(MINE + "  - {id: a, label: X, pattern: 9792.20}\n", encoding="utf-8")
    result = run("check", "mine.yml")
    assert result.exit_code == 1
    assert "mine.yml:4: E312 rule a: `pattern` has to be text" in result.output
    assert result.output.splitlines()[-1] == "1 file: 1 error, 0 warnings; no rule was tried"


def test_check_warns_of_a_label_that_is_almost_a_shipped_one() -> None:
    rules = [f"  - {{id: mine.{label}, label: {label}, pattern: moon boots}}" for label in ("TREATMENTS", "CONTRACT")]
    Path("mine.yml").write_text("pack: mine\nrules:\n" + "\n".join(rules) + "\n", encoding="utf-8")
    result = run("check", "mine.yml")
    assert result.exit_code == 0
    assert [line for line in result.output.splitlines() if "W366" in line] == [
        "mine.yml:3: W366 rule mine.TREATMENTS: the label TREATMENTS is new, and much like TREATMENT. "
        "Did you mean TREATMENT? Hits of a new label stand in the record under `spans` alone."
    ]


def test_try_reads_a_letter_in_its_sections() -> None:
    result = run("try", "letter.txt", "-p", "mine.yml", "--rule", "mine.boots")
    assert result.exit_code == 0
    assert result.output.count("'Moon boots'") == 1
    assert "in request: TREATMENT by mine.boots (phrase, mine.yml:3)" in result.output


def test_try_says_so_where_nothing_matches() -> None:
    assert run("try", "xyzzy", "-p", "mine.yml").output == "nothing matches\n"
    of_mine = run("try", "xyzzy", "-p", "mine.yml", "--rule", "mine.boots")
    assert of_mine.output == "nothing matches of the rule mine.boots\n"
    assert run("try", "xyzzy", "--rule", "mine.boots").output == "nothing matches: there is no rule mine.boots\n"


def test_explain_shows_values_with_rules_and_empty_fields() -> None:
    lines = run("explain", "letter.txt", "-p", "mine.yml").output.splitlines()
    assert any(line.startswith("determinations.1.decision: upheld 'Upheld' ") for line in lines)
    assert any(line.startswith("case.case_number: nothing. Looked for:") for line in lines)


def test_coverage_lists_silent_rules_and_what_is_left_to_do() -> None:
    Path("mine.yml").write_text(MINE.replace("moon boots", "mars boots"), encoding="utf-8")
    result = run("coverage", "letter.txt", "-p", "mine.yml")
    assert result.exit_code == 0
    assert result.output.startswith("1 letters, ")
    assert "mine.boots  mine.yml:3" in result.output
    assert "decision without a verdict: 1" in result.output


def test_new_adds_to_a_file_and_never_breaks_it() -> None:
    assert run("new", "TREATMENT", "lunar [[balm]]", "--file", "mine.yml").exit_code == 0
    text = Path("mine.yml").read_text("utf-8")
    assert text.startswith(MINE)
    assert "id: mine.treatment.balm" in text
    refused = run("new", "no label", "balm", "--file", "mine.yml")
    assert isinstance(refused.exception, PatternError)
    assert Path("mine.yml").read_text("utf-8") == text


def test_schema_prints_json() -> None:
    assert run("schema").output.startswith('{\n  "$schema"')


def test_a_run_reads_with_an_overlay_and_says_which_packs_it_used(folder: Path) -> None:
    rule = '{id: mine.down, label: VERDICT, regex: "is hereby turned down", value: not_medically_necessary}'
    overlay = f"pack: mine\nrules:\n  - {rule}\n"
    Path("mine.yml").write_text(overlay, encoding="utf-8")
    result = CliRunner().invoke(whole_app, ["run", "letter.txt", "--patterns", "mine.yml", "--output", "out"])
    assert result.exit_code == 0, result.output
    record = json.loads(Path("out/letters.jsonl").read_text("utf-8"))
    assert record["determinations"][0]["rationale"]["conclusion"]["text"] == "is hereby turned down"
    packs = json.loads(Path("out/run.json").read_text("utf-8"))["rule_packs"]
    digest = hashlib.sha256(overlay.encode()).hexdigest()
    assert [(one["file"], one["sha256"]) for one in packs if one["own"]] == [("mine.yml", digest)]
    assert any(one["pack"] == "verdicts" for one in packs)


def test_a_broken_overlay_stops_a_run_before_it_begins(capsys: pytest.CaptureFixture[str]) -> None:
    Path("mine.yml").write_text("pack: mine\nrulez: []\n", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        run_command_line(["run", "letter.txt", "--patterns", "mine.yml", "--output", "out"])
    assert ended.value.code == 2
    assert "mine.yml:2: E310 there is no key `rulez` here." in capsys.readouterr().err
    assert not Path("out").exists()
