"""What only the real pipeline can show: records outlive memory zones and processes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from spacy.language import Language

import pipeline
from pipeline.reading import Document, ReadingProblem, read
from pipeline.records.convert import to_data
from pipeline.records.model import Letter
from pipeline.running import work, worker
from pipeline.running.engine import Job, process
from pipeline.running.extract import keep, load_pipeline
from pipeline.running.letters import examine, examine_all

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def expected() -> list[Letter]:
    nlp = pipeline.load()
    documents = [document for document in read(CORPUS) if isinstance(document, Document)]
    outcomes = [outcome for document in documents for outcome in examine_all(nlp, document)]
    assert len(outcomes) > len(documents) > 20
    return [outcome.record for outcome in outcomes if outcome.record]


@pytest.mark.parametrize("kept", [0, 8_500, worker.KEPT_STRINGS])
def test_memory_zones_change_nothing(expected: list[Letter], monkeypatch: pytest.MonkeyPatch, kept: int) -> None:
    monkeypatch.setattr(worker, "KEPT_STRINGS", kept)
    monkeypatch.setattr(work, "BATCH_ITEMS", 1)
    job = Job(partial(load_pipeline, ()), keep)
    outcomes = process([CORPUS, CORPUS], job)
    assert [outcome.record for outcome in outcomes if outcome.record] == expected * 2


def test_processes_change_nothing(expected: list[Letter], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "BATCH_ITEMS", 3)
    letters = list(pipeline.extract(CORPUS, workers=2, on_problem=lambda problem: None))
    assert letters == expected
    assert [to_data(letter) for letter in letters] == [to_data(letter) for letter in expected]


def test_words_of_a_verdict_alone_make_no_letter(nlp: Language) -> None:
    novel = Document(
        "The request for mercy is not medically necessary, he joked.", "novel", "novel.txt", "text/plain", ""
    )
    outcome = examine(nlp, novel)
    assert outcome.record is None
    assert outcome.problem is not None and outcome.problem.code == "E201"
    words = "The MTUS Low Back Complaints 2004 was read. The requested MRI is not medically necessary."
    form = Document(words, "form", "form.txt", "text/plain", "")
    outcome = examine(nlp, form)
    assert outcome.record is not None and outcome.record.determinations == ()
    assert outcome.problem is not None and (outcome.problem.code, outcome.problem.severity) == ("W102", "warning")


def test_docs_bring_their_records_and_spans_pdfs_too(expected: list[Letter]) -> None:
    problems: list[ReadingProblem] = []
    docs = list(pipeline.docs(CORPUS, on_problem=problems.append))
    assert [doc._.letter.letter_id for doc in docs] == [letter.letter_id for letter in expected]
    assert all(doc.spans["sections"] for doc in docs)
    assert any(doc._.source["media_type"] == "application/pdf" for doc in docs)
    assert problems, "the corpus holds letters with warnings"
