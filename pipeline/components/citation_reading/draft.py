"""A citation while it is being read: its parts as tags, its extent as the hull of what was taken in."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.components.tags import Tag


@dataclass(slots=True)
class Draft:
    """One citation. `start`, `end` are offsets into the reading text; parts lie inside.

    Attributes:
        source: `MTUS`, `ACOEM`, `ODG` or `other`, as in the record.
        edition, number: its year, and the edition's number ("5th Edition"), which is no year, but may tell the entry.
        work: the catalogue's id of the guideline, where it is known.
        chapters: whether its titles are chapters of ODG.
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
    entry: str = ""
    chapters: bool = False
    sections_labelled: bool = False

    def take(self, end: int) -> int:
        """Let the citation reach to `end`; returns it."""
        self.end = max(self.end, end)
        return end

    def parts(self) -> list[Tag]:
        """The citation's parts in text order."""
        single = (self.guideline, self.edition, self.chapter_number, self.chapter_title)
        found = [tag for tag in single if tag is not None]
        return sorted([*found, *self.sections, *self.regulations, *self.pages], key=lambda t: (t.start, -t.end))

    def tag(self) -> Tag:
        """The citation itself."""
        return Tag(self.source, self.start, self.end, self.entry)

    def named(self) -> bool:
        """Whether it names more than a body of guidelines."""
        return bool(self.guideline or self.chapter_number or self.sections or self.pages or self.regulations)

    def titled(self) -> bool:
        """Whether its title is known or needs none, so that further titles are its sections."""
        return bool(self.guideline or self.sections or self.chapters or self.chapter_number)
