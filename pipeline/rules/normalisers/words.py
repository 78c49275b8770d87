"""What normalisers know of words: numbers, ordinals and months, from `patterns/vocabularies`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.rules.vocabularies import Vocabularies

_JOINT = re.compile(r"[\s-]+(?:and\s+)?")
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


@dataclass(frozen=True)
class Words:
    """Numbers, ordinals, months and any other vocabulary, by their words.

    Args:
        vocabularies: the lists `numbers`, `ordinals` and `months` are read here; their values are numbers.
    """

    vocabularies: Vocabularies = field(default_factory=Vocabularies)

    def value(self, vocabulary: str, word: str) -> str | None:
        """The value that a word of a vocabulary says; `None` where it says none."""
        return self.vocabularies.value(vocabulary, word)

    def number(self, text: str) -> int | None:
        """ "12", "1,200", "twelve", "twenty-four", "one hundred and twenty"; `None` for anything else."""
        text = text.strip()
        if _DIGITS.fullmatch(text):
            return int(text.replace(",", ""))
        total, last = 0, 0
        for word in _JOINT.split(text):
            value = self.value("numbers", word)
            if value is None:
                return None
            number = int(value)
            if number == 100 and 0 < last < 10:
                total, last = total + 99 * last, 100
            elif last == 0 or (last >= 20 and last % 10 == 0 and number < (10 if last < 100 else 100)):
                total, last = total + number, number
            else:
                return None
        return total

    def ordinal(self, text: str) -> int | None:
        """ "3rd", "third"; `None` for anything else."""
        figure = re.fullmatch(r"(\d+)\s?(?:st|nd|rd|th)", text.strip(), re.IGNORECASE)
        value = figure[1] if figure is not None else self.value("ordinals", text)
        return None if value is None else int(value)

    def month(self, text: str) -> int | None:
        """1 to 12, for a month's name, whole or cut, or its number; `None` for anything else."""
        value = text.strip() if text.strip().isdigit() else self.value("months", text)
        return int(value) if value is not None and 1 <= int(value) <= 12 else None
