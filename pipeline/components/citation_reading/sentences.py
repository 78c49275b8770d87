"""Sentences: the guidelines that a rationale names. Only words that belong to the name of a document are taken in,
since everything around them is argument.
"""

from __future__ import annotations

import re

from pipeline.components.citation_reading import names, topics
from pipeline.components.citation_reading.cited_text import CitedText, cited_as
from pipeline.components.citation_reading.details import (
    adopted_edition,
    chapter,
    dated,
    detail,
    of_mtus,
    pages,
    regulation,
)
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.reading import BODIES, Kind, Reading
from pipeline.components.citation_reading.titles import (
    CHAPTER_IN_SENTENCE,
    IN_SENTENCE,
    accepted,
    set_title,
    title_at,
)
from pipeline.components.tags import Tag

_CLAUSE = re.compile(r"[^.;(]{0,60}?[(,]\s?(?:\w+\s){0,3}$")
_WINDOW = 90
_LEAD_BEFORE = re.compile(r"(?:\s[a-z]{2,6}){1,2}\s$")
_LEAD_WIDTH = 15


def read_sentences(cited: CitedText, start: int, end: int) -> list[Draft]:
    """The guidelines and publications named in `[start, end)`, each as often as it is named."""
    r = Reading(cited, start, end, SENTENCES)
    for anchor in _anchors(cited, start, end):
        if anchor.start < r.at or _in_quotation(cited, anchor, start):
            continue
        r.floor = r.at
        draft = _named(r, anchor)
        if draft is None:
            continue
        if anchor.label != "address":
            _left(r, draft)
            _right(r, draft)
            if anchor.label == "body" and draft.source in BODIES:
                _page_in_clause(r, draft)
        r.at = max(r.at, anchor.end, draft.end)
    return r.drafts


def _anchors(cited: CitedText, start: int, end: int) -> list[Tag]:
    """The names around which citations are read, in text order; of two readings of one name the catalogue's first."""
    found = cited.of("body", "address", "regulation", start=start, end=end)
    names = (tag for tag in found if cited_as(tag) != "none" and (tag.label != "regulation" or of_mtus(tag)))
    return sorted(names, key=lambda tag: (tag.start, -tag.end, tag.value not in cited.catalogue.guidelines))


def _in_quotation(cited: CitedText, anchor: Tag, start: int) -> bool:
    """Whether a name stands with a year alone in a bracket inside quoted text."""
    bracket = cited.at("reference", anchor.start - 1, value="bracket")
    return bracket is not None and cited.text.count('"', start, anchor.start) % 2 == 1


def _named(r: Reading, anchor: Tag) -> Draft | None:
    """The citation that a name gives away."""
    kind = cited_as(anchor)
    if anchor.label == "address":
        names.address(r, anchor)
    elif anchor.label == "regulation":
        regulation(r, r.new(anchor.start, "MTUS"), anchor.start)
    elif kind == "title":
        places = (place for place in range(anchor.start, anchor.end) if r.text[place - 1 : place].strip(" (") == "")
        title = next(filter(None, (title_at(r, None, place) for place in places)), None)
        if title is None:  # "Per Shoulder Complaints (ACOEM)"
            return None
        set_title(r, r.new(title.start, "MTUS"), *title)
    elif kind in BODIES:
        r.new(anchor.start, kind)
    else:
        names.work(r, r.new(anchor.start, "other"), anchor)
    draft = r.drafts[-1]
    draft.take(anchor.end)
    return draft


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
    draft = r.draft
    if draft is None or draft.guideline is not None or draft.source == "other":
        return None
    places = topics.leads(r, at) if draft.chapters else [at]
    title = next(filter(None, (title_at(r, draft, place) for place in places)), None)
    if title is None:
        return None
    row = CHAPTER_IN_SENTENCE if draft.chapters else IN_SENTENCE
    if draft.chapter_number is None and not accepted(r, title.start, title.end, row, led=title.start > at):
        return None
    return draft.take(r.closed(at - 1, set_title(r, draft, *title)))


def _page_in_clause(r: Reading, draft: Draft) -> None:
    """A page that the same clause gives for what it says: "recommends random screens (page 43)"."""
    found = r.cited.of("pages", start=draft.end, end=min(r.end, draft.end + _WINDOW))
    if draft.pages or not found or r.cited.of("body", start=draft.end, end=found[0].start):
        return
    if _CLAUSE.fullmatch(r.text, draft.end, found[0].start):
        pages(r, draft, found[0].start)


# -- to the left --


def _left(r: Reading, draft: Draft) -> None:
    """What stands before the name: the state, a year, "page 46 of the", "the Special Studies section of the"."""
    for _ in range(2):  # "2009 California MTUS": at most one of each
        before = r.floor + len(r.text[r.floor : draft.start].rstrip(" -/"))
        year, state = _ending(r, "edition", before), _ending(r, "word", before, "state")
        if year is not None and draft.edition is None and r.cited.printed(year).isdigit():
            dated(r, draft, year)
            draft.start = year.start
        elif state is not None and before < draft.start:
            draft.start = state.start
    topic = _ending(r, "topic", draft.start - 1) or _ending(r, "topic", draft.end)
    if topic is not None and topic.attributes["stands"] == "before":
        start = r.text.index(topic.value, topic.start)
        if topics.take_topic(r, draft, topic.attributes["names"], start, start + len(topic.value)) is not None:
            draft.start = topic.start
            topics.pages_between(r, draft, topic.start, topic.end)
        return
    lead = _LEAD_BEFORE.search(r.text, max(r.floor, draft.start - _LEAD_WIDTH), draft.start)
    for read, label in ((pages, "pages"), (chapter, "chapter")):
        tag = _ending(r, label, lead.start()) if lead else None
        if tag is not None:
            read(r, draft, tag.start)
            draft.start = tag.start


def _ending(r: Reading, label: str, end: int, value: str = "") -> Tag | None:
    """The tag that ends there, where nothing that was read before holds it."""
    tag = r.cited.ending(label, end, value)
    return tag if tag is not None and tag.start >= r.floor else None


SENTENCES = Kind(
    productions=(
        names.aside,
        adopted_edition,
        names.owner,
        detail,
        _title,
        names.word,
        names.label,
        topics.listed,
    ),
    strict=True,
)
