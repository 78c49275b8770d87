"""From citation tags back to the record's `Citation` objects."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from itertools import islice
from operator import attrgetter

from pipeline.records.model import Chapter, Citation, CitedSection
from pipeline.rules.tags import Tag
from pipeline.text.ground import Ground

_START = attrgetter("start")


def citations_in(
    citations: Sequence[Tag], parts: Sequence[Tag], start: int, end: int, ground: Ground
) -> tuple[Citation, ...]:
    """The citations inside `[start, end)` of the reading text, in order.

    Args:
        citations: tags of `doc.spans["citations"]`, in text order.
        parts: tags of `doc.spans["citation_parts"]`, in text order; each belongs to the citation that it lies inside.
        ground: the map to the source.
    """
    found = []
    at = bisect_left(citations, start, key=_START)
    part = None
    while at < len(citations) and citations[at].start < end:
        tag = citations[at]
        at += 1
        if tag.end <= end:
            part = bisect_left(parts, tag.start, key=_START) if part is None else part
            while part < len(parts) and parts[part].start < tag.start:
                part += 1
            found.append(_citation(tag, parts, part, ground))
    return tuple(found)


def _citation(tag: Tag, parts: Sequence[Tag], at: int, ground: Ground) -> Citation:
    """The citation of `tag`, with those of `parts` from the `at`th on that lie inside it."""
    first: dict[str, Tag] = {}
    sections, regulations, pages = [], [], []
    end = tag.end
    for part in islice(parts, at, None):
        if part.start >= end:
            break
        label = part.label
        if part.end > end:
            continue
        if label == "section":
            sections.append(CitedSection(*ground(part.start, part.end), part.value or None))
        elif label == "pages":
            pages.append(_range(part.value))
        elif label == "regulation":
            regulations.append(part.value)
        else:
            first.setdefault(label, part)
    guideline, edition = first.get("guideline"), first.get("edition")
    return Citation(
        *ground(tag.start, end),
        tag.label,
        _words(guideline, ground) if guideline else None,
        edition.value if edition else None,
        _chapter(first, ground) if "chapter_number" in first else None,
        tuple(sections),
        tuple(regulations),
        tuple(pages),
        tag.value or None,
    )


def _chapter(first: Mapping[str, Tag], ground: Ground) -> Chapter:
    title = first.get("chapter_title")
    return Chapter(int(first["chapter_number"].value), _words(title, ground) if title else None)


def _words(tag: Tag, ground: Ground) -> str:
    return tag.value or ground(tag.start, tag.end)[0]


def _range(value: str) -> tuple[int, int]:
    first, _, last = value.partition("-")
    return int(first), int(last or first)
