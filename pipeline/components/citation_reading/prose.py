"""Prose: guidelines that a rationale names in its sentences.

Prose is read strictly: only words that belong to the name of a document are taken in, since everything around them
is argument. A document is listed once, unless a later place adds pages, sections or a chapter.
"""

from __future__ import annotations

import re

from pipeline.components.citation_reading import details
from pipeline.components.citation_reading.anchors import Anchor, anchors
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.names import ACOEM, MTUS, URL
from pipeline.components.citation_reading.once import listed_once
from pipeline.components.citation_reading.prose_odg import read_odg_in_prose
from pipeline.components.citation_reading.prose_sections import take_section
from pipeline.components.citation_reading.publications import read_address
from pipeline.components.tags import Tag
from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.phrases import words

_WINDOW = 90
_LEFT = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)\s)?(?:(?:State\sof\s)?(?:California|CA|Calif\.)(?:['’]s)?(?:[-\s/]\s?|\s-\s))?(?:(?P<year2>(?:19|20)\d\d)\s)?$",
    re.I,
)
_LEFT_WIDTH = 34
"""Letters of the longest match: "2009 State of California's - 2009 "."""
_LEFT_ENDS = re.compile(r"[as.\d][\s/-]{1,3}$", re.I)
"""The end of each match but the empty one."""
_LEFT_PAGES = re.compile(
    r"(?:pages?|pgs?\.?|pp?\.)\s?\d[\d\s,&–-]*(?:and\s\d[\d-]*\s?)?(?:of|in|from|within)\s(?:the\s)?$", re.I
)
_LEFT_CHAPTER = re.compile(r"\bChapter\s?\d{1,2},?\s(?:of|in|from|within)\s(?:the\s)?$", re.I)
_LEFT_OF = re.compile(r"(?:of|in|from|within)\s(?:the\s)?$", re.I)
"""The end of both."""
_LEFT_OF_WIDTH = len("within the ")
_JOIN = re.compile(
    r"(?:-?\s?[Aa]dopted\s|\sreferences?\sto\s(?:the\s)?|-(?=ACOEM)|\s?/\s?|\s?\(|\s?-\s|:\s|,\s|,?\sand\s(?:the\s)?|\s&\s|\sin\s(?:the\s)?"
    r"|\s(?:of\s)?(?:the\s)?|\s?\\\s?)"
)
_GUIDELINES = re.compile(
    r"\s?(?:[\"”)]\s?)?[-\s](?:OMPG|(?:Occupational\sMedicine\s)?Practice\sGuide-?\s?lines?|(?:Medical\s)?Treatment\sGuide-?\s?lines?|Guide-?\s?lines?|Guides|Text)\b(?:['’]s?)?",
    re.I,
)
_BETWEEN = re.compile(
    r"\s(?:in|at|on|under|of)\s(?:the\s)?(?=[Cc]hapter\s?\d|[Pp]ages?\s?\d|[Ss]ections?\s9792|[Tt]able)|[\s,)]*[\s,(:;“\"/–-]\s?|\s"
)
_YEAR = re.compile(r"(?:\sGuidelines?)?,?\s?\(?((?:19|20)\d\d)")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d\b")
_CHAPTER_WORD = re.compile(r"\s(?:[Cc]hapters?|[Ss]ections?)\b(?!\s\d)")
_NO_SECTION = re.compile(r"(?:\bno\s(?:section|part)s?|\bpart|\boutside)\sof\s(?:the\s)?$", re.I)
_NOT_NAMED = re.compile(r"\b(?:these|other|such|any)\s$")
_LAST_WORD = re.compile(r"\sGuidelines?$", re.I)
_CLOSED, _QUOTE_CLOSED = re.compile(r"\s?\)"), re.compile(r"[)\"”]")
_COMMA = re.compile(r"\s?[,)]")
_GAP = re.compile(r"[\s,:(“\"–-]*")
_GUIDELINES_OF = re.compile(r"(?:Guidelines?,?\s(?:of\s(?:the\s)?)?\(?)?$", re.I)
_GUIDELINES_OF_WIDTH = len("Guidelines, of the (")
_PART_OF = re.compile(
    r"\)?,?\s(?:(?:which|that|and)\s)?(?:is|are)\s(?P<no>not\s)?(?:a\s|considered\s)?part\sof\s(?:the\s)?(?:California\s)?(?:MTUS|Medical\sTreatment\sUtilization\sSchedule)",
    re.I,
)
_ABBREVIATED = re.compile(r"[A-Z]{4,}")
"""A title that goes by its initials: "CPMTG"."""
_INITIALS = re.compile(r"\s?\([A-Z]{2,6}G\)")
"""The initials of a title behind it."""
_TITLE_FOLLOWED = re.compile(
    r"[\"”)]?,?\s?(?:\(?(?:19|20)\d\d\)?|(?:Medical\s|Treatment\s|Practice\s)*Guide-?\s?lines?\b|Chapters?\b|Sections?\b|MTUS\b|,?\s?\(?(?:pages?|pgs?|pp?)\b|\()",
    re.I,
)


def read_prose(text: str, start: int, end: int, catalogue: Catalogue, *, once: bool = False) -> list[Draft]:
    """The guidelines and publications named in `text[start:end]`; `once`: each document once, as in a rationale."""
    drafts: list[Draft] = []
    at = start
    for anchor in anchors(text, start, end):
        if anchor.start < at:
            continue
        found = _read(text, start if not drafts else max(start, drafts[-1].end), anchor, end, catalogue)
        if anchor.kind == "regulation" and _adds_nothing(found, drafts):
            continue
        drafts.extend(found)
        at = _part_of(text, max([anchor.end, *(draft.end for draft in found)]), end, found)
    return listed_once(drafts, text) if once else drafts


def _adds_nothing(found: list[Draft], before: list[Draft]) -> bool:
    """Whether a regulation by itself stands behind a document of the MTUS, whose regulation it is."""
    return any(draft.source == "MTUS" for draft in before) and not any(
        draft.guideline or draft.sections or draft.pages for draft in found
    )


def _part_of(text: str, at: int, end: int, found: list[Draft]) -> int:
    """ "…, which is part of the MTUS" makes a document one of the MTUS, and names no other."""
    match = _PART_OF.match(text, at, end)
    if match is None:
        return at
    if not match["no"] and found and found[-1].source == "ACOEM":
        found[-1].source = "MTUS"
    return match.end()


def _read(text: str, floor: int, anchor: Anchor, end: int, catalogue: Catalogue) -> list[Draft]:
    kind = anchor.kind
    if kind == "odg":
        return read_odg_in_prose(text, floor, anchor.start, end, catalogue)
    if kind == "url":
        url = URL.match(text, anchor.start, end)
        return [read_address(text, anchor.start, url.end())] if url else []
    if kind == "other":
        return [_other(text, anchor, end, catalogue)]
    if kind == "mtus" and _NO_SECTION.search(text, max(floor, anchor.start - 24), anchor.start):
        return []
    if kind == "title" and _quoted_inside(text, floor, anchor.start):
        return []
    return ProseReader(text, floor, anchor, end, catalogue).read()


def _quoted_inside(text: str, floor: int, at: int) -> bool:
    """ "within these guidelines" and such name nothing; a title does, unless "these" or "other" stands before it."""
    return _NOT_NAMED.search(text, max(floor, at - 8), at) is not None


def _other(text: str, anchor: Anchor, end: int, catalogue: Catalogue) -> Draft:
    draft = Draft("other", anchor.start, anchor.end)
    title = _LAST_WORD.sub("", anchor.text(text)) if " " in anchor.text(text) else anchor.text(text)
    draft.guideline = Tag("guideline", anchor.start, anchor.start + len(title), "")
    known = catalogue.others.exact(anchor.text(text)) or catalogue.others.exact(title)
    draft.work = known[0] if known else None
    _take_details(draft, text, anchor.end, end)
    return draft


def _left_of(text: str, low: int, at: int) -> re.Match[str] | None:
    """The state and the year directly before `at`, not before `low`; `None` where there is neither."""
    if _LEFT_ENDS.search(text, max(low, at - 4), at) is None:
        return None
    left = _LEFT.search(text, max(low, at - _LEFT_WIDTH), at)
    return left if left is not None and left.start() < at else None


def _take_details(draft: Draft, text: str, at: int, end: int) -> int:
    """Editions, pages and tables directly behind a name."""
    while True:
        gap = _BETWEEN.match(text, at, end)
        place = gap.end() if gap else at
        behind = details.take_pages(draft, text, place, end, ascending=True) or details.skip_table(text, place, end)
        if behind is None and draft.edition is None:
            behind = details.take_edition(draft, text, place, end)
        if behind is None:
            return at
        at = behind


class ProseReader:
    """Reads one citation of the MTUS or of ACOEM around the word that gave it away."""

    def __init__(self, text: str, floor: int, anchor: Anchor, end: int, catalogue: Catalogue) -> None:
        self.text, self.floor, self.end, self.catalogue = text, floor, end, catalogue
        self.anchor = anchor
        self.draft = Draft("ACOEM" if anchor.kind == "acoem" else "MTUS", anchor.start, anchor.start)

    def read(self) -> list[Draft]:
        """The citation (and those that it leads to: "… refers to ACOEM, Chapter 12 …")."""
        draft = self.draft
        at = self._name()
        self._left()
        while True:
            behind = self._detail(at)
            if behind is None:
                break
            at = draft.take(behind)
        draft.take(details.closed(self.text, draft.start, draft.end))
        return [draft]

    # -- to the right --

    def _name(self) -> int:
        text, at = self.text, self.anchor.start
        if self.anchor.kind == "title":
            return self._take_title(at) or self.draft.take(self.anchor.end)
        if self.anchor.kind == "regulation":
            return details.take_regulation(self.draft, text, at, self.end) or self.draft.take(self.anchor.end)
        match = MTUS.match(text, at, self.end) or ACOEM.match(text, at, self.end)
        return self.draft.take(match.end() if match else self.anchor.end)

    def _detail(self, at: int) -> int | None:
        text, end, draft = self.text, self.end, self.draft
        opened = _GAP.match(text, at, end)
        adopted = details.take_adopted_edition(draft, text, opened.end(), end) if opened and draft.guideline else None
        joined = adopted or self._joined_body(at)
        if joined:
            return joined
        guidelines = _GUIDELINES.match(text, at, end)
        if guidelines:
            return self._guidelines_or_title(at, guidelines.end())
        label = _CHAPTER_WORD.match(text, at, end) if draft.guideline and draft.guideline.end == at else None
        label = label or (_INITIALS.match(text, at, end) if draft.guideline else None)
        if label:
            return label.end()
        gap = _BETWEEN.match(text, at, end)
        if gap is None:
            return None
        place = gap.end()
        behind = (
            details.take_pages(draft, text, place, end, ascending=True)
            or details.take_regulation(draft, text, place, end)
            or self._chapter(place)
            or self._edition(at, place)
        )
        if behind:
            return behind
        table = details.skip_table(text, place, end)
        if table:
            return table
        return self._take_title(place) or take_section(draft, text, at, end, self.catalogue)

    def _guidelines_or_title(self, at: int, behind: int) -> int:
        """ "Acupuncture Medical Treatment Guidelines": the title may hold the words "Medical Treatment"."""
        return self._take_title(at + 1) or behind

    def _joined_body(self, at: int) -> int | None:
        """ "MTUS/ACOEM", "MTUS and ACOEM Guidelines", "MTUS Guideline in ACOEM Chapter 8": one, of the MTUS."""
        draft = self.draft
        by_title = self.anchor.kind in ("title", "regulation") and not (draft.chapter_number or draft.pages)
        if (draft.guideline or draft.chapter_number or draft.pages or draft.regulations) and not by_title:
            return None
        gap = _JOIN.match(self.text, at, self.end)
        if gap is None:
            return None
        match = MTUS.match(self.text, gap.end(), self.end) or ACOEM.match(self.text, gap.end(), self.end)
        if match is None or (self.anchor.kind != "acoem" and by_title and match.re is ACOEM):
            return None
        if match.re is MTUS and self.anchor.kind == "acoem" and self._title_at(match.end() + 1):
            return None  # "ACOEM and MTUS Chronic Pain Guidelines" are two
        draft.source = "MTUS"
        close = _CLOSED.match(self.text, match.end(), self.end)
        return close.end() if close and "(" in gap[0] else match.end()

    def _edition(self, at: int, place: int) -> int | None:
        if self.draft.edition is not None and self.draft.regulations == []:
            return None
        bare = _BARE_YEAR.match(self.text, place, self.end)
        if bare and "," in self.text[at:place] and not _COMMA.match(self.text, bare.end()):
            return None  # a date or a count behind a comma, not an edition
        return details.take_edition(self.draft, self.text, place, self.end)

    def _chapter(self, place: int) -> int | None:
        draft, text, end = self.draft, self.text, self.end
        behind = details.take_chapter_number(draft, text, place, end)
        if behind is None:
            return None
        gap = _GAP.match(text, behind, end)
        title = self._title_at(gap.end()) if gap else None
        if title is not None and draft.guideline is None:
            start, stop, work = title
            draft.guideline = Tag("guideline", start, stop, "")
            draft.chapter_title = Tag("chapter_title", start, stop, "")
            draft.work = work
            behind = stop
            close = _QUOTE_CLOSED.match(text, behind, end)
            behind = close.end() if close else behind
        return behind

    def _title_at(self, at: int) -> tuple[int, int, str] | None:
        """(start, end, work) of the longest title at `at`."""
        if at >= self.end or not self.text[at].isalnum():
            return None
        found = self.catalogue.titles.match(self.text, at, self.end)
        if found is None or found[1][0] in ("mtus", "acoem"):
            return None
        return at, found[0], self._work(found[1], found[0])

    def _work(self, ids: tuple[str, ...], end: int) -> str:
        year = _YEAR.match(self.text, end, self.end)
        known = year[1] if year else (self.draft.edition.value if self.draft.edition else None)
        return self.catalogue.dated_work(ids, known)

    def _take_title(self, at: int) -> int | None:
        """A title that the sentence cannot but mean as one: followed by "Guidelines", "Chapter", a year or pages, or
        written with capitals and more than one word long."""
        draft = self.draft
        if draft.guideline is not None:
            return None
        if self.text[at : at + 1] in '"“(':
            at += 1
        title = self._title_at(at)
        if title is None:
            return None
        start, stop, work = title
        printed = self.text[start:stop]
        capitals = all(
            w[0].isupper() for w in printed.split() if w not in ("and", "&", "of", "to", "the") and w[0].isalpha()
        )
        sure = capitals and (" " in printed or _ABBREVIATED.fullmatch(printed))
        if not sure and not _TITLE_FOLLOWED.match(self.text, stop, self.end):
            return None
        draft.guideline = Tag("guideline", start, stop, "")
        draft.work = work
        return draft.take(stop)

    # -- to the left --

    def _left(self) -> None:
        """What stands before the name: the state, a year, a title ("Chronic Pain MTUS"), "page 46 of the"."""
        draft, text = self.draft, self.text
        low = max(self.floor, draft.start - _WINDOW)
        left = _left_of(text, low, draft.start)
        if left is not None:
            year = left["year"] or left["year2"]
            if year and draft.edition is None:
                group = "year" if left["year"] else "year2"
                draft.edition = Tag("edition", left.start(group), left.end(group), year)
            draft.start = left.start()
        if draft.guideline is None:
            self._left_title(low)
        for pattern in (_LEFT_PAGES, _LEFT_CHAPTER):
            may_match = _LEFT_OF.search(text, max(low, draft.start - _LEFT_OF_WIDTH), draft.start)
            match = pattern.search(text, low, draft.start) if may_match else None
            if match is not None:
                taken = details.take_pages(draft, text, match.start(), draft.start) or details.take_chapter_number(
                    draft, text, match.start(), draft.start
                )
                if taken:
                    draft.start = match.start()

    def _left_title(self, low: int) -> None:
        """ "California Chronic Pain MTUS", "Chronic Pain Medical Treatment Guidelines MTUS"."""
        draft, text = self.draft, self.text
        match = _GUIDELINES_OF.search(text, max(low, draft.start - _GUIDELINES_OF_WIDTH), draft.start)
        stop = match.start() if match else draft.start
        if not self.catalogue.titles.may_end(text, low, stop):
            return
        near = words(text, low, stop)
        for first in range(max(0, len(near) - 7), len(near)):
            found = self.catalogue.titles.longest(near, first)
            if found and found[0] == len(near) and near[first].start >= low and text[near[first].start].isupper():
                if text[near[-1].end : stop].strip() or len(near) - first < 2:
                    return
                draft.guideline = Tag("guideline", near[first].start, near[-1].end, "")
                draft.work = self._work(found[1], near[-1].end)
                draft.start = near[first].start
                before = _left_of(text, low, draft.start)
                draft.start = before.start() if before is not None else draft.start
                return
