"""Which of several overlapping hits count: per label the longest, then the higher priority, then the earlier
rule."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Any, NamedTuple

from pipeline.rules.model import Rule


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


class Lost(NamedTuple):
    """A hit that does not count, and the hit of the same label that it lost to."""

    hit: Hit
    winner: Hit


def settle(hits: Iterable[Hit]) -> tuple[list[Hit], list[Lost]]:
    """Divides hits into those that count, in text order, and those that lost an overlap."""
    kept: list[Hit] = []
    lost: list[Lost] = []
    # Of each label, the hits that hang together by overlaps, and where they end: most are one hit alone.
    runs: dict[str, list[Hit]] = {}
    ends: dict[str, int] = {}
    for hit in sorted(hits):
        label = hit.rule.label
        if hit.start < ends.get(label, -1):
            runs[label].append(hit)
            ends[label] = max(ends[label], hit.end)
        else:
            if label in runs:
                _choose(runs[label], kept, lost)
            runs[label], ends[label] = [hit], hit.end
    for run in runs.values():
        _choose(run, kept, lost)
    kept.sort()
    return kept, lost


def _choose(hits: list[Hit], kept: list[Hit], lost: list[Lost]) -> None:
    """Takes the best hit first, then the best of those that do not overlap it, and so on."""
    if len(hits) == 1:
        kept += hits
        return
    starts: list[int] = []
    chosen: list[Hit] = []
    for hit in sorted(hits, key=_rank):
        place = bisect_left(starts, hit.start)
        before = chosen[place - 1] if place else None
        behind = chosen[place] if place < len(chosen) else None
        if before is not None and before.end > hit.start:
            lost.append(Lost(hit, before))
        elif behind is not None and behind.start < hit.end:
            lost.append(Lost(hit, behind))
        else:
            starts.insert(place, hit.start)
            chosen.insert(place, hit)
    kept += chosen


def _rank(hit: Hit) -> tuple[int, int, int, int]:
    return hit.start - hit.end, -hit.rule.priority, hit.order, hit.start
