"""Guideline lines: addresses, books, articles and other bodies' guidelines, of which the catalogue knows little."""

from __future__ import annotations

import re

from pipeline.components.citation_reading.details import take_pages, year_of
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.tags import Tag
from pipeline.guidelines.catalogue import Catalogue

_YEAR = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d.-])")
_SENTENCE = re.compile(r"(?<=[^\s.A-Z])\.\s(?=[A-Z0-9\"“])")
_ORGANISATION = re.compile(
    r"(?:University|College|Academy|Association|Society|Institute|Centers?|Department|Administration|Foundation|Agency"
    r"|Board|Ministry|Council|Health System|Services)\b",
    re.I,
)
_AUTHOR = re.compile(r"[A-Z][\w'’-]+,?\s(?:[A-Z]\.?){1,3}(?:,?\sed(?:itor)?s?)?\.\s(?=[A-Z])")
_AUTHORS = re.compile(r"^[A-Z][\w'’-]+,?\s[A-Z]{1,3}\b|\bet\sal\b")
_PAGES = re.compile(r"\b(?:[Pp]ages?|[Pp]g\.?|pp?\.?)\s?\d")
_JOINED = re.compile(r"^(?:and|see|also|the)\b\s?")
_PARENTHESES = re.compile(r"\s?\([^()]*\)")
_COMMA = re.compile(r",\s")
_TITLE_ENDS = re.compile(
    r"[,;]?\s\(?(?:19|20)\d\d\b|;\s|,?\s\(?\d{1,2}(?:st|nd|rd|th)\s[Ee]d|,?\s(?:Chapter|[Pp]ages?|pp?\.)\s?\d"
)
_TRAIL = " .,;:-–"


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
    if year is not None:
        draft.edition = Tag("edition", year.start(1), year.end(1), year_of(year[1]) or "")
    pages = _PAGES.search(text, title_end, end)
    if pages is not None:
        take_pages(draft, text, pages.start(), end)
    title = text[title_start:title_end]
    known = catalogue.others.exact(title) or catalogue.others.exact(_PARENTHESES.sub("", title))
    draft.work = known[0] if known else None
    return [draft]


def _title(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the title stands: behind the author or the organisation of a reference, else up to its year or details."""
    author = _AUTHOR.match(text, start, end)
    start = author.end() if author else start
    breaks = [match.start() for match in _SENTENCE.finditer(text, start, end)]
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
