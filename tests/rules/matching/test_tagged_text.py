"""Tags by label and place: of a list in text order, and of a stretch."""

from __future__ import annotations

from pipeline.rules.cues import VETOED, standing
from pipeline.rules.matching.tagged_text import TaggedText, inside, overlaps
from pipeline.rules.tags import FrozenMapping, Tag, beginning_in, within

TEXT = "left knee brace, 2 wraps"
SIDE, PART, ITEM = Tag("SIDE", 0, 4), Tag("PART", 5, 9), Tag("ITEM", 5, 15)
TAGS = [SIDE, PART, ITEM, Tag("COUNT", 17, 18, 2), Tag("ITEM", 19, 24)]


def test_tags_of_a_list() -> None:
    assert beginning_in(TAGS, 5, 17) == [PART, ITEM]
    assert within(TAGS, 0, 14) == [SIDE, PART]
    assert beginning_in(TAGS, 25, 30) == within(TAGS, 25, 30) == []


def test_what_a_cue_shows_to_be_none_does_not_stand() -> None:
    vetoed = ITEM._replace(attributes=FrozenMapping({VETOED: "cue.x"}))
    assert standing([SIDE, vetoed, PART], "ITEM", "SIDE") == [SIDE]
    assert standing([SIDE, vetoed, PART]) == [SIDE, PART]


def test_tags_of_a_stretch() -> None:
    found = TaggedText(TEXT, TAGS, 5, len(TEXT))
    assert found.of("SIDE") == [] and found.of("ITEM", end=15) == [ITEM]
    assert found.at("ITEM", 5) == ITEM and found.at("ITEM", 5, end=10) is None
    assert found.only_between(5, 15, "ITEM") and not found.only_between(5, 15, "PART")
    assert found.is_blank(15, 17) and not found.is_blank(15, 18)


def test_tags_and_others() -> None:
    assert inside(PART, [ITEM]) and not inside(ITEM, [PART])
    assert overlaps(ITEM, [PART]) and not overlaps(PART, [SIDE])
