"""The catalogue of guidelines: works, their editions, sections and pages, and how well each fact is supported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Support = Literal["seen", "table", "page", "agrees", "unverified"]
"""`seen`: printed so in letters; `table`: in the review organisation's own table of titles; `page`: read in a
published page of the agency or of a clearing house; `agrees`: general knowledge with which pages that letters cite
agree: it confirms a citation, and proves nobody wrong; `unverified`: general knowledge, which does neither."""


@dataclass(frozen=True, slots=True)
class PageFact:
    """Pages `first` to `last` (both included) of the edition `edition`; `None` where every edition has them."""

    first: int
    last: int
    edition: str | None
    support: Support


@dataclass(frozen=True, slots=True)
class Section:
    """A section or topic. `names` are the title, its aliases and known misspellings.

    `only_here`: no guideline but its owners has a section of this title.
    """

    id: str
    title: str
    names: tuple[str, ...]
    pages: tuple[PageFact, ...]
    support: Support
    only_here: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition of a work. Dates are ISO; `superseded` is the first day on which it no longer applies; `inherits` is
    the year of an edition whose pages are its own too; `number` is its number ("5th Edition")."""

    id: str
    year: str
    title: str
    support: Support
    adopted: str | None = None
    adopted_support: Support = "unverified"
    superseded: str | None = None
    superseded_support: Support = "unverified"
    inherits: str | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Guideline:
    """A work: the document that a citation names, over all its editions.

    Attributes:
        source: `MTUS`, `ACOEM`, `ODG` or `other`, as in the record.
        names: every name it goes by in letters, misspellings included.
        chapter: its number among the chapters of ACOEM's second edition (2004).
        regulation: its section of Title 8, CCR ("9792.23.5").
        body_parts: canonical body parts that it is about; empty where it is about the whole person.
        near_parts: parts that it may well be cited for (a hand whose numbness comes from the neck).
        pages: the pages it fills.
        by_name: whether its names alone make words a citation of it.
        sections: its sections; `sections_known` is true where a section that only others have cannot be its own.
    """

    id: str
    source: str
    title: str
    names: tuple[str, ...]
    support: Support
    editions: tuple[Edition, ...] = ()
    chapter: int | None = None
    chapter_support: Support = "unverified"
    regulation: str | None = None
    body_parts: tuple[str, ...] = ()
    near_parts: tuple[str, ...] = ()
    pages: tuple[PageFact, ...] = ()
    sections: tuple[Section, ...] = ()
    sections_known: bool = False
    by_name: bool = False

    def in_force(self, date: str) -> Edition | None:
        """The edition that was in force on the ISO date `date`, where the catalogue's supported dates tell."""
        for edition in self.editions:
            begun = edition.adopted and proves(edition.adopted_support) and edition.adopted <= date
            ended = edition.superseded and edition.superseded <= date
            if begun and not ended:
                return edition
        return None

    def years(self, year: str | None) -> frozenset[str | None]:
        """`year` with the years of the editions that this edition inherits its pages from."""
        found: list[str | None] = []
        while year is not None and year not in found:
            edition = self.edition(year)
            found.append(edition.year if edition else year)
            year = edition.inherits if edition else None
        return frozenset(found)

    def edition(self, year: str | None) -> Edition | None:
        """The edition of that year or number ("2000", "5th"), or `None`."""
        figures = (year or "").rstrip("stndrh")
        number = int(figures) if figures != year and figures.isdigit() else None
        return next((e for e in self.editions if e.year == year or (number and e.number == number)), None)


def proves(support: Support) -> bool:
    """Whether a fact so supported may make a citation count as wrong."""
    return support not in ("agrees", "unverified")


def confirms(support: Support) -> bool:
    """Whether a fact so supported may confirm a citation."""
    return support != "unverified"
