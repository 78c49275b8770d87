"""Runs in all formats that are killed again and again, and runs over bombs: small versions of
`benchmarks/broken_runs.py`."""

from __future__ import annotations

import os
import signal
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
from pipeline.writing.unfinished import Unfinished
from tests.reading.pdf_samples import nested_forms, unpacking
from tests.running.stub import make_stub
from tests.running.test_run import Quiet, content

KILLS = ((3, False), (2, True), (1, True))
"""At which of its saves a run is killed, and whether before it."""
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
    for saves, before in KILLS:
        assert _killed(partial(run_letters, resumed, Quiet(), lambda: nlp), saves, before)
        assert Path(".broken.unfinished/state.json").exists()
    run_letters(resumed, Quiet(), lambda: nlp)
    assert content("broken") == content("whole")


def _killed(work: partial[object], saves: int, before: bool) -> bool:
    """Whether a copy of this process that does the work was killed at one of its saves: before the state says what is
    on the disk, or behind it."""
    child = os.fork()
    if child == 0:
        left = iter(range(saves, 0, -1))
        save = Unfinished.save

        def last(unfinished: Unfinished, state: dict[str, object]) -> None:
            ends = next(left) == 1
            if ends and before:
                os.kill(os.getpid(), signal.SIGKILL)
            save(unfinished, state)
            if ends:
                os.kill(os.getpid(), signal.SIGKILL)

        Unfinished.save = last  # type: ignore[assignment, method-assign]
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


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
