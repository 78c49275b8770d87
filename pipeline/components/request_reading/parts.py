"""The parts of a request that utilization review modified: what was asked for, authorized and is left.

Two forms are printed (docs/record.md, `request`); the words that divide them are the REQUEST_PART rules:

    X was the original request. Y was authorized by the Claims Administrator. The remaining IMR eligible
    portion of the original request, Z is

    X was the original request. The Claims Administrator authorized Y, leaving the original request IMR
    eligible. The original request, X is
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.components.request_reading.heading import Heading
from pipeline.components.tags import Tag
from pipeline.text.sentences import Range
from pipeline.text.trimming import trimmed


def read_parts(heading: Heading) -> dict[str, Range]:
    """The extents of the parts by their labels: `disputed`, which every heading has (a plain one is disputed whole),
    `original` and `authorized`."""
    text, start, end, marks = heading.text, heading.start, heading.end, heading.of("REQUEST_PART")
    left = next(iter([*_with("rest", marks[::-1]), *_with("again", marks[::-1])]), None)
    asked = next((mark for mark in _with("asked", marks) if mark.start > start), None)
    if asked is not None and left is not None and asked.start >= left.start:
        asked = None
    if left is None and asked is None:
        return {"disputed": (start, end)}
    places = [("disputed", (start, end))]
    if asked is not None:  # where the rest is not named, what was asked for stays in dispute
        places += [("disputed", (start, asked.start)), ("original", (start, asked.start))]
    places += _authorized(text, asked.end if asked else start, left.start if left else end, marks)
    if left is not None:
        closing = [mark.start for mark in _with("verb", marks) if not text[mark.end : end].strip(" .,;:")]
        places.append(("disputed", (left.end, closing[-1] if closing and closing[-1] >= left.end else end)))
    trim = ((label, trimmed(text, *place, " .,;:", " ,;:")) for label, place in places)
    return {label: place for label, place in trim if place[0] < place[1]}


def _with(value: str, marks: Sequence[Tag]) -> list[Tag]:
    return [mark for mark in marks if mark.value == value]


def _authorized(text: str, start: int, end: int, marks: Sequence[Tag]) -> list[tuple[str, Range]]:
    """What was granted: it stands before the words that say so, or behind them."""
    between = [mark for mark in marks if start <= mark.start and mark.end <= end]
    for mark in between:
        if mark.value == "granted-before":
            return [("authorized", (start, mark.start))]
        if mark.value == "granted-behind":
            end = next((other.start for other in _with("leaving", between) if other.start > mark.end), end)
            return [("authorized", (mark.end, len(text[:end].rstrip(" .,;:"))))]
    return []
