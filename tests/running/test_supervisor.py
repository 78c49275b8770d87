"""Workers that die, hang or cannot start; letters that take too long."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from pipeline.reading import ReadingOptions
from pipeline.running import supervisor, time_limit, work
from pipeline.running.engine import Job, WorkerDiedError, process_items
from pipeline.running.time_limit import TimeLimitError, alarm
from pipeline.running.work import Tally, find_items
from tests.running.stub import in_short, make_death, make_stub

LETTER = "CASE {0}\nLAYOUT final\nITEM Brace: upheld"


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(6):
        (folder / f"{number}.txt").write_text(LETTER.format(number))
    return folder


def results(folder: Path, *, processes: int = 2, time_limit: float | None = 30.0) -> list[str]:
    job = Job(make_stub, in_short, time_limit=time_limit)
    items = find_items([folder], ReadingOptions(), Tally())
    return [one for item in process_items(items, job, processes=processes, tally=Tally()) for one in item]


def good(*without: int, code: str) -> list[str]:
    return [f"- {code}" if number in without else f"{number} -" for number in range(6)]


@pytest.mark.parametrize("batch", [1, 32])
def test_a_letter_that_kills_its_worker_twice_is_set_aside(
    letters: Path, batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "BATCH_ITEMS", batch)
    (letters / "2.txt").write_text("EXIT")
    assert results(letters, processes=1) == good(2, code="E206")


def test_a_letter_in_which_a_worker_died_once_is_read(letters: Path, tmp_path: Path) -> None:
    (letters / "2.txt").write_text(f"{LETTER.format(2)}\nONCE {tmp_path / 'mark'}\n")
    assert results(letters, processes=1) == good(code="")
    assert (tmp_path / "mark").exists()


def test_a_letter_that_hangs_where_no_alarm_reaches_is_set_aside(letters: Path) -> None:
    (letters / "3.txt").write_text("HANG")
    assert results(letters, processes=1, time_limit=0.3) == good(3, code="E205")


@pytest.mark.parametrize("processes", [0, 1])
def test_a_letter_that_takes_too_long_is_set_aside(letters: Path, processes: int) -> None:
    (letters / "3.txt").write_text("LOOP")
    assert results(letters, processes=processes, time_limit=0.3) == good(3, code="E205")


def test_of_a_file_with_many_letters_only_the_deadly_one_is_set_aside(tmp_path: Path) -> None:
    rows = [f'{{"text": "CASE {n}\\nLAYOUT final\\nITEM Brace: upheld{" EXIT" * (n == 1)}"}}' for n in range(3)]
    source = tmp_path / "rows"  # of an unknown kind: read by the worker
    source.write_text("\n".join(rows))
    assert results(source, processes=1) == ["0 -", "- E206", "2 -"]


def test_workers_that_die_before_they_read_anything_end_the_run(letters: Path) -> None:
    items = find_items([letters], ReadingOptions(), Tally())
    with pytest.raises(WorkerDiedError) as error:
        list(process_items(items, Job(make_death, in_short), processes=1, tally=Tally()))
    assert error.value.code == "E204"


def test_a_wish_to_stop_is_granted_while_a_worker_is_busy(letters: Path) -> None:
    (letters / "0.txt").write_text("LOOP")
    asked = iter(range(100))
    items = find_items([letters], ReadingOptions(), Tally())
    found = process_items(items, Job(make_stub, in_short), processes=1, tally=Tally(), stop=lambda: next(asked) > 3)
    assert list(found) == []


def test_no_process_is_left(letters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[supervisor._Worker] = []
    start = supervisor._Worker.__init__

    def kept(worker: supervisor._Worker, job: Job[str]) -> None:
        start(worker, job)
        made.append(worker)

    monkeypatch.setattr(supervisor._Worker, "__init__", kept)
    (letters / "0.txt").write_text("HANG")
    results(letters, time_limit=0.3)
    assert made
    assert all(worker.process.exitcode is not None for worker in made)


def test_an_alarm_rings_once_and_only_within_its_step() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with alarm(0.05) as clock:
        clock.start()
        with pytest.raises(TimeLimitError):
            _wait()
        clock.start()
        clock.stop()
        signal.sigtimedwait([], 0.1)
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def _wait() -> Iterator[int]:
    while True:
        sum(range(1000))


def make_stopped() -> object:
    """A pipeline whose process is stopped while it builds it, at the first try alone."""
    mark = Path(os.environ["IMR_TEST_MARK"])
    if not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGSTOP)
    return make_stub()


def test_a_worker_that_is_stopped_while_it_loads_is_replaced(
    letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMR_TEST_MARK", str(tmp_path / "mark"))
    monkeypatch.setattr(supervisor, "START_LIMIT", 8.0)
    job = Job(make_stopped, in_short)
    items = find_items([letters], ReadingOptions(), Tally())
    found = [one for item in process_items(items, job, processes=1, tally=Tally()) for one in item]
    assert found == good(code="")


def test_an_alarm_that_python_passes_over_rings_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "_AGAIN", 0.1)
    swallowed = []
    monkeypatch.setattr("sys.unraisablehook", swallowed.append)

    class Busy:
        def __del__(self) -> None:
            end = monotonic() + 0.5
            while monotonic() < end and not swallowed:
                pass

    with alarm(0.1) as clock:
        clock.start()
        with pytest.raises(TimeLimitError):
            busy = Busy()
            del busy  # the alarm rings in it
            end = monotonic() + 5
            while monotonic() < end:
                pass
        clock.stop()
    assert [error.exc_type for error in swallowed] == [TimeLimitError]
