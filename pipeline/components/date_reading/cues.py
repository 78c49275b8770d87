"""Cues: words that tell what happened on the date beside them, found by the rules labelled `DATE_CUE`.

Such a rule's `value` is the date's role, its `role` the side of the date on which the cue stands (`before`,
`after`, `either`), its `priority` how far it reaches: ten characters a point, by which it may stand farther
from the date than a rival.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.components.tags import Tag
from pipeline.patterns.model import Rule
from pipeline.records.model import DATE_ROLES

LABEL = "DATE_CUE"
_REACH = 10  # characters for one point of priority


class Bearing(NamedTuple):
    """How a cue rule bears on a date: on which sides it may stand, and its reach in characters."""

    before: bool
    after: bool
    reach: int


class Cue(NamedTuple):
    """A cue in the reading text: half-open offsets, the role that it gives, and its rule."""

    start: int
    end: int
    role: str
    bearing: Bearing
    rule: str


EITHER = Bearing(True, True, 0)


def bearings(rules: Iterable[Rule]) -> dict[str, Bearing]:
    """How each of the rules labelled `DATE_CUE` bears on a date, by the rule's id."""
    return {
        rule.id: Bearing(rule.role != "after", rule.role != "before", rule.priority * _REACH)
        for rule in rules
        if rule.label == LABEL
    }


def cues(hits: Iterable[Tag], bearing: Mapping[str, Bearing]) -> list[Cue]:
    """The cues among a letter's rule hits, in text order. A value that is no role is passed over."""
    found = [
        Cue(hit.start, hit.end, hit.value, bearing.get(hit.rule, EITHER), hit.rule)
        for hit in hits
        if hit.label == LABEL and hit.value in DATE_ROLES
    ]
    found.sort()
    return found
