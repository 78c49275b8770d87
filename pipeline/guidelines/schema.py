"""The shape of a catalogue file under `patterns/guidelines/`, checked when it is read."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from pipeline.guidelines.model import Support

Quoted = str
"""Text that looks like a number or a date (9792.20) has to stand in quotes; the loader says so."""
Pages = Annotated[list[tuple[int, int]], Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", defer_build=True)


class PagesEntry(_Strict):
    """Pages of one edition: `{edition: "2009", ranges: [[98, 99]], support: seen}`."""

    ranges: Pages
    edition: Quoted | None = None
    support: Support = "unverified"


class SectionEntry(_Strict):
    """A section with more than a title; a plain string in the list is a section with its title only."""

    title: Quoted
    id: str | None = None
    aliases: list[Quoted] = []
    misspellings: list[Quoted] = []
    pages: list[PagesEntry] = []
    support: Support | None = None
    only_here: bool | None = None


SectionTitle = Annotated[
    Annotated[Quoted, Tag("title")] | Annotated[SectionEntry, Tag("entry")],
    Discriminator(lambda value: "entry" if isinstance(value, (dict, SectionEntry)) else "title"),
]


class SectionList(_Strict):
    """Sections that one or several guidelines share; `support` and `only_here` hold for those that give none of
    their own. `only_here`: under a guideline without this list such a section is a wrong citation."""

    id: str
    support: Support = "unverified"
    only_here: bool = False
    sections: list[SectionTitle]


class EditionEntry(_Strict):
    """An edition. A date is believed to be as well supported as `adopted_support`, `superseded_support` say;
    `inherits` is the year of an edition whose pages are its own too; `number` is that of a work cited by it ("5th
    Edition")."""

    year: Quoted
    number: int | None = None
    inherits: Quoted | None = None
    title: Quoted | None = None
    support: Support | None = None
    adopted: Quoted | None = None
    adopted_support: Support = "unverified"
    superseded: Quoted | None = None
    superseded_support: Support = "unverified"


class GuidelineEntry(_Strict):
    """A guideline (a work over all its editions).

    `inherits`: the id of a guideline, its own of a file before or another's, whose keys count where this has none;
    lists are added to it, and an edition of the same year takes the place of the other's. `by_name`: whether a
    text cites a guideline of source `other` by its names; false where rules of label GUIDELINE_BODY alone tell.
    """

    id: str
    inherits: str | None = None
    title: Quoted = ""
    source: str = ""
    support: Support = "unverified"
    aliases: list[Quoted] = []
    misspellings: list[Quoted] = []
    editions: list[EditionEntry] = []
    chapter: int | None = None
    chapter_support: Support = "unverified"
    regulation: Quoted | None = None
    body_parts: list[str] = []
    near_parts: list[str] = []
    pages: list[PagesEntry] = []
    section_lists: list[str] = []
    sections_known: bool = False
    by_name: bool = True


class RegulationEntry(_Strict):
    """A section of Title 8 of the California Code of Regulations."""

    section: Quoted
    title: Quoted
    support: Support = "unverified"


class CatalogueFile(_Strict):
    """One file; every key may be missing."""

    guidelines: list[GuidelineEntry] = []
    section_lists: list[SectionList] = []
    regulations: list[RegulationEntry] = []
