"""The record's `reviewers` and `votes`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipeline.assembling.grounder import Grounder
from pipeline.assembling.groups import REVIEWER, SPECIALTY, VOTE
from pipeline.layouts.rulings import FINDING
from pipeline.records.model import Reviewer, Vote
from pipeline.rules.tags import Tag


def reviewers_in(tags: Sequence[Tag], grounder: Grounder) -> tuple[Reviewer, ...]:
    """The reviewers by the tags of the group `reviewers`."""
    return tuple(_reviewer(tag, tags, grounder) for tag in tags if tag.label == REVIEWER)


def _reviewer(seat: Tag, tags: Sequence[Tag], grounder: Grounder) -> Reviewer:
    own = [tag for tag in tags if tag.attributes.get(REVIEWER) == str(seat.value)]
    finding = next((tag for tag in own if tag.label == FINDING), None)
    start, end = grounder.place(seat.start, seat.end)[1:] if seat.start < seat.end else (None, None)
    return Reviewer(
        number=int(str(seat.value)),
        specialties=tuple(grounder.certain(tag, str) for tag in own if tag.label == SPECIALTY),
        finding=grounder.value(finding, lambda value: value),
        start=start,
        end=end,
    )


def votes_in(tags: Sequence[Tag], grounder: Grounder) -> tuple[Vote, ...]:
    """How many are said to have found alike, in text order."""
    found = []
    for tag in tags:
        if tag.label == VOTE:
            finding: Any = tag.attributes.get(FINDING)
            some, of = map(int, tag.value)
            found.append(Vote(some, of, finding, *grounder.place(tag.start, tag.end)))
    return tuple(found)
