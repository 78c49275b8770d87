"""What spaCy's own tools show of a letter without being told anything."""

from __future__ import annotations

from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.shown import SHOWN
from pipeline.components.tags import without_spans
from tests.views.letter_page.sample import LETTER, read


def test_entities_do_not_overlap_and_decisions_are_told_apart(nlp: Language) -> None:
    doc = read(nlp)
    labels = {ent.label_ for ent in doc.ents}
    assert {"upheld", "overturned", "not_medically_necessary", "case_number", "date_of_injury"} <= labels
    assert all(a.end <= b.start for a, b in zip(doc.ents, doc.ents[1:], strict=False))


def test_a_date_of_the_decision_is_shown_by_its_role(nlp: Language) -> None:
    doc = nlp("Date of the decision: it was decided on 3/4/2016. " + LETTER)
    assert not [span.label_ for span in doc.spans[SHOWN] if span.label_[:1].isdigit()]
    assert "decision" in {span.label_ for span in doc.spans["dates"]}


def test_the_shown_group_holds_values_that_overlap(nlp: Language) -> None:
    doc = read(nlp)
    shown = [(span.start, span.end, span.label_) for span in doc.spans[SHOWN]]
    assert len(shown) == len(set(shown)) > len(doc.ents)
    assert shown == sorted(shown, key=lambda one: (one[0], -one[1], one[2]))


def test_displacy_shows_both_styles_without_options(nlp: Language) -> None:
    doc = read(nlp)
    for style in ("ent", "span"):
        html = displacy.render(doc, style=style, jupyter=False)
        assert "overturned" in html and "case_number" in html


def test_a_doc_whose_record_alone_is_wanted_is_left_alone(nlp: Language) -> None:
    doc: Doc = nlp.make_doc(LETTER)
    without_spans(doc)
    doc = nlp(doc)
    assert not doc.ents and SHOWN not in doc.spans
