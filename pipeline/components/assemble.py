"""The factory `imr_assemble`: the record of a letter, and what its guidelines' catalogue says of it."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.assembling.grounder import Grounder
from pipeline.components.assembling.letter import LetterTags, letter_of
from pipeline.components.extensions import get_reading, get_source_text
from pipeline.components.tags import read_tags
from pipeline.records.model import Letter


def assemble(doc: Doc) -> Letter:
    """The record of a Doc that has gone through the pipeline; a pure function of its spans.

    Offsets in the record refer to the document's text (`doc._.source_text`).
    """
    layout = read_tags(doc, "layout")
    tags = LetterTags(
        text=get_reading(doc).text,
        layout=layout[0].label if layout else "unknown",
        sections=read_tags(doc, "sections"),
        fields=read_tags(doc, "fields"),
        people=read_tags(doc, "people"),
        dates=read_tags(doc, "dates"),
        requests=read_tags(doc, "requests"),
        citations=read_tags(doc, "citations"),
        citation_parts=read_tags(doc, "citation_parts"),
        decisions=read_tags(doc, "decisions"),
        own=read_tags(doc, "own"),
        warnings=read_tags(doc, "warnings"),
    )
    return letter_of(tags, doc._.source, Grounder(get_reading(doc), get_source_text(doc)))


@Language.factory("imr_assemble", assigns=["doc._.letter"])
def make_assemble(nlp: Language, name: str) -> AssembleComponent:
    """Takes no settings."""
    return AssembleComponent()


class AssembleComponent:
    """Makes the record, so that a mistake in reading shows when the pipeline runs."""

    def __call__(self, doc: Doc) -> Doc:
        return doc
