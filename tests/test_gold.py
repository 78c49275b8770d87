"""Real letters, where they are at hand beside this checkout: against gold, and by six ways of extracting their text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from pipeline.evaluation.gold_files import read_gold
from pipeline.evaluation.grounding import grounds
from pipeline.evaluation.score import score
from pipeline.reading import Document, read
from pipeline.records.convert import to_data
from pipeline.records.model import Citation, Determination, Letter, Request
from pipeline.running.letters import read_letter

SHARED = Path(__file__).resolve().parents[2] / "shared"
LETTERS = SHARED / "letters"
GOLD = SHARED / "gold"
SEEDS = SHARED / "seeds"
REFERENCE = "pypdf"
THRESHOLD = 0.97

pytestmark = pytest.mark.skipif(
    not (GOLD.is_dir() and SEEDS.is_dir() and LETTERS.is_dir()),
    reason=f"the real letters and their gold records are not in {SHARED}",
)
Read = dict[str, tuple[Document, Letter]]


def extractors() -> list[str]:
    return sorted(path.name for path in (LETTERS / "text").iterdir())


def read_all(nlp: Language, folder: Path) -> Read:
    found = [document for document in read(folder) if isinstance(document, Document)]
    return {document.name: (document, read_letter(nlp, document)) for document in found}


@pytest.fixture(scope="module")
def variants(nlp: Language) -> dict[str, Read]:
    return {name: read_all(nlp, LETTERS / "text" / name) for name in extractors()}


@pytest.fixture(scope="module")
def seeds(nlp: Language) -> Read:
    return read_all(nlp, SEEDS)


def scored(gold: dict[str, Any], letters: Read) -> Any:
    return score(gold, [to_data(letter) for _, letter in letters.values()])


def test_every_letter_by_every_extractor_has_decided_items(variants: dict[str, Read]) -> None:
    assert len(variants) == 6
    for letters in variants.values():
        assert len(letters) == 64
        for _, letter in letters.values():
            assert letter.layout == "final-determination"
            assert letter.determinations
            assert all(item.decision for item in letter.determinations)
            assert letter.outcome is not None


def test_gold(variants: dict[str, Read], seeds: Read) -> None:
    gold = read_gold(GOLD)
    for letters in variants.values():
        result = scored(gold, {**letters, **seeds})
        assert result.missing == []
        assert result.micro_f1 >= THRESHOLD
        assert result.fields["decision"].f1 == 1.0


def test_seeds_are_read_whole(seeds: Read) -> None:
    gold = {name: record for name, record in read_gold(GOLD).items() if name in seeds}
    assert len(gold) == len(seeds) == 2
    result = scored(gold, seeds)
    wrong = {name: figures.misses for name, figures in result.fields.items() if figures.misses}
    assert wrong == {}


def test_every_value_is_grounded(variants: dict[str, Read], seeds: Read) -> None:
    for letters in (*variants.values(), seeds):
        for name, (document, letter) in letters.items():
            found = grounds(to_data(letter), document.text)
            assert len(found) > 10, name
            assert [ground for ground in found if not ground.holds] == [], name


def facts(item: Determination) -> Iterator[Any]:
    """What an item says, without the printed words: those that break over lines differ by a hyphen."""
    yield item.number, item.decision and item.decision.value
    yield from details(item.request)
    for part in (item.claims_administrator_guideline, item.reviewer_guideline, item.rationale):
        yield [cited(citation) for citation in part.citations]
    yield item.claims_administrator_guideline.cited, item.claims_administrator_guideline.outside_mtus
    yield item.reviewer_guideline.cited, item.reviewer_guideline.outside_mtus
    yield item.rationale.agreement, item.rationale.depends_on
    yield item.rationale.conclusion and item.rationale.conclusion.value


def details(request: Request) -> Iterator[Any]:
    yield request.category, request.subcategory, request.utilization_review, request.retrospective
    yield [(drug.name, drug.class_, squeezed(drug.strength), squeezed(drug.form)) for drug in request.drugs]
    for value in (request.quantity, request.refills, request.sessions, request.laterality):
        yield value and value.value
    frequency = request.frequency
    yield frequency and (frequency.times, frequency.per, frequency.for_, frequency.unit)
    for values in (request.body_parts, request.spinal_levels, request.dates_of_service):
        yield [value.value for value in values]
    for words in (request.disputed, request.original, request.authorized):
        yield words and squeezed(words.text).replace("-", "")


def cited(citation: Citation) -> tuple[Any, ...]:
    sections = [section.entry for section in citation.sections]
    return (citation.source, citation.entry, citation.edition, citation.pages, citation.regulations, sections)


def squeezed(words: str | None) -> str:
    return "".join((words or "").split())


def test_every_extractor_gives_the_same_determinations(variants: dict[str, Read]) -> None:
    for extractor in extractors():
        for name, (_, letter) in variants[extractor].items():
            expected = variants[REFERENCE][name][1]
            assert letter.outcome == expected.outcome
            assert len(letter.determinations) == len(expected.determinations)
            for item, same in zip(letter.determinations, expected.determinations, strict=True):
                assert list(facts(item)) == list(facts(same)), (extractor, name)


def test_header_values_are_right_or_missing_with_a_warning(variants: dict[str, Read]) -> None:
    """By the values that most extractors agree on."""
    for name in variants[REFERENCE]:
        cases = {extractor: variants[extractor][name][1] for extractor in variants}
        for field in Letter("").case.__dataclass_fields__:
            values = {e: getattr(letter.case, field) for e, letter in cases.items()}
            found = [value.value for value in values.values() if value]
            assert len(set(found)) <= 1, (name, field, found)
            for extractor, value in values.items():
                warned = any(warning.code == "W101" for warning in cases[extractor].warnings)
                assert value or warned or not found, (name, field, extractor)


def test_pdfs_give_what_their_text_gives(nlp: Language, variants: dict[str, Read]) -> None:
    letters = read_all(nlp, LETTERS / "pdf")
    assert set(letters) == set(variants[REFERENCE])
    for name, (_, letter) in letters.items():
        items = letter.determinations
        expected = variants[REFERENCE][name][1].determinations
        assert [list(facts(item)) for item in items] == [list(facts(item)) for item in expected], name
