"""The parts of a request that utilization review modified: what was asked for, authorized and is left.

Two forms are printed (docs/record.md, `request`); the words that divide them are the REQUEST_PART rules:

    X was the original request. Y was authorized by the Claims Administrator. The remaining IMR eligible
    portion of the original request, Z is

    X was the original request. The Claims Administrator authorized Y, leaving the original request IMR
    eligible. The original request, X is
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.components.tags import Tag
from pipeline.text.trimming import trimmed

Extent = tuple[int, int]


class Parts(NamedTuple):
    """Half-open offsets into the reading text."""

    disputed: Extent
    original: Extent | None = None
    authorized: Extent | None = None


def read_parts(text: str, start: int, end: int, hits: Sequence[Tag]) -> Parts:
    """The parts of the heading `text[start:end]`; a plain heading is disputed whole.

    Args:
        hits: the REQUEST_PART tags inside it, in text order.
    """
    left = _last(hits, "rest") or _last(hits, "again")
    asked = next((h for h in hits if h.value == "asked" and h.start > start), None)
    if asked is not None and left is not None and asked.start >= left.start:
        asked = None
    if left is None and asked is None:
        return Parts((start, end))
    original = _trimmed(text, start, asked.start) if asked is not None else None
    granted = _authorized(text, asked.end if asked else start, left.start if left else end, hits)
    disputed = None
    if left is not None:
        closing = [h.start for h in hits if h.value == "verb" and not text[h.end : end].strip(" .,;:")]
        disputed = _trimmed(text, left.end, closing[-1] if closing and closing[-1] >= left.end else end)
    # where the rest is not named, what was asked for stays in dispute
    return Parts(disputed or original or (start, end), original, granted)


def _authorized(text: str, start: int, end: int, hits: Sequence[Tag]) -> Extent | None:
    between = [h for h in hits if start <= h.start and h.end <= end]
    for hit in between:
        if hit.value == "granted-before":
            return _trimmed(text, start, hit.start)
        if hit.value == "granted-behind":
            stop = next((h.start for h in between if h.value == "leaving" and h.start > hit.end), end)
            granted = _trimmed(text, hit.end, stop)
            return (granted[0], granted[0] + len(text[slice(*granted)].rstrip("."))) if granted else None
    return None


def _last(hits: Sequence[Tag], value: str) -> Tag | None:
    return next((hit for hit in reversed(hits) if hit.value == value), None)


def _trimmed(text: str, start: int, end: int) -> Extent | None:
    start, end = trimmed(text, start, end, " .,;:", " ,;:")
    return (start, end) if start < end else None
