"""On which other items of a letter a verdict is said to rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pipeline.components.tags import Tag

_NUMBER = re.compile(r"\d+|\b(?:one|two|three|four|five|six)\b", re.IGNORECASE)
_NUMBER_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_WORD = re.compile(r"[a-z]{4,}")
# Words of nearly every heading or reason; they tell no item from another.
_COMMON = frozenset(
    """
    this that the request requested requests original associated surgical service services necessary medically
    certified determined considered found been were have also with without given since because patient worker
    injured treatment treatments right left bilateral sessions visits weeks times week each units month days
    tablet tablets there documentation guidelines evidence medical necessity such remaining portion eligible
    authorized claims administrator supported recommended indicated approved medication medications drug class
    other therapy unit being appropriate
    """.split()
)
_MAIN_SURGERY = ("surgery/arthroscopic", "surgery/non_arthroscopic", "surgery/spine")


@dataclass(frozen=True)
class Item:
    """An item of the letter: its number, heading and category."""

    number: int
    heading: str
    category: str

    @cached_property
    def content(self) -> frozenset[str]:
        """The words of the heading that tell it from others."""
        return _content(self.heading)


def depends_on(text: str, number: int, reasons: Sequence[Tag], items: Sequence[Item]) -> list[Tag]:
    """The tags `depends_on` of item `number`, each with the numbers of the items that a reason names."""
    tags = []
    for reason in reasons:
        numbers = _referents(text[reason.start : reason.end], reason.value, number, items)
        if numbers:
            tags.append(reason._replace(label="depends_on", value=",".join(map(str, numbers))))
    return tags


def _referents(words: str, kind: str, number: int, items: Sequence[Item]) -> list[int]:
    others = [item for item in items if item.number != number]
    if kind == "questions":
        known = {item.number for item in others}
        return [n for n in map(_number, _NUMBER.findall(words)) if n in known]
    if kind == "surgery":
        return [item.number for item in others if item.category in _MAIN_SURGERY and item.number < number] or [
            item.number for item in others if item.category in _MAIN_SURGERY
        ]
    own = next((item.content for item in items if item.number == number), frozenset())
    named = _content(words) - own
    return [item.number for item in others if not named.isdisjoint(item.content)] if named else []


def _number(printed: str) -> int:
    return _NUMBER_WORDS.get(printed.lower()) or int(printed)


def _content(words: str) -> frozenset[str]:
    """The words that tell one item from another."""
    return frozenset(_WORD.findall(words.casefold())) - _COMMON
