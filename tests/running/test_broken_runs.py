"""Runs in all formats that are killed at random moments, and runs over bombs: small versions of
`benchmarks/broken_runs.py`."""

from __future__ import annotations

import os
import random
import signal
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.benchmark.letters import generated
from pipeline.reading import ReadingOptions
from pipeline.running import engine
from pipeline.running.run import RunRequest, run_letters
from tests.reading.pdf_samples import nested_forms, unpacking
from tests.running.stub import make_stub
from tests.running.test_run import Quiet, content

KILLS = 5
ALL = ("jsonl", "csv", "parquet", "docbin")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder to work in, and runs that read in the process that is killed; a disk that they need not wait for, as
    what the system was given outlives them."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr("pipeline.running.run.process_items", _here)
    yield tmp_path


def _here(*given: object, processes: int, **more: object) -> object:
    return engine.process_items(*given, processes=0, **more)  # type: ignore[arg-type]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system makes no copies of processes")
def test_killed_again_and_again_in_all_formats(nlp: Language, here: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is an extra: pip install 'imr-pipeline[parquet]'")
    (here / "in").mkdir()
    for number, text in enumerate(islice(generated(10, seed=3), 10)):
        (here / f"in/{number:02}.txt").write_text(text, encoding="utf-8")
    request = RunRequest(("in",), Path("whole"), formats=ALL, save_every=0)
    run_letters(request, Quiet(), lambda: nlp)
    resumed = replace(request, output=Path("broken"), resume=True)
    moments, kills = random.Random(1), 0
    while kills < KILLS:
        kills += _killed(partial(run_letters, resumed, Quiet(), lambda: nlp), moments.uniform(0, 0.1))
        if Path("broken").exists():  # it was quicker
            assert content("broken") == content("whole")
            Path("broken").rename(f"done{kills}")
    run_letters(resumed, Quiet(), lambda: nlp)
    assert content("broken") == content("whole")


def _killed(work: partial[object], seconds: float) -> bool:
    """Whether a copy of this process that does the work was killed, so many seconds after it saved something, before it
    was done."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    before, over = _saved(), 0
    while not over and _saved() == before:
        over, _ = os.waitpid(child, os.WNOHANG)
        time.sleep(0.005)
    if not over:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        return os.WIFSIGNALED(status)
    return False


def _saved() -> bytes:
    state = Path(".broken.unfinished/state.json")
    try:
        return state.read_bytes()
    except FileNotFoundError:
        return b""


def test_letters_among_bombs_with_one_and_with_two_workers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    bombs = {"03a.pdf": nested_forms(), "11b.pdf": unpacking(), "17c.pdf": nested_forms(12)}
    letters = {f"{n:02}.txt": f"CASE C{n}\nLAYOUT final\nITEM Brace {n}: upheld".encode() for n in range(20)}
    with zipfile.ZipFile("all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (letters | bombs).items():
            archive.writestr(name, data)
    for workers in (1, 2):
        options = ReadingOptions(time_limit=0.3, max_expansion=10_000)
        request = RunRequest(("all.zip",), Path(f"out{workers}"), options=options, workers=workers, time_limit=0.3)
        counts = run_letters(request, Quiet(), make_stub).counts
        assert counts.letters == 20
        assert sum(counts.problems.values()) == 3 and set(counts.problems) <= {"E119", "E205"}
    assert Path("out1/letters.jsonl").read_bytes() == Path("out2/letters.jsonl").read_bytes()
