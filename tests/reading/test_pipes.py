"""Standard input and named pipes that say nothing, and folders as deep as they come."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from pipeline.reading import Document, ReadingOptions, ReadingProblem, read
from pipeline.reading.locations import Location
from pipeline.reading.read import read_location
from tests.deep_folders import deep_folder


def told(found: list[Document | ReadingProblem]) -> list[str]:
    return [item.code if isinstance(item, ReadingProblem) else item.text for item in found]


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> int:
    """Standard input that says nothing; gives where to write to it."""
    reading, writing = os.pipe()
    monkeypatch.setattr("sys.stdin", os.fdopen(reading))
    return writing


def test_silence_ends_with_the_time_limit(silent: int) -> None:
    assert told(list(read("-", ReadingOptions(time_limit=0.3)))) == ["E205"]


def test_silence_ends_with_a_wish_to_stop(silent: int) -> None:
    assert list(read_location(Location("-", "stream"), stop=lambda: True)) == []


def test_what_comes_in_pieces_is_read_whole(silent: int) -> None:
    def write() -> None:
        for piece in (b"one ", b"two ", b"three"):
            os.write(silent, piece)
            threading.Event().wait(0.1)
        os.close(silent)

    thread = threading.Thread(target=write)
    thread.start()
    assert told(list(read("-", ReadingOptions(time_limit=5)))) == ["one two three"]
    thread.join()


def test_a_named_pipe_without_a_writer_ends_and_one_with_a_writer_is_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert told(list(read(pipe, ReadingOptions(time_limit=0.3)))) == ["E205"]
    thread = threading.Thread(target=lambda: pipe.write_bytes(b"words"))
    thread.start()
    assert told(list(read(pipe, ReadingOptions(time_limit=5)))) == ["words"]
    thread.join()


def test_closed_standard_input_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert told(list(read("-"))) == ["E117"]


def test_folders_deeper_than_pythons_stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "b.txt").write_text("left out")
    options = ReadingOptions(leave_out=frozenset({str(tmp_path / "out")}))
    monkeypatch.setattr("os.path.realpath", None)  # of a deep path it takes minutes
    with deep_folder(tmp_path):
        Path("a.txt").write_text("deep")
        found = told(list(read(tmp_path, options)))
    assert found == ["deep"]


def test_an_older_results_folder_holds_no_letters(tmp_path: Path) -> None:
    old = tmp_path / "old-results"
    old.mkdir()
    (old / "run.json").write_text('{\n  "written_by": "imr-pipeline",\n  "format": 1\n}')
    (old / "letters.jsonl").write_text('{"text": "no letter"}')
    (tmp_path / "a.txt").write_text("a letter")
    skipped: list[str] = []
    assert told(list(read(tmp_path, skipped=skipped.append))) == ["a letter"]
    assert skipped == [str(old)]
    assert told(list(read(old))) == ["E120"]
