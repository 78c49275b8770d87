"""How often and for how long, chosen among the tags FREQUENCY, DURATION and COURSE of a heading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pipeline.components.request_reading.heading import Heading
from pipeline.components.tags import Tag
from pipeline.rules.matching.tagged_text import overlaps
from pipeline.rules.tags import FrozenMapping

_STATED = ("stated", "bare", "hours")
_DAYS = {("day", "week"): 7}
"""How often the first goes into the second."""


def read_frequency(hits: Heading, *, therapy: bool = False, drug: bool = False) -> Tag | None:
    """The tag `frequency`; its value holds what is known of `times`, `per`, `for` and `unit`.

    Where `therapy`, "2x6" and "2 times 6" are twice a week for six weeks. Where `drug`, doses count ("BID", "every 6
    hours"). An amount in words of time ("30 day supply") is no duration.
    """
    often = _often(hits, drug)
    if therapy:
        for course in hits.of("COURSE"):
            if often is None or (course.start <= often.start < course.end and often.attributes["kind"] == "stated"):
                return Tag("frequency", course.start, course.end, course.value, course.rule)
    supplies = hits.of("SUPPLY")
    length = next((h for h in hits.of("DURATION") if not overlaps(h, [*supplies, *([often] if often else [])])), None)
    stated = [tag for tag in (often, length) if tag is not None]
    if not stated:
        return None
    value: dict[str, Any] = {}
    for tag in stated:
        value |= tag.value
    return Tag(
        "frequency", min(t.start for t in stated), max(t.end for t in stated), FrozenMapping(value), stated[0].rule
    )


def _often(hits: Heading, drug: bool) -> Tag | None:
    """The first statement of how often, the most explicit kind first."""
    found = hits.of("FREQUENCY")
    for kind in (*_STATED, *(("dose",) if drug else ()), "plain"):
        for hit in found:
            if hit.attributes["kind"] == kind:
                return hit
    return None


def product(frequency: Mapping[str, Any]) -> int | None:
    """Times in all; `None` where a range or a missing factor leaves it open."""
    if not {"times", "per", "for", "unit"} <= frequency.keys():
        return None
    (low, high), (shortest, longest) = frequency["times"], frequency["for"]
    if low != high or shortest != longest:
        return None
    if frequency["per"] == frequency["unit"]:
        return int(low * shortest)
    days = _DAYS.get((frequency["per"], frequency["unit"]))
    return int(low * shortest * days) if days else None
