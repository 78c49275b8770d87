"""Guideline lines: books, articles and other bodies' guidelines, of which the catalogue knows little."""

from __future__ import annotations

import re

from pipeline.components.citation_reading.cited_text import cited_as
from pipeline.components.citation_reading.details import dated, pages
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.names import known_work
from pipeline.components.citation_reading.reading import Reading
from pipeline.components.citation_reading.titles import add_section
from pipeline.components.tags import Tag

_SENTENCE = re.compile(r"(?<=[^\s.A-Z])\.\s(?=[A-Z0-9\"“])")
_TRAIL = " .,;:-–("
_STUDY = re.compile(r"\s\([A-Z][\w'’-]+(?:\set\sal\.?)?,\s(?:19|20)\d\d\)")
_NUMBERED = re.compile(r"\d+\.\d|[A-Z]\w+\s\d")
_PART = re.compile(r";[\s,(.]*(?P<words>(?:\([^()]*\)|[^;])+)")
_PIECE = re.compile(r"[;,(.][\s,(.]*(?P<words>(?:\([^()]*\)|[^;,])+)")
_MARK = re.compile(r"[,;(.]")
_VALUES = ("edition", "pages", "chapter")
_SHORTEST = 3


def publication(r: Reading, at: int, stop: int) -> int:
    """The publication at `at`; `stop` is where the next citation begins at the latest. Nothing is cited where but a
    publisher's name stands there."""
    end = _end(r, at, stop)
    body = r.cited.at("body", at, end)
    is_work = cited_as(body) == "work"
    start, last = _work_title(r, body, end) if body is not None and is_work else _title(r, at, end)
    publisher = last - start < _SHORTEST or _organisation(r, start, last)
    if body is not None and last - start < _SHORTEST:
        start, last = body.start, body.end
    followed = any(r.cited.at("body", place) for place in range(stop, stop + 4))
    if last - start >= _SHORTEST and not (publisher and followed):
        draft = Draft("other", at, end, Tag("guideline", start, last, ""))
        draft.work = known_work(r, start, last, body if is_work else None)
        _details(r, draft, last, end)
        _sections(r, draft, last, end, is_work)
        r.drafts.append(draft)
    r.fresh = True
    return stop


def _end(r: Reading, start: int, end: int) -> int:
    """Before punctuation, a joining word, and the study behind a statement: "page 17 (Muster, 2001)"."""
    study = _STUDY.search(r.text, start, end)
    end = _stripped(r, start, study.start() if study else end)
    join = r.cited.ending("join", end)
    return _stripped(r, start, join.start) if join else end


def _stripped(r: Reading, start: int, end: int) -> int:
    return start + len(r.text[start:end].rstrip(_TRAIL))


def _organisation(r: Reading, start: int, end: int) -> bool:
    return any(tag.value == "organisation" for tag in r.cited.of("reference", start=start, end=end))


def _work_title(r: Reading, body: Tag, end: int) -> tuple[int, int]:
    """A work's name with the words that stand directly behind it: "ACR Appropriateness Criteria knee pain"."""
    mark = _MARK.search(r.text, body.end, end)
    stops = [mark.start() if mark else end, *(tag.start for tag in r.cited.of(*_VALUES, start=body.end, end=end))]
    return body.start, _stripped(r, body.start, min(stops))


def _title(r: Reading, at: int, end: int) -> tuple[int, int]:
    """Where the title stands: behind the publisher, the authors or the organisation of a reference, up to its year or
    details."""
    start = _behind_names(r, at, end)
    breaks = [mark.start() for mark in _SENTENCE.finditer(r.text, start, end)]
    breaks = [at for at in breaks if r.text.count("(", start, at) <= r.text.count(")", start, at)]
    publisher = breaks[0] if breaks else r.text.find(", ", start, end)
    if _organisation(r, start, publisher):
        start, breaks = publisher + 2, breaks[1:]
    stops = [*breaks[:1], *(r.text.find(mark, start, end) for mark in ("; ", " (http"))]
    values = r.cited.of(*_VALUES, "reference", start=start, end=end)
    stops += [tag.start for tag in values if tag.label != "reference" or tag.value == "journal_behind"]
    return start, _stripped(r, start, min((stop for stop in stops if stop > start), default=end))


def _behind_names(r: Reading, first: int, end: int) -> int:
    """Behind the publishers' names, authors and journals at `first`, and years behind these, where a title begins."""
    at = first
    while True:
        names = (r.cited.at("reference", at, end, value) for value in ("authors", "journal"))
        tag = r.cited.at("body", at, end) or next(filter(None, names), None)
        tag = tag or (r.cited.at("edition", at, end) if at > first else None)
        if tag is None:
            return at
        at = next((place for place in range(tag.end, end) if r.text[place].isalnum()), end)


def _details(r: Reading, draft: Draft, at: int, end: int) -> None:
    """The year, the pages and the sections that a rule tells by their form."""
    for tag in (*r.cited.of("edition", start=at, end=end), *r.cited.of("edition", start=draft.start, end=at)):
        dated(r, draft, tag)
    for tag in r.cited.of("section", start=at, end=end):
        add_section(r, draft, tag.start, tag.end)
    for tag in r.cited.of("pages", start=at, end=end)[:1]:
        pages(r, draft, tag.start)


def _sections(r: Reading, draft: Draft, at: int, end: int, is_work: bool) -> None:
    """Numbered or labelled parts behind semicolons, and of a work each piece that is no detail: "InterQual Criteria
    2018, Durable Medical Equipment"."""
    for piece in (_PIECE if is_work else _PART).finditer(r.text, at, end):
        label = r.tag("label", piece.start("words"))
        start = label.end + 1 if label and label.value.startswith("section") else piece.start("words")
        told = label or _NUMBERED.match(r.text, start, end)
        details = r.cited.of("edition", "pages", "reference", "section", "chapter", start=start, end=piece.end() + 1)
        if (told and r.text[piece.start()] == ";") or (is_work and not details and r.text[start].isupper()):
            add_section(r, draft, start, _stripped(r, start, piece.end()))
