"""A stretch of the reading text with what the rules found in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.components.tags import Tag
from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.phrases import PhraseTrie

BODY, WORD, LABEL, JOIN = "GUIDELINE_BODY", "CITATION_WORD", "CITATION_LABEL", "CITATION_JOIN"
PAGES, EDITION, CHAPTER = "CITED_PAGES", "CITED_EDITION", "CITED_CHAPTER"
REGULATION, TABLE, ADDRESS, TOPIC = "CITED_REGULATION", "CITED_TABLE", "CITED_ADDRESS", "CITED_TOPIC"
BASIS, ASIDE, FACT, OUTSIDE = "CITATION_BASIS", "CITATION_ASIDE", "CITATION_FACT", "CITATION_OUTSIDE"
REFERENCE, PIECE, SECTION = "CITED_REFERENCE", "CITED_PIECE", "CITED_SECTION"
LABELS = frozenset(
    {BODY, WORD, LABEL, JOIN, PAGES, EDITION, CHAPTER, REGULATION, TABLE, ADDRESS, TOPIC}
    | {BASIS, ASIDE, FACT, OUTSIDE, REFERENCE, PIECE, SECTION}
)
"""The labels of the rules that citations are read from."""


def cited_as(tag: Tag) -> str:
    """How a body is cited: `MTUS`, `ACOEM`, `ODG`, `work`, `publisher`, `title`; `none`: its words name nothing."""
    return tag.attributes.get("cited_as", "")


class CitedText:
    """A stretch of the reading text, the tags of its rules by where they begin, and the catalogue.

    Args:
        text: the text that offsets are into.
        start, end: the stretch.
        tags: tags of `LABELS` in text order; those outside the stretch are left aside.
        catalogue: where titles and sections are looked up.
    """

    def __init__(self, text: str, start: int, end: int, tags: Iterable[Tag], catalogue: Catalogue) -> None:
        self.text, self.start, self.end, self.catalogue = text, start, end, catalogue
        self.tags = [tag for tag in tags if start <= tag.start and tag.end <= end]
        self._at: dict[tuple[str, int], Tag] = {}
        self._of: dict[str, list[Tag]] = {}
        for tag in self.tags:
            place = (tag.label, tag.start)
            if place not in self._at or tag.end > self._at[place].end:
                self._at[place] = tag
            self._of.setdefault(tag.label, []).append(tag)

    def at(self, label: str, place: int, end: int | None = None) -> Tag | None:
        """The longest tag of `label` that begins at `place`, unless it reaches behind `end`."""
        tag = self._at.get((label, place))
        return tag if tag is not None and (end is None or tag.end <= end) else None

    def of(self, label: str) -> Sequence[Tag]:
        """All tags of a label, in text order."""
        return self._of.get(label, ())

    def between(self, label: str, start: int, end: int) -> list[Tag]:
        """The tags of a label that lie inside `[start, end)`."""
        return [tag for tag in self.of(label) if start <= tag.start and tag.end <= end]

    def ending(self, label: str, end: int) -> Tag | None:
        """The longest tag of `label` that ends at `end`."""
        return next((tag for tag in self.of(label) if tag.end == end), None)

    def over(self, label: str, place: int) -> Tag | None:
        """The tag of `label` that covers `place`."""
        return next((tag for tag in self.of(label) if tag.start <= place < tag.end), None)

    def phrase(self, trie: PhraseTrie, place: int, end: int) -> tuple[int, tuple[str, ...]] | None:
        """(offset behind it, ids) of the longest phrase of the catalogue at `place`."""
        if place >= end or not self.text[place].isalnum():
            return None
        return trie.match(self.text, place, end)

    def year(self, edition: Tag) -> str:
        """The year of an edition; empty where it gives none."""
        value: str = edition.value or self.printed(edition)
        return value if value.isdigit() else ""

    def printed(self, tag: Tag) -> str:
        """A tag's words."""
        return self.text[tag.start : tag.end]
