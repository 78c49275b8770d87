"""Reflowing, and page furniture, as the shipped files know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.rules.words.furniture import Furniture, forms_of, shipped_forms
from pipeline.text import furniture, reading_text, running_lines
from pipeline.text.reading_text import ReadingText


def reflow(
    text: str, ligatures: Mapping[int, str] | None = None, parted: Sequence[tuple[int, int]] = ()
) -> ReadingText:
    """The reading text."""
    return reading_text.reflow(text, shipped_forms(), ligatures, parted)


def furniture_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """The ranges of page furniture."""
    return furniture.furniture_ranges(text, shipped_forms())


def at_page_edges(text: str, number: str = "") -> list[tuple[int, int]]:
    """The ranges of lines at the edges of pages that are alike; `number` is the form of case numbers."""
    return running_lines.at_page_edges(text, forms_of(Furniture.of(number=number)))
