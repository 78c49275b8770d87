"""The component `imr_dates`: writes every calendar date of a letter as `doc.spans["dates"]`.

Each span's `label_` is the date's role, `kb_id_` its ISO value, `id_` what gave the role: a rule labelled
`DATE_CUE`, or one of the reader's own grounds: `date.field.date_of_injury` (the header's field),
`date.request` and `date.guideline` (the section), `date.opening` ("On 1-5-17, she ..."), `date.known` (the
letter told it elsewhere), `date.stated` (the header names it as the day of utilization review), `date.item`
(it goes on with an item in prose: "imaging of the knee performed on 3-4-15"), `date.untold` (nothing did).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.conventions import LetterComponent, factory
from pipeline.components.date_reading.reader import DATE, DateReader
from pipeline.components.extensions import get_reading, get_shared
from pipeline.components.tags import Tag, read_tags, write_tags
from pipeline.rules.cues import standing
from pipeline.rules.load import shipped_shared

DATES = "dates"
DOUBTFUL = "W208"
_EARLIEST, _LATEST = "1930", "2049"


class DatesComponent(LetterComponent):
    """Reads the dates of Docs that have sections, fields and rule hits.

    Args:
        nlp: the pipeline, whose rules name the roles of dates.
    """

    def __init__(self, nlp: Language | None = None) -> None:
        self._nlp = nlp

    @property
    def labels(self) -> tuple[str, ...]:
        """The roles of dates, those of the user's files too: of the pipeline's rules once they are read, or else those
        that ship."""
        rules: Any = None if self._nlp is None else dict(self._nlp.pipeline).get("imr_rules")
        shared = rules.rules.shared if getattr(rules, "labels", ()) else shipped_shared()
        return tuple(sorted(shared.vocabularies.values("date_roles")))

    def __reduce__(self) -> tuple[type[DatesComponent], tuple[()]]:
        """A copy in another process has no pipeline around it."""
        return DatesComponent, ()

    def annotate(self, doc: Doc) -> None:
        text, hits = get_reading(doc).text, read_tags(doc, "rules")
        tags = list(
            DateReader(text, read_tags(doc, "sections"), read_tags(doc, "fields"), hits, get_shared(doc)).read()
        )
        write_tags(doc, DATES, tags)
        doubts = list(_doubts(text, tags, hits))
        if doubts:
            write_tags(doc, "warnings", [*read_tags(doc, "warnings"), *doubts])


make_dates = factory(DatesComponent, "dates", "date", "date.*")


def _doubts(text: str, dates: list[Tag], hits: list[Tag]) -> Iterator[Tag]:
    """Warnings of dates whose year cannot be, or in which letters or a space stand for digits."""
    damaged = {(hit.start, hit.end) for hit in standing(hits, DATE) if "damage" in hit.attributes}
    for date in dates:
        printed = text[date.start : date.end]
        if not _EARLIEST <= date.value[:4] <= _LATEST:
            yield Tag(DOUBTFUL, date.start, date.end, f"a year that cannot be: {printed}")
        elif (date.start, date.end) in damaged:
            yield Tag(DOUBTFUL, date.start, date.end, f"{printed} is read as {date.value}")
