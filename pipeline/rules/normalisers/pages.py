"""The normaliser of page numbers."""

from __future__ import annotations

import re

from pipeline.rules.normalisers.registry import Groups, normaliser
from pipeline.rules.normalisers.words import Words
from pipeline.rules.tags import Value

_RANGE = re.compile(r"(?<![\w.])(\d{1,5})(?:\s?(?:-|–|—|to|through)\s?(\d{1,5}))?(?![\w.]*\d)")


@normaliser("pages")
def pages(groups: Groups, words: Words) -> Value | None:
    """`((98, 99), (101, 101))`, of the group `pages`, or else of the whole match: each number or range in it. "98-9" is
    `(98, 99)`. None where there is none, or where a range falls."""
    found: list[tuple[int, int]] = []
    for first, last in _RANGE.findall(groups.get("pages", groups["text"])):
        low = int(first)
        high = int(first[: -len(last)] + last if 0 < len(last) < len(first) else last or first)
        if high < low:
            return None
        found.append((low, high))
    return tuple(found) or None
