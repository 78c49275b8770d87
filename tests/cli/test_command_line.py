from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import errors
from pipeline.running import extract
from tests.evaluation.records import record
from tests.running.stub import StubPipeline

Imr = Callable[..., int]


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], capture_output=True, encoding="utf-8", check=False)


def test_help_comes_without_what_is_heavy() -> None:
    code = (
        "import sys; sys.argv = ['imr', '--help']\n"
        "from pipeline.__main__ import main\n"
        "try: main()\n"
        "except SystemExit as end: assert not end.code\n"
        "heavy = {'spacy', 'pydantic', 'pypdfium2', 'srsly', 'numpy'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = python("-c", code)
    assert done.returncode == 0, done.stderr
    for command in ("run", "evaluate", "diff"):
        assert command in done.stdout


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import sys, pipeline; assert not {'spacy', 'pydantic', 'typer', 'numpy'} & set(sys.modules)"
    assert python("-c", code).returncode == 0


def test_an_unexpected_error_is_one_line(
    imr: Imr, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(patterns: tuple[str, ...] = ()) -> StubPipeline:
        raise RuntimeError("boom\nand more")

    monkeypatch.setattr(extract, "load_pipeline", fail)
    Path("a.txt").write_text("words")
    assert imr("run", "a.txt") == 1
    error = capsys.readouterr().err
    assert "E901 unexpected error: RuntimeError: boom and more" in error
    assert "Traceback" not in error
    from pipeline.cli import run_command_line

    with pytest.raises(RuntimeError):
        run_command_line(["run", "a.txt", "--debug"])


def test_an_expected_error_carries_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    error = ValueError("cannot be")
    error.code, error.exit_code = "E777", 2
    assert errors.report(error) == 2
    assert capsys.readouterr().err == "E777 cannot be\n"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_a_full_or_closed_output_ends_quietly() -> None:
    for command in (["--help"], ["patterns", "schema"], ["patterns", "try", "MRI", "--rule", "none"]):
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(
                [sys.executable, "-m", "pipeline", *command],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        assert done.returncode == 1
        assert done.stderr == (
            "E902 standard output cannot be written: No space left on device; files that were written are whole\n"
        )
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "pipeline", "--help"], stdout=writing, stderr=subprocess.PIPE, text=True, check=False
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_what_standard_error_cannot_take_is_told_on_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Full(io.StringIO):
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("sys.stderr", Full())
    assert errors.report(OSError(28, "No space left on device")) == 1
    assert capsys.readouterr().out.startswith("E902 standard error cannot be written: No space left on device")


def test_a_terminal_of_no_width_is_one_of_unknown_width(
    imr: Imr, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "0")
    assert imr("cite", "MTUS Low Back Complaints 2004") == 0
    assert "mtus.low_back.2004" in capsys.readouterr().out


def test_no_help_text_loses_its_brackets() -> None:
    """Help is printed as markup: what stands in plain square brackets is taken for a style and vanishes."""
    import typer.main

    from pipeline.cli import app

    commands = [typer.main.get_command(app)]
    helps = {}
    for command in commands:  # grows by the commands of a group
        commands += getattr(command, "commands", {}).values()
        for parameter in command.params:
            helps[f"{command.name} {parameter.name}"] = getattr(parameter, "help", None) or ""
    assert "explore port" in helps
    assert [name for name, text in helps.items() if re.search(r"(?<!\\)\[", text)] == []


def test_every_command_shows_examples_that_it_takes() -> None:
    import typer.main

    from pipeline.cli import app

    def commands(group: Any, names: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
        for name, command in group.commands.items():
            yield from (
                commands(command, (*names, name)) if hasattr(command, "commands") else [((*names, name), command)]
            )

    found = dict(commands(typer.main.get_command(app), ()))
    assert len(found) > 15
    for names, command in found.items():
        examples = [line for line in (command.epilog or "").split("\n\n")[1:] if line]
        assert examples, names
        for example in examples:
            words = shlex.split(example.replace("\\[", "["), comments=False)
            assert words[: 1 + len(names)] == ["imr", *names]
            arguments = words[1 + len(names) : words.index(">") if ">" in words else None]
            command.make_context(" ".join(names), arguments, resilient_parsing=False).close()


def test_tab_completes_commands() -> None:
    environment = {**os.environ, "_IMR_COMPLETE": "complete_bash", "COMP_WORDS": "imr exp", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pipeline"], env=environment, capture_output=True, text=True, check=False
    )
    assert {"explore", "export"} <= set(done.stdout.split())


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["inspect", "gone.txt"], "E101"),
        (["inspect", "a.txt", "--patterns", "gone.yml"], "E304"),
        (["evaluate", ".", "gone.txt"], "E501"),
        (["evaluate", "--official", "gone.csv"], "E101"),
        (["run", "gone.txt"], "E101"),
        (["explore", "gone"], "E701"),
        (["report", "gone"], "E701"),
    ],
)
def test_paths_are_looked_at_before_anything_heavy_is_loaded(arguments: list[str], code: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words", encoding="utf-8")
    script = (
        "import sys; from pipeline.cli import run_command_line\n"
        f"try: run_command_line({arguments!r})\n"
        "except SystemExit as end: assert end.code in (1, 2), end.code\n"
        "assert 'spacy' not in sys.modules"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert code in done.stderr


def test_version(imr: Imr, capsys: pytest.CaptureFixture[str]) -> None:
    assert imr("--version") == 0
    assert capsys.readouterr().out.startswith("imr-pipeline ")


def test_the_version_tells_all_that_decides_on_records(imr: Imr, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.writing.provenance import digests

    assert imr("--version") == 0
    told = dict(line.split(" ", 1) for line in capsys.readouterr().out.splitlines())
    assert {"imr-pipeline", "python", "spacy", "pypdfium2"} <= set(told)
    assert set(digests()) == {"rules", "layouts", "guidelines", "vocabularies", "fragments"}
    assert all(told[kind] == f"sha256:{digest}" for kind, digest in digests().items())


@pytest.mark.usefixtures("stub")
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_evaluate_takes_results_as_they_are(imr: Imr, capsys: pytest.CaptureFixture[str], form: str) -> None:
    from pipeline.records.convert import to_data
    from tests.running.stub import letter_of

    if form == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is an extra: pip install 'imr-pipeline[parquet]'")
    letter = "CASE A1\nLAYOUT final\nITEM Brace: upheld"
    Path("a.txt").write_text(letter)
    Path("gold").mkdir()
    gold = {**to_data(letter_of(letter, {"name": "a"})), "outcom": "x"}
    Path("gold/a.json").write_text(json.dumps(gold))
    assert imr("run", "a.txt", "--output", "out", "--format", form) == 0
    Path("a.txt").unlink()
    capsys.readouterr()
    assert imr("evaluate", "gold", "out", "--threshold", 1) == 0
    shown = capsys.readouterr()
    assert "micro F1 1.0000" in shown.out
    assert shown.err == "W503 gold/a.json: outcom: no record has a key 'outcom' there\n".replace("/", os.sep)


@pytest.mark.usefixtures("stub")
def test_evaluate(imr: Imr, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.records.convert import to_data
    from tests.running.stub import letter_of

    letter = "CASE A1\nLAYOUT final"
    (tmp_path / "a.txt").write_text(letter)
    (tmp_path / "gold").mkdir()
    gold = to_data(letter_of(letter, {"name": "a"}))
    (tmp_path / "gold" / "a.json").write_text(json.dumps(gold))
    assert imr("evaluate", "gold", "a.txt", "--threshold", 1) == 0
    assert "micro F1 1.0000" in capsys.readouterr().out
    gold["outcome"] = "upheld"
    (tmp_path / "gold" / "a.json").write_text(json.dumps(gold))
    assert imr("evaluate", "gold", "a.txt") == 0
    assert imr("evaluate", "gold", "a.txt", "--threshold", 0.97) == 1
    assert imr("evaluate", "gold", "a.txt", "--threshold", 0.97, "--field", "case.*") == 0
    capsys.readouterr()
    assert imr("evaluate", "gold", "a.txt", "--errors", 3) == 0
    assert "a missed 'upheld'" in capsys.readouterr().out
    assert imr("evaluate", "gold", "a.txt", "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["fields"]["outcome"]["f1"] == 0.0
    assert (data["letters"], data["ungrounded"]) == (1, 0)
    (tmp_path / "a.txt").write_text("X\n" + letter)
    assert imr("evaluate", "gold", "a.txt") == 1
    assert "not at their offsets 1" in capsys.readouterr().out
    assert imr("evaluate", "nowhere", "a.txt") == 2


@pytest.mark.usefixtures("stub")
def test_evaluate_a_part_and_an_input_that_is_missing(imr: Imr, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.records.convert import to_data
    from tests.running.stub import letter_of

    Path("gold").mkdir()
    for name in ("A1", "B1"):
        letter = f"CASE {name}\nLAYOUT final"
        Path(f"{name}.txt").write_text(letter)
        Path(f"gold/{name}.json").write_text(json.dumps(to_data(letter_of(letter, {"name": name}))))
    assert imr("evaluate", "gold", "A1.txt") == 0
    assert "letters 2, without a record 1: B1\n" in capsys.readouterr().out
    assert imr("evaluate", "gold", "A1.txt", "--only-found", "--threshold", 1) == 0
    assert "letters 1, without a record 0\n" in capsys.readouterr().out
    Path("B1.txt").write_text(" ")
    assert imr("evaluate", "gold", "A1.txt", "B1.txt", "--only-found", "--json") == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["missing"], [problem["code"] for problem in data["problems"]]) == (["B1"], ["E103"])
    assert imr("evaluate", "gold", "none.txt") == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("E101 none.txt: no such file or folder\nE505 no letter was read")


def test_diff(imr: Imr, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "old.jsonl").write_text(json.dumps(record()))
    (tmp_path / "new.jsonl").write_text(json.dumps(record(outcome="overturned")))
    assert imr("diff", "old.jsonl", "new.jsonl") == 0
    assert "~ A1: upheld → overturned" in capsys.readouterr().out
    assert imr("diff", "old.jsonl", "new.jsonl", "--markdown") == 0
    assert "| `outcome` | 0 | 0 | 1 |" in capsys.readouterr().out
    assert imr("diff", "old.jsonl", "none.jsonl") == 2


def test_diff_compares_rules_on_letters(
    imr: Imr, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class WithRules(StubPipeline):
        def __init__(self, patterns: tuple[str, ...]) -> None:
            super().__init__()
            self.value = "overturned" if patterns == ("mine.yml",) else "upheld"

        def make_doc(self, text: str) -> object:
            doc = super().make_doc(text)
            doc.text = text.replace("VALUE", self.value)
            return doc

    monkeypatch.setattr(extract, "load_pipeline", WithRules)
    Path("in").mkdir()
    Path("in/a.txt").write_text("CASE A1\nLAYOUT final\nITEM Brace: VALUE")
    Path("in/b.txt").write_text("CASE B1\nLAYOUT final\nITEM Brace: upheld")
    for name in ("mine.yml", "other.yml"):
        Path(name).write_text("pack: mine")
    assert imr("diff", "in", "--new-patterns", "mine.yml") == 0
    said = capsys.readouterr().out
    assert "Old: shipped rules. New: shipped rules + mine.yml." in said
    assert "1 changes in 1 of 2 letters" in said
    assert "~ A1 no. 1: upheld → overturned" in said
    assert imr("diff", "in", "in/a.txt", "--old-patterns", "mine.yml", "--new-patterns", "other.yml", "--markdown") == 0
    assert "`overturned` → `upheld`" in capsys.readouterr().out
    assert imr("diff", "in", "none.txt", "--old-patterns", "mine.yml") == 1
    assert "E101 none.txt" in capsys.readouterr().err
    assert imr("diff", "in") == 2
