"""Printed words and source offsets for stretches of a reading text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from pipeline.text.reading_text import ReadingText

Ground = Callable[[int, int], tuple[str, int, int]]
"""(start, end) in a letter's reading text -> (printed text, start in the source, end in the source)."""
_FIRST_ACCENT, _LAST_ACCENT = "\u0300", "\u036f"


def printed(source: str, start: int, end: int, furniture: tuple[tuple[int, int], ...] = ()) -> str:
    """The document's words in `[start, end)`, each run of white space as one space, furniture left out."""
    pieces = []
    at = start
    for f_start, f_end in furniture:
        if f_end > start and f_start < end:
            pieces.append(source[at : max(at, f_start)])
            at = max(at, f_end)
    pieces.append(source[at:end])
    return " ".join(" ".join(pieces).split())


def ground(reading: ReadingText, source: str, start: int, end: int) -> tuple[str, int, int]:
    """(printed text, source start, source end) of `[start, end)` of the reading text, which is not empty.

    Most words stand on one line, in plain characters: in ASCII, what was read differs from what is printed only in
    white space, in furniture, which `printed` would take out again, and in parted words.
    """
    starts = reading.starts
    first = bisect_right(starts, start) - 1
    if first + 1 == len(starts) or starts[first + 1] >= end:
        s = reading.sources[first] + start - starts[first]
        e = s + end - start
    else:
        s, e = reading.source_span(start, end)
    words = reading.text[start:end]
    gaps = bisect_left(reading.parted, (e,))  # that begin before the end
    if gaps and reading.parted[gaps - 1][1] > s:
        return printed(source, s, e, reading.furniture), s, e
    if source.isascii():
        return words.strip(), s, e
    while e < len(source) and _FIRST_ACCENT <= source[e] <= _LAST_ACCENT:
        e += 1  # a letter is read as one with its accents, which stand behind it
    if (stretch := source[s:e]).isascii() or stretch == words:
        return words.strip(), s, e
    return printed(source, s, e, reading.furniture), s, e
