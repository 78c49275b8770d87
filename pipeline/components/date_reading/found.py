"""The calendar dates among the hits of rules."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.components.tags import Tag
from pipeline.rules.cues import VETOED

DATE = "DATE"


def dates_among(hits: Iterable[Tag]) -> list[Tag]:
    """The hits labelled `DATE`, in their order, but for numbers that a cue shows to be none; their value is the ISO
    date (`2016-11` where no day is named)."""
    return [hit for hit in hits if hit.label == DATE and VETOED not in hit.attributes]
