"""Which layouts were tried on a letter, and which of their marks it has: for whoever writes a layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.layouts.model import Layout
from pipeline.layouts.printed import Printed


class Mark(NamedTuple):
    """A mark of a layout: its words or expression, and its place in the reading text, -1 where it is not there."""

    words: str
    start: int
    end: int
    required: bool
    damaged: bool


class Tried(NamedTuple):
    """A layout, and its marks in the file's order; `least`: how many it asks for."""

    layout: str
    fallback: bool
    least: int
    marks: tuple[Mark, ...]

    @property
    def found(self) -> tuple[Mark, ...]:
        """The marks that the letter has."""
        return tuple(mark for mark in self.marks if mark.start >= 0)

    @property
    def missing(self) -> tuple[Mark, ...]:
        """The marks that the letter does not have."""
        return tuple(mark for mark in self.marks if mark.start < 0)

    @property
    def fits(self) -> bool:
        """Whether the letter has as many marks as it asks for, and every required one."""
        return len(self.found) >= self.least and not any(mark.required for mark in self.missing)


def tried(layouts: Iterable[Layout], text: str) -> Iterator[Tried]:
    """Every layout with its marks in the reading text `text`, whole or damaged, in the order of trying."""
    for layout in sorted(layouts, key=lambda one: one.fallback):
        yield Tried(layout.layout, layout.fallback, layout.minimum_evidence, tuple(_marks(layout, text)))


def _marks(layout: Layout, text: str) -> Iterator[Mark]:
    for mark in layout.recognised_by:
        printed = Printed(mark.text, mark.regex)
        place = printed.first(text, 0, len(text), damaged=False)
        damaged = place is None
        place = place or printed.first(text, 0, len(text), damaged=True)
        yield Mark(mark.text[0] if mark.text else mark.regex or "", *(place or (-1, -1)), mark.required, damaged)
