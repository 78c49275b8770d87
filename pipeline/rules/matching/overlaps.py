"""The hits of rules, and which of several overlapping ones count: per label the longest, then the higher priority, then
the earlier rule."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.rules.cues import CUE
from pipeline.rules.model import Rule
from pipeline.rules.tags import FrozenMapping, Tag


class Hit(NamedTuple):
    """A match of a rule.

    Attributes:
        start, end: half-open character offsets into `doc.text`, at token borders.
        first, last: the same as token offsets, half-open.
        order: the rule's place in the rule set.
        rule: the rule.
        section: name of the section it stands in; empty outside of all.
        value: its normal value: the rule's, or what the rule's normaliser made of it.
    """

    start: int
    end: int
    first: int
    last: int
    order: int
    rule: Rule
    section: str
    value: Any = ""


def tag_of(hit: Hit) -> Tag:
    """A hit as a tag, with its rule's attributes and what its cue does."""
    return Tag(hit.rule.label, hit.start, hit.end, hit.value, hit.rule.id, attributes_of(hit.rule))


def attributes_of(rule: Rule) -> Mapping[str, str]:
    """The attributes that a rule's hits have, of which one says what its cue does."""
    return rule.attributes if rule.cue is None else FrozenMapping({**rule.attributes, CUE: rule.cue.to_text()})


_NONE: tuple[int, list[Hit]] = (0, [])


class Lost(NamedTuple):
    """A hit that does not count, and the hit of the same label that it lost to."""

    hit: Hit
    winner: Hit


def settle(hits: list[Hit]) -> tuple[list[Hit], list[Lost]]:
    """Divides hits, which are in text order, into those that count, in the same order, and those that lost an
    overlap."""
    runs: dict[str, tuple[int, list[Hit]]] = {}  # of each label the last hits that hang together, and their end
    overlapping: list[list[Hit]] = []
    for hit in hits:
        start, end = hit[:2]
        label = hit.rule.label
        reached, run = runs.get(label, _NONE)
        if start >= reached:  # as most do
            runs[label] = end, [hit]
            continue
        run.append(hit)
        if len(run) == 2:
            overlapping.append(run)
        if end > reached:
            runs[label] = end, run
    if not overlapping:
        return hits, []
    lost = [loser for run in overlapping for loser in _lost_of(run)]
    gone = {id(loser.hit) for loser in lost}
    return [hit for hit in hits if id(hit) not in gone], lost


def _lost_of(hits: list[Hit]) -> Iterator[Lost]:
    """Takes the best hit first, then the best of those that do not overlap it, and so on; what is left."""
    starts: list[int] = []
    chosen: list[Hit] = []
    for hit in sorted(hits, key=_rank):
        place = bisect_left(starts, hit.start)
        before = chosen[place - 1] if place else None
        behind = chosen[place] if place < len(chosen) else None
        if before is not None and before.end > hit.start:
            yield Lost(hit, before)
        elif behind is not None and behind.start < hit.end:
            yield Lost(hit, behind)
        else:
            starts.insert(place, hit.start)
            chosen.insert(place, hit)


def _rank(hit: Hit) -> tuple[int, int, int, int]:
    return hit.start - hit.end, -hit.rule.priority, hit.order, hit.start
