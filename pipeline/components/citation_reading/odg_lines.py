"""Guideline lines: the Official Disability Guidelines, with chapter and topics in free order and punctuation."""

from __future__ import annotations

import re

from pipeline.components.citation_reading import details
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.names import ODG, ODG_WORDS
from pipeline.components.tags import Tag
from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.phrases import words

_SEPARATOR = re.compile(r"[\s,;:.|/–—-]+|\(\s?\)")
_ACUTE = re.compile(r",?\s?\(\s?(?:(?:sub)?acute|chronic)(?:\s?(?:&|and|/|,)\s?(?:(?:sub)?acute|chronic))*\s?\)", re.I)
_COMPLAINTS = re.compile(r"\s(?:Complaints|Disorders|Conditions)\b", re.I)
_LABEL = re.compile(r"\s?(?:Chapters?|Sections?|Topics?|Procedures?(?:\sSummary)?)\b(?:\sGuidelines?\b)?", re.I)
_TRAILING = re.compile(r"\s(?:Topics?|Sections?|Chapters?)$", re.I)
_CHAPTER_ENDS = re.compile(
    r"\s?(?:[,;:|/.(]|-\s|–|—|\s-|$|updated)|\s?(?:Complaints|Disorders|Chapters?|Sections?|Topics?|Procedures?|Guidelines?)\b",
    re.I,
)
_IN_PARENTHESES = re.compile(r"\s?\((?P<topic>[^()]{3,80})\)")
_WHOLE_IN_PARENTHESES = re.compile(r"\((?P<title>[^()]{3,80})\)(?=\s?(?:[,.;(]|$))")
_TOPIC_ENDS = re.compile(
    r"\s?\(\d{1,2}\)\s[A-Z]|\s?(?:[,;:|]|\.(?:\s|$)|\s[-–—]\s|$)|\s?(?:Topics?|Sections?|Guidelines?)\b|,?\sand\s[A-Z]",
    re.I,
)
_PIECE = re.compile(
    r"(?:\([^()]*\)|[^,;:()|]|:(?=\S)|\((?![^()]*\)))+?(?=\s?(?:[,;:|](?=\s|$)|\(\d{1,2}\)\s[A-Z]|\.\s[A-Z]|\.?$|\s[-–—]\s|\s?\((?:last\s)?updated|\s(?:Page\(s\)|[Pp]ages?\s\d)))"
)
_CONTINUES = re.compile(r",\s(?!(?:and|updated|last|version|page)\b)(?=[a-z])")
"""A piece in lower case goes on with the inverted title before it: "Fusion, anterior cervical"."""
_PUBLICATION = re.compile(r"\s(?:Medication\sGuide|Prescribing\sInformation|Handbook|Manual|Medical\sPolicy)$")
_NO_TOPIC = re.compile(r"updat|revis|version|online|web|\d{4}|ODG|TWC|edition", re.I)
_CLOSING = re.compile(r"[^()]{0,3}\)|\s?\((?!(?:19|20)\d\d\)|\d{1,2}\))[^()]{1,300}\)")
_ENUMERATOR = re.compile(r"\(?\d{1,2}\)\s?(?=[A-Z])")
_GUIDELINES = re.compile(r"\sGuidelines?\b", re.I)
_DATED = re.compile(r"\s(?P<year>\((?:19|20)\d\d\))$")
_UPDATE = re.compile(
    r",?\s\(?(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s)?(?P<year>(?:19|20)\d\d)\s(?:update|version|edition)\)?$",
    re.I,
)
_AND = re.compile(r"(?:and|&|in|for|of|the|under|on|see|per|from)\b\s?", re.I)


class OdgLineReader:
    """Reads one ODG citation: from its name to the next body's name; two chapters make two citations."""

    def __init__(self, text: str, start: int, end: int, catalogue: Catalogue, source: str = "ODG") -> None:
        self.text, self.end, self.catalogue, self.source = text, end, catalogue, source
        self.at = start
        self.drafts = [Draft(source, start, start)]
        self.topics = catalogue.topics_of("odg.pain")

    def read(self) -> list[Draft]:
        """The citations, in order."""
        name = ODG.match(self.text, self.at, self.end)
        if name is not None:
            self.at = self.drafts[0].take(name.end())
        self.words = words(self.text, self.at, self.end)
        self.index = {word.start: i for i, word in enumerate(self.words)}
        while True:
            gap = _SEPARATOR.match(self.text, self.at, self.end)
            self.at = gap.end() if gap else self.at
            if self.at >= self.end:
                return self.drafts
            before = self.at
            self._step(self.drafts[-1])
            if self.at <= before:
                self.at = before + 1

    def _step(self, draft: Draft) -> None:
        text, at, end = self.text, self.at, self.end
        enumerator = _ENUMERATOR.match(text, at, end)
        if enumerator:
            self.at = enumerator.end()
            return
        titled = _WHOLE_IN_PARENTHESES.match(text, at, end)
        if titled and self._titled(draft, titled):
            return
        qualifier = (
            details.take_edition(draft, text, at, end)
            or details.take_pages(draft, text, at, end)
            or details.skip_table(text, at, end)
        )
        if qualifier:
            self.at = qualifier
            return
        word = self.index.get(at)
        if word is not None and self._chapter(draft, word):
            return
        skipped = ODG.match(text, at, end)  # its name again, behind words that belong to it
        if skipped is None and not self._known_topic(word):
            skipped = ODG_WORDS.match(text, at, end) or _LABEL.match(text, at, end)
        if skipped:
            self.at = skipped.end()
            if not draft.sections and skipped[0].strip("()").lower() not in ("chronic", "acute"):
                draft.take(skipped.end())
            return
        if word is not None and self._topic(draft, word):
            return
        joined = _AND.match(text, at, end)
        if joined:
            self.at = joined.end()
            return
        self._unknown(draft)

    def _titled(self, draft: Draft, titled: re.Match[str]) -> bool:
        """A chapter or topic in parentheses of its own: "ODG, (Low Back), (MRI)"."""
        title, span = titled["title"], titled.span("title")
        chapter = self.catalogue.chapters.exact(title)
        if draft.guideline is None and chapter and chapter[0] != "odg":
            draft.guideline, draft.work = Tag("guideline", *span, ""), chapter[0]
        elif self.text[titled.start() - 2 : titled.start()] == ", " and self.topics.exact(title):
            entry = self.catalogue.resolve_section(draft.work or "odg.pain", title) or ""
            draft.sections.append(Tag("section", *span, entry))
        else:
            return False
        self.at = draft.take(titled.end())
        return True

    def _known_topic(self, word: int | None) -> bool:
        return word is not None and self.topics.longest(self.words, word) is not None

    def _chapter(self, draft: Draft, word: int) -> bool:
        found = self.catalogue.chapters.longest(self.words, word)
        if found is None or found[1][0] == "odg":
            return False
        start, stop = self.words[word].start, self.words[found[0] - 1].end
        topic = self.topics.longest(self.words, word)
        if topic is not None and topic[0] > found[0]:
            return False
        closed = _CHAPTER_ENDS.match(self.text, stop, self.end) or self.text[stop : stop + 1] == ")"
        if not closed and not self._topic_follows(draft, found[0], word):
            return False
        if draft.guideline is not None:
            if draft.work == found[1][0]:
                return False
            draft = self._new(start)
        stop = details.balanced(self.text, start, stop, self.end)
        for more in (_COMPLAINTS, _ACUTE):
            printed = more.match(self.text, stop, self.end)
            stop = printed.end() if printed else stop
        draft.guideline = Tag("guideline", start, stop, "")
        draft.work = found[1][0]
        self.at = draft.take(stop)
        self._in_parentheses(draft)
        for more in (_LABEL, _ACUTE):
            behind = more.match(self.text, self.at, self.end)
            self.at = draft.take(behind.end()) if behind else self.at
        return True

    def _topic_follows(self, draft: Draft, behind: int, word: int) -> bool:
        """ "Low Back MRI": a chapter without punctuation behind it, directly behind the name, before a topic."""
        if draft.guideline is not None or draft.sections or behind >= len(self.words):
            return False
        after = self.words[behind]
        capital = self.text[after.start].isupper() or self.text[after.start].isdigit()
        return capital and (behind - word >= 2 or self.topics.longest(self.words, behind) is not None)

    def _in_parentheses(self, draft: Draft) -> None:
        """ "Pain (Benzodiazepines)": a topic in parentheses behind the chapter."""
        match = _IN_PARENTHESES.match(self.text, self.at, self.end)
        if match is None or _NO_TOPIC.search(match["topic"]):
            return
        self._add(draft, match.start("topic"), match.end("topic"))
        self.at = draft.take(match.end())

    def _topic(self, draft: Draft, word: int) -> bool:
        found = self.topics.longest(self.words, word)
        if found is None:
            return False
        start = self.words[word].start
        stop = details.balanced(self.text, start, self.words[found[0] - 1].end, self.end)
        close = _CLOSING.match(self.text, stop, self.end)
        if close and (self.text[start:stop].count("(") > 0) == (not close[0].lstrip().startswith("(")):
            stop = close.end()
        guidelines = _GUIDELINES.match(self.text, stop, self.end)
        stop = guidelines.end() if guidelines else stop
        if not _TOPIC_ENDS.match(self.text, stop, self.end) or _CONTINUES.match(self.text, stop, self.end):
            return False
        self._add(draft, start, stop)
        self.at = draft.take(stop)
        return True

    def _unknown(self, draft: Draft) -> None:
        match = _PIECE.match(self.text, self.at, self.end)
        start, stop = self.at, match.end() if match else self.end
        while self.text[start].isupper() and _CONTINUES.match(self.text, stop, self.end):
            more = _PIECE.match(self.text, stop + 2, self.end)
            if more is None:
                break
            stop = more.end()
        self.at = stop
        dated = _DATED.search(self.text, start, stop)
        if dated:
            details.take_edition(draft, self.text, dated.start("year"), stop)
            draft.take(stop)
            stop = dated.start()
        while stop > start and self.text[stop - 1] in " .,:;-–":
            stop -= 1
        stop = self._dated(draft, start, stop)
        title_end = stop
        if _PUBLICATION.search(self.text, start, stop):
            other = Draft("other", start, stop, Tag("guideline", start, stop, ""))
            self.drafts.append(other)
            return
        label = _TRAILING.search(self.text, start, stop)
        if label:
            title_end = label.start()
        if title_end > start:
            draft.take(stop)
            self._add(draft, start, title_end)

    def _dated(self, draft: Draft, start: int, stop: int) -> int:
        """ "Psychotherapy Guidelines March 2015 update": the title's end; the year is the edition."""
        update = _UPDATE.search(self.text, start, stop)
        if update is None:
            return stop
        if draft.edition is None:
            draft.edition = Tag("edition", update.start("year"), update.end("year"), update["year"])
        draft.take(stop)
        return update.start()

    def _add(self, draft: Draft, start: int, end: int) -> None:
        entry = self.catalogue.resolve_section(draft.work or "odg.pain", self.text[start:end]) or ""
        draft.sections.append(Tag("section", start, end, entry))

    def _new(self, start: int) -> Draft:
        draft = Draft(self.source, start, start)
        self.drafts.append(draft)
        return draft


def read_odg(text: str, start: int, end: int, catalogue: Catalogue, source: str = "ODG") -> list[Draft]:
    """ODG citations in `text[start:end]`; the first begins at `start`, with or without the name."""
    return OdgLineReader(text, start, end, catalogue, source).read()
