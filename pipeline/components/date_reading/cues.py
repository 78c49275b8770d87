"""Cues: words that tell what happened on the date beside them, found by the rules labelled `DATE_CUE`.

Such a rule's `value` is the date's role. Its attributes: `direction`, the side of the date on which the cue stands
(`before`, `after`, `either`); `reach`, the characters by which it may stand farther from the date than a rival;
`retrospective`, the role that it gives where the sentence or the letter speaks of a retrospective request.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.components.tags import Tag
from pipeline.rules.tags import FrozenMapping, beginning_in

CUE, CONTEXT = "DATE_CUE", "DATE_CONTEXT"
ANCHOR, START, RETROSPECTIVE = "anchor", "start", "retrospective"
_CONTEXT = "context"
_NEAR = 25  # characters between the words of a context and the cue that they speak of


def cues_in(hits: Sequence[Tag], start: int, end: int, *, retrospective: bool) -> list[Tag]:
    """The cues that begin in `[start, end)`, in text order; the value of each is the role that it gives here, and its
    attribute `context` is `anchor` or `start` where the words before it make it one.

    Args:
        hits: the letter's cues and contexts, in text order.
        retrospective: whether the letter decides on a retrospective request.
    """
    inside = beginning_in(hits, start, end)
    contexts = [hit for hit in inside if hit.label == CONTEXT]
    found = [hit for hit in inside if hit.label == CUE]
    if retrospective or any(context.value == RETROSPECTIVE for context in contexts):
        found = [cue._replace(value=cue.attributes.get(RETROSPECTIVE, cue.value)) for cue in found]
    for context in contexts:
        i = next((i for i, cue in enumerate(found) if cue.end > context.end), None)
        if i is not None and found[i].start < context.end + _NEAR and context_of(found[i]) != ANCHOR:
            attributes = FrozenMapping({**found[i].attributes, _CONTEXT: context.value})
            found[i] = found[i]._replace(attributes=attributes)
    return found


def context_of(cue: Tag) -> str:
    """`anchor` or `start`, where the words before a cue make it one."""
    return cue.attributes.get(_CONTEXT, "")


def stands_before(cue: Tag) -> bool:
    """Whether a cue may stand before its date."""
    return cue.attributes.get("direction") != "after"


def stands_behind(cue: Tag) -> bool:
    """Whether a cue may stand behind its date."""
    return cue.attributes.get("direction") != "before"


def reach(cue: Tag) -> int:
    """Characters that are taken off a cue's distance."""
    return int(cue.attributes.get("reach", "0"))
