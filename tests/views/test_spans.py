from __future__ import annotations

from spacy import displacy
from spacy.language import Language

from pipeline.views import render_spans, span_data, span_options
from tests.views.letter_page.sample import LETTER, read


def test_renders_every_group_by_displacy_in_our_colours(nlp: Language) -> None:
    doc = read(nlp)
    html = render_spans(doc)
    for label in ("decision", "conclusion", "drug", "MTUS", "case_number", "visit"):
        assert label in html
    for colour in span_options(doc)["colors"].values():
        assert colour in html


def test_text_of_a_letter_stays_text(nlp: Language) -> None:
    html = render_spans(read(nlp, LETTER.replace("tender", "<img src=x onerror=alert(1)>")))
    assert "<img" not in html


def test_data_and_options_are_what_displacy_takes(nlp: Language) -> None:
    doc = read(nlp)
    page = displacy.render(
        span_data(doc), style="span", manual=True, options=span_options(doc), page=True, jupyter=False
    )
    assert page.startswith("<!DOCTYPE html>")


def test_groups_that_are_missing_are_passed_over(nlp: Language) -> None:
    assert span_data(read(nlp), ["no_such_group"])["spans"] == []
