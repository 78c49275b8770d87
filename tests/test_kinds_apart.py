"""Letters of workers' compensation and reviews of other programs are never taken for each other."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.reading import Document, read
from pipeline.running.letters import examine_all

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parents[0] / "shared"
REVIEWS = frozenset({"health-plan", "health-insurer", "external-appeal"})
OWN = {name: {name} for name in sorted(REVIEWS)}
PUBLISHED = {"dmhc.csv": {"health-plan"}, "ny-dfs.jsonl": {"external-appeal"}}


def layouts(nlp: Language, path: Path) -> dict[str, str]:
    found = {}
    for document in read(path):
        if isinstance(document, Document):
            for outcome in examine_all(nlp, document):
                if outcome.record is not None:
                    found[f"{document.path} {outcome.record.letter_id}"] = outcome.record.layout
    return found


@pytest.mark.parametrize("folder", sorted(OWN))
def test_reviews_of_the_corpus(nlp: Language, folder: str) -> None:
    found = layouts(nlp, ROOT / "corpus" / folder)
    assert found
    assert set(found.values()) == OWN[folder]


def test_letters_of_the_corpus(nlp: Language) -> None:
    folders = [f for f in (ROOT / "corpus").iterdir() if f.is_dir() and f.name not in {*OWN, "gold"}]
    found = {name: layout for folder in folders for name, layout in layouts(nlp, folder).items()}
    assert len(found) > 40
    assert {name: layout for name, layout in found.items() if layout in REVIEWS} == {}


@pytest.mark.skipif(not (SHARED / "letters").is_dir(), reason=f"the published letters are not in {SHARED}")
def test_published_letters(nlp: Language) -> None:
    extractions = sorted((SHARED / "letters" / "text").iterdir())
    found = layouts(nlp, extractions[0])
    assert found
    assert {name: layout for name, layout in found.items() if layout in REVIEWS} == {}


@pytest.mark.skipif(not (SHARED / "reviews").is_dir(), reason=f"the published reviews are not in {SHARED}")
@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_published_reviews(nlp: Language, name: str) -> None:
    assert set(layouts(nlp, SHARED / "reviews" / name).values()) == PUBLISHED[name]
