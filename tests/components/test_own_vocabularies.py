"""Words that a user's file adds to a vocabulary reach every component that reads by them."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language

import pipeline
from pipeline.components.extensions import get_vocabularies
from pipeline.rules.words.plurals import singular
from pipeline.rules.words.sentence_words import sentence_splitter

LETTER = """Priority: Asap
Case Number: CM16-9900123

CLINICAL CASE SUMMARY
On zzz 3/4/2016 there was no gain. Xem was told to rest.

IMR ISSUES, DECISIONS AND RATIONALES

Left total knee arthroplasty: Upheld
Claims Administrator guideline: none.
MAXIMUS guideline: none.
Decision rationale: The surgery is not medically necessary.
Moon boots: Upheld
Claims Administrator guideline: none.
MAXIMUS guideline: none.
Decision rationale: As the kneeplasty is not medically necessary, the boots are not medically necessary.
"""
OWN = """pack: own
vocabularies:
  same_treatment: {arthroplasty: [kneeplasty]}
  abbreviations: {joined: [Xyzz]}
  pronouns: {female: [xem]}
  priorities: {expedited: [asap]}
  date_roles: [deposition]
  plural_endings: {us: [i]}
  drug_classes: [moonshine]
  traits: {on_skin: [moonshine]}
rules: [{id: own.moon, label: DRUG, pattern: moondust, value: moondust, attributes: {class: moonshine}}]
fragments: {HEADING_NAME: "Wish ?:", CASE_NUMBER: '[A-Z]{2}[0-9]{2}[-/][0-9]{5,8}', FURNITURE_HEADER: "Moon sheet 7"}
"""


@pytest.fixture(scope="module")
def nlp(tmp_path_factory: pytest.TempPathFactory) -> Language:
    path = tmp_path_factory.mktemp("own") / "own.yml"
    path.write_text(OWN, encoding="utf-8")
    return pipeline.load(patterns=[path])


def depends(nlp: Language) -> tuple[int, ...]:
    return nlp(LETTER)._.letter.determinations[1].rationale.depends_on


def test_a_name_of_a_treatment_is_known_to_dependence(nlp: Language, tmp_path: Path) -> None:
    assert depends(nlp) == (1,)
    nlp.to_disk(tmp_path / "saved")
    assert depends(spacy.load(tmp_path / "saved")) == (1,)
    assert depends(pipeline.load()) == ()


def test_a_form_of_case_numbers_counts_no_pages(nlp: Language) -> None:
    text = "\f".join(f"{words}\nCM16/0000{n}\n" for n, words in enumerate(("It is", "not quite", "the end.")))
    assert "CM16/00001" in nlp(text).text and "CM16/00001" not in pipeline.load()(text).text


def test_a_running_header_of_ones_own_is_left_out(nlp: Language, tmp_path: Path) -> None:
    text = "It is not\nMoon sheet 7\nmedically necessary."
    assert nlp(text).text == "It is not medically necessary." and "Moon" in pipeline.load()(text).text
    nlp.to_disk(tmp_path / "saved")
    assert spacy.load(tmp_path / "saved")(text).text == nlp(text).text


def test_an_abbreviation_is_known_to_the_splitter_of_sentences(nlp: Language) -> None:
    text = "Decision rationale: It is old. Seen by Xyzz. Moon in a clinic."
    vocabularies = get_vocabularies(nlp(text))
    found = [text[start:end] for start, end in sentence_splitter(vocabularies).sentences(text)]
    assert found[-1].strip() == "Seen by Xyzz. Moon in a clinic."
    assert sentence_splitter(vocabularies) is sentence_splitter(vocabularies)


def test_the_words_of_the_header_and_of_the_worker_are_known(nlp: Language) -> None:
    letter, shipped = nlp(LETTER)._.letter, pipeline.load()(LETTER)._.letter
    assert letter.case.priority.value == "expedited" and shipped.case.priority is None
    assert letter.injured_worker.sex.value == "female" and shipped.injured_worker.sex is None


def test_layouts_are_read_with_fragments_of_ones_own(nlp: Language, tmp_path: Path) -> None:
    letter = LETTER.replace("Moon boots", "Wish: Moon boots")
    assert nlp(letter)._.letter.determinations[1].request.text == "Moon boots"
    nlp.to_disk(tmp_path / "saved")
    assert spacy.load(tmp_path / "saved")(letter)._.letter.determinations[1].request.text == "Moon boots"
    assert pipeline.load()(letter)._.letter.determinations[1].request.text == "Wish: Moon boots"


def test_a_role_of_dates_is_told_among_the_labels(nlp: Language, tmp_path: Path) -> None:
    assert "deposition" in nlp.pipe_labels["imr_dates"]
    nlp.to_disk(tmp_path / "saved")
    assert "deposition" in spacy.load(tmp_path / "saved").pipe_labels["imr_dates"]
    assert "deposition" not in pipeline.load().pipe_labels["imr_dates"]


def test_a_class_of_drugs_has_the_traits_that_a_user_gives_it(nlp: Language) -> None:
    letter = LETTER.replace("Moon boots", "Moondust cream")
    (drug,) = nlp(letter)._.letter.determinations[1].request.drugs
    assert (drug.name, drug.class_) == ("moondust", "topical_analgesic")


def test_an_ending_of_plurals_is_known(nlp: Language) -> None:
    of = singular(get_vocabularies(nlp(LETTER)))
    assert (of("Stimuli"), of("units")) == ("stimulus", "unit")
