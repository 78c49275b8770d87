"""Normalisers of what stands around the title of a guideline: editions, regulations, topics."""

from __future__ import annotations

import re

from pipeline.rules.normalisers.registry import Groups, normaliser
from pipeline.rules.normalisers.words import Words
from pipeline.rules.tags import Value

_DIGITS = re.compile(r"\d+")
_SECTION = re.compile(r"\d{4}\.[\w.]*\w(?:\(\w+\))*")
_FIRST_YEAR, _LAST_YEAR = 1950, 2049


@normaliser("edition")
def edition(groups: Groups, words: Words) -> Value | None:
    """The year of an edition, of the group `year`, or else of the whole match: "updated 11/23/16", "July 28, 2016" and
    "Version 2.2016" are "2016". Words that give none have the edition's number, "5th" of "5th Edition" and of "Fifth
    Edition", or else an empty text."""
    digits = _DIGITS.findall(groups.get("year", groups["text"]))
    last = digits[-1] if digits else ""
    if len(last) == 4 and _FIRST_YEAR <= int(last) <= _LAST_YEAR:
        return last
    if len(last) == 2 and len(digits) >= 3:
        return f"20{last}"
    number = words.ordinal(groups["text"].split(maxsplit=1)[0])
    return "" if number is None else words.printed_ordinal(number)


@normaliser("regulation")
def regulation(groups: Groups, words: Words) -> Value | None:
    """ "(9792.20 - 9792.26)" is "9792.20-9792.26"."""
    return "-".join(_SECTION.findall(groups.get("regulation", groups["text"]))[:2]) or None


@normaliser("text")
def text(groups: Groups, words: Words) -> Value | None:
    """The words of the group `words`, as printed."""
    return groups.get("words", groups["text"]).strip() or None
