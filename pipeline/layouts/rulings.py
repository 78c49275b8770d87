"""What the statements of a review say of the denial: each by itself, and what they come to together.

A text may state it several times, of several parts of what was denied, and by several reviewers, whose majority
decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.layouts.model import Statement

UPHELD, OVERTURNED, PARTLY = "upheld", "overturned", "partially_overturned"
SEAT, FINDING = "seat", "finding"
"""Labels of the group `reviewers`: what one reviewer of a panel writes, and what the reviewer finds."""
UNSTATED = "unstated"
"""Attribute of the section of a request: nothing is said of its denial."""
_NEAR = 250  # characters between statements on the parts of one denial
_ARTICLE_AND_MARKS = r"|\W+"


class Ruling(NamedTuple):
    """A statement of what becomes of a denial.

    Attributes:
        start, end: where its words stand in the reading text.
        value: `upheld`, `overturned`, or `None` where they cannot be read.
        in_part: it speaks of a part of what was denied.
        of: the words for what was denied; empty where it names nothing.
    """

    start: int
    end: int
    value: str | None
    in_part: bool = False
    of: str = ""


class Seat(NamedTuple):
    """What one reviewer of a panel writes: `[start, end)` of the reading text, under the reviewer's `number`; `finding`
    is `None` where it cannot be read."""

    number: int
    start: int
    end: int
    finding: Ruling | None


class Rulings:
    """Reads statements by the words of a layout.

    Args:
        items: its `granted`, `refused` and `partly`, and the `articles` in which names of one thing may differ.
    """

    def __init__(self, items: Statement) -> None:
        self._granted = re.compile(items.granted, re.IGNORECASE)
        self._refused = re.compile(items.refused, re.IGNORECASE)
        self._partly = re.compile(items.partly, re.IGNORECASE) if items.partly else None
        self._article = re.compile(items.articles + _ARTICLE_AND_MARKS)

    def value(self, words: str) -> str | None:
        """What the words of a verdict say."""
        if self._refused.search(words):
            return OVERTURNED if self.is_in_part(words) else UPHELD
        return OVERTURNED if self._granted.search(words) else None

    def is_in_part(self, words: str) -> bool:
        """Whether the words speak of a part."""
        return self._partly is not None and self._partly.search(words) is not None

    def first(self, text: str, start: int, end: int) -> tuple[int, int] | None:
        """The first words in `[start, end)` that are a verdict."""
        found = [
            m.span() for m in (self._refused.search(text, start, end), self._granted.search(text, start, end)) if m
        ]
        return min(found, default=None)

    def ruling(self, text: str, start: int, end: int, of: str = "") -> Ruling:
        """The statement with these words."""
        words = text[start:end]
        return Ruling(start, end, self.value(words), self.is_in_part(words), self._article.sub("", of.casefold()))

    def settled(self, stated: Sequence[Ruling]) -> Ruling | None:
        """What statements that are one reviewer's come to: all say the same, or they part what was denied."""
        values = {one.value for one in stated}
        if len(values) == 1 and None not in values:
            partly = [one for one in stated if one.in_part]
            return max(partly if 2 * len(partly) >= len(stated) and partly else [o for o in stated if not o.in_part])
        return _parted(stated) if values == {UPHELD, OVERTURNED} else None

    def majority(self, stated: Sequence[Ruling | None], voices: int) -> Ruling | None:
        """The last statement of more than half of `voices`; `None` is a voice that cannot be read."""
        values = Counter(one.value for one in stated if one is not None)
        value = values.most_common(1)[0][0] if values else None
        if value is None or 2 * values[value] <= max(voices, len(stated)):
            return None
        return self.settled([one for one in stated if one is not None and one.value == value])


def _parted(stated: Sequence[Ruling]) -> Ruling | None:
    """Statements that follow one another, on things that each of them names: one denial upheld, another overturned."""
    upheld = {one.of for one in stated if one.value == UPHELD}
    overturned = {one.of for one in stated if one.value == OVERTURNED}
    near = all(right.start - left.end <= _NEAR for left, right in pairwise(sorted(stated)))
    if "" in upheld | overturned or upheld & overturned or not near:
        return None
    return max(one for one in stated if one.value == OVERTURNED)._replace(in_part=True)
