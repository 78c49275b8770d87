"""The catalogue in use: guidelines and sections by id, and tries that find their names in text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.guidelines.inheriting import with_inherited
from pipeline.guidelines.model import Edition, Guideline, PageFact, Section, proves
from pipeline.guidelines.phrases import PhraseTrie, norms
from pipeline.guidelines.schema import CatalogueFile, GuidelineEntry, PagesEntry, SectionEntry, SectionList
from pipeline.guidelines.spelling import distance_within, edits_allowed

_PARENTHESES = re.compile(r"\s*\([^()]*\)")
_SLUG = re.compile(r"[^a-z0-9]+")


class Named(NamedTuple):
    """Where a text names a work: its extent, and the work's id."""

    start: int
    end: int
    id: str


class Catalogue:
    """What is known of guidelines.

    Attributes:
        guidelines, sections, editions: entries by id.
        owners: for each section id the ids of the guidelines that have it.
        titles: names of MTUS and ACOEM guidelines; `chapters`: names of ODG chapters; `topics`: every section name.
        named: names of other works by which a text cites them; `openings`: the words, as printed, that they begin with.
        by_chapter: guideline id by ACOEM chapter number (2004).
        by_regulation: guideline id by regulation section; `regulations`: its heading.
    """

    def __init__(self, files: Iterable[CatalogueFile]) -> None:
        self.files = tuple(files)
        self.guidelines: dict[str, Guideline] = {}
        self.sections: dict[str, Section] = {}
        self.editions: dict[str, tuple[Guideline, Edition]] = {}
        self.owners: dict[str, tuple[str, ...]] = {}
        self.titles, self.chapters, self.topics = PhraseTrie(), PhraseTrie(), PhraseTrie()
        self.others = PhraseTrie()
        self.named, self.openings = PhraseTrie(), set[str]()
        self.by_chapter: dict[int, str] = {}
        self.by_regulation: dict[str, str] = {}
        self.regulations: dict[str, str] = {}
        self._topics_of: dict[str, PhraseTrie] = {}
        self._shared: dict[tuple[str, ...], PhraseTrie] = {}
        lists: dict[str, tuple[Section, ...]] = {}
        for file in self.files:
            for section_list in file.section_lists:
                made = tuple(_section(section_list, s) for s in section_list.sections)
                lists[section_list.id] = lists.get(section_list.id, ()) + made
        for entry in with_inherited(self.files).values():
            self._add(_guideline(entry, lists))
        for file in self.files:
            for regulation in file.regulations:
                self.regulations[regulation.section] = regulation.title
        self.resolve_section = lru_cache(maxsize=4096)(self._resolve_section)

    def __getstate__(self) -> list[dict[str, Any]]:
        return self.data()

    def __setstate__(self, state: list[dict[str, Any]]) -> None:
        self.__init__(CatalogueFile.model_validate(data) for data in state)  # type: ignore[misc]

    def data(self) -> list[dict[str, Any]]:
        """The files' content, from which `Catalogue` makes itself again."""
        return [file.model_dump(exclude_defaults=True) for file in self.files]

    def _add(self, guideline: Guideline) -> None:
        self.guidelines[guideline.id] = guideline
        trie = {"MTUS": self.titles, "ACOEM": self.titles, "ODG": self.chapters}.get(guideline.source, self.others)
        for name in guideline.names:
            trie.add(name, guideline.id)
            if guideline.by_name:
                self.named.add(name, guideline.id)
                self.openings.add(name.split()[0])
        for edition in guideline.editions:
            self.editions[edition.id] = (guideline, edition)
        self._topics_of[guideline.id] = self._topics(guideline.sections)
        for section in guideline.sections:
            self.owners[section.id] = (*self.owners.get(section.id, ()), guideline.id)
        if guideline.chapter is not None and guideline.source in ("MTUS", "ACOEM"):
            self.by_chapter.setdefault(guideline.chapter, guideline.id)
        if guideline.regulation is not None:
            self.by_regulation.setdefault(guideline.regulation, guideline.id)

    def _topics(self, sections: tuple[Section, ...]) -> PhraseTrie:
        """The names of these sections; guidelines with the same sections share them."""
        key = tuple(section.id for section in sections)
        if key not in self._shared:
            trie = self._shared[key] = PhraseTrie()
            for section in sections:
                self.sections[section.id] = section
                for name in section.names:
                    trie.add(name, section.id)
                    self.topics.add(name, section.id)
        return self._shared[key]

    def topics_of(self, guideline_id: str | None) -> PhraseTrie:
        """The section names of a guideline; every known one where the guideline is not known."""
        return self._topics_of.get(guideline_id or "", self.topics)

    def names_in(self, text: str, start: int, end: int) -> Iterator[Named]:
        """The works that `text[start:end]` cites by name, each with the initials in parentheses behind it."""
        for opening in self.openings:
            at = text.find(opening, start, end)
            while at >= 0:
                name = self.named.match(text, at, end)
                if name is not None:
                    yield Named(at, _with_initials(text, name[0], end), name[1][0])
                at = text.find(opening, at + 1, end)

    def entry(self, guideline: Guideline, year: str | None) -> str:
        """The id for a citation of `guideline`: its edition's where the year names one, else the work's."""
        edition = guideline.edition(year)
        return edition.id if edition else guideline.id

    def dated_work(self, ids: tuple[str, ...], year: str | None) -> str:
        """Of several works of one title the one with an edition of that year, else the first."""
        return next((i for i in ids if self.guidelines[i].edition(year)), ids[0])

    def work(self, entry: str | None) -> Guideline | None:
        """The guideline behind an entry of a work or of an edition."""
        if entry is None:
            return None
        if entry in self.editions:
            return self.editions[entry][0]
        return self.guidelines.get(entry)

    def elsewhere(self, guideline: Guideline, title: str) -> tuple[Section, Guideline] | None:
        """The section `title` and its guideline, where only guidelines other than `guideline` have it."""
        for id_ in self.topics.exact(title):
            section = self.sections[id_]
            owners = self.owners[id_]
            if section.only_here and guideline.id not in owners:
                return section, self.guidelines[owners[0]]
        return None

    def resolve_title(self, title: str, sources: tuple[str, ...] = ("MTUS",)) -> Guideline | None:
        """The guideline of that name, small misspellings allowed; `None` where none or more than one is meant."""
        tries = {"MTUS": self.titles, "ACOEM": self.titles, "ODG": self.chapters}
        for source in sources:
            trie = tries.get(source, self.others)
            ids = [i for i in trie.exact(title) or _closest(trie, title) if self.guidelines[i].source == source]
            if ids:
                return self.guidelines[ids[0]]
        return None

    def _resolve_section(self, guideline_id: str | None, title: str) -> str | None:
        """The id of the section `title` of a guideline: exactly, without what stands in parentheses, or misspelt.

        A guideline of which no such section is known gives `None`, never another guideline's section.
        """
        trie = self._topics_of.get(guideline_id or "")
        if trie is None:
            return None
        bare = _PARENTHESES.sub("", title)
        ids = trie.exact(title) or trie.exact(bare) or _closest(trie, title) or _closest(trie, bare)
        return ids[0] if len(ids) == 1 else None


def _with_initials(text: str, at: int, end: int) -> int:
    """Behind the initials in parentheses that stand behind a name: "Handbook of Care (HC)"."""
    close = text.find(")", at, end) if text.startswith(" (", at) else -1
    return close + 1 if text[at + 2 : close].isupper() and text[at + 2 : close].isalpha() else at


def _closest(trie: PhraseTrie, title: str) -> tuple[str, ...]:
    """The ids of the one phrase that is `title` but for a small misspelling."""
    wanted = " ".join(norms(title))
    limit = edits_allowed(len(wanted))
    if not limit:
        return ()
    best, found = limit + 1, set()
    for path, ids in trie.phrases():
        edits = distance_within(wanted, " ".join(path), limit)
        if edits is not None and edits < best:
            best, found = edits, {ids}
        elif edits == best:
            found.add(ids)
    return found.pop() if len(found) == 1 else ()


def _names(title: str, *more: list[str]) -> tuple[str, ...]:
    """A title with its aliases, and with what they say in parentheses left out."""
    names = [title, *(name for names in more for name in names)]
    names += [_PARENTHESES.sub("", name).strip() for name in names if "(" in name]
    return tuple(dict.fromkeys(name for name in names if name))


def _pages(entries: list[PagesEntry]) -> tuple[PageFact, ...]:
    return tuple(PageFact(a, b, e.edition, e.support) for e in entries for a, b in e.ranges)


def _section(section_list: SectionList, entry: SectionEntry | str) -> Section:
    if isinstance(entry, str):
        entry = SectionEntry(title=entry)
    slug = entry.id or _SLUG.sub("_", _PARENTHESES.sub("", entry.title).lower()).strip("_")
    support = entry.support or section_list.support
    only_here = section_list.only_here if entry.only_here is None else entry.only_here
    return Section(
        id=f"{section_list.id}.{slug}",
        title=entry.title,
        names=_names(entry.title, entry.aliases, entry.misspellings),
        pages=_pages(entry.pages),
        support=support,
        only_here=only_here and proves(support),
    )


def _guideline(entry: GuidelineEntry, lists: Mapping[str, tuple[Section, ...]]) -> Guideline:
    editions = tuple(
        Edition(
            f"{entry.id}.{e.year}",
            e.year,
            e.title or entry.title,
            e.support or entry.support,
            e.adopted,
            e.adopted_support,
            e.superseded,
            e.superseded_support,
            e.inherits,
            e.number,
        )
        for e in entry.editions
    )
    return Guideline(
        id=entry.id,
        source=entry.source,
        title=entry.title,
        names=_names(entry.title, entry.aliases, entry.misspellings),
        support=entry.support,
        editions=editions,
        chapter=entry.chapter,
        chapter_support=entry.chapter_support,
        regulation=entry.regulation,
        body_parts=tuple(entry.body_parts),
        near_parts=tuple(entry.near_parts),
        pages=_pages(entry.pages),
        sections=tuple(s for name in entry.section_lists for s in lists[name]),
        sections_known=entry.sections_known,
        by_name=entry.by_name and entry.source == "other",
    )
