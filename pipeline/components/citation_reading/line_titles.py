"""Guideline lines: titles and sections, known and unknown, as they follow a body's name."""

from __future__ import annotations

import re

from pipeline.components.citation_reading.cited_text import CitedText, cited_as
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.grammar import BODIES, Grammar, Title
from pipeline.components.tags import Tag

_APART = frozenset({"pages", "regulation", "aside", "address"})
"""What no title or section holds."""
_LONGEST_TITLE = 80
_TRAIL = " .,;:-–&/"
_BOUNDARY = re.compile(r"[()\[\],;|]|\.(?=\s[A-Z]|$)|\s[-–—]+\s|--")
ENUMERATOR = re.compile(r"\(?\d{1,2}\)\s?(?=[A-Z])")
_ENUMERATED = re.compile(r"\s\d{1,2}\)$")
_CLOSING = re.compile(r"(?:\s?\(?[Rr]\)|®)?[\])]|\s?\((?!(?:19|20)\d\d\)|\d{1,2}\))[^()]{1,300}\)")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s(?=[A-Z])")


class LineTitles(Grammar):
    """Reads titles and sections of one clause of a guideline line. `source` is what a document is of that names no
    body: `MTUS` behind "based on MTUS", else `other`."""

    def __init__(self, cited: CitedText, start: int, end: int, source: str) -> None:
        super().__init__(cited, start, start + len(cited.text[start:end].rstrip()))
        self.source, self.at = source, start
        self.drafts: list[Draft] = []
        self.fresh = True  # the next title begins a citation

    @property
    def draft(self) -> Draft | None:
        """The citation that the next words belong to; `None` where they begin one."""
        return self.drafts[-1] if self.drafts and not self.fresh else None

    def _apart(self, draft: Draft) -> bool:
        """Whether a comma and an "and" part what follows from a citation: "MTUS ACOEM, and Chronic Pain Treatment
        Guidelines" are two."""
        joins = self.cited.of("join", start=draft.end, end=self.at)
        return self.text.startswith(", ", draft.end) and any(join.value == "and" for join in joins)

    def _begins_citation(self, draft: Draft, title: Title, topic: int | None) -> bool:
        """Whether a title behind a complete one begins a citation rather than being one of its sections."""
        if self.followed(title.end, ("edition",)):
            return True
        words = self.text.count(" ", title.start, title.end) + 1
        known = topic is not None and (words < 3 or draft.work == "mtus.general_approaches" or draft.pages)
        if draft.sections_labelled or known:
            return False
        return words >= 2 and self.text[title.start].isupper() and self._ends(title.end)

    def _ends(self, end: int) -> bool:
        """Whether a known title or section may end here: at punctuation, a label, a value, or a joining word."""
        following = self.text[end : end + 2].strip(" \"'")[:1]
        if end >= self.end or not (following.isalnum() or self.text[end] in "'\"" or not following):
            return True
        here = end + (self.text[end] == " ")
        labels = ("label", "pages", "edition", "regulation", "body", "word", "aside")
        if self.cited.any_at(labels, here) or ENUMERATOR.match(self.text, here, self.end):
            return True
        join = self.cited.at("join", here)  # "Pain, under Opioids", but "Manipulation under anesthesia"
        return join is not None and (
            join.value == "and" or (join.value == "under" and self.text[join.end + 1 : join.end + 2].isupper())
        )

    def _titled(self, draft: Draft | None, start: int, end: int, ids: tuple[str, ...] = ()) -> int:
        """Let these words be the title of `draft` or of a new one; the catalogue may know it under another spelling."""
        known = None if ids else self.catalogue.resolve_title(self.text[start:end], ("MTUS", "ACOEM"))
        draft = draft or self._new(start, self.source)
        return self.set_title(draft, start, end, (known.id,) if known else ids)

    def _chapter(self, draft: Draft, title: Title) -> int | None:
        """A chapter of ODG; a second one begins a citation of its own."""
        topic = self.topic_at(draft, self.at)
        if topic is not None and topic > title.end:
            return None
        if not self._ends(title.end) and not self._topic_follows(draft, title):
            return None
        if draft.guideline is not None:
            if draft.work == title.ids[0]:
                return None
            draft = self._new(title.start, draft.source)
            draft.chapters = True
        return self.set_title(draft, title.start, title.end, title.ids)

    def _topic_follows(self, draft: Draft, title: Title) -> bool:
        """ "Low Back MRI": a chapter without punctuation behind it, directly behind the name, before a topic."""
        if draft.named() or title.end + 1 >= self.end:
            return False
        after = self.text[title.end + 1]
        known = self.cited.phrase(self.catalogue.topics_of("odg"), title.end + 1, self.end)
        return (after.isupper() or after.isdigit()) and (" " in self.text[title.start : title.end] or known is not None)

    def _topic(self) -> int | None:
        """A section that the catalogue knows."""
        draft = self.draft
        if draft is None or not draft.titled():
            return None
        start, end = self.at, self.topic_at(draft, self.at)
        if end is None:
            return None
        close = _CLOSING.match(self.text, end, self.end)
        opened = close is not None and (
            close[0].lstrip()[0] == "(" or any(mark in self.text[start:end] for mark in "([")
        )
        if close and opened and "9792" not in close[0] and not self.cited.at("word", end + 1):
            end = close.end()
        if draft.chapters and (word := self.name_at(end + 1)) is not None:
            end = word.end
        if not self._ends(end) or self._continues(draft, start, end):
            return None
        return self._section(draft, start, end)

    # -- what nobody knows --

    def _unknown(self) -> int:
        """Words up to the next separator: a title where the citation still has none, else a section."""
        start, draft = self.at, self.draft
        untitled = draft is None or not draft.titled()
        end = (self._title_end(start) if untitled else 0) or self._piece(start, draft)
        while draft is not None and self._continues(draft, start, end):
            end = self._piece(end + 2, draft)
        behind, end = end, self._trimmed(start, end)
        if end <= start:
            return behind
        if draft is None or untitled:
            self._titled(draft, start, end)
        elif not self._publication_of_its_own(start, end):
            self._section(draft, start, end)
        return behind

    def _section(self, draft: Draft, start: int, end: int) -> int:
        """A section, and what closes behind it."""
        self.add_section(draft, start, end)
        return draft.take(self.closed(draft.start, end))

    def _title_end(self, at: int) -> int:
        """Behind words with a capital that end at a year, at "Guidelines" or at a body in parentheses; 0: none do."""
        text = self.text
        named = next((tag for tag in self.cited.tags if tag.start > at and self._closes_title(tag)), None)
        if named is None or not text[at].isupper() or (named.label == "body" and text[named.start - 1] != "("):
            return 0
        between = self.cited.of("pages", "label", start=at, end=named.start)
        words = text[at : named.start].rstrip(" ,(")
        title = len(words) <= _LONGEST_TITLE and not any(mark in words for mark in ".;:")
        parted = any(tag.label == "pages" or tag.value == "sections" for tag in between)
        return at + len(words) if title and not parted else 0

    def _closes_title(self, tag: Tag) -> bool:
        """Whether words before a tag may be a title: a year, "Guidelines", a body's name."""
        return tag.label in ("edition", "body") or (tag.label == "word" and tag.value == "name")

    def _publication_of_its_own(self, start: int, end: int) -> bool:
        """ "Ambien Medication Guide" in a list of topics."""
        tag = self.cited.ending("reference", end)
        if tag is None or tag.value != "publication" or tag.start <= start:
            return False
        self._new(start, "other").guideline = Tag("guideline", start, end, "", tag.rule)
        self.drafts[-1].take(end)
        return True

    def _piece(self, start: int, draft: Draft | None) -> int:
        """The end of the words from `start` on: at a separator outside of brackets, or at a tag."""
        labelled = draft is not None and draft.sections_labelled
        stops = [
            tag.start
            for tag in self.cited.tags
            if start < tag.start < self.end
            and (tag.label in _APART or cited_as(tag) in BODIES or self._parts_names(tag))
        ]
        limit = min(stops, default=self.end)
        number = _NUMBERED.match(self.text, start, limit) if labelled else None
        depth = 0
        for mark in _BOUNDARY.finditer(self.text, number.end() if number else start, limit):
            if mark[0] in "([":
                if ENUMERATOR.match(self.text, mark.start(), limit):
                    return mark.start()
                depth += 1
            elif mark[0] in ")]":
                depth -= 1
                if depth < 0:
                    number = _ENUMERATED.search(self.text, start, mark.end())
                    return number.start() if number else mark.start()
            elif depth <= 0 and not (labelled and "-" in mark[0]):
                return mark.start()
        return limit

    def _parts_names(self, tag: Tag) -> bool:
        """Whether an "and" parts two names: "Carisoprodol (Soma) and Weaning"."""
        around = self.text[tag.start - 2 : tag.start] == ") " and self.text[tag.end + 1 : tag.end + 2].isupper()
        return tag.label == "join" and tag.value == "and" and around

    def _continues(self, draft: Draft, start: int, end: int) -> bool:
        """Whether the words behind the comma at `end` go on with the title before it: an inverted one ("Fusion,
        anterior cervical"), or a numbered one whose own words hold a comma."""
        at = end + 2
        if self.text[end:at] != ", " or at >= self.end:
            return False
        if self.cited.any_at(("edition", "pages", "join", "aside", "address"), at):
            return False
        if draft.sections_labelled and _NUMBERED.match(self.text, start, end):
            known = self.topic_at(draft, at) or self.title_at(draft, at)
            return not (known or self.text[at].isdigit())
        if not self.text[at].islower() or self.cited.at("word", at):
            return False
        return draft.sections_labelled or self.text[start].isupper()

    def _trimmed(self, start: int, end: int) -> int:
        """The end of a title without what stands behind it: punctuation, "and", "topic", its year."""
        draft, text = self.draft, self.text
        dated = draft is not None and not draft.sections_labelled
        tag: Tag | None = None
        while True:
            end = start + len(text[start:end].rstrip(_TRAIL))
            tag = self.cited.ending("join", end) or self.cited.ending("label", end)
            if dated and tag is None:
                tag = self.cited.ending("edition", end - (text[end - 1 : end] == ")"))
            if tag is None or tag.start <= start or tag.value == "procedure":
                return end
            if draft is not None and tag.label == "edition":
                self.edition(draft, tag.start)
            end = tag.start - (text[tag.start - 1] == "(")

    def _new(self, start: int, source: str) -> Draft:
        return self._open(Draft(source, start, start))

    def _open(self, draft: Draft) -> Draft:
        """Let what follows belong to this citation."""
        self.drafts.append(draft)
        self.fresh = False
        return draft
