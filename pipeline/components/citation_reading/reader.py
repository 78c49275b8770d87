"""`read_citations`: from a stretch of the reading text to citation tags and the tags of their parts."""

from __future__ import annotations

from functools import lru_cache

from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.lines import read_line
from pipeline.components.citation_reading.prose import read_prose
from pipeline.components.tags import Tag
from pipeline.guidelines.catalogue import Catalogue

SOURCES = frozenset({"MTUS", "ACOEM", "ODG", "other"})
"""Labels of the citations; every other tag is a part of one."""
KINDS = ("claims_administrator_guideline", "reviewer_guideline", "rationale")


def read_citations(text: str, start: int, end: int, kind: str, catalogue: Catalogue) -> list[Tag]:
    """The citations in `text[start:end]`.

    Args:
        text: the reading text.
        start, end: the stretch; offsets of the tags are into `text`.
        kind: `claims_administrator_guideline`, `reviewer_guideline` or `rationale`.
        catalogue: where titles are looked up.

    Returns: for each citation, in text order, its own tag (label: the source; value: the catalogue's entry) followed
        by the tags of its parts, which lie inside it. Labels and values are those of docs/architecture.md.
    """
    stretch = text[start:end]
    found = _rationale(stretch, catalogue) if kind == "rationale" else _line(stretch, catalogue)
    return [tag._replace(start=tag.start + start, end=tag.end + start) for tag in found]


@lru_cache(maxsize=2048)
def _line(stretch: str, catalogue: Catalogue) -> tuple[Tag, ...]:
    """Guideline lines repeat from letter to letter, so what they cite is remembered."""
    return _tags(read_line(stretch, 0, len(stretch), catalogue), catalogue)


def _rationale(stretch: str, catalogue: Catalogue) -> tuple[Tag, ...]:
    return _tags(read_prose(stretch, 0, len(stretch), catalogue, once=True), catalogue)


def _tags(drafts: list[Draft], catalogue: Catalogue) -> tuple[Tag, ...]:
    tags: list[Tag] = []
    for draft in drafts:
        resolve(draft, catalogue)
        tags.append(draft.tag())
        tags.extend(draft.parts())
    return tuple(tags)


_BODIES = {"MTUS": "mtus", "ACOEM": "acoem", "ODG": "odg"}


def resolve(draft: Draft, catalogue: Catalogue) -> None:
    """Set the draft's entry: the guideline by title and year, by chapter number, by regulation, or the body's own."""
    year = draft.edition.value if draft.edition else None
    work = draft.work
    if work is None and draft.guideline is None:
        if draft.chapter_number is not None:
            work = catalogue.by_chapter.get(int(draft.chapter_number.value))
        elif len(draft.regulations) == 1:
            work = catalogue.by_regulation.get(draft.regulations[0].value)
        work = work or _BODIES.get(draft.source)
    if work is None:
        return
    guideline = catalogue.guidelines.get(work)
    if guideline is None or (draft.source == "other" and guideline.source == "ODG"):
        return  # a title such as "Low Back" by itself may be anybody's
    draft.entry = catalogue.entry(guideline, year)
