"""Runs that are broken off and taken up: the output is that of an undisturbed run, byte for byte."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.reading import ReadingOptions
from pipeline.running import work
from pipeline.running.run import RunReport, RunRequest, run_letters
from pipeline.writing import append
from pipeline.writing.folder import OutputError
from pipeline.writing.parts import ParquetWriter
from pipeline.writing.rendering import Rendered
from pipeline.writing.results import ResultsWriter
from tests.running.stub import make_stub

LETTER = "CASE C{0}\nLAYOUT final\nITEM Brace {0}: upheld"
ROOT = Path(__file__).resolve().parents[2]


class Quiet:
    """Follows a run, and stops it at a document."""

    def __init__(self, stop_at: int = -1) -> None:
        self.stop_at = stop_at
        self.begun: list[tuple[int | None, int]] = []
        self.documents = 0

    def begin(self, total: int | None, done: int) -> None:
        self.begun.append((total, done))

    def document(self, rendered: Rendered) -> None:
        self.documents += 1
        if self.documents == self.stop_at:
            signal.raise_signal(signal.SIGTERM)


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(work, "BATCH_ITEMS", 4)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(30):
        (folder / f"{number:02}.txt").write_text(LETTER.format(number))
    (folder / "05.txt").write_text("CRASH")
    rows = [json.dumps({"text": LETTER.format(f"R{n}")}) for n in range(7)]
    (folder / "12.jsonl").write_text("\n".join(rows))
    return folder


def request(letters: Path, output: str, **more: object) -> RunRequest:
    asked = RunRequest((str(letters),), Path(output), formats=("jsonl", "csv"), save_every=0)
    return replace(asked, **more)


def run(asked: RunRequest, stop_at: int = -1) -> tuple[RunReport, Quiet]:
    follower = Quiet(stop_at)
    return run_letters(asked, follower, make_stub), follower


def content(folder: str | Path) -> dict[str, Any]:
    """Everything in a results folder, run.json without what differs from run to run."""
    files: dict[str, Any] = {
        str(path.relative_to(folder)): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()
    }
    data = json.loads(files["run.json"])
    del data["started"], data["seconds"], data["settings"]["workers"]
    return {**files, "run.json": data}


def test_stopped_and_taken_up_again_and_again(letters: Path) -> None:
    run(request(letters, "whole"))
    report, _ = run(request(letters, "broken"), stop_at=10)
    assert (report.stopped_by, report.counts.documents) == (signal.SIGTERM, 10)
    assert not Path("broken").exists()
    again = request(letters, "broken", resume=True)
    report, follower = run(again, stop_at=9)
    assert follower.begun[0][1] == 10
    assert report.counts.documents == 19
    report, follower = run(again)
    assert report.stopped_by is None
    assert follower.documents == 37 - 19
    assert content("broken") == content("whole")
    assert not Path(".broken.unfinished").exists()


def test_a_full_disk_ends_the_run_and_nothing_is_lost(letters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(request(letters, "whole"))
    write = append.AppendFile.write
    room = 3000

    def full(file: append.AppendFile, text: str | bytes) -> None:
        nonlocal room
        room -= len(text)
        if room < 0:
            write(file, text[: len(text) // 2])
            raise OSError(28, "No space left on device")
        write(file, text)

    with monkeypatch.context() as patch:
        patch.setattr(append.AppendFile, "write", full)
        with pytest.raises(OutputError, match=r"No space left.*--resume") as error:
            run(request(letters, "broken"))
    assert error.value.code == "E403"
    run(request(letters, "broken", resume=True))
    assert content("broken") == content("whole")


def test_parts_of_parquet_are_the_same_too(letters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is an extra: pip install 'imr-pipeline[parquet]'")
    monkeypatch.setattr(ParquetWriter, "letters_in_part", 8)
    run(request(letters, "whole", formats=("jsonl", "parquet")))
    run(request(letters, "broken", formats=("jsonl", "parquet")), stop_at=13)
    run(request(letters, "broken", formats=("jsonl", "parquet"), resume=True))
    assert content("broken") == content("whole")
    assert len(list(Path("whole/letters.parquet").iterdir())) == 5


def test_without_resume_a_run_begins_anew(letters: Path) -> None:
    run(request(letters, "broken"), stop_at=10)
    _, follower = run(request(letters, "broken"))
    assert follower.documents == 37


def test_resume_without_an_unfinished_run_is_a_run(letters: Path) -> None:
    _, follower = run(request(letters, "new", resume=True))
    assert follower.documents == 37


@pytest.mark.parametrize("change", ["input", "earlier input", "option", "format", "gone"])
def test_a_run_is_not_taken_up_where_its_results_would_not_be_the_same(letters: Path, change: str) -> None:
    run(request(letters, "broken"), stop_at=10)
    asked = request(letters, "broken", resume=True)
    if change == "input":
        asked = replace(asked, inputs=(str(letters), str(letters)))
    elif change == "option":
        asked = replace(asked, options=ReadingOptions(text_fields=("body",)))
    elif change == "format":
        asked = replace(asked, formats=("jsonl",))
    elif change == "gone":
        for path in letters.iterdir():
            path.unlink()
    else:
        (letters / "01.txt").write_text("another letter")
    with pytest.raises(OutputError) as error:
        run(asked)
    assert error.value.code == "E405"


def test_what_took_the_run_down_is_read_in_a_process_of_its_own(letters: Path) -> None:
    """As after a crash in a single process: the letter is set aside, and the rest is read."""
    run(request(letters, "broken"), stop_at=10)
    (letters / "20.txt").write_text("EXIT")
    report, _ = run(request(letters, "broken", resume=True))
    assert report.counts.problems["E206"] == 1
    assert report.counts.documents == 37


def test_two_saves_are_apart(letters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saves: list[int] = []
    state = ResultsWriter.state
    monkeypatch.setattr(ResultsWriter, "state", lambda writer: saves.append(1) or state(writer))
    run(request(letters, "often"))
    often = len(saves)
    run(request(letters, "seldom", save_every=60))
    assert (often > 30, len(saves) - often) == (True, 1)


SCRIPT = """
import sys
from pathlib import Path
from pipeline.running import work
from pipeline.running.run import RunRequest, run_letters
from tests.running.stub import make_stub
from tests.running.test_run import Quiet
if __name__ == "__main__":
    work.BATCH_ITEMS = 4
    asked = RunRequest((sys.argv[1],), Path(sys.argv[2]), workers=int(sys.argv[3]), resume=True, save_every=0.1)
    run_letters(asked, Quiet(), make_stub)
"""


@pytest.mark.parametrize(("workers", "times"), [(1, 2), (2, 4)])
def test_killed_at_random_moments(tmp_path: Path, workers: int, times: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(160):
        (folder / f"{number:03}.txt").write_text(LETTER.format(number) + "\nSLOW it down")
    run_letters(RunRequest((str(folder),), Path("whole")), Quiet(), make_stub)
    (tmp_path / "script.py").write_text(SCRIPT)
    command = [sys.executable, "script.py", str(folder), "broken", str(workers)]
    moments = random.Random(workers)
    state = tmp_path / ".broken.unfinished" / "state.json"
    kills = 0
    while kills < times:
        process = subprocess.Popen(command, env={"PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE)
        before = _saved(state)
        while process.poll() is None and _saved(state) == before:
            time.sleep(0.01)
        time.sleep(moments.uniform(0, 0.15))
        process.kill()
        process.communicate()
        kills += 1
        if Path("broken").exists():
            break
    assert kills == times
    done = subprocess.run(command, env={"PYTHONPATH": str(ROOT)}, check=False, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    broken, whole = content("broken"), content("whole")
    started = [found["run.json"].pop("command") for found in (broken, whole)]  # the whole one by these tests
    assert started == [command[1:], sys.argv]
    assert broken == whole


def _saved(state: Path) -> int:
    try:
        return int(json.loads(state.read_text())["items"])
    except (OSError, ValueError):
        return -1


def test_a_file_that_changed_with_the_same_size_is_seen(letters: Path) -> None:
    run(request(letters, "out"), stop_at=10)
    (letters / "02.txt").write_text(LETTER.format("X2")[: len(LETTER.format(2))])
    with pytest.raises(OutputError, match="the inputs have changed"):
        run(request(letters, "out", resume=True))
