"""Guideline lines: documents of the MTUS and of ACOEM, one behind the other, with titles, sections and pages."""

from __future__ import annotations

import re

from pipeline.components.citation_reading import details
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.names import ACOEM, MTUS, NAME_WORDS, SEPARATORS
from pipeline.components.tags import Tag
from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.phrases import words

_LABEL = re.compile(r"(?:Section\(s\)|Sections?)\s?:?|(?:Topics?|Chapters?)\b:?(?!\s?\d)", re.I)
_JOIN = re.compile(
    r"(?:and|&|in|of|for|the|under|with|on|by|also|see|part(?!\s(?:one|two|three|I{1,3}|\d)\b)|which\sis|both)\b\s?",
    re.I,
)
_DATED_TITLE = re.compile(
    r"(?P<title>[A-Z][^.;:]{2,80}?)(?:\sGuidelines?)?,?\s\(?(?P<year>(?:19|20)\d\d)\)?(?=\s?(?:[,.;]|$))"
)
_UNDATED_TITLE = re.compile(r"(?P<title>[A-Z][^.;:]{2,80}?)(?=\sGuidelines?\b)")
_TITLE_OF_BOOK = re.compile(r"(?P<title>[A-Z][\w&/,'’ -]{2,60}?)(?=(?:\s[Cc]hapter)?\s\(ACOEM\b)")
"""A chapter that the catalogue does not know, before the parenthesis that names its book."""
_FOLLOWED = re.compile(r"\s?(?:,?\s?\(?(?:19|20)\d\d\)?(?![\d-])|\s?(?:\w+\s)?Guidelines?\b|,?\s?Section\(s\))", re.I)
_GUIDELINES = re.compile(r"\s(?:\w+\s)?Guidelines\b", re.I)
_YEAR = re.compile(r"(?:\sGuidelines?)?,?\s\(?((?:19|20)\d\d)(?!\d)")
_PARENTHESES = re.compile(r"\s?\((?!\d{1,2}\))[^()]{1,300}\)")
_PAGES_OF_CHAPTER = re.compile(r"Page\(s\)\s?:?\s(?=(?:Chapter|Chp?\.?)\s\d)", re.I)
"""A page label before a chapter's number: "Page(s): Chp 14 page 371"."""
_ENUMERATOR = re.compile(r"\d{1,2}\)\s?(?=[A-Z])")
_CLOSING = re.compile(r"(?:\s?\(?[Rr]\)|®)?[\])]")
_CHAPTER_LIST = "mtus.general_approaches"
_PIECE = re.compile(
    r"(?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\]|[^,;()\[]|\[(?![^\[\]]*\]))+?(?=\s?(?:,|;|$|\)|\(?\d{1,2}\)\s[A-Z]|\(?9792\.|,?\s\(?(?:Title\s)?8,?\sC\.?\s?C\.?\s?R|\.\s[A-Z]|\.$|\s(?:Page\(s\)|[Pp]ages?\s\d|[Pp]g\.?\s?\d|pp?\.\s?\d)))"
)
_AND_LIST = re.compile(
    r"\s?(?:,|\(?\d{1,2}\)\s[A-Z]|;|\.(?:\s|$)|$|\)|,?\sand\s|\s?&\s|\s?/\s?|\s?\(?9792|\s?-\s|:\s)|\s(?:Sections?\b|Page|page|Pg|pg|p\.|pp\.|\()"
)
_TRAILING = re.compile(r"\s(?:[Tt]opics?|[Ss]ections?|[Hh]eading)$")
_CONTINUES = re.compile(r",\s(?=[a-z])(?!and\s)")


class LineReader:
    """Reads one stretch of a guideline line in which documents of the MTUS or of ACOEM are named."""

    def __init__(self, text: str, start: int, end: int, source: str, catalogue: Catalogue) -> None:
        self.text, self.end, self.source, self.catalogue = text, end, source, catalogue
        self.at = start
        self.words = words(text, start, end)
        self.index = {word.start: i for i, word in enumerate(self.words)}
        self.drafts: list[Draft] = []
        self.fresh = True  # the next title begins a citation

    def read(self) -> list[Draft]:
        """All citations, in order."""
        while True:
            self._skip(SEPARATORS)
            if self.at >= self.end:
                return self.drafts
            before = self.at
            self._step()
            if self.at <= before:  # nothing known here: never stand still
                self.at = before + 1

    # -- the grammar, one alternative after the other --

    def _step(self) -> None:
        draft = self.drafts[-1] if self.drafts and not self.fresh else None
        if self._skip(_ENUMERATOR) or self._skip(_PAGES_OF_CHAPTER):
            return
        if self._adopted(draft) or self._body(draft):
            return
        if draft is not None and self._detail(draft):
            return
        if draft is None and (
            details.chapter_number_at(self.text, self.at, self.end)
            or details.regulation_at(self.text, self.at, self.end)
        ):
            self._detail(self._new(self.at))
            return
        if self._chapter(draft) or self._skip(_LABEL, labels=True) or self._title_or_section(draft):
            return
        if self._skip(_JOIN):
            return
        self._unknown(draft)

    def _body(self, draft: Draft | None) -> bool:
        """ "MTUS", "ACOEM" and the words around such names; they begin a citation where the last one is complete."""
        match = MTUS.match(self.text, self.at, self.end) or ACOEM.match(self.text, self.at, self.end)
        if match is None:
            return self._name_words(draft)
        if draft is None or not self._joins(draft):
            draft = self._new(self.at)
            draft.source = "ACOEM" if self.source == "other" else self.source
        if match.re is MTUS:
            draft.source = "MTUS"
        self.at = draft.take(match.end())
        return True

    def _adopted(self, draft: Draft | None) -> bool:
        """ "MTUS Shoulder Disorders Guideline (ACOEM August 1, 2016)": the title's edition, and no other body."""
        behind = draft and details.take_adopted_edition(draft, self.text, self.at, self.end)
        self.at = behind or self.at
        return behind is not None

    def _joins(self, draft: Draft) -> bool:
        """Whether a body's name here still belongs to `draft`: nothing of it is named yet, or its title stands
        directly before ("Chronic Pain Guidelines MTUS")."""
        if not (draft.guideline or draft.chapter_number or draft.pages):
            return True
        between = self.text[draft.end : self.at].strip()
        return draft.guideline is not None and between in ("", "Guidelines", "(", "-")

    def _name_words(self, draft: Draft | None) -> bool:
        """ "Practice Guidelines", "California" and the like, which belong to the name before or behind them."""
        match = NAME_WORDS.match(self.text, self.at, self.end)
        if match is None or (draft is None and match[0][0].islower()):
            return False
        if draft is None and match[0].lower().startswith(("california", "ca", "state")):
            draft = self._new(self.at)
        if draft is not None and not draft.sections:
            draft.take(match.end())
        self.at = match.end()
        return True

    def _detail(self, draft: Draft) -> bool:
        text, at, end = self.text, self.at, self.end
        behind = (
            details.take_pages(draft, text, at, end)
            or details.take_regulation(draft, text, at, end)
            or (None if draft.sections_labelled else details.take_edition(draft, text, at, end))
            or details.skip_table(text, at, end)
        )
        if behind is None and not (draft.guideline and draft.pages):
            behind = details.take_chapter_number(draft, text, at, end)
        if behind is None:
            return False
        self.at = behind
        return True

    def _chapter(self, draft: Draft | None) -> bool:
        """A second chapter number begins a citation of its own."""
        if draft is None or not details.chapter_number_at(self.text, self.at, self.end):
            return False
        self._detail(self._new(self.at))
        return True

    def _title_or_section(self, draft: Draft | None) -> bool:
        word = self._word_index()
        if word is None:
            return False
        title = self.catalogue.titles.longest(self.words, word)
        begins = draft is None or draft.guideline is None
        section = None
        if draft is not None and draft.guideline is not None:
            section = self.catalogue.topics_of(draft.work).longest(self.words, word)
        if title and draft is not None and begins and self._apart(draft):
            return self._take_title(None, word, title)
        if title and not begins and self._again(draft, title):
            return True
        if title and (begins or self._begins_citation(draft, title[0], section, word)):
            return self._take_title(draft if begins else None, word, title)
        if begins and (draft is None or draft.chapter_number is None) and self._dated_title(draft):
            return True
        if section is None or draft is None:
            return False
        start, stop = self.words[word].start, self._behind(section[0])
        end = self._closed(start, stop)
        if not _AND_LIST.match(self.text, stop) and not _AND_LIST.match(self.text, end):
            return False
        self._add_section(draft, start, end, section[1][0])
        return True

    def _apart(self, draft: Draft) -> bool:
        """ "MTUS ACOEM, and Chronic Pain Treatment Guidelines" are two."""
        text = self.text
        return text[draft.end : self.at].strip() == ", and" and ACOEM.search(text, draft.start, draft.end) is not None

    def _again(self, draft: Draft | None, title: tuple[int, tuple[str, ...]]) -> bool:
        """The document's own title once more, before the pages: it names nothing new."""
        again = _GUIDELINES.match(self.text, self._behind(title[0]), self.end)
        if draft is None or draft.pages or draft.work not in title[1] or not again:
            return False
        self.at = draft.take(again.end())
        return True

    def _begins_citation(
        self, draft: Draft | None, behind: int, section: tuple[int, tuple[str, ...]] | None, word: int
    ) -> bool:
        """Whether a title behind a complete one begins a citation rather than being one of its sections."""
        if section is not None and section[0] > behind:
            return False
        if _FOLLOWED.match(self.text, self._behind(behind), self.end):
            return True
        if draft is None or draft.sections_labelled:
            return False
        if section is not None and (behind - word < 3 or draft.work == _CHAPTER_LIST or draft.pages):
            return False
        printed = self.text[self.words[word].start :]
        return behind - word >= 2 and printed[0].isupper() and bool(_AND_LIST.match(self.text, self._behind(behind)))

    def _take_title(self, draft: Draft | None, word: int, found: tuple[int, tuple[str, ...]]) -> bool:
        start, end = self.words[word].start, self._behind(found[0])
        if not _AND_LIST.match(self.text, end) and not _FOLLOWED.match(self.text, end) and self._dated_title(draft):
            return True
        draft = draft or self._new(start)
        year = _YEAR.match(self.text, end, self.end)
        draft.work = self.catalogue.dated_work(found[1], year[1] if year else None)
        self._set_guideline(draft, start, end)
        return True

    def _dated_title(self, draft: Draft | None) -> bool:
        """A title that the catalogue does not know: words before a year, or before "Guidelines"."""
        for pattern in (_TITLE_OF_BOOK, _DATED_TITLE, _UNDATED_TITLE):
            match = pattern.match(self.text, self.at, self.end)
            if match is None or "Section(s)" in match["title"] or "Page" in match["title"]:
                continue
            draft = draft or self._new(self.at)
            known = self.catalogue.resolve_title(match["title"], ("MTUS", "ACOEM"))
            draft.work = known.id if known else None
            self._set_guideline(draft, match.start("title"), match.end("title"))
            return True
        return False

    def _unknown(self, draft: Draft | None) -> None:
        """Words up to the next comma: a title where the citation still has none, else a section."""
        match = _PIECE.match(self.text, self.at, self.end)
        start, end = self.at, match.end() if match else self.end
        while draft is not None and draft.sections_labelled and _CONTINUES.match(self.text, end, self.end):
            more = _PIECE.match(self.text, end + 2, self.end)
            if more is None:
                break
            end = more.end()
        self.at = end
        while end > start and self.text[end - 1] in " .,:;-":
            end -= 1
        label = _TRAILING.search(self.text, start, end)
        end = label.start() if label else end
        if end <= start:
            return
        if draft is None or (draft.guideline is None and draft.chapter_number is None):
            draft = draft or self._new(start)
            self._set_guideline(draft, start, end)
            known = self.catalogue.resolve_title(self.text[start:end], ("MTUS", "ACOEM"))
            draft.work = known.id if known else None
        else:
            section = self.catalogue.resolve_section(draft.work, self.text[start:end]) or ""
            self._add_section(draft, start, end, section)

    # -- small change --

    def _new(self, start: int) -> Draft:
        draft = Draft(self.source, start, start)
        self.drafts.append(draft)
        self.fresh = False
        return draft

    def _set_guideline(self, draft: Draft, start: int, end: int) -> None:
        draft.guideline = Tag("guideline", start, end, "")
        if draft.chapter_number is not None and draft.chapter_title is None:
            draft.chapter_title = Tag("chapter_title", start, end, "")
        self.at = draft.take(end)

    def _add_section(self, draft: Draft, start: int, end: int, entry: str) -> None:
        title = self.text[start:end]
        draft.sections.append(
            Tag("section", start, end, entry or self.catalogue.resolve_section(draft.work, title) or "")
        )
        self.at = draft.take(end)

    def _word_index(self) -> int | None:
        return self.index.get(self.at)

    def _behind(self, index: int) -> int:
        return self.words[index - 1].end

    def _closed(self, start: int, end: int) -> int:
        """Behind what stands in parentheses after a title, or behind the parenthesis that the title left open."""
        end = details.balanced(self.text, start, end, self.end)
        if self.text[end : end + 1] == "]" and "[" in self.text[start:end]:
            end += 1
        opened = _PARENTHESES.match(self.text, end, self.end)
        if opened and not self.text[opened.start() : opened.end()].lstrip().startswith("(9792"):
            return opened.end()
        line_start = self.words[0].start if self.words else 0
        rest = self.text[line_start:end]
        close = _CLOSING.match(self.text, end, self.end)
        return close.end() if close and rest.count("(") > rest.count(")") else end

    def _skip(self, pattern: re.Pattern[str], *, labels: bool = False) -> bool:
        match = pattern.match(self.text, self.at, self.end)
        if match is None or match.end() == self.at:
            return False
        if labels and self.drafts:
            self._take_label(self.drafts[-1], match)
        self.at = match.end()
        return True

    def _take_label(self, draft: Draft, label: re.Match[str]) -> None:
        """`Section(s):` before a list of sections; "Chapter" directly behind a title belongs to the citation."""
        if label[0].lower().startswith("section(s)"):
            draft.sections_labelled = True
        elif draft.guideline is not None and draft.end == draft.guideline.end == label.start() - 1:
            draft.take(label.end())


def read_documents(text: str, start: int, end: int, source: str, catalogue: Catalogue) -> list[Draft]:
    """Citations of MTUS and ACOEM documents in `text[start:end]`, a stretch that holds nothing else.

    `source` is what a document is of that names no body: `MTUS` behind "based on MTUS", else `other`.
    """
    return LineReader(text, start, end, source, catalogue).read()
