"""Prose: one citation around the name that gave it away.

Prose is read strictly: only words that belong to the name of a document are taken in, since everything around them
is argument.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.components.citation_reading.cited_text import CitedText, cited_as
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.grammar import BODIES, Grammar
from pipeline.components.tags import Tag

GAP = re.compile(r"[\s,)]*[\s,(:;\"“/–-]\s?|\s")
_CLAUSE = re.compile(r"[^.;(]{0,60}?[(,]\s?(?:\w+\s){0,3}$")
_LEAD = re.compile(r"[a-z]{2,6}\s")
_LEAD_BEFORE = re.compile(r"(?:\s[a-z]{2,6}){1,2}\s$")
"""Short words that lead from a name to a page, or from a page to a name: "on", "of the"; what stands on both sides
tells that they do."""
_LEAD_WIDTH = 15
_FIRST_LETTERS = 4
"""How far behind a name a topic may begin: behind "'s ", ", ", " ("."""
_BEHIND_TITLES = ("edition", "pages", "label", "regulation")
_ABBREVIATED = re.compile(r"[A-Z]{4,}")
_WINDOW = 90


class ProseReader(Grammar):
    """Reads one citation around the name that gave it away; nothing before `start` belongs to it."""

    ascending = True

    def __init__(self, cited: CitedText, start: int, end: int, anchor: Tag) -> None:
        super().__init__(cited, start, end)
        self.anchor = anchor
        kind = cited_as(anchor) if anchor.label == "body" else "MTUS"
        self.kind = kind
        self.draft = Draft(
            kind if kind in BODIES else "MTUS" if kind == "title" else "other", anchor.start, anchor.start
        )
        self.draft.chapters = kind == "ODG"

    def read(self) -> Draft | None:
        """The citation."""
        draft = self.draft
        at = self._name()
        if at is None:
            return None
        if self.anchor.label == "address":
            return draft
        self._left()
        while (behind := self._detail(at)) is not None:
            at = draft.take(behind)
        draft.take(self.closed(draft.start, draft.end))
        self._page_in_clause()
        return draft

    # -- to the right --

    def _name(self) -> int | None:
        draft, anchor = self.draft, self.anchor
        if anchor.label == "regulation":
            return self.regulation(draft, anchor.start)
        if anchor.label == "address":
            draft.source = "other"
            draft.guideline = Tag("guideline", anchor.start, anchor.end, "", anchor.rule)
        elif self.kind == "title":
            title = None
            while title is None and draft.start < anchor.end:  # "Per Shoulder Complaints (ACOEM)"
                title = self.title_at(None, draft.start)
                draft.start = title.start if title else self.text.find(" ", draft.start, anchor.end) + 1 or anchor.end
            if title is None:
                return None
            self.set_title(draft, title.start, title.end, title.ids)
        elif self.kind not in BODIES:
            self.work(draft, anchor)
        return draft.take(anchor.end)

    def _detail(self, at: int) -> int | None:
        draft = self.draft
        topic = self._topic_behind(at)
        if topic is not None:
            return topic
        place = self._behind_gap(at)
        if place is None:
            return None
        return (
            self.adopted_edition(draft, place)
            or self._owner(at, place)
            or self.pages(draft, place)
            or self.regulation(draft, place)
            or self.chapter_number(draft, place)
            or self._edition(at, place)
            or self.cited.behind("table", place, self.end)
            or self.numbered_section(draft, place)
            or (self._odg_chapter(place) if draft.chapters else self._title(place))
            or self._word(at, place)
            or self._listed(at, place)
        )

    def _owner(self, at: int, place: int) -> int | None:
        """Behind the name of the body whose the title or the regulation before it is ("Shoulder Complaints (ACOEM)"),
        or of the publisher of the guideline before it."""
        draft, body = self.draft, self.cited.at("body", place)
        if body is None or self.is_imprint(draft, body):
            return body.end if body else None
        titled = self.kind == "title" and not (draft.pages or draft.sections)
        owned = {"MTUS": titled or bool(draft.regulations), "ACOEM": titled and self.text[at:place] in (" ", " (")}
        if not owned.get(cited_as(body)):
            return None
        draft.source = cited_as(body)
        return body.end

    def _behind_gap(self, at: int) -> int | None:
        """Behind punctuation, and behind the word that leads to a page or a chapter number: "in Chapter 5"."""
        gap = GAP.match(self.text, at, self.end)
        if gap is None:
            return None
        for place in self._leads(gap.end()):
            if self.cited.any_at(("pages", "chapter", "table"), place):
                return place
        return gap.end()

    def _leads(self, place: int) -> Iterator[int]:
        """`place`, and the places behind one and two short words there."""
        yield place
        for _ in range(2):
            lead = _LEAD.match(self.text, place, self.end)
            if lead is None:
                return
            place = lead.end()
            yield place

    def _word(self, at: int, place: int) -> int | None:
        """ "Guidelines", "Chapter" directly behind a name or a title."""
        word = self.name_at(place) or self.cited.at("word", place, self.end, "acute")
        if word is not None and self.text[at:place].strip(' "(-,') == "":
            if self.draft.sections and word.value == "name":
                return None
            return word.end
        label = self.cited.at("label", place, self.end)
        behind_title = self.draft.guideline is not None and self.draft.guideline.end == self.draft.end == at
        if label is not None and behind_title and self.text[at:place].strip('" )') == "":
            return label.end
        return None

    def _topic_behind(self, at: int) -> int | None:
        """ "guidelines for the use of TENS", "'s topic on gym memberships", ", in the section on discography"."""
        for tag in self.cited.of("topic"):
            if tag.attributes["stands"] == "before" or not tag.start <= at + _FIRST_LETTERS < tag.end:
                continue
            start = tag.end - len(tag.value)
            if self.text[at : tag.start].strip(" ,'s()"):
                continue
            if start <= at or (tag.attributes["stands"] == "behind" and "," in self.text[at : tag.start]):
                continue
            known, piece = self.topic_at(self.draft, start) or 0, self.cited.over("piece", start)
            if piece is not None and piece.value == "unsure" and piece.end == tag.end:
                return self._take_topic(tag.attributes["names"], start, known) if known else None
            self._pages_between(at, start)
            return self._take_topic(tag.attributes["names"], start, max(known, tag.end))
        return None

    def _pages_between(self, start: int, end: int) -> None:
        """ "Guidelines (page 60) on massage", "the Opioids section, on page 78, of the MTUS"."""
        for tag in self.cited.of("pages", start=start, end=end)[:1]:
            self.pages(self.draft, tag.start)

    def _take_topic(self, kind: str, start: int, end: int) -> int | None:
        """A topic as section or, behind "chapter on", as title; a part of the body alone is neither."""
        draft = self.draft
        end = start + len(self.text[start:end].rstrip(' ,"'))
        dated = self.cited.ending("edition", end) if kind == "chapter" else None
        if dated is not None and dated.start > start:
            self.edition(draft, dated.start)
            end = dated.start - 1
        printed = self.text[start:end]
        title = self.title_at(draft, start)
        if kind == "chapter" and draft.guideline is None:
            ids = title.ids if title is not None and title.end == end else ()
            return self.set_title(draft, start, end, ids)
        known = self.catalogue.chapters.exact(printed)
        if known and self.catalogue.guidelines[known[0]].body_parts:
            return draft.take(end)
        return self.add_section(draft, start, end)

    def _edition(self, at: int, place: int) -> int | None:
        """A year; behind a comma only one that is closed again, since others are numbers of something else."""
        draft, tag = self.draft, self.cited.at("edition", place, self.end)
        if tag is None or (draft.edition is not None and not draft.regulations):
            return None
        bare = self.text[place : tag.end].isdigit() and "," in self.text[at:place]
        if bare and (draft.chapters or self.text[tag.end : tag.end + 1] not in (",", ")")):
            return None
        return self.edition(draft, place)

    def _title(self, place: int) -> int | None:
        """A title that the sentence cannot but mean as one: behind a chapter's number, before "Guidelines",
        "Chapter", a year or pages, or written with capitals and more than one word long."""
        draft = self.draft
        if draft.guideline is not None or self.kind not in BODIES:
            return None
        title = self.title_at(draft, place)
        if title is None:
            return None
        followed = self.followed(title.end, _BEHIND_TITLES) or self.text.startswith(" (", title.end)
        if draft.chapter_number is None and not followed and not self._is_name(title.start, title.end):
            return None
        return self.closed(place - 1, self.set_title(draft, title.start, title.end, title.ids))

    def _is_name(self, start: int, end: int) -> bool:
        """Whether a title is printed as a name: its first and all longer words with capitals, and more than one."""
        printed = self.text[start:end]
        capitals = printed[0].isupper() and not any(w[0].islower() and len(w) > 3 for w in printed.split())
        return capitals and (" " in printed or _ABBREVIATED.fullmatch(printed) is not None)

    def _odg_chapter(self, place: int) -> int | None:
        """A chapter of ODG: followed by "Chapter" or "section", or a capitalised name that punctuation closes."""
        draft = self.draft
        if draft.guideline is not None:
            return None
        title = next(filter(None, (self.title_at(draft, lead) for lead in self._leads(place))), None)
        if title is None:
            return None
        labelled = title.start > place
        behind = title.end + (self.text[title.end : title.end + 1] == '"')
        label = self.cited.at("label", behind + 1, self.end)
        following = self.text[behind : behind + 2]
        closed = self.text[title.start].isupper() and (
            following[:1] in (",", ";", ":", ".", ")", "/", "") or following in (" -", " (", " /")
        )
        preface = title.ids[0] == "odg.preface"
        if label is None and draft.chapter_number is None and (labelled or not (closed or preface)):
            return None
        self.set_title(draft, title.start, title.end, title.ids)
        return draft.take(label.end if label else title.end)

    def _listed(self, at: int, place: int) -> int | None:
        """A section between the name and its pages, in quotation marks, or before the word "section"; behind a chapter
        of ODG one that the catalogue knows, or that stands between commas."""
        draft, text = self.draft, self.text
        start, under = self._section_starts(place)
        quote = text.find('"', start, start + 80) if text[start - 1 : start] == '"' else -1
        if quote > start and (under or "(" in text[at:place]) and text[quote + 1 : quote + 2] in (")", ",", ""):
            return self.add_section(draft, start, quote, quote + 1)
        known, piece = self.topic_at(draft, start) or 0, self.cited.over("piece", start)
        end = self._section_ends(start, known, piece)
        other = any(cited_as(tag) != "title" for tag in self.cited.of("body", start=start, end=end))
        if not end or other or not (text[start].isupper() or known == end):
            return None
        word = self.cited.at("word", end + 1, value="name") or self.cited.ending("word", end)
        if word is not None and draft.chapters and at + 1 == place:
            return self.add_section(draft, start, word.end)
        gap = GAP.match(text, end + (text[end : end + 1] == '"'), self.end)
        behind = gap.end() if gap else end
        label = self.cited.at("label", behind)
        if label is not None and "," not in text[end:behind]:
            return self.add_section(draft, start, end, label.end)
        named = end > known or (piece is not None and piece.end == end)
        titled = draft.guideline is not None and (draft.chapters or (piece is not None and piece.value == "section"))
        closes = text[end : end + 1] in (":;.)" if text[start:end].isupper() else ",:;.)")
        set_off = under or (titled and start == place and text[start].isupper() and (closes or named))
        paged = any(self.cited.at("pages", lead) for lead in self._leads(behind))
        return self.add_section(draft, start, end) if set_off or paged else None

    def _section_starts(self, place: int) -> tuple[int, bool]:
        """Where a section begins at `place`, and whether "under" leads to it."""
        under = self.cited.at("piece", place, self.end, "under") is not None
        begins = (lead for lead in self._leads(place) if (c := self.text[lead : lead + 1]).isupper() or c == '"')
        place = next(begins, place)
        return place + (self.text[place : place + 1] == '"'), under

    def _section_ends(self, start: int, known: int, piece: Tag | None) -> int:
        """Behind the section at `start`: one that the catalogue knows, or that the words around it tell; 0: none."""
        if piece is None or (piece.value in ("topic", "guidelines", "unsure") and piece.start < start):
            return known
        label = self.cited.ending("label", piece.end) if piece.value == "topic" else None
        return max(known, label.start - 1 if label else piece.end)

    # -- to the left --

    def _left(self) -> None:
        """What stands before the name: the state, a year, "page 46 of the", "the Special Studies section of the"."""
        draft = self.draft
        for _ in range(2):  # "2009 California MTUS": at most one of each
            before = self.start + len(self.text[self.start : draft.start].rstrip(" -/"))
            year, state = self._ending("edition", before), self._ending("word", before, "state")
            if year is not None and draft.edition is None and self.cited.printed(year).isdigit():
                self._dated(draft, year)
                draft.start = year.start
            elif state is not None and before < draft.start:
                draft.start = state.start
        topic = self._ending("topic", draft.start - 1) or self._ending("topic", draft.end)
        if topic is not None and topic.attributes["stands"] == "before":
            start = self.text.index(topic.value, topic.start)
            if self._take_topic(topic.attributes["names"], start, start + len(topic.value)) is not None:
                draft.start = topic.start
                self._pages_between(topic.start, topic.end)
            return
        lead = _LEAD_BEFORE.search(self.text, max(self.start, draft.start - _LEAD_WIDTH), draft.start)
        for read, label in ((self.pages, "pages"), (self.chapter_number, "chapter")):
            tag = self._ending(label, lead.start()) if lead else None
            if tag is not None:
                read(draft, tag.start)
                draft.start = tag.start

    def _ending(self, label: str, end: int, value: str = "") -> Tag | None:
        """The tag that ends there, where nothing that was read before holds it."""
        tag = self.cited.ending(label, end, value)
        return tag if tag is not None and tag.start >= self.start else None

    def _page_in_clause(self) -> None:
        """A page that the same clause gives for what it says: "recommends random screens (page 43)"."""
        draft = self.draft
        if draft.pages or self.anchor.label != "body" or self.kind not in BODIES:
            return
        for tag in self.cited.of("pages", start=draft.end, end=min(self.end, draft.end + _WINDOW)):
            in_clause = _CLAUSE.fullmatch(self.text, draft.end, tag.start)
            if in_clause and not self.cited.of("body", start=draft.end, end=tag.start):
                self.pages(draft, tag.start)
            return
