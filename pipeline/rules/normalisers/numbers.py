"""Normalisers of numbers and ranges, in figures and in words."""

from __future__ import annotations

from pipeline.rules.normalisers.registry import Groups, normaliser
from pipeline.rules.normalisers.words import Words
from pipeline.rules.tags import Value


@normaliser("number")
def number(groups: Groups, words: Words) -> Value | None:
    """A whole number, or that of an ordinal: of the group `number`, or else of the whole match."""
    printed = groups.get("number", groups["text"])
    found = words.number(printed)
    return words.ordinal(printed) if found is None else found


@normaliser("range")
def number_range(groups: Groups, words: Words) -> Value | None:
    """`(low, high)` of the groups `low` and `high`; both are `low` where there is no `high`. None where they fall."""
    low = words.number(groups["low"])
    high = words.number(groups["high"]) if "high" in groups else low
    return None if low is None or high is None or high < low else (low, high)
