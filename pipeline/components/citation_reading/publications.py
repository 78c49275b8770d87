"""Guideline lines: addresses, books, articles and other bodies' guidelines, of which the catalogue knows little."""

from __future__ import annotations

import re

from pipeline.components.citation_reading.details import take_pages, year_of
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.references import behind_its_source
from pipeline.components.tags import Tag
from pipeline.guidelines.catalogue import Catalogue

_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d.-])")
_SENTENCE = re.compile(r"(?<=[^\s.A-Z])\.\s(?=[A-Z0-9\"“])")
_ORGANISATION = re.compile(
    r"(?:University|College|Academy|Association|Society|Institute|Centers?|Department|Administration|Foundation|Agency"
    r"|Board|Ministry|Council|Health System|Services)\b",
    re.I,
)
_AUTHORS = re.compile(r"^[A-Z][\w'’-]+,?\s[A-Z]{1,3}\b|\bet\sal\b")
_PAGES = re.compile(r"\b(?:[Pp]ages?|[Pp]g\.?|pp?\.?)\s?\d")
_JOINED = re.compile(r"^(?:and|see|also|the)\b\s?")
_PARENTHESES = re.compile(r"\s?\([^()]*\)")
_COMMA = re.compile(r",\s")
_TITLE_ENDS = re.compile(
    r"[,;]?\s\(?(?:19|20)\d\d\b|;\s|,?\s\(?\d{1,2}(?:st|nd|rd|th)\s[Ee]d|,?\s(?:Chapter\s\d+(?!\.?\d)|(?:[Pp]ages?|pp?\.)\s?\d)"
    r"|,?\s\(?(?:[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth)\s[Ee]d|,?\sNumber:\s?\d|\s\((?:Rev(?:\.|ised|ision)|[Uu]pdated|[Aa]ccessed)|\s-\s(?:pp?\.|[Pp]ages?)"
    r"|,?\s\(?(?:January|February|March|April|May|June|July|August|September|October|November|December)\s(?:\d{1,2},\s)?(?:19|20)\d\d"
    r"|,\s(?:[A-Z][A-Za-z]{1,12}\.?\s){1,5}(?:19|20)\d\d\s?;"
)
_TRAIL = " .,;:-–("
_REVISED = re.compile(r"\((?:Rev|[Uu]pdated)[^()]*?(?P<date>\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|(?:19|20)\d\d)\)")
_STUDY = re.compile(r"\s\([A-Z][\w'’-]+(?:\set\sal\.?)?,\s(?:19|20)\d\d\)")
"""The study behind a statement, which is not the edition of the work."""
_PART = re.compile(r";\s(?:[Ss]ections?\s(?=\d)|(?=Chapter\s\d|\d+\.\d))(?P<title>[^;]+?)(?=;\s|$)")
"""A numbered part behind a semicolon."""


def read_address(text: str, start: int, end: int) -> Draft:
    """One address; it is its own title."""
    end = start + len(text[start:end].rstrip(' .,;:)"”'))
    draft = Draft("other", start, end)
    draft.guideline = Tag("guideline", start, end, "")
    return draft


def read_publication(text: str, start: int, end: int, catalogue: Catalogue) -> list[Draft]:
    """One publication: title and year; `[]` where nothing but punctuation or joining words stands there."""
    while start < end and not text[start].isalnum():
        start += 1
    study = _STUDY.search(text, start, end)
    end = study.start() if study else end
    end = start + len(text[start:end].rstrip(_TRAIL))
    body = _JOINED.sub("", text[start:end])
    start = end - len(body)
    if len(body) < 3:
        return []
    draft = Draft("other", start, end)
    title_start, title_end = _title(text, start, end)
    if title_end - title_start < 3:
        return []
    draft.guideline = Tag("guideline", title_start, title_end, "")
    year = _YEAR.search(text, title_end, end) or _YEAR.search(text, start, end)
    revised = _REVISED.match(text, title_end + 1, end)
    if revised is not None:
        value = year_of(revised["date"])
        draft.edition = Tag("edition", revised.start("date"), revised.end("date"), value) if value else None
    elif year is not None:
        draft.edition = Tag("edition", year.start(1), year.end(1), year_of(year[1]) or "")
    for part in _PART.finditer(text, title_end, end):
        if draft.edition is None or not part.start() < draft.edition.start < part.end():
            draft.sections.append(Tag("section", part.start("title"), part.end("title"), ""))
    pages = _PAGES.search(text, title_end, end)
    if pages is not None:
        take_pages(draft, text, pages.start(), end)
    title = text[title_start:title_end]
    known = catalogue.others.exact(title) or catalogue.others.exact(_PARENTHESES.sub("", title))
    draft.work = known[0] if known else None
    return [draft]


def _inside(text: str, start: int, at: int) -> bool:
    """Whether a parenthesis stands open at `at`."""
    return text.count("(", start, at) > text.count(")", start, at)


def _title(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the title stands: behind the author or the organisation of a reference, else up to its year or details."""
    start = behind_its_source(text, start, end)
    breaks = [
        match.start() for match in _SENTENCE.finditer(text, start, end) if not _inside(text, start, match.start())
    ]
    if breaks:
        first = text[start : breaks[0]]
        if _ORGANISATION.search(first) or _AUTHORS.search(first):
            title_end = breaks[1] if len(breaks) > 1 else end
            title_start = breaks[0] + 2
        else:
            title_start, title_end = start, breaks[0]
    else:
        comma = _COMMA.search(text, start, end)
        title_start, title_end = start, end
        if comma and _ORGANISATION.search(text, start, comma.start()):
            title_start = comma.end()
    stop = _TITLE_ENDS.search(text, title_start, title_end)
    title_end = stop.start() if stop else title_end
    return title_start, title_start + len(text[title_start:title_end].rstrip(_TRAIL))
