"""Body parts, sides and spinal levels of a request."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.components.request_details.lexicon import Lexicon
from pipeline.components.tags import Tag

_NO_PART = "none"
_SIDE = re.compile(
    r"(?P<bilateral>\b(?:bilat(?:eral(?:ly)?|erals?)?|bil|b/l|both)\b\.?)"
    r"|(?P<left>\bleft\b(?!-hand(?:ed)?\b)(?! (?:over|message|hand(?:ed)? domin))|\blt\b\.?|\(l\)|(?<![\w#/.-])l\.?(?= [a-z]{3}))"
    r"|(?P<right>\bright\b(?!-hand(?:ed)?\b)(?! (?:to|away|now|hand(?:ed)? domin))|\brt\b\.?|\(r\)|(?<![\w#/.-])r\.?(?= [a-z]{3}))",
    re.IGNORECASE,
)
_LEVELS = re.compile(
    r"(?<![\w#])(?P<region>[CTLS])[- ]?(?P<first>\d{1,2})(?P<rest>(?: ?(?:-|–|/|to|through) ?[CTLS]?[- ]?\d{1,2}(?![\d%.]|\w))*)(?![\w%]|\.\d)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?P<mark>-|–|/|to|through) ?(?P<region>[CTLS]?)[- ]?(?P<number>\d{1,2})", re.IGNORECASE)
_HIGHEST = {"C": 8, "T": 12, "L": 6, "S": 5}
_SPINE = frozenset({"cervical spine", "thoracic spine", "lumbar spine"})


def read_body_parts(hits: Sequence[Tag], specialties: Sequence[Tag] = ()) -> list[Tag]:
    """Tags `body_part` for the BODY_PART hits, in text order, without those inside a specialist's title.

    Plain "spine" and "back" give way to a named region of the spine.
    """
    found = [
        hit
        for hit in hits
        if hit.value != _NO_PART and not any(s.start <= hit.start and hit.end <= s.end for s in specialties)
    ]
    named = _SPINE.intersection(hit.value for hit in found)
    return [
        Tag("body_part", hit.start, hit.end, hit.value, hit.rule)
        for hit in found
        if not (named and hit.value == "spine" and _next_to(hit, found))
    ]


def _next_to(spine: Tag, hits: Sequence[Tag]) -> bool:
    """Whether "spine" only closes a list of regions ("cervical and lumbar spine" names two, not three)."""
    return any(hit.value in _SPINE and 0 <= spine.start - hit.end <= 12 for hit in hits)


def read_laterality(text: str, start: int, end: int, parts: Sequence[Tag], lexicon: Lexicon) -> Tag | None:
    """The side; `bilateral` where both are named."""
    sides: list[tuple[int, int, str]] = []
    for match in _SIDE.finditer(text, start, end):
        side = str(match.lastgroup)
        if len(match.group()) <= 2 and not _before_a_part(match.end(), parts):
            continue
        sides.append((match.start(), match.end(), side))
    sides += [
        (p.start, p.end, lexicon.role(p.rule))
        for p in parts
        if lexicon.role(p.rule) in ("left", "right", "bilateral")
    ]
    if not sides:
        return None
    sides.sort()
    names = {side for _, _, side in sides}
    if len(names) == 1:
        begin, stop, side = sides[0]
        return Tag("laterality", begin, stop, side)
    for begin, stop, side in sides:
        if side == "bilateral":
            return Tag("laterality", begin, stop, side)
    return Tag("laterality", sides[0][0], sides[-1][1], "bilateral")


def _before_a_part(position: int, parts: Sequence[Tag]) -> bool:
    """A single letter is a side only directly before a body part ("R knee")."""
    return any(0 <= part.start - position <= 2 for part in parts)


def read_levels(text: str, start: int, end: int) -> list[Tag]:
    """Tags `spinal_level` such as `L4-L5`; a run "L4-5-S1" gives one tag for each pair, a single root is `L4`."""
    tags = []
    for match in _LEVELS.finditer(text, start, end):
        level = _vertebra(match["region"], match["first"])
        if level is None or match["first"] != str(int(match["first"])):
            continue
        if not match["rest"]:
            tags.append(Tag("spinal_level", match.start(), match.end(), level))
            continue
        region = match["region"]
        for further in _NEXT.finditer(match["rest"]):
            region = further["region"] or region
            other = _vertebra(region, further["number"])
            if other is None:
                break
            tags.append(Tag("spinal_level", match.start(), match.end(), f"{level}-{other}"))
            level = other
    return tags


def _vertebra(region: str, number: str) -> str | None:
    region = region.upper()
    return f"{region}{int(number)}" if 0 < int(number) <= _HIGHEST[region] else None
