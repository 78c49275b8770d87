"""What normalisers know of words: numbers, ordinals and months, from `patterns/vocabularies`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.rules.vocabularies import Vocabularies

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


@dataclass(frozen=True)
class Words:
    """Numbers, ordinals, months and any other vocabulary, by their words.

    Args:
        vocabularies: the lists `numbers`, `ordinals` and `months` are read here, whose values are numbers, and
            `number_joints` and `ordinal_endings`.
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
        for word in self.vocabularies.made(_joint).split(text):
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
        figure = self.vocabularies.made(_figure).fullmatch(text.strip())
        value = figure[1] if figure is not None else self.value("ordinals", text)
        return None if value is None else int(value)

    def printed_ordinal(self, number: int) -> str:
        """ "3rd" of 3."""
        endings = self.vocabularies.lists.get("ordinal_endings", {})
        last = str(number % 10 if number // 10 % 10 != 1 else 0)
        return f"{number}{(endings.get(last) or endings.get('0') or ('',))[0]}"

    def month(self, text: str) -> int | None:
        """1 to 12, for a month's name, whole or cut, or its number; `None` for anything else."""
        value = text.strip() if text.strip().isdigit() else self.value("months", text)
        return int(value) if value is not None and 1 <= int(value) <= 12 else None


def _joint(vocabularies: Vocabularies) -> re.Pattern[str]:
    """What parts the words of a number."""
    return re.compile(rf"[\s-]+(?:(?:{_one_of(vocabularies, 'number_joints')})\s+)?", re.IGNORECASE)


def _figure(vocabularies: Vocabularies) -> re.Pattern[str]:
    """An ordinal in figures."""
    return re.compile(rf"(\d+)\s?(?:{_one_of(vocabularies, 'ordinal_endings')})", re.IGNORECASE)


def _one_of(vocabularies: Vocabularies, name: str) -> str:
    return "|".join(map(re.escape, vocabularies.words(name))) if name in vocabularies.lists else "(?!)"
