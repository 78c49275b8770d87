"""What only the real pipeline can show: records outlive memory zones and processes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

import pipeline
from pipeline.reading import Document, read
from pipeline.records.convert import to_data
from pipeline.records.model import Letter
from pipeline.running import work
from pipeline.running.engine import Job, process
from pipeline.running.extract import keep, load_pipeline
from pipeline.running.letters import examine_all

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def expected() -> list[Letter]:
    nlp = pipeline.load()
    documents = [document for document in read(CORPUS) if isinstance(document, Document)]
    outcomes = [outcome for document in documents for outcome in examine_all(nlp, document)]
    assert len(outcomes) > len(documents) > 20
    return [outcome.record for outcome in outcomes if outcome.record]


def test_memory_zones_change_nothing(expected: list[Letter], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "BATCH_ITEMS", 1)
    job = Job(partial(load_pipeline, ()), keep)
    outcomes = process([CORPUS, CORPUS], job)
    assert [outcome.record for outcome in outcomes if outcome.record] == expected * 2


def test_processes_change_nothing(expected: list[Letter], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "BATCH_ITEMS", 3)
    letters = list(pipeline.extract(CORPUS, workers=2, on_problem=lambda problem: None))
    assert letters == expected
    assert [to_data(letter) for letter in letters] == [to_data(letter) for letter in expected]
