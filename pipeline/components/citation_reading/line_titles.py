"""Productions of guideline lines: titles and sections, known and unknown, as they follow a body's name."""

from __future__ import annotations

import re

from pipeline.components.citation_reading.cited_text import cited_as
from pipeline.components.citation_reading.details import edition
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.names import apart
from pipeline.components.citation_reading.reading import BODIES, Reading
from pipeline.components.citation_reading.titles import (
    ANOTHER,
    ENUMERATOR,
    IN_LINE,
    Title,
    accepted,
    add_section,
    set_title,
    title_at,
    topic_at,
)
from pipeline.components.tags import Tag

_APART = frozenset({"pages", "regulation", "aside", "address"})
"""What no title or section holds."""
_LONGEST_TITLE = 80
_TRAIL = " .,;:-–&/"
_BOUNDARY = re.compile(r"[()\[\],;|]|\.(?=\s[A-Z]|$)|\s[-–—]+\s|--")
_ENUMERATED = re.compile(r"\s\d{1,2}\)$")
_CLOSING = re.compile(r"(?:\s?\(?[Rr]\)|®)?[\])]|\s?\((?!(?:19|20)\d\d\)|\d{1,2}\))[^()]{1,300}\)")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s(?=[A-Z])")


def enumerator(r: Reading, at: int) -> int | None:
    """ "1) " before a part of a list."""
    number = ENUMERATOR.match(r.text, at, r.end)
    return number.end() if number else None


def title(r: Reading, at: int) -> int | None:
    """A title that the catalogue knows; behind a complete one it may begin a citation."""
    draft = r.draft
    found = title_at(r, draft, at)
    if found is None or (draft is not None and draft.source == "other" and not draft.chapters):
        return None
    if draft is not None and draft.chapters:
        return chapter_of_odg(r, draft, found)
    if draft is None or draft.guideline is None:
        if (draft is not None and draft.sections) or not accepted(r, *found[:2], IN_LINE):
            return None
        begins = draft is not None and not draft.named() and apart(r, draft, at)
        return titled(r, None if begins else draft, *found)
    word = r.name_word(found.end + 1)
    if word is not None and not draft.pages and draft.work in found.ids:
        return draft.take(word.end)  # the document's own title once more, before the pages
    return titled(r, None, *found) if _begins_citation(r, draft, found) else None


def _begins_citation(r: Reading, draft: Draft, found: Title) -> bool:
    """Whether a title behind a complete one begins a citation rather than being one of its sections."""
    topic, words = topic_at(r, draft, found.start) or 0, r.text[found.start : found.end].split()
    if topic > found.end:
        return False
    if accepted(r, *found[:2], ANOTHER):
        return True
    known = topic and (len(words) < 3 or draft.work == "mtus.general_approaches" or draft.pages)
    return len(words) > 1 and not (draft.sections_labelled or known) and accepted(r, *found[:2], IN_LINE)


def titled(r: Reading, draft: Draft | None, start: int, end: int, ids: tuple[str, ...] = ()) -> int:
    """Let these words be the title of `draft` or of a new one; the catalogue may know it under another spelling."""
    known = None if ids else r.catalogue.resolve_title(r.text[start:end], ("MTUS", "ACOEM"))
    draft = draft or r.new(start, r.source)
    return set_title(r, draft, start, end, (known.id,) if known else ids)


def chapter_of_odg(r: Reading, draft: Draft, found: Title) -> int | None:
    """A chapter of ODG; a second one begins a citation of its own."""
    if draft.work == found.ids[0] or not (accepted(r, *found[:2], IN_LINE) or _topic_follows(r, found)):
        return None
    if draft.guideline is not None:
        draft = r.open(Draft(draft.source, found.start, found.start, chapters=True))
    return set_title(r, draft, *found)


def _topic_follows(r: Reading, found: Title) -> bool:
    """ "Low Back MRI": a chapter without punctuation behind it, before a topic."""
    known = r.cited.phrase(r.catalogue.topics_of("odg"), found.end + 1, r.end)
    after = r.text[found.end + 1 : found.end + 2]
    return (after.isupper() or after.isdigit()) and (" " in r.text[found.start : found.end] or known is not None)


def topic(r: Reading, at: int) -> int | None:
    """A section that the catalogue knows."""
    draft = r.draft
    end = topic_at(r, draft, at) if draft is not None and draft.titled() else None
    if draft is None or end is None:
        return None
    close = _CLOSING.match(r.text, end, r.end)
    end = close.end() if close and "9792" not in close[0] else end
    if draft.chapters and (word := r.name_word(end + 1)) is not None:
        end = word.end
    if not accepted(r, at, end, IN_LINE) or _continues(r, draft, at, end):
        return None
    return _section(r, draft, at, end)


# -- what nobody knows --


def unknown(r: Reading, at: int) -> int:
    """Words up to the next separator: a title where the citation still has none, else a section."""
    draft = r.draft
    untitled = draft is None or not draft.titled()
    end = (_title_end(r, at) if untitled else 0) or _piece(r, at, draft)
    while draft is not None and _continues(r, draft, at, end):
        end = _piece(r, end + 2, draft)
    behind, end = end, _trimmed(r, draft, at, end)
    own = r.cited.ending("reference", end, "publication")
    if end <= at:
        return behind
    if draft is None or untitled:
        titled(r, draft, at, end)
    elif own is not None and own.start > at:  # "Ambien Medication Guide" in a list of topics
        titled(r, r.new(at, "other"), at, end)
    else:
        _section(r, draft, at, end)
    return behind


def _section(r: Reading, draft: Draft, start: int, end: int) -> int:
    """A section, and what closes behind it."""
    add_section(r, draft, start, end)
    return draft.take(r.closed(draft.start, end))


def _title_end(r: Reading, at: int) -> int:
    """Behind words with a capital that end at a year, at "Guidelines" or at a body in parentheses; 0: none do."""
    closing = (tag for tag in r.cited.tags if tag.label in ("edition", "body") or tag.value == "name")
    named = next((tag for tag in closing if tag.start > at), None)
    if named is None or not r.text[at].isupper() or (named.label == "body" and r.text[named.start - 1] != "("):
        return 0
    words = r.text[at : named.start].rstrip(" ,(")
    parted = r.cited.of("pages", start=at, end=named.start) or any(mark in words for mark in ".;:")
    return 0 if parted else at + len(words)


def _piece(r: Reading, start: int, draft: Draft | None) -> int:
    """The end of the words from `start` on: at a separator outside of brackets, or at a tag."""
    labelled = draft is not None and draft.sections_labelled
    parts = (tag for tag in r.cited.tags if tag.label in _APART or cited_as(tag) in BODIES or _parts_names(r, tag))
    limit = min((tag.start for tag in parts if start < tag.start < r.end), default=r.end)
    depth = 0
    for mark in _BOUNDARY.finditer(r.text, start, limit):
        if mark[0] in "([":
            if ENUMERATOR.match(r.text, mark.start(), limit):
                return mark.start()
            depth += 1
        elif mark[0] in ")]":
            depth -= 1
            if depth < 0:
                number = _ENUMERATED.search(r.text, start, mark.end())
                return number.start() if number else mark.start()
        elif depth <= 0 and not (labelled and "-" in mark[0]):
            return mark.start()
    return limit


def _parts_names(r: Reading, tag: Tag) -> bool:
    """Whether an "and" parts two names: "Carisoprodol (Soma) and Weaning"."""
    around = r.text[tag.start - 2 : tag.start] == ") " and r.text[tag.end + 1 : tag.end + 2].isupper()
    return tag.value == "and" and around


def _continues(r: Reading, draft: Draft, start: int, end: int) -> bool:
    """Whether the words behind the comma at `end` go on with the title before it: an inverted one ("Fusion,
    anterior cervical"), or a numbered one whose own words hold a comma."""
    at = end + 2
    if r.text[end:at] != ", " or r.cited.any_at(("edition", "pages", "join", "aside", "address", "word"), at):
        return False
    if draft.sections_labelled and _NUMBERED.match(r.text, start, end):
        return not (topic_at(r, draft, at) or title_at(r, draft, at) or r.text[at].isdigit())
    return r.text[at].islower() and r.text[start].isupper()


def _trimmed(r: Reading, draft: Draft | None, start: int, end: int) -> int:
    """The end of a title without what stands behind it: punctuation, "and", "topic", its year."""
    while True:
        end = start + len(r.text[start:end].rstrip(_TRAIL))
        tag = r.cited.ending("join", end) or r.cited.ending("label", end)
        year = r.cited.ending("edition", end - (r.text[end - 1 : end] == ")"))
        if tag is None and year is not None and draft is not None and edition(r, draft, year.start):
            tag = year
        if tag is None or tag.start <= start or tag.value == "procedure":
            return end
        end = tag.start - (r.text[tag.start - 1] == "(")
