"""Every block of docs/patterns.md and docs/layouts.md does what the guide says."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.rules.load import parse_pack
from tests.rules.samples import LETTER

GUIDE = Path(__file__).parents[2] / "docs" / "patterns.md"
LAYOUTS = GUIDE.with_name("layouts.md")
BLOCK = re.compile(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SCHEMA_LINE = re.compile(r"^# yaml-language-server: .*\n")
LINE_NUMBER = re.compile(r"(\.yml):\d+")


def cases() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """The numbered cases of the guide to rules, and that to layouts as one; each with its blocks (language, file,
    content)."""
    yield "layouts", BLOCK.findall(LAYOUTS.read_text("utf-8"))
    for part in re.split(r"^## ", GUIDE.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        if part[0].isdigit():
            yield part.splitlines()[0], BLOCK.findall(part)


def run_console(block: str) -> None:
    """Runs a block's commands and compares what they print; `…` stands for anything."""
    for command in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, expected = command.partition("\n")
        arguments = shlex.split(line)
        assert arguments[:3] == ["python", "-m", "pipeline"]
        result = CliRunner().invoke(app, arguments[3:])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        wanted = re.escape(LINE_NUMBER.sub(r"\1", expected)).replace("…\\\n", ".*").replace("…", ".*")
        assert re.fullmatch(wanted, LINE_NUMBER.sub(r"\1", result.output), re.DOTALL), (line, result.output)


@pytest.mark.parametrize(
    ("title", "blocks"), list(cases()), ids=lambda value: value[:25] if isinstance(value, str) else ""
)
def test_a_case_of_the_guide(
    title: str, blocks: list[tuple[str, str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("letter.txt").write_text(LETTER, encoding="utf-8")
    for language, file, content in blocks:
        if file:
            there = Path(file).read_text("utf-8") if Path(file).exists() and file != "letter.txt" else content
            assert SCHEMA_LINE.sub("", there) == SCHEMA_LINE.sub("", content)
            Path(file).parent.mkdir(parents=True, exist_ok=True)
            Path(file).write_text(content, encoding="utf-8")
        elif language == "python":
            exec(content, {})
        else:
            run_console(content)


def test_there_are_seven_cases() -> None:
    assert len(list(cases())) == 10


def test_the_rule_at_the_top_is_one() -> None:
    block = next(content for language, _, content in BLOCK.findall(GUIDE.read_text("utf-8")) if language == "yaml")
    assert parse_pack(block, "guide.yml").rules[0].match == ("8 sessions of [[hippotherapy]]",)
