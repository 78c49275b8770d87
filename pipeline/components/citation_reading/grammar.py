"""What a citation is made of, in lines and in sentences alike: body, title, edition, chapter, section, pages.

Each production reads at a place of the text, fills the draft and returns the place behind what it read, or `None` where
it does not stand there. `lines.py` and `prose.py` say in which order they may follow, and what may stand between.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.components.citation_reading.cited_text import CitedText, cited_as
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.tags import Tag

_PARENTHESES = re.compile(r"\s?\([^()]*\)")
_BRACKET = re.compile(r"[()]")
_LONGEST = 300
"""Letters of the longest list of names in parentheses behind a drug."""
_OF_MTUS = re.compile(r"9792\.2[0-7]")
BODIES = frozenset({"MTUS", "ACOEM", "ODG"})


class Title(NamedTuple):
    """A title that the catalogue knows: its place, and the works that carry it."""

    start: int
    end: int
    ids: tuple[str, ...]


class Grammar:
    """The productions over one stretch `[start, end)` of a text."""

    ascending = False
    """Whether a list of pages ends where a number is no higher than the last."""

    def __init__(self, cited: CitedText, start: int, end: int) -> None:
        self.cited, self.text, self.catalogue = cited, cited.text, cited.catalogue
        self.start, self.end = start, end

    def work_of(self, body: Tag | None) -> str | None:
        """The catalogue's guideline that a body's rule names by its value."""
        return body.value if body is not None and body.value in self.catalogue.guidelines else None

    def name_at(self, place: int) -> Tag | None:
        """A word that belongs to a guideline's name at `place`: "Guidelines", "Practice Guidelines"."""
        return self.cited.at("word", place, self.end, "name")

    def is_imprint(self, draft: Draft, body: Tag) -> bool:
        """Whether a name is that of the publisher of the guideline before it: "Knee Disorders 2019 (Reed Group)"."""
        return cited_as(body) == "imprint" and draft.source in ("MTUS", "ACOEM") and self.text[draft.end] not in ";."

    def work(self, draft: Draft, body: Tag) -> int:
        """A work whose name is its title, without "Guidelines" at its end; a year in it is the edition."""
        word = self.cited.ending("word", body.end)
        named = self._known_work(body.start, body.end)
        end = word.start - 1 if not named and word is not None and word.start > body.start else body.end
        for dated in self.cited.of("edition", start=body.start, end=end)[:1]:
            self._dated(draft, dated)
        draft.guideline = Tag("guideline", body.start, end, "", body.rule)
        draft.work = named or self._known_work(body.start, end) or self.work_of(body)
        return draft.take(body.end)

    def _known_work(self, start: int, end: int) -> str | None:
        """The work of that name in the catalogue, with or without what stands in parentheses."""
        printed, others = self.text[start:end], self.catalogue.others
        found = others.exact(printed) or others.exact(_PARENTHESES.sub("", printed))
        return found[0] if found else None

    # -- details: tags of values --

    def pages(self, draft: Draft, at: int) -> int | None:
        """Pages behind a page label; those that the citation has already are taken in without a second entry."""
        tag = self.cited.at("pages", at, self.end)
        if tag is None:
            return None
        ranges: list[tuple[int, int]] = list(tag.value)
        count = 1
        while count < len(ranges) and not (self.ascending and ranges[count][0] <= ranges[count - 1][1]):
            count += 1
        end = tag.end if count == len(ranges) else self._before_number(tag, ranges[count][0])
        for low, high in ranges[:count]:
            value = f"{low}-{high}" if high != low else str(low)
            if all(page.value != value for page in draft.pages):
                draft.pages.append(Tag("pages", tag.start, end, value, tag.rule))
        return draft.take(self.closed(tag.start - 1, end))

    def _before_number(self, tag: Tag, number: int) -> int:
        """The end of a list of pages before a number in it, which belongs to the words behind."""
        at = self.text.rfind(str(number), tag.start, tag.end)
        return tag.start + len(self.text[tag.start : at].rstrip(" ,;&"))

    def edition(self, draft: Draft, at: int) -> int | None:
        """A year, a dated update, or an edition's number, which gives no year."""
        tag = self.cited.at("edition", at, self.end)
        if tag is None:
            return None
        self._dated(draft, tag)
        return draft.take(self.closed(tag.start - 1, tag.end))

    def _dated(self, draft: Draft, tag: Tag) -> None:
        year = self.cited.year(tag)
        if year and draft.edition is None:
            draft.edition = Tag("edition", tag.start, tag.end, year, tag.rule)
        elif tag.value and draft.number is None:
            draft.number = Tag("edition", tag.start, tag.end, tag.value, tag.rule)

    def adopted_edition(self, draft: Draft, at: int) -> int | None:
        """ "(ACOEM March 7, 2019)" behind a title: the edition of an ACOEM guideline that the MTUS has adopted."""
        body = self.cited.at("body", at, self.end)
        if body is None or body.value != "acoem" or self.text[at - 1 : at] != "(" or draft.guideline is None:
            return None
        place = body.end + 1
        word = self.cited.at("word", place, self.end)
        place = word.end + 1 if word else place
        place += self.text[place : place + 1] == " "
        edition = self.cited.at("edition", place, self.end)
        if edition is None or self.text[edition.end : edition.end + 1] != ")":
            return None
        self._dated(draft, edition)
        return draft.take(edition.end + 1)

    def regulation(self, draft: Draft, at: int) -> int | None:
        """A section of Title 8 CCR, or a range of them."""
        tag = self.cited.at("regulation", at, self.end)
        if tag is None:
            return None
        draft.regulations.append(Tag("regulation", tag.start, tag.end, tag.value, tag.rule))
        return draft.take(tag.end)

    def regulation_of_mtus(self, at: int) -> bool:
        """Whether a section of the MTUS in Title 8 CCR (9792.20 to 9792.27) stands there."""
        tag = self.cited.at("regulation", at, self.end)
        return tag is not None and _OF_MTUS.match(tag.value) is not None

    def chapter_number(self, draft: Draft, at: int) -> int | None:
        """ "Chapter 12" of an ACOEM chapter; a second number is for the caller to begin a new citation with."""
        tag = self.cited.at("chapter", at, self.end)
        if tag is None:
            return None
        number = str(tag.value)
        if draft.chapter_number is not None:
            return draft.take(tag.end) if draft.chapter_number.value == number else None
        draft.chapter_number = Tag("chapter_number", tag.start, tag.end, number, tag.rule)
        return draft.take(tag.end)

    def numbered_section(self, draft: Draft, at: int) -> int | None:
        """A section that a rule tells by its form: "§ 3.2"."""
        tag = self.cited.at("section", at, self.end)
        return self.add_section(draft, tag.start, tag.end) if tag else None

    def followed(self, end: int, labels: tuple[str, ...]) -> bool:
        """Whether "Guidelines", "Section(s)" or one of `labels` stands behind a title that ends at `end`."""
        places = [place for place in range(end, end + 3) if not self.text[end:place].strip(" ,(:")]
        named = any(self.name_at(place) or self.cited.at("label", place, self.end, "sections") for place in places)
        return named or any(self.cited.any_at(labels, place) for place in places)

    # -- titles and sections: names of the catalogue, longest first --

    def title_at(self, draft: Draft | None, at: int) -> Title | None:
        """The longest title at `at`: a chapter of ODG where the draft is cited by those, else one of MTUS or ACOEM."""
        chapters = draft is not None and draft.chapters
        found = self.cited.phrase(self.catalogue.chapters if chapters else self.catalogue.titles, at, self.end)
        if found is None or found[1][0] in ("mtus", "acoem", "odg"):
            return None
        end = self.balanced(at, found[0])
        if chapters:
            for value in ("region", "acute"):
                end = self._with_word(end, value)
        return Title(at, end, found[1])

    def _with_word(self, end: int, value: str) -> int:
        """Behind " Complaints" or " (Acute & Chronic)", where that stands behind a chapter."""
        for gap in (1, 0, 2):
            tag = self.cited.at("word", end + gap, self.end)
            if tag is not None and tag.value == value and not self.text[end : end + gap].strip(" ,"):
                return tag.end
        return end

    def topic_at(self, draft: Draft, at: int) -> int | None:
        """Behind the longest section name of the draft's guideline at `at`."""
        found = self.cited.phrase(self.catalogue.topics_of(self._work(draft)), at, self.end)
        return self.balanced(at, found[0]) if found else None

    def _work(self, draft: Draft) -> str | None:
        return draft.work or ("odg" if draft.chapters else None)

    def set_title(self, draft: Draft, start: int, end: int, ids: tuple[str, ...] = ()) -> int:
        """Let the draft be the guideline of this title; of several works the one with the edition that is named."""
        draft.guideline = Tag("guideline", start, end, "")
        if draft.chapter_number is not None and draft.chapter_title is None:
            draft.chapter_title = Tag("chapter_title", start, end, "")
        if ids:
            draft.work = self.catalogue.dated_work(ids, self._year_near(draft, end))
        return draft.take(end)

    def _year_near(self, draft: Draft, end: int) -> str | None:
        """The year that follows a title, perhaps behind the word "Guidelines", or that stands before it."""
        place = end + 1
        word = self.cited.at("word", place, self.end)
        place = word.end if word else end
        while self.text[place : place + 1] in tuple(" ,("):
            place += 1
        tag = self.cited.at("edition", place, self.end)
        return (self.cited.year(tag) if tag else None) or (draft.edition.value if draft.edition else None)

    def add_section(self, draft: Draft, start: int, end: int, behind: int | None = None) -> int:
        """Let the draft cite `text[start:end]`, without a parenthesis that it only closes; returns `behind`."""
        printed = self.text[start:end]
        end -= printed.endswith(")") and printed.count("(") < printed.count(")")
        if not any(section.start == start for section in draft.sections):
            entry = self.catalogue.resolve_section(self._work(draft), self.text[start:end]) or ""
            draft.sections.append(Tag("section", start, end, entry))
        return draft.take(end if behind is None else behind)

    # -- brackets --

    def closed(self, start: int, end: int) -> int:
        """Behind the quotation mark or parenthesis that `text[start:end]` leaves open."""
        following = self.text[end : end + 1]
        opened = self.text.count("(", max(0, start), end) > self.text.count(")", start, end)
        quoted = following == '"' and self.text.count('"', start, end) % 2 == 1
        return end + 1 if quoted or (following == ")" and opened) else end

    def balanced(self, start: int, end: int) -> int:
        """Behind the parenthesis that `text[start:end]` leaves open; `end` where it leaves none."""
        depth = self.text.count("(", start, end) - self.text.count(")", start, end)
        if depth <= 0:
            return end
        for bracket in _BRACKET.finditer(self.text, end, min(self.end, end + _LONGEST)):
            depth += 1 if bracket[0] == "(" else -1
            if depth == 0:
                return bracket.end()
        return end
