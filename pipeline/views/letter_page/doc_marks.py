"""The marks of a letter that the pipeline has just read: the Doc's spans, at their places in the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from pipeline.components.extensions import get_reading
from pipeline.components.shown import SHOWN
from pipeline.records.model import Letter
from pipeline.views.letter_page.marks import FINDINGS, WARNINGS, Mark, by_place


def marks_of(doc: Doc, letter: Letter) -> list[Mark]:
    """The marks of a letter: every span of the Doc, and the places of findings and warnings. In the order of
    their start, longer ones first; hits of a user's own rules once."""
    found = dict.fromkeys([*_span_marks(doc), *_notes(letter)])
    own = {(m.label, m.start, m.end, m.rule) for m in found if m.group == "own"}
    marks = [m for m in found if m.group != "rules" or (m.label, m.start, m.end, m.rule) not in own]
    return sorted(marks, key=by_place)


def _span_marks(doc: Doc) -> Iterator[Mark]:
    reading = get_reading(doc)
    for group, spans in doc.spans.items():
        if group == SHOWN:  # the values of other groups once more
            continue
        if group in (WARNINGS, FINDINGS):
            continue  # they come from the record, which says more
        for span in spans:
            if span.end_char > span.start_char:
                start, end = reading.source_span(span.start_char, span.end_char)
                yield Mark(group, span.label_, start, end, span.kb_id_, span.id_)


def _notes(letter: Letter) -> Iterable[Mark]:
    for finding in letter.findings:
        for place in finding.spans:
            yield Mark(FINDINGS, "finding", place.start, place.end, f"{finding.code} {finding.message}")
    for warning in letter.warnings:
        if warning.start is not None and warning.end is not None and warning.end > warning.start:
            yield Mark(WARNINGS, "warning", warning.start, warning.end, f"{warning.code} {warning.message}")
