"""Cues: words that tell what happened on the date beside them, found by the rules labelled `DATE_CUE`.

Such a rule's `value` is the date's role, its `direction` the side of the date on which the cue stands (`before`,
`after`, `either`), its `priority` how far it reaches: ten characters a point, by which it may stand farther
from the date than a rival.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.components.tags import Tag
from pipeline.records.model import DATE_ROLES
from pipeline.rules.model import Rule

LABEL = "DATE_CUE"
_ROLES = frozenset(DATE_ROLES)
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
    return {rule.id: _bearing(rule.attributes.get("direction"), rule.priority) for rule in rules if rule.label == LABEL}


def _bearing(direction: str | None, priority: int) -> Bearing:
    return Bearing(direction != "after", direction != "before", priority * _REACH)


class Cues:
    """The cues of a letter. They are made when a sentence asks for them: most stand where no date does.

    Args:
        hits: the letter's rule hits. One whose value is no role is passed over.
        bearing: how rules bear on a date (see `bearings`).
    """

    def __init__(self, hits: Iterable[Tag], bearing: Mapping[str, Bearing]) -> None:
        self._hits = sorted([hit for hit in hits if hit[0] == LABEL and hit[3] in _ROLES])
        self._bearing = bearing

    def between(self, start: int, end: int) -> list[Cue]:
        """The cues that begin in `[start, end)`, in text order."""
        hits = self._hits[bisect_left(self._hits, (LABEL, start)) : bisect_left(self._hits, (LABEL, end))]
        found = [Cue(s, e, role, self._bearing.get(rule, EITHER), rule) for _, s, e, role, rule, _ in hits]
        found.sort()
        return found
