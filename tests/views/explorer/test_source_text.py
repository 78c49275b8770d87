from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from pipeline.views.explorer.source_text import source_text


def named(path: str, content: bytes, media_type: str = "text/plain") -> dict[str, Any]:
    return {"source": {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "media_type": media_type}}


def test_a_file_that_is_still_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Lettre é".encode())
    record = named("a.txt", "Lettre é".encode())
    assert source_text(record, tmp_path / "results").text == "Lettre é"
    assert source_text(named(str(tmp_path / "a.txt"), "Lettre é".encode()), Path("elsewhere")).text == "Lettre é"


def test_a_file_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_bytes(b"text")
    monkeypatch.chdir(tmp_path)
    assert source_text(named("letters/a.txt", b"text"), Path("/somewhere/results")).text == "text"


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (named("a.txt", b"other"), "changed"),
        (named("b.txt", b"text"), "not where"),
        (named("a.txt", b"text", "application/jsonl"), "inside another"),
        (named("z.zip!a.txt", b"text"), "inside another"),
        (named("//host/share/a.txt", b"text"), "not where"),
        (named(".", b"text"), "not where"),
        (named("a\0b", b"text"), "not where"),
        ({}, "does not say"),
        ({"source": {"path": 5}}, "does not say"),
    ],
)
def test_what_is_not_shown(tmp_path: Path, record: dict[str, Any], reason: str) -> None:
    (tmp_path / "a.txt").write_bytes(b"text")
    found = source_text(record, tmp_path / "results")
    assert found.text is None
    assert reason in found.missing


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes, which this system has not")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert source_text(named("a.txt", b""), tmp_path / "results").text is None


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    content = b"\x00\x01\x02\xff" * 100
    (tmp_path / "a.txt").write_bytes(content)
    found = source_text(named("a.txt", content), tmp_path / "results")
    assert found.text is None
    assert "cannot be read" in found.missing
