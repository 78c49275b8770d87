"""From citation tags back to the record's `Citation` objects."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter

from pipeline.components.tags import Tag
from pipeline.records.model import Chapter, Citation, CitedSection

_START = attrgetter("start")
Ground = Callable[[int, int], tuple[str, int, int]]
"""(start, end) in the reading text -> (printed text, start in the source, end in the source)."""


def citations_in(
    citations: Sequence[Tag], parts: Sequence[Tag], start: int, end: int, ground: Ground
) -> tuple[Citation, ...]:
    """The citations inside `[start, end)` of the reading text, in order.

    Args:
        citations: tags of `doc.spans["citations"]`, in text order.
        parts: tags of `doc.spans["citation_parts"]`, in text order; each belongs to the citation that it lies inside.
        ground: the map to the source.
    """
    return tuple(_citation(tag, _inside(parts, tag.start, tag.end), ground) for tag in _inside(citations, start, end))


def _inside(tags: Sequence[Tag], start: int, end: int) -> Iterator[Tag]:
    """Those of `tags` that lie inside `[start, end)`; a letter's tags are many, and are asked for often."""
    for index in range(bisect_left(tags, start, key=_START), len(tags)):
        tag = tags[index]
        if tag.start >= end:
            return
        if tag.end <= end:
            yield tag


def _citation(tag: Tag, parts: Iterable[Tag], ground: Ground) -> Citation:
    text, start, end = ground(tag.start, tag.end)
    of: dict[str, list[Tag]] = {}
    for part in parts:
        of.setdefault(part.label, []).append(part)
    guideline, edition = of.get("guideline"), of.get("edition")
    return Citation(
        text=text,
        start=start,
        end=end,
        source=tag.label,
        guideline=_words(guideline[0], ground) if guideline else None,
        edition=edition[0].value if edition else None,
        chapter=_chapter(of, ground),
        sections=tuple([CitedSection(*ground(p.start, p.end), p.value or None) for p in of.get("section", ())]),
        regulations=tuple([p.value for p in of.get("regulation", ())]),
        pages=tuple([_range(p.value) for p in of.get("pages", ())]),
        entry=tag.value or None,
    )


def _chapter(of: Mapping[str, Sequence[Tag]], ground: Ground) -> Chapter | None:
    number, title = of.get("chapter_number"), of.get("chapter_title")
    return Chapter(int(number[0].value), _words(title[0], ground) if title else None) if number else None


def _words(tag: Tag, ground: Ground) -> str:
    return tag.value or ground(tag.start, tag.end)[0]


def _range(value: str) -> tuple[int, int]:
    first, _, last = value.partition("-")
    return int(first), int(last or first)
