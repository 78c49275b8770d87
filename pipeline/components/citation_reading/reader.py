"""From a stretch of the reading text and its rules' tags to citation tags and the tags of their parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.components.citation_reading.cited_text import CitedText
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.lines import line_facts, read_line
from pipeline.components.citation_reading.prose import read_prose
from pipeline.components.tags import Tag, in_text_order, within
from pipeline.guidelines.catalogue import Catalogue
from pipeline.rules.tags import FrozenMapping

SOURCES = frozenset({"MTUS", "ACOEM", "ODG", "other"})
"""Labels of the citations; every other tag is a part of one."""
KINDS = ("claims_administrator_guideline", "reviewer_guideline", "rationale")
_BODIES = {"MTUS": "mtus", "ACOEM": "acoem", "ODG": "odg"}
_BODY = "GUIDELINE_BODY"
_REMEMBERED = 2048
_WORK = FrozenMapping({"cited_as": "work"})


class Read(NamedTuple):
    """What was read in a stretch.

    Attributes:
        tags: for each citation, in text order, its own tag (label: the source; value: the catalogue's entry) followed
            by the tags of its parts, which lie inside it; labels and values are those of docs/architecture.md.
        cited: false where a guideline line says that no evidence was cited.
        outside_mtus: whether a guideline line says that the decision rests on recommendations outside of the MTUS.
    """

    tags: tuple[Tag, ...]
    cited: bool = True
    outside_mtus: bool = False


class CitationReader:
    """Reads citations with a catalogue.

    Guideline lines repeat from letter to letter, so what they cite is remembered: the same words have the same tags,
    as long as the rules are the same.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._lines: dict[str, Read] = {}

    def read(self, text: str, start: int, end: int, kind: str, hits: Sequence[Tag]) -> Read:
        """The citations in `text[start:end]`.

        Args:
            text: the reading text.
            start, end: the stretch; offsets of the tags are into `text`.
            kind: `claims_administrator_guideline`, `reviewer_guideline` or `rationale`.
            hits: the rules' hits in text order, those of other labels and stretches too.
        """
        if kind == "rationale":
            return Read(self._tags(read_prose(self._cited(text, start, end, hits), start, end, once=True)))
        stretch = text[start:end]
        read = self._lines.get(stretch)
        if read is None:
            if len(self._lines) >= _REMEMBERED:
                self._lines.clear()
            cited = self._cited(text, start, end, hits)
            read = Read(_moved(self._tags(read_line(cited)), -start), *line_facts(cited))
            self._lines[stretch] = read
        return read._replace(tags=_moved(read.tags, start))

    def _cited(self, text: str, start: int, end: int, hits: Sequence[Tag]) -> CitedText:
        inside = self._with_names(text, start, end, within(hits, start, end))
        return CitedText(text, start, end, inside, self.catalogue)

    def _with_names(self, text: str, start: int, end: int, hits: list[Tag]) -> list[Tag]:
        """The hits, with names of works that the catalogue alone knows as bodies."""
        bodies = [hit for hit in hits if hit.label == _BODY]
        found = [
            Tag(_BODY, name.start, name.end, name.id, "", _WORK)
            for name in self.catalogue.names_in(text, start, end)
            if not any(body.start < name.end and name.start < body.end for body in bodies)
        ]
        return in_text_order([*hits, *found]) if found else hits

    def _tags(self, drafts: Iterable[Draft]) -> tuple[Tag, ...]:
        tags: list[Tag] = []
        for draft in drafts:
            resolve(draft, self.catalogue)
            tags.append(draft.tag())
            tags.extend(draft.parts())
        return tuple(tags)


def _moved(tags: Iterable[Tag], by: int) -> tuple[Tag, ...]:
    return tuple(tag._replace(start=tag.start + by, end=tag.end + by) for tag in tags)


def resolve(draft: Draft, catalogue: Catalogue) -> None:
    """Set the draft's entry: the guideline by title and year (or a work's edition by its number), by chapter number, by
    regulation, or the body's own."""
    edition = draft.edition or (draft.number if draft.source == "other" else None)
    year = edition.value if edition else None
    work = draft.work
    if work is None and draft.guideline is None:
        if draft.chapter_number is not None:
            work = catalogue.by_chapter.get(int(draft.chapter_number.value))
        elif len(draft.regulations) == 1:
            work = catalogue.by_regulation.get(draft.regulations[0].value)
        work = work or _BODIES.get(draft.source)
    if work is None:
        return
    guideline = catalogue.guidelines.get(work)
    if guideline is None or (draft.source == "other" and guideline.source == "ODG"):
        return  # a title such as "Low Back" by itself may be anybody's
    draft.entry = catalogue.entry(guideline, year)
