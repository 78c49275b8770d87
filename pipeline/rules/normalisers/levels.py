"""The normaliser of spinal levels."""

from __future__ import annotations

import re

from pipeline.rules.normalisers.registry import Groups, normaliser
from pipeline.rules.normalisers.words import Words
from pipeline.rules.tags import Value

_VERTEBRA = re.compile(r"(?P<region>[CTLS]?)-?(?P<number>\d{1,2})", re.IGNORECASE)
_HIGHEST = {"C": 8, "T": 12, "L": 6, "S": 5}  # vertebrae of a region, and the roots that are named after them


@normaliser("levels")
def levels(groups: Groups, words: Words) -> Value | None:
    """`("L4-L5", "L5-S1")` of "L4-5-S1": the group `first` (a vertebra), then `rest` (those that it is joined to), or
    `listed` (others of its region: "L3, 4, 5"). None where there is no such vertebra."""
    first = _vertebra(_VERTEBRA.match(groups["first"]), "")
    if first is None:
        return None
    found, last = [first], first
    for match in _VERTEBRA.finditer(groups.get("listed", "")):
        following = _vertebra(match, first[0])
        if following is None or int(following[1:]) <= int(found[-1][1:]):
            break
        found.append(following)
    pairs = []
    for match in _VERTEBRA.finditer(groups.get("rest", "")):
        following = _vertebra(match, last[0])
        if following is None:
            break
        pairs.append(f"{last}-{following}")
        last = following
    return tuple(pairs or found)


def _vertebra(match: re.Match[str] | None, region: str) -> str | None:
    """A vertebra's name, of the region before it where it names none; `None` where there is no such one."""
    if match is None:
        return None
    region, number = (match["region"] or region).upper(), int(match["number"])
    return f"{region}{number}" if 0 < number <= _HIGHEST.get(region, 0) else None
