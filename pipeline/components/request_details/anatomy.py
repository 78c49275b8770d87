"""Body parts, sides and spinal levels of a request."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.components.request_details.lexicon import Lexicon
from pipeline.components.tags import Tag

_NO_PART = "none"
_SIDE = re.compile(
    r"(?=[blr(])(?:(?P<bilateral>\b(?:bilat[a-z]{0,8}|bil|b/l|both)\b\.?)"
    r"|(?P<left>\bleft\b(?!-hand(?:ed)?\b)(?! (?:over|message|hand(?:ed)? domin))"
    r"|\blt\b\.?|\(l\)|(?<![\w#/.-])l\.?(?= [a-z]{3}))"
    r"|(?P<right>\bright\b(?!-hand(?:ed)?\b)(?! (?:to|away|now|hand(?:ed)? domin))"
    r"|\brt\b\.?|\(r\)|(?<![\w#/.-])r\.?(?= [a-z]{3})))",  # all but these letters are passed over at once
    re.IGNORECASE,
)
_LEVELS = re.compile(
    r"(?<![\w#'’])(?P<region>[CTLS])-?(?P<first>[1-9]\d?)"
    r"(?P<rest>(?: ?(?:-|–|/|to|through) ?[CTLS]?-?[1-9]\d?(?![\w%.]))*)(?![\w%]|\.\d)",
    re.IGNORECASE,
)
_NEXT = re.compile(r"(?:-|–|/|to|through) ?(?P<region>[CTLS]?)-?(?P<number>\d{1,2})", re.IGNORECASE)
_LISTED = re.compile(
    r"(?:,? ?(?:and|&)|,) ?(?P<number>[1-9]\d?)"
    r"(?=,| ?(?:and|&) ?[CTLS\d]|[).;]|$"
    r"| (?:medial|facet|nerve|root|dorsal|lateral|joint|MBB|RF|radio|trans|selective|ESI|epidural|level))",
    re.IGNORECASE,
)
_SIDES = ("left", "right", "bilateral")
_HIGHEST = {"C": 8, "T": 12, "L": 6, "S": 5}
_SPINE = frozenset({"cervical spine", "thoracic spine", "lumbar spine"})


def read_body_parts(hits: Sequence[Tag], lexicon: Lexicon, specialties: Sequence[Tag] = ()) -> list[Tag]:
    """Tags `body_part` for the BODY_PART hits, in text order, without those inside a specialist's title.

    Plain "spine" and "back" give way to a region of the spine named before them, "spinal" to one named anywhere.
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
        if not (named and hit.value == "spine" and (lexicon.role(hit.rule) == "adjective" or _next_to(hit, found)))
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
    sides += [(p.start, p.end, role) for p in parts if (role := lexicon.role(p.rule)) in _SIDES]
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
    """Tags `spinal_level`: `L4-L5`, two of them for "L4-5-S1", `L3`, `L4` and `L5` for "L3, 4, 5"."""
    tags = []
    for match in _LEVELS.finditer(text, start, end):
        region = match["region"].upper()
        level = _vertebra(region, match["first"])
        if level is None:
            continue
        if match["rest"]:
            tags += [Tag("spinal_level", *match.span(), pair) for pair in _pairs(region, level, match["rest"])]
            continue
        tags.append(Tag("spinal_level", *match.span(), level))
        number, further = int(match["first"]), _LISTED.match(text, match.end(), end)
        while further is not None and number < int(further["number"]) <= _HIGHEST[region]:
            number = int(further["number"])
            tags.append(Tag("spinal_level", *further.span("number"), f"{region}{number}"))
            further = _LISTED.match(text, further.end(), end)
    return tags


def _pairs(region: str, level: str, rest: str) -> list[str]:
    pairs = []
    for further in _NEXT.finditer(rest):
        region = (further["region"] or region).upper()
        other = _vertebra(region, further["number"])
        if other is None:
            break
        pairs.append(f"{level}-{other}")
        level = other
    return pairs


def _vertebra(region: str, number: str) -> str | None:
    return f"{region}{int(number)}" if 0 < int(number) <= _HIGHEST[region] else None
