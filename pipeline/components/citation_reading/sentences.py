"""Sentences: the guidelines that a rationale names. Only words that belong to the name of a document are taken in,
since everything around them is argument.
"""

from __future__ import annotations

import re

from pipeline.components.citation_reading import details, names, titles, topics
from pipeline.components.citation_reading.cited_text import CitedText, cited_as
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.reading import BODIES, Kind, Reading
from pipeline.components.tags import Tag

_CLAUSE = re.compile(r"[^.;(]{0,60}?[(,]\s?(?:\w+\s){0,3}$")
_LEAD_BEFORE = re.compile(r"(?:\s[a-z]{2,6}){1,2}\s$")


def read_sentences(cited: CitedText, start: int, end: int) -> list[Draft]:
    """The guidelines and publications named in `[start, end)`, each as often as it is named."""
    r = Reading(cited, start, end, SENTENCES)
    for anchor in _anchors(cited, start, end):
        if anchor.start < r.at or _in_quotation(cited, anchor, start):
            continue
        draft = _named(r, anchor)
        if anchor.label != "address":
            _left(r, draft, r.at)
            _right(r, draft)
            _page_in_clause(r, draft)
        r.at = max(r.at, anchor.end, draft.end)
    return r.drafts


def _anchors(cited: CitedText, start: int, end: int) -> list[Tag]:
    """The names around which citations are read, in text order; of two readings of one name the catalogue's first."""
    found = cited.of("body", "address", "regulation", start=start, end=end)
    names = (
        tag
        for tag in found
        if cited_as(tag) != "none" and (tag.label != "regulation" or details.OF_MTUS in tag.attributes)
    )
    return sorted(names, key=lambda tag: (tag.start, -tag.end, tag.value not in cited.catalogue.guidelines))


def _in_quotation(cited: CitedText, anchor: Tag, start: int) -> bool:
    """Whether a name stands with a year alone in a bracket inside quoted text."""
    bracket = cited.at("reference", anchor.start - 1, value="bracket")
    return bracket is not None and cited.text.count('"', start, anchor.start) % 2 == 1


def _named(r: Reading, anchor: Tag) -> Draft:
    """The citation that a name gives away."""
    kind, at = cited_as(anchor), anchor.start
    if anchor.label == "address":
        names.address(r, anchor)
    elif anchor.label == "regulation":
        details.regulation(r, r.new(at, "MTUS"), at)
    elif kind in BODIES:
        r.new(at, kind)
    elif kind == "title":  # perhaps behind a word: "Per Shoulder Complaints (ACOEM)"
        title = next((found for place in range(at, anchor.end) if (found := titles.title_at(r, None, place))), None)
        titles.set_title(r, r.new(title.start, "MTUS"), *title) if title else names.work(r, r.new(at, "MTUS"), anchor)
    else:
        names.work(r, r.new(at, "other"), anchor)
    r.drafts[-1].take(anchor.end)
    return r.drafts[-1]


# -- to the right --


def _right(r: Reading, draft: Draft) -> None:
    """What follows a name, as long as it belongs to it."""
    at = 0
    while at < draft.end:
        at = draft.end
        behind = topics.topic_behind(r, draft, at)
        if behind is None and (place := topics.behind_gap(r, at)) is not None:
            behind = r.step(place)
        if r.draft is None:  # behind "which is part of the MTUS"
            r.at = behind or at
        else:
            draft.take(behind or at)
    draft.take(r.closed(draft.start, draft.end))


def _title(r: Reading, at: int) -> int | None:
    """A title that the sentence cannot but mean as one."""
    draft = r.drafts[-1]
    if draft.guideline is not None or draft.source == "other":
        return None
    places = topics.leads(r, at) if draft.chapters else [at]
    title = next(filter(None, (titles.title_at(r, draft, place) for place in places)), None)
    if title is None:
        return None
    row = titles.CHAPTER_IN_SENTENCE if draft.chapters else titles.IN_SENTENCE
    if draft.chapter_number is None and not titles.accepted(r, title.start, title.end, row):
        return None
    return titles.set_title(r, draft, *title)


def _page_in_clause(r: Reading, draft: Draft) -> None:
    """A page that the same clause gives for what it says: "recommends random screens (page 43)"."""
    for tag in () if draft.pages else r.cited.of("pages", start=draft.end, end=r.end)[:1]:
        other = r.cited.of("body", start=draft.end, end=tag.start)
        if not other and _CLAUSE.fullmatch(r.text, draft.end, tag.start):
            details.pages(r, draft, tag.start)


# -- to the left --


def _left(r: Reading, draft: Draft, floor: int) -> None:
    """What stands before the name, behind `floor`: the state, a year, "page 46 of the", "the Special Studies section of
    the"."""

    def ending(label: str, end: int, value: str = "") -> Tag | None:
        tag = r.cited.ending(label, end, value)
        return tag if tag is not None and tag.start >= floor else None

    for _ in range(2):  # "2009 California MTUS": at most one of each
        before = floor + len(r.text[floor : draft.start].rstrip(" -/"))
        year, state = ending("edition", before), ending("word", before, "state")
        if year is not None and draft.edition is None and r.text[year.start : year.end].isdigit():
            details.dated(r, draft, year)
            draft.start = year.start
        elif state is not None:
            draft.start = state.start
    topic = ending("topic", draft.start - 1) or ending("topic", draft.end)
    if topic is not None and topic.attributes["stands"] == "before":
        start = r.text.index(topic.value, topic.start)
        topics.take_topic(r, draft, topic.attributes["names"], start, start + len(topic.value))
        topics.pages_between(r, draft, topic.start, topic.end)
        draft.start = topic.start
        return
    for read, label in ((details.pages, "pages"), (details.chapter, "chapter")):
        for tag in r.cited.of(label, start=floor, end=draft.start)[-1:]:
            if _LEAD_BEFORE.fullmatch(r.text, tag.end, draft.start):
                read(r, draft, tag.start)
                draft.start = tag.start


_NAMES = (names.aside, names.owner, details.detail, _title, names.word, names.label)
SENTENCES = Kind((*_NAMES, topics.listed), strict=True)
