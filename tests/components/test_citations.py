from __future__ import annotations

import pickle
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.assembling.citations import citations_in
from pipeline.components.citation_reading.reader import SOURCES
from pipeline.components.citations import CitationComponent, make_citations
from pipeline.components.rules import RulesComponent, make_rules
from pipeline.components.tags import Tag, read_tags, write_tags
from pipeline.components.tokenizer import LetterTokenizer
from pipeline.guidelines.check import check_citation
from pipeline.guidelines.loading import load_catalogue
from pipeline.running.citations_alone import stand_alone
from tests.components.citation_samples import brief

TEXT = "MTUS Knee Complaints 2004 | Decision based on MTUS Knee Complaints 2004. | The ODG is silent."
OWN = "guidelines:\n  - {id: own.mtus, title: Gait Complaints, source: MTUS, support: seen}\n"


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer = LetterTokenizer(nlp.vocab)
    return nlp


@pytest.fixture(scope="module")
def rules(nlp: Language) -> RulesComponent:
    return make_rules(nlp, "imr_rules", patterns=[])


@pytest.fixture(autouse=True)
def with_rules(rules: RulesComponent, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each Doc goes through the rules first, whose hits citations are read from."""
    read = CitationComponent.__call__
    monkeypatch.setattr(CitationComponent, "__call__", lambda self, doc: read(self, rules(doc)))


def sectioned(nlp: Language, text: str = TEXT) -> Doc:
    doc = nlp.make_doc(text)
    labels = ("summary", "reviewer_guideline", "rationale")
    at, tags = 0, []
    for label, piece in zip(labels, text.split(" | "), strict=True):
        tags.append(Tag(label, at, at + len(piece), "1"))
        at += len(piece) + 3
    write_tags(doc, "sections", tags)
    return doc


def found(doc: Doc) -> list[tuple[str, str, str]]:
    return [(t.label, doc.text[t.start : t.end], t.value) for t in read_tags(doc, "citations")]


def test_lines_and_rationales_are_read_and_nothing_else(nlp: Language) -> None:
    doc = make_citations(nlp, "imr_citations", catalogue=[])(sectioned(nlp))
    assert found(doc) == [("MTUS", "MTUS Knee Complaints 2004", "mtus.knee.2004"), ("ODG", "ODG", "odg")]
    parts = read_tags(doc, "citation_parts")
    assert [(t.label, doc.text[t.start : t.end]) for t in parts] == [
        ("guideline", "Knee Complaints"),
        ("edition", "2004"),
    ]


def test_a_doc_without_sections_gets_empty_groups(nlp: Language) -> None:
    doc = make_citations(nlp, "imr_citations", catalogue=[])(nlp.make_doc(TEXT))
    assert found(doc) == []
    assert read_tags(doc, "citation_parts") == []


def own(nlp: Language, folder: Path) -> CitationComponent:
    path = folder / "own.yml"
    path.write_text(OWN, encoding="utf-8")
    return make_citations(nlp, "imr_citations", catalogue=[str(path)])


OWN_TEXT = "x | Decision based on MTUS Gait Complaints 2020. | y"


def test_the_users_catalogue_is_laid_over_the_shipped_one(nlp: Language, tmp_path: Path) -> None:
    plain = make_citations(nlp, "imr_citations", catalogue=[])
    assert found(plain(sectioned(nlp, OWN_TEXT))) == [("MTUS", "MTUS Gait Complaints 2020", "")]
    assert found(own(nlp, tmp_path)(sectioned(nlp, OWN_TEXT))) == [("MTUS", "MTUS Gait Complaints 2020", "own.mtus")]


def test_the_catalogue_survives_disk_bytes_and_pickling(nlp: Language, tmp_path: Path) -> None:
    component = own(nlp, tmp_path)
    component.to_disk(tmp_path / "saved")
    copies = [
        make_citations(nlp, "a", catalogue=[]).from_disk(tmp_path / "saved"),
        make_citations(nlp, "b", catalogue=[]).from_bytes(component.to_bytes()),
        pickle.loads(pickle.dumps(component)),
    ]
    for copy in copies:
        assert found(copy(sectioned(nlp, OWN_TEXT)))[0][2] == "own.mtus"


HANDBOOK = """guidelines:
  - id: mine.handbook
    title: Solar Spine Handbook
    source: other
    support: seen
    editions: [{year: "2021", number: 2}, {year: "2023"}]
    pages: [{ranges: [[50, 80]], edition: "2021", support: seen}]
"""


@pytest.mark.parametrize("kind", ["reviewer_guideline", "rationale"])
@pytest.mark.parametrize(
    ("text", "said", "pages"),
    [
        ("Solar Spine Handbook (SSH), 2021, § 3.2, page 60", {"edition": "2021", "sections": ["§ 3.2"]}, "unknown"),
        ("Solar Spine Handbook, 2nd Edition, page 400", {}, "mismatch"),
        ("Solar Spine Handbook, 2nd ed., page 79", {}, "ok"),
    ],
)
def test_an_entry_of_the_catalogue_is_all_that_a_work_needs(
    tmp_path: Path, kind: str, text: str, said: dict[str, object], pages: str
) -> None:
    path = tmp_path / "handbook.yml"
    path.write_text(HANDBOOK, encoding="utf-8")
    catalogue = load_catalogue([path])
    tags = stand_alone(catalogue).read(text + ".", kind).tags
    wholes, parts = [t for t in tags if t.label in SOURCES], [t for t in tags if t.label not in SOURCES]
    (citation,) = citations_in(wholes, parts, 0, len(text), lambda a, b: (text[a:b], a, b))
    assert citation.entry == "mine.handbook.2021"
    assert brief(citation).items() >= said.items()
    assert check_citation(citation, None, catalogue).pages == pages


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Ankle & Foot, Physical Therapy, ODG Preface", ["odg.ankle", "odg.preface"]),
        ("Ankle & Foot, Physical Therapy", [""]),  # by itself it may be anybody's
        ("MTUS Chronic Pain Guideline (ACOEM May 15, 2017)", ["mtus.chronic_pain_acoem.2017"]),
    ],
)
def test_what_is_named_behind_a_title_tells_its_entry(text: str, entries: list[str]) -> None:
    line = f"Decision based on Non-MTUS Citation {text}."
    tags = stand_alone(load_catalogue()).read(line, "reviewer_guideline").tags
    assert [tag.value for tag in tags if tag.label in SOURCES] == entries


def test_the_factory_is_registered(nlp: Language) -> None:
    assert isinstance(nlp.add_pipe("imr_citations"), CitationComponent)
