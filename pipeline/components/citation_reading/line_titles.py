"""Productions of guideline lines: titles and sections, known and unknown, as they follow a body's name."""

from __future__ import annotations

import re

from pipeline.components.citation_reading import titles
from pipeline.components.citation_reading.cited_text import cited_as
from pipeline.components.citation_reading.details import edition
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.names import apart
from pipeline.components.citation_reading.reading import BODIES, Reading
from pipeline.components.tags import Tag

_APART = frozenset({"pages", "regulation", "aside", "address"})
"""What no title or section holds."""
_LONGEST_TITLE = 80
_NO_TITLE = ("edition", "pages", "join", "aside", "address", "word")
"""What no title goes on with behind a comma."""
_TRAIL = " .,;:-–&/"
_BOUNDARY = re.compile(r"[()\[\],;|]|(?<!\s\d)(?<!\s\d\d)\.(?=\s[A-Z]|$)|\s[-–—]+\s|--")
_ENUMERATED = re.compile(r"\s\d{1,2}\)$")
_CLOSING = re.compile(r"(?:\s?\(?[Rr]\)|®)?[\])]|\s?\((?!(?:19|20)\d\d\)|\d{1,2}\))[^()]{1,300}\)")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s(?=[A-Z])")


def title(r: Reading, at: int) -> int | None:
    """A title that the catalogue knows; behind a complete one it may begin a citation."""
    draft = r.drafts[-1]
    found = titles.title_at(r, draft, at)
    if found is None or (draft.source == "other" and not draft.chapters):
        return None
    if draft.chapters:
        return chapter_of_odg(r, draft, found)
    if draft.guideline is None:
        if draft.sections or not titles.accepted(r, *found[:2], titles.IN_LINE):
            return None
        begins = not draft.named() and apart(r, draft, at)
        return titled(r, r.new(at, r.source) if begins else draft, *found)
    word = r.name_word(found.end + 1)
    if word is not None and not draft.pages and draft.work in found.ids:
        return draft.take(word.end)  # the document's own title once more, before the pages
    return titled(r, r.new(at, r.source), *found) if _begins_citation(r, draft, found) else None


def _begins_citation(r: Reading, draft: Draft, found: titles.Title) -> bool:
    """Whether a title behind a complete one begins a citation rather than being one of its sections."""
    topic, words = titles.topic_at(r, draft, found.start) or 0, r.text[found.start : found.end].split()
    if topic > found.end:
        return False
    if titles.accepted(r, *found[:2], titles.ANOTHER):
        return True
    known = topic and (len(words) < 3 or draft.work == "mtus.general_approaches" or draft.pages)
    if draft.sections_labelled or known or len(words) < 2:
        return False
    return r.text[found.start].isupper() and titles.accepted(r, *found[:2], titles.IN_LINE)


def titled(r: Reading, draft: Draft, start: int, end: int, ids: tuple[str, ...] = ()) -> int:
    """Let these words be the title of `draft`; the catalogue may know it under another spelling."""
    known = None if ids else r.catalogue.resolve_title(r.text[start:end], ("MTUS", "ACOEM"))
    return titles.set_title(r, draft, start, end, (known.id,) if known else ids)


def chapter_of_odg(r: Reading, draft: Draft, found: titles.Title) -> int | None:
    """A chapter of ODG; a second one begins a citation of its own."""
    if draft.work == found.ids[0] or not (titles.accepted(r, *found[:2], titles.IN_LINE) or _topic_follows(r, found)):
        return None
    if draft.guideline is not None:
        draft = r.open(Draft(draft.source, found.start, found.start, chapters=True))
    return titles.set_title(r, draft, *found)


def _topic_follows(r: Reading, found: titles.Title) -> bool:
    """ "Low Back MRI": a chapter without punctuation behind it, before a topic."""
    known = r.cited.phrase(r.catalogue.topics_of("odg"), found.end + 1, r.end)
    after = r.text[found.end + 1 : found.end + 2]
    return (after.isupper() or after.isdigit()) and (" " in r.text[found.start : found.end] or known is not None)


def topic(r: Reading, at: int) -> int | None:
    """A section that the catalogue knows."""
    draft = r.drafts[-1]
    end = titles.topic_at(r, draft, at) if draft.titled() else None
    if end is None:
        return None
    close = _CLOSING.match(r.text, end, r.end)
    end = close.end() if close and "9792" not in close[0] else end
    if not titles.accepted(r, at, end, titles.IN_LINE) or _continues(r, draft, at, end):
        return None
    return _section(r, draft, at, end)


# -- what nobody knows --


def unknown(r: Reading, at: int) -> int:
    """Words up to the next separator: a title where the citation still has none, else a section."""
    draft = r.drafts[-1]
    untitled = not draft.titled()
    end = (_title_end(r, at) if untitled else 0) or _piece(r, at, draft)
    while _continues(r, draft, at, end):
        end = _piece(r, end + 2, draft)
    behind, end = end, _trimmed(r, draft, at, end)
    if end > at and untitled:
        titled(r, draft, at, end)
    elif end > at:
        _section(r, draft, at, end)
    return behind


def _section(r: Reading, draft: Draft, start: int, end: int) -> int:
    """A section, and what closes behind it."""
    return draft.take(r.closed(draft.start, titles.add_section(r, draft, start, end)))


def _title_end(r: Reading, at: int) -> int:
    """Behind words with a capital that end at a year, at "Guidelines" or at a body in parentheses; 0: none do."""
    closing = (tag for tag in r.cited.tags if tag.label in ("edition", "body") or tag.value == "name")
    named = next((tag for tag in closing if tag.start > at), None)
    if named is None or not r.text[at].isupper() or (named.label == "body" and r.text[named.start - 1] != "("):
        return 0
    words = r.text[at : named.start].rstrip(" ,(")
    parted = r.cited.of("pages", start=at, end=named.start) or any(mark in words for mark in ".;:")
    return 0 if parted else at + len(words)


def _piece(r: Reading, start: int, draft: Draft) -> int:
    """The end of the words from `start` on: at a separator outside of brackets, or at a tag."""
    parts = (tag for tag in r.cited.tags if tag.label in _APART or cited_as(tag) in BODIES or _parts_names(r, tag))
    limit = min((tag.start for tag in parts if start < tag.start < r.end), default=r.end)
    depth = 0
    for mark in _BOUNDARY.finditer(r.text, start, limit):
        if mark[0] in "([":
            if titles.ENUMERATOR.match(r.text, mark.start(), limit):
                return mark.start()
            depth += 1
        elif mark[0] in ")]":
            depth -= 1
            if depth < 0:
                number = _ENUMERATED.search(r.text, start, mark.end())
                return number.start() if number else mark.start()
        elif depth <= 0 and not (draft.sections_labelled and "-" in mark[0]):
            return mark.start()
    return limit


def _parts_names(r: Reading, tag: Tag) -> bool:
    """Whether an "and" parts two names: "Carisoprodol (Soma) and Weaning"."""
    capital = r.text[tag.end + 1 : tag.end + 2].isupper()
    return tag.value == "and" and capital and r.text[tag.start - 2 : tag.start] == ") "


def _continues(r: Reading, draft: Draft, start: int, end: int) -> bool:
    """Whether the words behind the comma at `end` go on with the title before it: an inverted one ("Fusion,
    anterior cervical"), or a numbered one whose own words hold a comma."""
    at = end + 2
    if at >= r.end or r.text[end:at] != ", " or r.cited.any_at(_NO_TITLE, at):
        return False
    if draft.sections_labelled and _NUMBERED.match(r.text, start, end):
        return not (titles.topic_at(r, draft, at) or titles.title_at(r, draft, at) or r.text[at].isdigit())
    return r.text[at].islower() and r.text[start].isupper()


def _trimmed(r: Reading, draft: Draft, start: int, end: int) -> int:
    """The end of a title without what stands behind it: punctuation, "and", "topic", its year."""
    while True:
        end = start + len(r.text[start:end].rstrip(_TRAIL))
        tag = r.cited.ending("join", end) or r.cited.ending("label", end)
        year = r.cited.ending("edition", end - (r.text[end - 1 : end] == ")"))
        if tag is None and year is not None and edition(r, draft, year.start):
            tag = year
        if tag is None or tag.start <= start or tag.value == "procedure":
            return end
        end = tag.start - (r.text[tag.start - 1] == "(")
