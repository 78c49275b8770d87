"""What spaCy expects of components: what they need and give, and a word where they do not get it."""

from __future__ import annotations

import warnings

import pytest
import spacy
from spacy.language import Language

from pipeline.components.conventions import ComponentWarning
from tests.views.letter_page.sample import LETTER


def told(nlp: Language, text: str = LETTER) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        nlp(text)
    return [f"{w.message}" for w in caught if isinstance(w.message, ComponentWarning)]


def test_every_component_says_what_it_needs_and_gives(nlp: Language) -> None:
    analysis = nlp.analyze_pipes()
    assert not any(analysis["problems"].values())
    for name in nlp.pipe_names:
        assert "doc.spans" in analysis["summary"][name]["assigns"]
        assert (name == "imr_sections") != ("doc.spans" in analysis["summary"][name]["requires"])
    assert analysis["summary"]["imr_assemble"]["scores"] == ["spans_sc_f"]


def test_every_component_names_the_labels_of_its_spans(nlp: Language) -> None:
    doc, labels = nlp(LETTER), nlp.pipe_labels
    assert "DRUG" in labels["imr_rules"]
    groups = {name: [name.removeprefix("imr_")] for name in nlp.pipe_names}
    groups |= {"imr_assemble": ["sc"], "imr_citations": ["citations", "citation_parts", "guideline_lines"]}
    for name in nlp.pipe_names:
        found = {span.label_ for group in groups[name] for span in doc.spans[group]}
        assert found <= set(labels[name]), name
        assert labels[name] == sorted(labels[name]) and (found or name == "imr_clinical")
    assert {ent.label_ for ent in doc.ents} <= set(labels["imr_assemble"])


def test_the_whole_pipeline_has_nothing_to_say(nlp: Language) -> None:
    assert told(nlp) == []


@pytest.mark.parametrize(
    "name", ["imr_dates", "imr_people", "imr_citations", "imr_requests", "imr_decisions", "imr_assemble"]
)
def test_a_component_without_what_it_needs_says_so_once(name: str) -> None:
    lonely = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "imr.LetterTokenizer.v1"}}})
    lonely.add_pipe(name)
    (message,) = told(lonely)
    assert message.startswith("W501 ") and "imr_sections" in message
    assert told(lonely) == []


def test_a_foreign_tokenizer_is_told_once() -> None:
    foreign = spacy.blank("en")
    foreign.add_pipe("imr_sections")
    (message,) = told(foreign)
    assert message.startswith("W502 ") and "imr.LetterTokenizer.v1" in message
    assert told(foreign) == []


def test_a_pipeline_keeps_a_name_of_its_own(nlp: Language) -> None:
    assert nlp.meta["name"] == "imr" and nlp.meta["license"] == "MIT"
    assert nlp.meta["version"] != "0.0.0"
    mine = spacy.blank("en", meta={"name": "mine"}, config={"nlp": {"after_creation": {"@callbacks": "imr.meta.v1"}}})
    assert mine.meta["name"] == "mine"
