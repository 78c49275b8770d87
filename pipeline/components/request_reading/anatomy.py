"""Body parts, sides and spinal levels of a request."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.components.request_reading.heading import Heading
from pipeline.components.tags import Tag, in_text_order
from pipeline.rules.matching.tagged_text import inside

_SPINE = "spine"
_NONE = "none"  # of words that only look like a part or a side
_NEXT = ("", " ", ". ")
_REACH = 12  # characters between regions and the noun that they share: "cervical and lumbar spine"


def read_body_parts(hits: Heading, *, titles: bool = False) -> list[Tag]:
    """Tags `body_part` for the BODY_PART hits, in text order; those inside a specialist's title only with `titles`.

    Plain "spine" and "back" give way to a region of the spine named before them, "spinal" to one named anywhere.
    """
    specialists = () if titles else hits.of("SPECIALTY")
    found = [hit for hit in hits.of("BODY_PART") if hit.value != _NONE and not inside(hit, specialists)]
    regions = [hit for hit in found if hits.has_trait(hit.value, "region_of_spine")]
    return [Tag("body_part", *hit[1:5]) for hit in found if hit.value != _SPINE or not _gives_way(hit, regions)]


def _gives_way(spine: Tag, regions: Sequence[Tag]) -> bool:
    """Whether "spine" only closes a list of regions ("cervical and lumbar spine" names two, not three)."""
    if spine.attributes.get("form") == "adjective":
        return bool(regions)
    return any(0 <= spine.start - region.end <= _REACH for region in regions)


def read_laterality(hits: Heading) -> Tag | None:
    """The side; `bilateral` where both are named. A single letter is one only directly before a body part."""
    parts = hits.of("BODY_PART")
    sides = [part._replace(value=part.attributes["side"]) for part in parts if "side" in part.attributes]
    sides += [
        hit
        for hit in hits.of("SIDE")
        if hit.value != _NONE
        if hit.attributes.get("kind") != "letter"
        or any(part.start >= hit.end and hits.text[hit.end : part.start] in _NEXT for part in parts)
    ]
    if not sides:
        return None
    sides = in_text_order(sides)
    side = next((one for one in sides if one.value == "bilateral"), sides[0])
    if len({one.value for one in sides}) > 1 and side.value != "bilateral":
        side = side._replace(end=sides[-1].end, value="bilateral")
    return Tag("laterality", *side[1:5])


def read_levels(hits: Sequence[Tag]) -> list[Tag]:
    """Tags `spinal_level`, one for each level that a LEVEL hit names."""
    return [Tag("spinal_level", hit.start, hit.end, level, hit.rule) for hit in hits for level in hit.value]
