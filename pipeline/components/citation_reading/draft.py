"""A citation while it is being read: its parts as tags, its extent as the hull of what was taken in. A rationale lists
each document once, unless a later place adds pages, sections or a chapter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipeline.components.tags import Tag
from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.phrases import norms

_BODIES = {"MTUS": "mtus", "ACOEM": "acoem", "ODG": "odg"}


@dataclass(slots=True)
class Draft:
    """One citation. `start`, `end` are offsets into the reading text; parts lie inside.

    Attributes:
        source: `MTUS`, `ACOEM`, `ODG` or `other`, as in the record.
        edition, number: its year, and the edition's number ("5th Edition"), which is no year, but may tell the entry.
        work: the catalogue's id of the guideline, where it is known; `works`: of all that carry its title.
        chapters: whether its titles are chapters of ODG; `owned`: whether the ODG is named with them.
        sections_labelled: whether "Section(s):" stands before its sections.
    """

    source: str
    start: int
    end: int
    guideline: Tag | None = None
    edition: Tag | None = None
    number: Tag | None = None
    chapter_number: Tag | None = None
    chapter_title: Tag | None = None
    sections: list[Tag] = field(default_factory=list)
    regulations: list[Tag] = field(default_factory=list)
    pages: list[Tag] = field(default_factory=list)
    work: str | None = None
    works: tuple[str, ...] = ()
    chapters: bool = False
    owned: bool = False
    sections_labelled: bool = False

    def take(self, end: int) -> int:
        """Let the citation reach to `end`; returns it."""
        self.end = max(self.end, end)
        return end

    def named(self) -> bool:
        """Whether it names more than a body of guidelines."""
        return bool(self.guideline or self.chapter_number or self.sections or self.pages or self.regulations)

    def titled(self) -> bool:
        """Whether its title is known or needs none, so that further titles are its sections."""
        return bool(self.guideline or self.sections or self.chapters or self.chapter_number)

    def repeats(self, earlier: Draft, text: str) -> bool:
        """Whether it is the document `earlier` and adds nothing to it; a body's bare name or regulation adds nothing,
        nor does "ACOEM" behind "MTUS/ACOEM"."""
        if not (self.guideline or self.chapter_number or self.sections or self.pages):
            within = self.source == "ACOEM" and "ACOEM" in text[earlier.start : earlier.end]
            return earlier.source == self.source or within
        same = self.source == earlier.source and self._is_document(earlier, text)
        return same and self._said(text) <= earlier._said(text)

    def _is_document(self, other: Draft, text: str) -> bool:
        if self.chapter_number is not None:
            return other.chapter_number is not None and self.chapter_number.value == other.chapter_number.value
        if self.guideline is None or other.guideline is None:
            return self.guideline is None
        first, second = (norms(text[tag.start : tag.end]) for tag in (self.guideline, other.guideline))
        return first == second or (self.work is not None and self.work == other.work)

    def _said(self, text: str) -> set[object]:
        """What it says of its document."""
        sections = (norms(text[tag.start : tag.end]) for tag in self.sections)
        return {tag.value for tag in (*self.pages, *self.regulations)}.union(sections)

    def tags(self, catalogue: Catalogue) -> list[Tag]:
        """The citation's own tag, whose value is its entry in the catalogue, and those of its parts in text order."""
        single = (self.guideline, self.edition, self.chapter_number, self.chapter_title)
        parts = [*(tag for tag in single if tag), *self.sections, *self.regulations, *self.pages]
        whole = Tag(self.source, self.start, self.end, self._entry(catalogue))
        return [whole, *sorted(parts, key=lambda tag: (tag.start, -tag.end))]

    def _entry(self, catalogue: Catalogue) -> str:
        """The guideline by title and year (or a work's edition by its number), by chapter number, by regulation, or the
        body's own; empty where the catalogue has none."""
        edition = self.edition or self.number
        work = self.work
        if work is None and self.guideline is None:
            if self.chapter_number is not None:
                work = catalogue.by_chapter.get(int(self.chapter_number.value))
            elif len(self.regulations) == 1:
                work = catalogue.by_regulation.get(self.regulations[0].value)
            work = work or _BODIES.get(self.source)
        guideline = catalogue.guidelines.get(work or "")
        if guideline is None or (self.source == "other" and guideline.source == "ODG" and not self.owned):
            return ""  # a title such as "Low Back" by itself may be anybody's
        return catalogue.entry(guideline, edition.value if edition else None)


def listed_once(drafts: Iterable[Draft], text: str) -> list[Draft]:
    """`drafts` without those that only name again what was named before."""
    kept: list[Draft] = []
    for draft in drafts:
        if not any(draft.repeats(earlier, text) for earlier in kept):
            kept.append(draft)
    return kept
