"""The parts of a request that utilization review modified: what was asked for, authorized and is left.

Two forms are printed (docs/record.md, `request`), with variations in punctuation, spelling and small words:

    X was the original request. Y was authorized by the Claims Administrator. The remaining IMR eligible
    portion of the original request, Z is

    X was the original request. The Claims Administrator authorized Y, leaving the original request IMR
    eligible. The original request, X is
"""

from __future__ import annotations

import re
from typing import NamedTuple

Extent = tuple[int, int]


class Parts(NamedTuple):
    """Half-open offsets into the reading text."""

    disputed: Extent
    original: Extent | None = None
    authorized: Extent | None = None


_REQUEST = r"or?\w{0,2}g\w{2,6}(?: \w{1,3})? req\w{3,6}\b"  # "original request", loosely
_ADMINISTRATOR = r"(?:the )?cl\w{3,6} adm\w{6,12}\b|UR\b|utilization review\b"
_GRANTED = r"(?:auth?\w{4,8}|appr?oved|certified)"

_FIRST = re.compile(rf"[\s,]+(?:(?:was|were|is|are) )?(?:the )?{_REQUEST}[.,;:]* ?", re.IGNORECASE)
_LEFT = re.compile(
    rf"(?:the )?(?:rem\w{{2,8}} )?(?:IMR[- ]?)?(?:el\w{{4,8}} )?(?:portion|part|remainder|por\w{{2,5}}) of "
    rf"(?:the )?{_REQUEST}\s*[,:;]?\s*",
    re.IGNORECASE,
)
_AGAIN = re.compile(rf"(?<=[.;] )(?:the )?{_REQUEST}\s*[,:]?\s*", re.IGNORECASE)
_PASSIVE = re.compile(
    rf"[\s,]+(?:(?:was|were|is|are|has been|have been) )?{_GRANTED} (?:by|per) (?:{_ADMINISTRATOR})",
    re.IGNORECASE,
)
_ACTIVE = re.compile(
    rf"(?:{_ADMINISTRATOR}) (?:(?:has|had|have) )?(?:also )?{_GRANTED}\s*[:,]?\s*(?P<granted>.+?)"
    rf"(?:,? ?\bl[ea]{{1,2}}v\w{{2,4}} |[\s.;]*$)",
    re.IGNORECASE,
)
_CLOSING = re.compile(r"[\s.,;:]*\b(?:is|are|was|were)?[\s.,;:]*$", re.IGNORECASE)


def read_parts(text: str, start: int, end: int) -> Parts:
    """The parts of the heading `text[start:end]`; a plain heading is disputed whole."""
    heading = text[start:end]
    if "req" not in heading.lower():
        return Parts((start, end))
    left = _last(_LEFT, heading) or _last(_AGAIN, heading)
    first = _FIRST.search(heading)
    if first is not None and (left is None or first.start() < left.start()) and first.start() > 0:
        original: Extent | None = (start, start + first.start())
        between = first.end()
    else:
        original, between = None, 0
    if left is None and original is None:
        return Parts((start, end))
    granted = _authorized(heading, between, left.start() if left else len(heading))
    if left is None:
        # the rest is not named: what was asked for stays in dispute
        return Parts(original or (start, end), original, _shift(granted, start))
    closing = _CLOSING.search(heading, left.end())
    disputed = _trimmed(heading, left.end(), closing.start() if closing else len(heading))
    if disputed is None:
        return Parts(original or (start, end), original, _shift(granted, start))
    return Parts((start + disputed[0], start + disputed[1]), original, _shift(granted, start))


def _authorized(heading: str, start: int, end: int) -> Extent | None:
    passive = _PASSIVE.search(heading, start, end)
    if passive is not None:
        return _trimmed(heading, start, passive.start())
    active = _ACTIVE.search(heading, start, end)
    return _trimmed(heading, *active.span("granted")) if active is not None else None


def _last(expression: re.Pattern[str], heading: str) -> re.Match[str] | None:
    found = list(expression.finditer(heading))
    return found[-1] if found else None


def _trimmed(heading: str, start: int, end: int) -> Extent | None:
    while start < end and heading[start] in " .,;:":
        start += 1
    while start < end and heading[end - 1] in " ,;:":
        end -= 1
    return (start, end) if start < end else None


def _shift(extent: Extent | None, offset: int) -> Extent | None:
    return (extent[0] + offset, extent[1] + offset) if extent is not None else None
