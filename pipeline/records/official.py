"""The decision that a table publishes, beside the one that its text tells."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records.model import Finding, Letter, OfficialOutcome, Outcome
from pipeline.records.places import place_of

DIFFERS = "F401"
# By what the words hold, in lower case: programs count a decision that was overturned in part as overturned.
_WORDS: tuple[tuple[str, Outcome], ...] = (
    ("part", "partially_overturned"),
    ("overturn", "overturned"),
    ("revers", "overturned"),
    ("upheld", "upheld"),
    ("uphold", "upheld"),
)


def with_official_outcome(letter: Letter, printed: str) -> Letter:
    """The record with the decision that a table prints; a finding (F401) where the text says otherwise."""
    words = printed.lower()
    value = next((outcome for part, outcome in _WORDS if part in words), None)
    agrees = None
    if value is not None and letter.outcome is not None:
        agrees = (value == "upheld") == (letter.outcome == "upheld")
    letter = replace(letter, official_outcome=OfficialOutcome(value, printed, agrees))
    if agrees is not False:
        return letter
    message = f"the published decision is {printed!r}, the text says {str(letter.outcome).replace('_', ' ')}"
    decisions = tuple(place_of(item.decision) for item in letter.determinations if item.decision is not None)
    return replace(letter, findings=(*letter.findings, Finding(DIFFERS, "warning", message, None, decisions)))
