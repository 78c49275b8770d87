"""The normaliser of page numbers."""

from __future__ import annotations

import re

from pipeline.rules.normalisers.registry import Groups, normaliser
from pipeline.rules.normalisers.words import Words
from pipeline.rules.tags import Value
from pipeline.rules.vocabularies import Vocabularies


def _range(vocabularies: Vocabularies) -> re.Pattern[str]:
    """A number, or two with a word or a stroke of a range between them."""
    signs = "|".join(("-", "–", "—", *map(re.escape, vocabularies.lists.get("range_words", ()))))
    return re.compile(rf"(?<![\w.])(\d{{1,5}})(?:\s?(?:{signs})\s?(\d{{1,5}}))?(?![\w.]*\d)", re.IGNORECASE)


@normaliser("pages")
def pages(groups: Groups, words: Words) -> Value | None:
    """`((98, 99), (101, 101))`, of the group `pages`, or else of the whole match: each number or range in it. "98-9" is
    `(98, 99)`. None where there is none, or where a range falls."""
    found: list[tuple[int, int]] = []
    for first, last in words.vocabularies.made(_range).findall(groups.get("pages", groups["text"])):
        low = int(first)
        high = int(first[: -len(last)] + last if 0 < len(last) < len(first) else last or first)
        if high < low:
            return None
        found.append((low, high))
    return tuple(found) or None
