"""Guideline lines: the reader of one clause, which tries one production after the other at each place."""

from __future__ import annotations

from pipeline.components.citation_reading.cited_text import cited_as
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.grammar import BODIES, Title
from pipeline.components.citation_reading.line_titles import ENUMERATOR, LineTitles
from pipeline.components.citation_reading.publications import Publications
from pipeline.components.tags import Tag

_SEPARATORS = "\\ \t,;:()[]\"'“”’./|–—&-"


class LineReader(LineTitles):
    """Reads the citations of one clause of a guideline line."""

    def read(self) -> list[Draft]:
        """All citations, in order."""
        while True:
            self._skip_separators()
            if self.at >= self.end:
                return [draft for draft in self.drafts if draft.end > draft.start]
            before = self.at
            self._step()
            self.at = max(self.at, before + 1)  # never stand still

    def _skip_separators(self) -> None:
        while self.at < self.end and self.text[self.at] in _SEPARATORS and not self._tag_here():
            self.at += 1

    def _tag_here(self) -> bool:
        """Whether a tag begins at a bracket or a slash that would be skipped."""
        return self.text[self.at] == "(" and self.cited.any_at(("body", "word", "regulation"), self.at)

    def _step(self) -> None:
        enumerator = ENUMERATOR.match(self.text, self.at, self.end)
        if enumerator:
            self.at = enumerator.end()
            return
        for production in (
            self._aside,
            self._adopted,
            self._body,
            self._word,
            self._detail,
            self._title,
            self._label,
            self._topic,
            lambda: self.cited.behind("join", self.at, self.end),
            self._unknown,
        ):
            behind = production()
            if behind is not None:
                self.at = behind
                return

    # -- names --

    def _aside(self) -> int | None:
        """ "a Non-MTUS guideline", "which is part of the MTUS": words about what was cited."""
        tag = self.cited.at("aside", self.at, self.end)
        if tag is None:
            return None
        if tag.value == "part_of_mtus":
            for draft in self.drafts:
                draft.source = "MTUS" if draft.source in ("ACOEM", "other") and not draft.chapters else draft.source
        self.source, self.fresh = "other", True
        return tag.end

    def _adopted(self) -> int | None:
        draft = self.draft
        return self.adopted_edition(draft, self.at) if draft else None

    def _body(self) -> int | None:
        """A body's name: it joins the citation where nothing of that is named yet, else it begins one."""
        address = self.cited.at("address", self.at, self.end)
        if address is not None:
            return self._address(address)
        tag = self.cited.at("body", self.at, self.end)
        kind = cited_as(tag)
        if tag is None or kind == "title":
            return self._reference() if tag is None else None
        if kind == "none":
            self.fresh = True
            return tag.end
        draft = self.draft
        if draft is not None and self.is_imprint(draft, tag):
            return draft.take(tag.end)
        if kind not in BODIES:
            bracketed = (
                kind != "work" and draft is not None and draft.source in BODIES and self.text[self.at - 1] in "(/"
            )
            return tag.end if bracketed else self._publication()
        if draft is None or not self._joins(draft, kind):
            draft = self._new(self.at, kind if self.source == "other" or kind != "ACOEM" else self.source)
            draft.chapters = kind == "ODG"
        elif kind != "ACOEM" or draft.source == "other":
            draft.source = kind
        return draft.take(tag.end)

    def _joins(self, draft: Draft, kind: str) -> bool:
        """Whether a body's name still belongs to `draft`: nothing of it is named yet, or its title stands directly
        before ("Chronic Pain Guidelines MTUS", "Low Back Complaints (ACOEM Practice Guidelines, Chapter 12)")."""
        if draft.chapters != (kind == "ODG"):
            return False
        if kind == "ODG":  # "the Low Back Chapter of the Official Disability Guidelines"
            of = self.cited.ending("join", self.at - 1)
            joined = of is not None and of.value != "and" and draft.source == "other"
            return not draft.named() or (joined and not draft.sections)
        if not draft.named():
            return not self._apart(draft)
        directly = self.text[draft.end : self.at].strip() in ("", "(", "-", "/")
        return directly and not (draft.sections or draft.pages)

    def _address(self, tag: Tag) -> int:
        """An address is its own title; in parentheses behind a publication it belongs to that."""
        if self.drafts and self.text[tag.start - 1] == "(" and self.drafts[-1].source == "other":
            return self.drafts[-1].take(tag.end)
        draft = self._new(tag.start, "other")
        draft.guideline = Tag("guideline", tag.start, tag.end, "", tag.rule)
        self.fresh = True
        return draft.take(tag.end)

    def _reference(self) -> int | None:
        """The authors of a reference, behind a separator."""
        return self._publication() if self.cited.at("reference", self.at, self.end, "authors") else None

    def _publication(self) -> int:
        """A publication, up to the next name of a body, address or reference."""
        reader = Publications(self.cited, self.at, self._next_name(self.at))
        self.drafts += reader.read()
        self.fresh = True
        return reader.end

    def _next_name(self, at: int) -> int:
        """Where behind `at` the next citation begins for certain."""
        text = self.text
        places = [self.end]
        for label in ("body", "address", "reference", "aside", "regulation"):
            for tag in self.cited.of(label, start=at + 1, end=self.end):
                kind = cited_as(tag)
                separated = text[tag.start - 2 : tag.start] in ("; ", ". ")
                if kind == "title" or (label == "reference" and tag.value != "authors"):
                    continue
                if kind in BODIES or separated or label not in ("body", "reference"):
                    places.append(tag.start)
                    break
        return min(places)

    def _word(self) -> int | None:
        """ "Practice Guidelines", "California", "(Online Version)": they belong to the name before or behind them."""
        tag = self.cited.at("word", self.at, self.end)
        draft = self.draft
        if tag is None:
            return None
        if draft is None:
            named = any(self.cited.at("body", place) for place in (tag.end, tag.end + 1))
            if tag.value != "state" or (self.source == "other" and not named):
                return tag.end if self.source != "other" else None
            draft = self._new(tag.start, self.source)
        if not draft.sections and tag.value != "acute":
            draft.take(tag.end)
        return tag.end

    # -- details --

    def _detail(self) -> int | None:
        draft, at = self.draft, self.at
        chapter = self.cited.at("chapter", at, self.end)
        if draft is None:
            if chapter is None and not self.regulation_of_mtus(at):
                return self._other_regulation()
            if self.drafts and chapter is None:
                return self.regulation(self.drafts[-1], at)
            draft = self._new(at, "MTUS" if chapter is None else self.source)
        behind = (
            self.pages(draft, at)
            or self.regulation(draft, at)
            or (None if draft.sections_labelled else self.edition(draft, at))
            or self.cited.behind("table", at, self.end)
            or self.numbered_section(draft, at)
        )
        if behind is not None or chapter is None or draft.chapters:
            return behind
        if draft.guideline and draft.pages:
            return chapter.end if draft.chapter_number else self.chapter_number(self._new(at, self.source), at)
        return self.chapter_number(draft, at) or self.chapter_number(self._new(at, self.source), at)

    def _other_regulation(self) -> int | None:
        """A section of Title 8 that is none of the MTUS."""
        draft = Draft("other", self.at, self.at)
        behind = self.regulation(draft, self.at)
        if behind is None:
            return None
        self.drafts.append(draft)
        code = self.text[draft.start : draft.end].rpartition(", ")[0]
        if code:
            draft.guideline = Tag("guideline", draft.start, draft.start + len(code), "")
        return behind

    # -- titles and labels --

    def _title(self) -> int | None:
        draft = self.draft
        if draft is None and self.source == "other":
            return self._unnamed()
        title = self.title_at(draft, self.at)
        if title is None or (draft is not None and draft.source == "other" and not draft.chapters):
            return None
        if draft is not None and draft.chapters:
            return self._chapter(draft, title)
        if draft is None or draft.guideline is None:
            if (draft is not None and draft.sections) or not self._ends(title.end):
                return None
            apart = draft is not None and not draft.named() and self._apart(draft)
            return self._titled(None if apart else draft, *title)
        topic = self.topic_at(draft, self.at)
        if (topic or 0) > title.end:
            return None
        word = self.name_at(title.end + 1)
        if word is not None and not draft.pages and draft.work in title.ids:
            return draft.take(word.end)  # the document's own title once more, before the pages
        return self._titled(None, *title) if self._begins_citation(draft, title, topic) else None

    def _unnamed(self) -> int | None:
        """What names no body: a chapter of ODG or a title of the MTUS by itself, or another publication."""
        if (the := self.cited.at("join", self.at, self.end, "the")) is not None:
            return the.end
        stop = self._next_name(self.at)
        probe = Draft("other", self.at, self.at, chapters=True)
        chapter, title = self.title_at(probe, self.at), self.title_at(None, self.at)
        if chapter and self._ends(chapter.end) and not (title and self._of_mtus(title)):
            return self._chapter(self._open(probe), chapter)
        if title and self._of_mtus(title):
            return self._titled(self._new(self.at, "MTUS"), *title)
        return self._bare_sections(stop) or self._publication()

    def _of_mtus(self, title: Title) -> bool:
        """Whether a title without a body's name is the MTUS's for certain: "… Treatment Guidelines", "… Complaints"."""
        return bool(self.cited.of("word", start=title.start, end=title.end)) or self.name_at(title.end + 1) is not None

    def _bare_sections(self, stop: int) -> int | None:
        """Sections of the MTUS without the name of their guideline: "Opioids, page 78, which is part of the MTUS"."""
        aside = next(iter(self.cited.of("aside", start=self.at, end=self.end)), None)
        if aside is None or aside.value != "part_of_mtus" or aside.start > stop:
            return None
        draft = Draft("MTUS", self.at, self.at, work="mtus.chronic_pain")
        topic = self.topic_at(draft, self.at)
        return self.add_section(self._open(draft), self.at, topic) if topic is not None else None

    def _label(self) -> int | None:
        """ "Section(s):" before a list of sections; "Chapter" directly behind a title belongs to the citation."""
        tag = self.cited.at("label", self.at, self.end)
        if tag is None:
            return None
        draft = self.draft
        if draft is not None:
            if tag.value == "sections":
                draft.sections_labelled = True
            elif draft.guideline is not None and draft.end == draft.guideline.end == tag.start - 1:
                draft.take(tag.end)
        return tag.end
