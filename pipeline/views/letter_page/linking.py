"""Which mark states a value of the record, and what became of a mark."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.views.letter_page.marks import RECORD, Mark
from pipeline.views.letter_page.places import Place

# Where one stretch bears several marks, these say best what a value of the record was read from.
_PREFERRED = (
    "decisions",
    "requests",
    "fields",
    "people",
    "citation_parts",
    "citations",
    "dates",
    "own",
    "rules",
)


@dataclass(frozen=True, slots=True)
class Links:
    """Marks and places with the way between them.

    Attributes:
        marks: the given marks, then one of the group `record` for each place that none of them states.
        mark_of: for each place the index of its mark.
        became: for each mark the indices of the places at exactly its stretch.
        within: for each mark that became nothing itself, the index of the smallest place around it, or -1.
    """

    marks: tuple[Mark, ...]
    mark_of: tuple[int, ...]
    became: tuple[tuple[int, ...], ...]
    within: tuple[int, ...]


def link(marks: Sequence[Mark], places: Sequence[Place]) -> Links:
    """Bring marks and places together by their stretch of the text."""
    every = list(marks)
    at: dict[tuple[int, int], list[int]] = {}
    for i, mark in enumerate(every):
        at.setdefault((mark.start, mark.end), []).append(i)
    became: list[list[int]] = [[] for _ in every]
    mark_of = []
    for number, place in enumerate(places):
        found = at.get((place.start, place.end), [])
        if not found:
            found = [len(every)]
            at[(place.start, place.end)] = found
            every.append(Mark(RECORD, place.label, place.start, place.end, place.value))
            became.append([])
        for i in found:
            became[i].append(number)
        mark_of.append(min(found, key=lambda i: _distance(every[i], place)))
    inside = _Enclosing(places)
    within = tuple(-1 if became[i] else inside.smallest(m.start, m.end) for i, m in enumerate(every))
    return Links(tuple(every), tuple(mark_of), tuple(map(tuple, became)), within)


def _distance(mark: Mark, place: Place) -> tuple[bool, int]:
    group = _PREFERRED.index(mark.group) if mark.group in _PREFERRED else len(_PREFERRED)
    return mark.label != place.label, group


class _Enclosing:
    """Finds the smallest place around a stretch. Places nest a few deep, so a look back over a few dozen of the places
    that start before it is enough; the bound keeps a letter with thousands of places from taking quadratic time."""

    _LOOK_BACK = 200

    def __init__(self, places: Sequence[Place]) -> None:
        self._order = sorted(range(len(places)), key=lambda i: places[i].start)
        self._starts = [places[i].start for i in self._order]
        self._places = places

    def smallest(self, start: int, end: int) -> int:
        """The index of the smallest place that holds `[start, end)`, or -1."""
        last = bisect_right(self._starts, start)
        around = [i for i in self._order[max(0, last - self._LOOK_BACK) : last] if self._places[i].end >= end]
        return min(around, key=lambda i: self._places[i].end - self._places[i].start, default=-1)
