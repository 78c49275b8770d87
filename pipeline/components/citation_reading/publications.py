"""Guideline lines: books, articles, addresses and other bodies' guidelines, of which the catalogue knows little."""

from __future__ import annotations

import re

from pipeline.components.citation_reading.cited_text import cited_as
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.grammar import Grammar
from pipeline.components.tags import Tag

_SENTENCE = re.compile(r"(?<=[^\s.A-Z])\.\s(?=[A-Z0-9\"“])")
_TRAIL = " .,;:-–("
_STUDY = re.compile(r"\s\([A-Z][\w'’-]+(?:\set\sal\.?)?,\s(?:19|20)\d\d\)")
_PART = re.compile(r";\s(?P<title>[^;]+?)(?=;\s|$)")
_NUMBERED = re.compile(r"\d+\.\d|[A-Z]\w+\s\d")
_VALUES = ("edition", "pages", "chapter")


class Publications(Grammar):
    """Reads the publication at `start`; `end` is where the next citation begins at the latest."""

    def read(self) -> list[Draft]:
        """The publication; `[]` where nothing but punctuation, joining words or a publisher's name stands there."""
        start, end = self._bounds()
        if end - start < 3:
            return []
        body = self.cited.at("body", start, end)
        kind = cited_as(body)
        draft = Draft("other", start, end)
        if body is not None and kind == "work":
            title = self._work_title(body, end)
        elif body is not None:
            title = self._title(self._behind(body.end, end), end)
            if title[1] - title[0] < 3:
                if self._another_follows(self.end):
                    return []
                title = (body.start, body.end)
        else:
            title = self._title(start, end)
        publisher = self._organisations(*title) and self._another_follows(self.end)
        if title[1] - title[0] < 3 or publisher:
            return []
        draft.guideline = Tag("guideline", *title, "")
        self._details(draft, title[1], end)
        if kind == "work":
            self._sections_of_work(draft, title[1], end)
        draft.work = self._known_work(*title) or (self.work_of(body) if kind == "work" else None)
        return [draft]

    def _bounds(self) -> tuple[int, int]:
        """Without the punctuation at both ends, and without the study behind a statement: "page 17 (Muster, 2001)"."""
        start, end = self.start, self.end
        while start < end and (not self.text[start].isalnum() or self.cited.at("join", start)):
            join = self.cited.at("join", start)
            start = join.end if join else start + 1
        study = _STUDY.search(self.text, start, end)
        end = study.start() if study else end
        end = start + len(self.text[start:end].rstrip(_TRAIL))
        join = self.cited.ending("join", end)
        return start, start + len(self.text[start : join.start if join else end].rstrip(_TRAIL))

    def _behind(self, at: int, end: int) -> int:
        """Behind the publishers' names, authors and journals at `at`, where a title begins."""
        while at < end:
            here = at
            while here < end and not self.text[here].isalnum():
                here += 1
            tag = self.cited.at("body", here, end)
            reference = self._reference(here, end)
            edition = self.cited.at("edition", here, end)
            if tag is not None and cited_as(tag) in ("publisher", "imprint"):
                at = tag.end
            elif reference is not None:
                at = reference.end
            elif edition is not None and at > self.start:
                at = edition.end
            else:
                return here
        return at

    def _reference(self, place: int, end: int) -> Tag | None:
        """The authors or the journal that stand at `place`."""
        over = (tag for tag in self.cited.of("reference", end=end) if tag.start <= place < tag.end)
        return next(
            (tag for tag in over if tag.value == "journal" or (tag.value, tag.start) == ("authors", place)), None
        )

    def _another_follows(self, end: int) -> bool:
        """Whether the name of a body stands directly behind, whose publisher this one is."""
        return any(self.cited.at("body", place) for place in range(end, min(end + 4, len(self.text))))

    def _organisations(self, start: int, end: int) -> bool:
        return any(tag.value == "organisation" for tag in self.cited.of("reference", start=start, end=end))

    def _title(self, start: int, end: int) -> tuple[int, int]:
        """Where the title stands: behind the author or the organisation of a reference, up to its year or details."""
        start = self._behind(start, end)
        breaks = [m.start() for m in _SENTENCE.finditer(self.text, start, end) if not self._inside(start, m.start())]
        stop = breaks[0] if breaks else end
        if breaks and self._organisations(start, stop):
            start, stop = stop + 2, breaks[1] if len(breaks) > 1 else end
        elif not breaks:
            comma = self.text.find(", ", start, end)
            if comma > 0 and self._organisations(start, comma):
                start = comma + 2
        for tag in self.cited.tags:
            separated = self.text[tag.start - 2 : tag.start] in (", ", "; ", ". ", " (") or tag.label == "edition"
            if start < tag.start < stop and (tag.label in _VALUES or tag.value == "journal_behind"):
                comma = self.text.rfind(", ", start, tag.start) if tag.value == "journal_behind" else -1
                stop = tag.start if separated else comma if comma > start else stop
        for mark in ("; ", " (http"):
            at = self.text.find(mark, start, stop)
            stop = at if at > start else stop
        return start, start + len(self.text[start:stop].rstrip(_TRAIL))

    def _inside(self, start: int, at: int) -> bool:
        """Whether a parenthesis stands open at `at`."""
        return self.text.count("(", start, at) > self.text.count(")", start, at)

    def _work_title(self, body: Tag, end: int) -> tuple[int, int]:
        """A work's name with the words that stand directly behind it: "ACR Appropriateness Criteria knee pain"."""
        stop = body.end
        while stop < end and self.text[stop] not in ",;(." and not self.cited.any_at(_VALUES, stop + 1):
            stop += 1
        return body.start, body.start + len(self.text[body.start : stop].rstrip(_TRAIL))

    def _details(self, draft: Draft, at: int, end: int) -> None:
        """The year, the pages, and the numbered parts behind semicolons."""
        before = self.cited.of("edition", start=draft.start, end=at)
        for tag in (*self.cited.of("edition", start=at, end=end), *reversed(before)):
            self._dated(draft, tag)
        for part in _PART.finditer(self.text, at, end):
            label = self.cited.at("label", part.start("title"), end)
            label = label if label is not None and label.value.startswith("section") else None
            start = label.end + 1 if label else part.start("title")
            if label or self.cited.at("chapter", start) or _NUMBERED.match(self.text, start, end):
                self.add_section(draft, start, start + len(self.text[start : part.end()].rstrip(_TRAIL)))
        for tag in self.cited.of("section", start=at, end=end):
            self.add_section(draft, tag.start, tag.end)
        for tag in self.cited.of("pages", start=at, end=end)[:1]:
            self.pages(draft, tag.start)

    def _sections_of_work(self, draft: Draft, at: int, end: int) -> None:
        """The pieces behind a work's name that are no details: "InterQual Criteria 2018, Durable Medical Equipment"."""
        while at < end:
            while at < end and self.text[at] in " ,.(":
                at += 1
            stop = next((m for m in range(at, end) if self.text[m] in ",;" and not self._inside(at, m)), end)
            details = self.cited.of("edition", "pages", "reference", "section", start=at, end=stop + 1)
            if at < stop and not details and self.text[at].isupper() and not self.cited.at("chapter", at):
                self.add_section(draft, at, at + len(self.text[at:stop].rstrip(_TRAIL)))
            at = stop + 1
