"""What an expert changed: the annotations that were exported against those that came back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.exchange.annotations import Annotation


class Changes(NamedTuple):
    """`changed` pairs an exported annotation with what it is now."""

    removed: tuple[Annotation, ...]
    added: tuple[Annotation, ...]
    changed: tuple[tuple[Annotation, Annotation], ...]


def changes(exported: Sequence[Annotation], corrected: Sequence[Annotation]) -> Changes:
    """Compare by label and place. What is gone and what came in are one change where they are of the same kind and
    overlap, the nearest first."""
    left = Counter((a.label, a.start, a.end) for a in corrected)
    removed = []
    for annotation in exported:
        key = annotation.label, annotation.start, annotation.end
        if left[key]:
            left[key] -= 1
        else:
            removed.append(annotation)
    added = []
    for annotation in reversed(corrected):
        key = annotation.label, annotation.start, annotation.end
        if left[key]:
            left[key] -= 1
            added.append(annotation)
    added.reverse()
    return _paired(removed, added)


def _paired(removed: list[Annotation], added: list[Annotation]) -> Changes:
    pairs = sorted(
        (abs(a.start - b.start) + abs(a.end - b.end), i, k)
        for i, a in enumerate(removed)
        for k, b in enumerate(added)
        if a.kind == b.kind and a.start < b.end and b.start < a.end
    )
    gone: dict[int, int] = {}
    for _, i, k in pairs:
        if i not in gone and k not in gone.values():
            gone[i] = k
    taken = set(gone.values())
    return Changes(
        tuple(a for i, a in enumerate(removed) if i not in gone),
        tuple(a for k, a in enumerate(added) if k not in taken),
        tuple((removed[i], added[k]) for i, k in gone.items()),
    )
