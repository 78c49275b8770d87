from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.reading import ReadingOptions
from pipeline.running import engine, supervisor, work, worker
from pipeline.running.engine import Job, WorkerStartError, process, start_pipeline
from pipeline.running.work import Estimate, Tally, batches, estimate, find_items
from pipeline.running.worker import KEPT_STRINGS, Task, do_task
from tests.reading.samples import write_zip
from tests.running.stub import StubPipeline, in_short, make_nothing, make_stub


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """70 letters of which one crashes, one is empty, and two stand in a JSONL file."""
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(68):
        (folder / f"{number:03}.txt").write_text(f"CASE C{number}\nLAYOUT final\nITEM Brace {number}: upheld")
    (folder / "005.txt").write_text("CRASH")
    (folder / "006.txt").write_text("")
    rows = [f'{{"text": "CASE R{n}\\nLAYOUT final\\nITEM Brace: upheld"}}' for n in range(2)]
    (folder / "007.jsonl").write_text("\n".join(rows))
    (folder / "notes.md").write_text("x")
    return folder


def expected() -> list[str]:
    results = [f"C{number} -" for number in range(68)]
    results[5:8] = ["- E203", "- E103", "C7 -"]
    return [*results[:7], "R0 -", "R1 -", *results[7:]]


def test_one_process_keeps_the_order_and_tallies(letters: Path) -> None:
    tally = Tally()
    assert list(process([letters], Job(make_stub, in_short), tally=tally)) == expected()
    assert tally.skipped == 1
    assert set(tally.seconds) == {"load", "read", "extract"}


def test_a_pool_gives_the_same(letters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "BATCH_ITEMS", 4)
    tally = Tally()
    assert list(process([letters], Job(make_stub, in_short), workers=2, tally=tally)) == expected()
    assert tally.seconds["load"] > 0
    assert tally.skipped == 1


def test_the_queue_of_a_pool_is_bounded(letters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "BATCH_ITEMS", 1)
    monkeypatch.setattr(supervisor, "_WINDOW", 3)
    taken = []

    def counted(*arguments: object) -> object:
        for batch in batches(*arguments):
            taken.append(batch)
            yield batch

    monkeypatch.setattr(engine, "batches", counted)
    results = process([letters], Job(make_stub, in_short), workers=2)
    next(results)
    assert len(taken) <= 2 * 3 + 1
    results.close()


def test_a_pipeline_that_cannot_be_built_is_said_by_the_worker(letters: Path) -> None:
    with pytest.raises(WorkerStartError, match="no pipeline to be had"):
        list(process([letters], Job(make_nothing, in_short), workers=2))


def read_all(letters: Path, strings: int) -> StubPipeline:
    """The pipeline that has read all letters, with so many strings in its vocabulary."""
    made: list[StubPipeline] = []

    def make() -> StubPipeline:
        made.append(StubPipeline(strings))
        return made[-1]

    job = Job(make, in_short)
    nlp = start_pipeline(job)
    tally = Tally()
    for batch in batches(find_items([letters], ReadingOptions(), tally), tally):
        do_task(nlp, job, Task(0, batch))
    return made[0]


def test_letters_are_read_in_memory_zones_and_the_first_text_is_not(letters: Path) -> None:
    nlp = read_all(letters, KEPT_STRINGS)
    assert nlp.zones == 3
    assert nlp.calls == [False] + [True] * 69


def test_the_words_of_the_first_letters_are_kept(letters: Path) -> None:
    assert read_all(letters, KEPT_STRINGS - 1).zones == 0


def test_the_words_of_documents_of_unusual_size_are_not_kept(letters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "ORDINARY_BYTES", 1)
    assert read_all(letters, 0).zones == 3


def test_batches_are_bounded_by_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("x" * 60)
    monkeypatch.setattr(work, "BATCH_BYTES", 100)
    tally = Tally()
    sizes = [len(batch) for batch in batches(find_items([tmp_path], ReadingOptions(), tally), tally)]
    assert sizes == [2, 1]


def test_estimate(letters: Path, tmp_path: Path) -> None:
    assert estimate([letters], ReadingOptions()).documents == 68 + 2
    (letters / "007.jsonl").unlink()
    assert estimate([letters, tmp_path / "no"], ReadingOptions()) == Estimate(69, 68.0)
    archive = write_zip(tmp_path / "a.zip", {"a.txt": b"words", "b.txt": b"words"})
    assert estimate([archive], ReadingOptions()).documents == 2
    archive.write_bytes(b"PK")
    assert estimate([archive], ReadingOptions()).documents is None


def test_the_rows_of_a_long_file_are_estimated_by_the_first(tmp_path: Path) -> None:
    (tmp_path / "long.jsonl").write_bytes((b"x" * 999 + b"\n") * 2000)
    found = estimate([tmp_path / "long.jsonl"], ReadingOptions()).documents
    assert found is not None
    assert abs(found - 2000) <= 8
