from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.reading import ReadingProblem
from pipeline.running import extract as module
from pipeline.running.extract import DocumentWarning, cores, extract, processes_worth
from tests.running.stub import make_stub


@pytest.fixture(autouse=True)
def stub(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    asked: list[tuple[str, ...]] = []

    def load(patterns: tuple[str, ...] = ()) -> object:
        asked.append(patterns)
        return make_stub()

    monkeypatch.setattr(module, "load_pipeline", load)
    return asked


def test_records_are_streamed_and_problems_told(tmp_path: Path, stub: list[tuple[str, ...]]) -> None:
    (tmp_path / "a.txt").write_text("CASE A\nLAYOUT final\nITEM Brace: upheld")
    (tmp_path / "b.txt").write_text("")
    problems: list[ReadingProblem] = []
    letters = list(extract(tmp_path, patterns=[Path("own.yml")], on_problem=problems.append))
    assert [letter.letter_id for letter in letters] == ["A"]
    assert [problem.code for problem in problems] == ["E103"]
    assert stub == [("own.yml",)]


def test_problems_are_warnings_by_default(tmp_path: Path) -> None:
    with pytest.warns(DocumentWarning, match="E101") as caught:
        assert list(extract([tmp_path / "no.txt"])) == []
    assert caught[0].message.problem.code == "E101"


def test_little_work_gets_one_process() -> None:
    assert processes_worth(100) == 1
    assert processes_worth(1e9) == cores() >= 1


def test_a_pool_has_only_the_cores_that_this_process_may_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {3, 5, 7}, raising=False)
    assert processes_worth(1e9) == 3
