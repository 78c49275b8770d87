"""From a stretch of the reading text and its rules' tags to citation tags and the tags of their parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipeline.components.citation_reading.cited_text import CitedText
from pipeline.components.citation_reading.draft import Draft, listed_once
from pipeline.components.citation_reading.lines import line_facts, read_line
from pipeline.components.citation_reading.sentences import read_sentences
from pipeline.components.tags import Tag, within
from pipeline.guidelines.catalogue import Catalogue

SOURCES = frozenset({"MTUS", "ACOEM", "ODG", "other"})
"""Labels of the citations; every other tag is a part of one."""
PARTS = ("guideline", "edition", "chapter_number", "chapter_title", "section", "regulation", "pages")
KINDS = ("claims_administrator_guideline", "reviewer_guideline", "rationale")
_REMEMBERED = 2048


class Read(NamedTuple):
    """What was read in a stretch.

    Attributes:
        tags: for each citation, in text order, its own tag (label: the source; value: the catalogue's entry) followed
            by the tags of its parts, which lie inside it; labels and values are those of docs/architecture.md.
        facts: what a guideline line says of itself, of `LINE_FACTS`.
    """

    tags: tuple[Tag, ...]
    facts: tuple[str, ...] = ()


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
        stretch = text[start:end]
        read = self._lines.get(stretch) if kind != "rationale" else None
        if read is None:
            cited = CitedText(text, start, end, within(hits, start, end), self.catalogue)
            if kind == "rationale":
                return Read(self._tags(listed_once(read_sentences(cited, start, end), text)))
            if len(self._lines) >= _REMEMBERED:
                self._lines.clear()
            read = Read(_moved(self._tags(read_line(cited)), -start), line_facts(cited))
            self._lines[stretch] = read
        return read._replace(tags=_moved(read.tags, start))

    def _tags(self, drafts: Iterable[Draft]) -> tuple[Tag, ...]:
        return tuple(tag for draft in drafts for tag in draft.tags(self.catalogue))


def _moved(tags: Iterable[Tag], by: int) -> tuple[Tag, ...]:
    return tuple(tag._replace(start=tag.start + by, end=tag.end + by) for tag in tags)
