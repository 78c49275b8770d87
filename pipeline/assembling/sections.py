"""The letter's sections as the record lists them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from operator import attrgetter

from pipeline.assembling.grounder import Grounder
from pipeline.records.model import GroundedText, LetterSection
from pipeline.rules.tags import Tag

SUMMARY = "summary"
# The sections that a value's `section` names; layouts may have sections of their own, which belong to one of these.
_RECORDED = {
    name: name
    for name in (
        "header",
        "reviewer",
        "summary",
        "request",
        "claims_administrator_guideline",
        "reviewer_guideline",
        "rationale",
    )
} | {"documents": "reviewer", "decision": "request", "findings": "rationale", "result": "rationale"}
_HEADING = frozenset({"request", "decision"})  # parts of an item that may stand in the middle of a section's prose
_PLACE = attrgetter("start", "end")


class PartsOfLetter:
    """Where a value stands.

    Args:
        sections: the tags of the group `sections`, which do not overlap.
    """

    def __init__(self, sections: Sequence[Tag]) -> None:
        self._sections = sorted(sections, key=_PLACE)
        self._starts = [section.start for section in self._sections]

    def at(self, offset: int) -> tuple[str | None, int | None]:
        """(section, number of the item) at an offset in the reading text; `None` where there is none. The section is
        named as in the values of the record."""
        place = bisect_right(self._starts, offset) - 1
        if place < 0 or offset >= self._sections[place].end:
            return None, None
        section = self._sections[place]
        return _RECORDED.get(section.label, SUMMARY), int(section.value) if section.value.isdigit() else None


def whole_sections(text: str, sections: Sequence[Tag]) -> list[Tag]:
    """The sections as they are printed, in text order.

    The tags of sections do not overlap: where an item's parts stand inside another section, that section is in
    pieces. Here it is whole again, and encloses them, where its prose runs on behind an item's heading or decision.
    Pieces that only hold the layout's own words between an item's parts are left out.

    Args:
        text: the reading text.
        sections: the tags of the group `sections`.
    """
    found: list[Tag] = []
    open_at: int | None = None  # in `found`: the section that goes on behind the heading before
    before: Tag | None = None
    for tag in sorted(sections, key=_PLACE):
        follows = before is not None and before.end == tag.start and before.value != ""
        if tag.value:
            if tag.label not in _HEADING:
                open_at = None
            found.append(tag)
        elif not follows:
            found.append(tag)
            open_at = len(found) - 1
        elif open_at is not None and found[open_at].label == tag.label and not _is_label(text, tag):
            found[open_at] = found[open_at]._replace(end=tag.end)
        else:
            open_at = None
        before = tag
    ends = ((tag, len(text[tag.start : tag.end].rstrip())) for tag in found if not tag.label.startswith("items"))
    return [tag._replace(end=tag.start + length) for tag, length in ends if length]


def _is_label(text: str, tag: Tag) -> bool:
    return text[tag.start : tag.end].rstrip().endswith(":")


def sections_of(
    text: str, sections: Sequence[Tag], grounder: Grounder
) -> tuple[tuple[LetterSection, ...], GroundedText | None]:
    """The record's `sections` and `summary`; there is a summary where exactly one section is one."""
    whole = whole_sections(text, sections)
    places = [grounder.place(tag.start, tag.end) for tag in whole]
    listed = tuple(
        LetterSection(tag.label, int(tag.value) if tag.value.isdigit() else None, start, end)
        for tag, (_, start, end) in zip(whole, places, strict=True)
    )
    summaries = [place for tag, place in zip(whole, places, strict=True) if tag.label == SUMMARY]
    return listed, GroundedText(*summaries[0]) if len(summaries) == 1 else None
