"""Productions of sentences: the topics of a guideline, and the short words that lead to what belongs to a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.components.citation_reading.cited_text import cited_as
from pipeline.components.citation_reading.details import edition, pages
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.reading import Reading
from pipeline.components.citation_reading.titles import add_section, set_title, title_at, topic_at
from pipeline.components.tags import Tag

_GAP = re.compile(r"[\s,)]*[\s,(:;\"“/–-]\s?|\s")
_LEAD = re.compile(r"[a-z]{2,6}\s")
"""A short word that leads from a name to a page, a chapter, a section: "on", "of", "the"; what follows tells it."""


def leads(r: Reading, place: int) -> Iterator[int]:
    """`place`, and the places behind one and two short words there."""
    yield place
    for _ in range(2):
        lead = _LEAD.match(r.text, place, r.end)
        if lead is None:
            return
        place = lead.end()
        yield place


def behind_gap(r: Reading, at: int) -> int | None:
    """Behind punctuation, and behind the word that leads to a page or a chapter number: "in Chapter 5"."""
    gap = _GAP.match(r.text, at, r.end)
    if gap is None:
        return None
    details = (place for place in leads(r, gap.end()) if r.cited.any_at(("pages", "chapter", "table"), place))
    return next(details, gap.end())


def topic_behind(r: Reading, draft: Draft, at: int) -> int | None:
    """ "guidelines for the use of TENS", "'s topic on gym memberships", ", in the section on discography"."""
    for tag in r.cited.of("topic"):
        start, between = tag.end - len(tag.value), r.text[at : tag.start]
        if start <= at or between.strip(" ,'s()") or (tag.attributes["stands"] == "behind" and "," in between):
            continue
        known, piece = topic_at(r, draft, start) or 0, r.cited.over("piece", start)
        if piece is not None and piece.value == "unsure" and piece.end == tag.end:
            return take_topic(r, draft, tag.attributes["names"], start, known) if known else None
        pages_between(r, draft, at, start)
        return take_topic(r, draft, tag.attributes["names"], start, max(known, tag.end))
    return None


def pages_between(r: Reading, draft: Draft, start: int, end: int) -> None:
    """ "Guidelines (page 60) on massage", "the Opioids section, on page 78, of the MTUS"."""
    for tag in r.cited.of("pages", start=start, end=end)[:1]:
        pages(r, draft, tag.start)


def take_topic(r: Reading, draft: Draft, kind: str, start: int, end: int) -> int | None:
    """A topic as section or, behind "chapter on", as title; a part of the body alone is neither."""
    end = start + len(r.text[start:end].rstrip(' ,"'))
    if kind == "chapter":
        year = r.cited.ending("edition", end)
        if year is not None:
            edition(r, draft, year.start)
            end = year.start - 1
        if draft.guideline is None:
            title = title_at(r, draft, start)
            return set_title(r, draft, start, end, title.ids if title is not None and title.end == end else ())
    chapter = r.catalogue.chapters.exact(r.text[start:end])
    if chapter and r.catalogue.guidelines[chapter[0]].body_parts:
        return draft.take(end)
    return add_section(r, draft, start, end)


def listed(r: Reading, place: int) -> int | None:
    """A section between the name and its pages, in quotation marks, or before the word "section"; behind a chapter
    of ODG one that the catalogue knows, or that stands between commas."""
    draft, text = r.drafts[-1], r.text
    at = draft.end
    under = r.tag("piece", place, "under") is not None
    start = next((lead for lead in leads(r, place) if r.text[lead : lead + 1].isupper()), place)
    start += text[start : start + 1] == '"'
    quote = text.find('"', start, start + 80) if text[start - 1 : start] == '"' else -1
    if quote > start and "(" in text[at:place]:
        return add_section(r, draft, start, quote, quote + 1)
    known, piece = topic_at(r, draft, start) or 0, r.cited.over("piece", start)
    end = _section_ends(r, start, known, piece)
    other = any(cited_as(tag) != "title" for tag in r.cited.of("body", start=start, end=end))
    if not end or other or not (text[start].isupper() or known == end):
        return None
    word = r.cited.ending("word", end)
    if word is not None and draft.chapters:
        return add_section(r, draft, start, word.end)
    gap = _GAP.match(text, end + (text[end : end + 1] == '"'), r.end)
    behind = gap.end() if gap else end
    label = r.cited.at("label", behind)
    if label is not None:
        return add_section(r, draft, start, end, label.end)
    told = piece is not None and piece.end == end
    closed = told or (draft.chapters and text[end : end + 1] in (":;.)" if text[start:end].isupper() else ",:;.)"))
    set_off = under or (draft.guideline is not None and start == place and closed)
    paged = any(r.cited.at("pages", lead) for lead in leads(r, behind))
    return add_section(r, draft, start, end) if set_off or paged else None


def _section_ends(r: Reading, start: int, known: int, piece: Tag | None) -> int:
    """Behind the section at `start`: one that the catalogue knows, or that the words around it tell; 0: none."""
    if piece is None or (piece.value in ("topic", "guidelines", "unsure") and piece.start < start):
        return known
    label = r.cited.ending("label", piece.end)
    return max(known, label.start - 1 if label else piece.end)
