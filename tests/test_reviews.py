"""Real reviews of other programs, read where they lie beside the project: outcomes as published."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.reading import Document, read
from pipeline.records.model import Letter
from pipeline.running.letters import examine_all

REVIEWS = Path(__file__).resolve().parents[2] / "shared" / "reviews"
needs_reviews = pytest.mark.skipif(not REVIEWS.is_dir(), reason=f"the published reviews are not in {REVIEWS}")


def letters(nlp: Language, path: Path) -> Sequence[Letter]:
    found = []
    for document in read(path):
        assert isinstance(document, Document), document
        (outcome,) = examine_all(nlp, document)
        assert outcome.record is not None, document.path
        found.append(outcome.record)
    return found


@needs_reviews
def test_every_review_of_a_health_plan_has_its_published_outcome(nlp: Language) -> None:
    found = letters(nlp, REVIEWS / "dmhc.csv")
    assert len(found) == 40
    assert [
        letter.letter_id for letter in found if not (letter.official_outcome and letter.official_outcome.agrees)
    ] == []
    for letter in found:
        (item,) = letter.determinations
        assert letter.expert_reviewer.specialties, letter.letter_id
        assert len(item.rationale.text) > 300, letter.letter_id
        assert "Final Result" not in item.rationale.text


@needs_reviews
def test_every_external_appeal_has_its_published_outcome_and_a_request(nlp: Language) -> None:
    found = letters(nlp, REVIEWS / "ny-dfs.jsonl")
    assert [letter.layout for letter in found] == ["external-appeal"] * 7
    assert all(letter.official_outcome and letter.official_outcome.agrees for letter in found)
    assert all(len(letter.determinations) == 1 for letter in found)
