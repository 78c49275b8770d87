"""The normaliser of items that are named by their numbers."""

from __future__ import annotations

import re

from pipeline.rules.normalisers.registry import Groups, normaliser
from pipeline.rules.normalisers.words import Words
from pipeline.rules.tags import Value

_TOKEN = re.compile(r"\w+|[-–]")
_STROKES = ("-", "–")
_MOST = 50  # numbers in a range


@normaliser("item_numbers")
def item_numbers(groups: Groups, words: Words) -> Value | None:
    """The numbers of the group `list` ("items 1 and 3", "1 through 3"), in its order; a range stands for all of it."""
    found: list[int] = []
    ranges = False
    for token in _TOKEN.findall(groups["list"].lower()):
        number = words.number(token)
        if number is None:
            ranges = bool(found) and (token in _STROKES or words.value("range_words", token) is not None)
        else:
            found += range(found[-1] + 1, min(number, found[-1] + _MOST)) if ranges else ()
            found.append(int(number))
            ranges = False
    return tuple(found) or None
