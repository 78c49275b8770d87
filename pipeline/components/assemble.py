"""The factory `imr_assemble`: the record of a letter, and what its guidelines' catalogue says of it."""

from __future__ import annotations

from typing import Any, ClassVar

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.assembling.grounder import Grounder
from pipeline.assembling.groups import GROUPS
from pipeline.assembling.letter import letter_of
from pipeline.components.conventions import SPANS, LetterComponent, Scorer, record_scorer, scored
from pipeline.components.extensions import get_reading, get_source_text, get_vocabularies, keep_letter
from pipeline.components.shown import SHOWN, VALUE_GROUPS, show_values
from pipeline.components.tags import in_text_order, read_tags, writes_spans
from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.examination import examined
from pipeline.records.model import CONCLUSION_OF, Letter
from pipeline.records.pages import page_starts, set_pages

_CITATIONS = "imr_citations"


def assemble(doc: Doc) -> Letter:
    """The record of a Doc that has gone through the pipeline; a pure function of its spans.

    Offsets in the record refer to the document's text (`doc._.source_text`).
    """
    tags = {group: read_tags(doc, group) for group in GROUPS}
    tags["requests"] = in_text_order(tags["requests"])
    reading, source = get_reading(doc), get_source_text(doc)
    return letter_of(reading.text, tags, doc._.source, Grounder(reading, source), get_vocabularies(doc))


@Language.factory(
    "imr_assemble",
    assigns=["doc._.letter", "doc.ents", SPANS],
    requires=[SPANS],
    default_config={"check": True, "scorer": record_scorer(SHOWN)},
    default_score_weights={f"spans_{SHOWN}_f": 1.0},
)
def make_assemble(nlp: Language, name: str, *, check: bool, scorer: Scorer | None = None) -> AssembleComponent:
    """`check`: whether citations are checked against the catalogue of the pipeline's `imr_citations`."""
    return scored(AssembleComponent(nlp if check else None), scorer)


class AssembleComponent(LetterComponent):
    """Makes the record, `doc._.letter`, and has it checked against the catalogue of guidelines; of a Doc that is kept,
    the values as `doc.ents` and `doc.spans["sc"]` too.

    Args:
        nlp: the pipeline whose catalogue is used.
        catalogue: the catalogue to use where there is no pipeline; without either nothing is checked.
    """

    needs: ClassVar[dict[str, str]] = {"imr_sections": "sections"}

    def __init__(self, nlp: Language | None = None, catalogue: Catalogue | None = None) -> None:
        self._nlp = nlp
        self._given = catalogue

    def annotate(self, doc: Doc) -> None:
        letter = assemble(doc)
        catalogue = self._catalogue()
        if catalogue is not None:
            letter = examined(letter, catalogue)
        starts = page_starts(get_source_text(doc), paged=letter.source.pages is not None)
        if starts:
            set_pages(letter, starts)
        keep_letter(doc, letter)
        if writes_spans(doc):
            show_values(doc)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of `doc.ents`: those of the components that find values, decisions by their value; none without a
        pipeline."""
        pipes = dict(self._nlp.pipeline) if self._nlp is not None else {}
        found = {one for group in VALUE_GROUPS for one in getattr(pipes.get(f"imr_{group}"), "labels", ())}
        return tuple(sorted(found - {"conclusion"} | {*CONCLUSION_OF, *CONCLUSION_OF.values()} if found else ()))

    def _catalogue(self) -> Catalogue | None:
        # To ask `has_pipe` before `get_pipe` takes three times as long, and is asked for every letter.
        pipe: Any = None if self._nlp is None else dict(self._nlp.pipeline).get(_CITATIONS)
        return self._given if pipe is None else pipe.catalogue

    def __reduce__(self) -> tuple[type[AssembleComponent], tuple[None, Catalogue | None]]:
        """A copy in another process has no pipeline around it, and takes the catalogue along."""
        return AssembleComponent, (None, self._catalogue())
