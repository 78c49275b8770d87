"""The demonstration shows a letter's determinations and writes what it shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import run_command_line


def demo(folder: Path) -> int:
    with pytest.raises(SystemExit) as end:
        run_command_line(["demo", str(folder)])
    return int(end.value.code or 0)


def test_shows_and_writes_the_determinations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert demo(tmp_path / "new") == 0
    shown = capsys.readouterr().out
    record = json.loads((tmp_path / "new" / "record.json").read_text(encoding="utf-8"))
    assert len(record["determinations"]) == 5
    assert "Assistant surgeon" in shown and "overturned" in shown and "upheld" in shown
    assert "Assistant surgeon" in (tmp_path / "new" / "letter.html").read_text(encoding="utf-8")


def test_says_where_it_cannot_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert demo(tmp_path / "file") == 1
    assert "E604" in capsys.readouterr().err
