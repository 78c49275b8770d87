"""Cues: words that tell what happened on the date beside them, found by the rules labelled `DATE_CUE`.

Such a rule's `value` is the date's role. Its attributes: `direction`, the side of the date on which the cue stands
(`before`, `after`, `either`); `reach`, the characters by which it may stand farther from the date than a rival;
`retrospective`, the role that it gives where the sentence or the letter speaks of a retrospective request.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.components.tags import Tag

LABEL, CONTEXT = "DATE_CUE", "DATE_CONTEXT"
ANCHOR, START, RETROSPECTIVE = "anchor", "start", "retrospective"
_NEAR = 25  # characters between the words of a context and the cue that they speak of


class Cue(NamedTuple):
    """A cue in the reading text.

    Attributes:
        start, end: half-open offsets.
        role: the role that it gives.
        rule: the rule that found it.
        before, after: on which sides of a date it may stand.
        reach: characters that are taken off its distance.
        context: `anchor` or `start`, where the words before it make it one.
    """

    start: int
    end: int
    role: str
    rule: str = ""
    before: bool = True
    after: bool = True
    reach: int = 0
    context: str = ""


class Cues:
    """The cues of a letter. They are made when a sentence asks for them: most stand where no date does.

    Args:
        hits: the letter's rule hits, in text order.
        retrospective: whether the letter decides on a retrospective request.
    """

    def __init__(self, hits: Sequence[Tag], retrospective: bool = False) -> None:
        self._hits = [hit for hit in hits if hit.label == LABEL]
        self._contexts = [hit for hit in hits if hit.label == CONTEXT]
        self._retrospective = retrospective

    def between(self, start: int, end: int) -> list[Cue]:
        """The cues that begin in `[start, end)`, in text order."""
        contexts = _beginning_in(self._contexts, start, end)
        retrospective = self._retrospective or any(context.value == RETROSPECTIVE for context in contexts)
        found = [_cue(hit, retrospective) for hit in _beginning_in(self._hits, start, end)]
        for context in contexts:
            i = next((i for i, cue in enumerate(found) if cue.end > context.end), None)
            if i is not None and found[i].start < context.end + _NEAR and found[i].context != ANCHOR:
                found[i] = found[i]._replace(context=context.value)
        return found


def _beginning_in(hits: list[Tag], start: int, end: int) -> list[Tag]:
    first = bisect_left(hits, start, key=lambda hit: hit.start)
    return hits[first : bisect_left(hits, end, first, key=lambda hit: hit.start)]


def _cue(hit: Tag, retrospective: bool) -> Cue:
    named = hit.attributes
    role = named.get(RETROSPECTIVE) if retrospective else None
    direction = named.get("direction")
    reach = int(named.get("reach", "0"))
    return Cue(hit.start, hit.end, role or hit.value, hit.rule, direction != "after", direction != "before", reach)
