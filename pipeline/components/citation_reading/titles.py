"""Titles and sections that the catalogue knows: the longest at a place, and whether the text means it as one."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.reading import Reading
from pipeline.components.tags import Tag

ENUMERATOR = re.compile(r"\(?\d{1,2}\)\s?(?=[A-Z])")


class Title(NamedTuple):
    """A title that the catalogue knows: its place, and the works that carry it."""

    start: int
    end: int
    ids: tuple[str, ...]


class Accepted(NamedTuple):
    """What tells that words which the catalogue knows as a title are one.

    Attributes:
        marks: what stands behind them.
        labels: labels of tags, any of which begins behind them; the word "Guidelines" always tells it.
        name: whether it is enough that they are printed as a name.
        capital: whether marks tell it of a capitalised title alone.
    """

    marks: re.Pattern[str]
    labels: tuple[str, ...]
    name: bool = False
    capital: bool = False


_DETAILS = ("label", "pages", "edition", "regulation")
IN_LINE = Accepted(re.compile(r"\s?[^\w\s\"']|$"), (*_DETAILS, "body", "word", "aside"))
"""A title or section of a guideline line."""
ANOTHER = Accepted(re.compile(r"(?!)"), ("edition",))
"""A title behind a complete one in a line, which begins a citation rather than being one of its sections."""
IN_SENTENCE = Accepted(re.compile(r" \("), _DETAILS, name=True)
"""A title behind the name of MTUS or ACOEM in a sentence."""
CHAPTER_IN_SENTENCE = Accepted(re.compile(r"\"?(?:[,;:.)/]| [-–(/]|$)"), ("label",), capital=True)
"""A chapter behind the name of ODG in a sentence."""


def accepted(r: Reading, start: int, end: int, row: Accepted) -> bool:
    """Whether `text[start:end]` is a title by one row of the table."""
    text, join = r.text, r.cited.at("join", end + 1, value="and")
    if row.marks.match(text, end, r.end) and not (row.capital and not text[start].isupper()):
        return True
    if row is not ANOTHER and (join or ENUMERATOR.match(text, end + 1, r.end)):
        return True
    places = [place for place in range(end, end + 3) if not text[end:place].strip(' ,(:"')]
    if any(r.name_word(p) or r.tag("label", p, "sections") or r.cited.any_at(row.labels, p) for p in places):
        return True
    words = text[start:end].split()
    return row.name and len(words) > 1 and not any(word[0].islower() and len(word) > 3 for word in words)


def title_at(r: Reading, draft: Draft | None, at: int) -> Title | None:
    """The longest title at `at`: a chapter of ODG where the draft is cited by those, else one of MTUS or ACOEM; with
    "Complaints" and "(Acute & Chronic)" behind it."""
    chapters = draft is not None and draft.chapters
    found = r.cited.phrase(r.catalogue.chapters if chapters else r.catalogue.titles, at, r.end)
    if found is None or found[1][0] in ("mtus", "acoem", "odg"):
        return None
    end = r.balanced(at, found[0])
    for value in ("region", "acute"):
        end = next((tag.end for gap in range(3) if (tag := r.tag("word", end + gap, value))), end)
    return Title(at, end, found[1])


def topic_at(r: Reading, draft: Draft, at: int) -> int | None:
    """Behind the longest section name of the draft's guideline at `at`."""
    found = r.cited.phrase(r.catalogue.topics_of(_work(draft)), at, r.end)
    return r.balanced(at, found[0]) if found else None


def _work(draft: Draft) -> str | None:
    return draft.work or ("odg" if draft.chapters else None)


def set_title(r: Reading, draft: Draft, start: int, end: int, ids: tuple[str, ...] = ()) -> int:
    """Let the draft be the guideline of this title; of several works the one with the edition that is named."""
    draft.guideline = Tag("guideline", start, end, "")
    if draft.chapter_number is not None and draft.chapter_title is None:
        draft.chapter_title = Tag("chapter_title", start, end, "")
    draft.works = ids
    if ids:
        draft.work = r.catalogue.dated_work(ids, draft.edition.value if draft.edition else None)
    return draft.take(r.closed(draft.start, end))


def add_section(r: Reading, draft: Draft, start: int, end: int, behind: int | None = None) -> int:
    """Let the draft cite `text[start:end]`, without a parenthesis that it only closes; returns `behind`."""
    printed = r.text[start:end]
    end -= printed.endswith(")") and printed.count("(") < printed.count(")")
    entry = r.catalogue.resolve_section(_work(draft), r.text[start:end]) or ""
    draft.sections.append(Tag("section", start, end, entry))
    return draft.take(end if behind is None else behind)
