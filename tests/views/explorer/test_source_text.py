from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.reading import Document, ReadingOptions, read
from pipeline.reading.options import DEFAULT_OPTIONS
from pipeline.views.explorer.source_text import source_text


def named(path: str, content: bytes, media_type: str = "text/plain") -> dict[str, Any]:
    return {"source": {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "media_type": media_type}}


def text_of(record: dict[str, Any], results: Path, settings: dict[str, Any] | None = None) -> str | None:
    found = source_text(record, results, settings)
    return found.document.text if found.document is not None else None


def records_of(*inputs: Path, options: ReadingOptions = DEFAULT_OPTIONS) -> Iterator[tuple[dict[str, Any], str]]:
    """The records' sources of everything that is read from the inputs, each with its text."""
    for found in read(inputs, options):
        assert isinstance(found, Document)
        source = {"path": found.path, "sha256": found.sha256, "media_type": found.media_type}
        yield {"source": {**source, "characters": len(found.text)}}, found.text


def test_rows_and_members_of_archives_are_shown(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('{"text": "one é"}\n\n{"text": "two", "id": "b"}\n', encoding="utf-8")
    (tmp_path / "rows.csv").write_text('text,id\n"one, one",a\ntwo,b\n', encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("in/a.txt", "a letter")
        archive.writestr("in/b.jsonl", '{"text": "three"}\n{"text": "four"}')
        archive.writestr("in/c.csv", "id,text\na,five\nb,six")
    found = list(records_of(tmp_path))
    assert len(found) == 9
    for record, text in found:
        assert text_of(record, tmp_path / "results") == text, record
    (tmp_path / "rows.jsonl").write_text('{"text": "other"}\n', encoding="utf-8")
    gone = [record for record, _ in found if "rows.jsonl" in record["source"]["path"]]
    assert [text_of(record, tmp_path / "results") for record in gone] == [None, None]


def test_rows_are_read_as_the_run_read_them(tmp_path: Path) -> None:
    (tmp_path / "rows.csv").write_text("First,Second\nshort,much longer\n", encoding="utf-8")
    options = ReadingOptions(("First", "Second"), each_field=True)
    settings = {"text_fields": ["First", "Second"], "each_field": True, "id_field": "id"}
    found = list(records_of(tmp_path / "rows.csv", options=options))
    assert [text_of(record, tmp_path / "results", settings) for record, _ in found] == ["short", "much longer"]
    assert text_of(found[0][0], tmp_path / "results") is None


def test_a_file_that_is_still_the_same(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Lettre é".encode())
    record = named("a.txt", "Lettre é".encode())
    assert text_of(record, tmp_path / "results") == "Lettre é"
    assert text_of(named(str(tmp_path / "a.txt"), "Lettre é".encode()), Path("elsewhere")) == "Lettre é"


def test_a_file_from_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_bytes(b"text")
    monkeypatch.chdir(tmp_path)
    assert text_of(named("letters/a.txt", b"text"), Path("/somewhere/results")) == "text"


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        (named("a.txt", b"other"), "changed"),
        (named("b.txt", b"text"), "not where"),
        (named("a.txt", b"text", "application/jsonl"), "not where"),
        (named("a.txt:1", b"text", "application/jsonl"), "no such row"),
        (named("z.zip!a.txt", b"text"), "not where"),
        (named("a.txt!a.txt", b"text"), "damaged"),
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
    assert found.document is None
    assert reason in found.missing


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes, which this system has not")
def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert source_text(named("a.txt", b""), tmp_path / "results").document is None


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    content = b"\x00\x01\x02\xff" * 100
    (tmp_path / "a.txt").write_bytes(content)
    found = source_text(named("a.txt", content), tmp_path / "results")
    assert found.document is None
    assert "cannot be read" in found.missing
