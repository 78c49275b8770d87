"""Which item of a letter some words speak of: "the knee replacement" of "Left total knee arthroplasty"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from pipeline.rules.load import shipped_shared
from pipeline.rules.vocabularies import Vocabularies

_WORD = re.compile(r"[a-z][a-z0-9]*(?:-[a-z]+)*")
_PARTS = re.compile(r",| and | or | nor |/")
_SHORTEST_WORD = 3
_MOST_ITEMS = 12  # a word of more headings than these tells none from another
SLIGHT = 0.1  # what a word weighs that many items share
_MAIN_SURGERY = ("surgery/arthroscopic", "surgery/non_arthroscopic", "surgery/spine")


class Speaks(IntEnum):
    """Of what a sentence speaks, as far as its subject tells."""

    OF_ANOTHER = 0
    OF_SOMETHING = 1
    OF_THE_ITEM = 2


@dataclass(frozen=True)
class NamingWords:
    """What to know of the words of treatments: from the vocabulary `treatment_names`, words in lower case.

    Attributes:
        same: a word's stem -> the stem of the word that it stands for.
        surgery: words for the operation of a letter.
        common: words that tell nothing.
        slight: words that many items share.
        request: words for what was asked for, whatever it is.
        exclusive: sets of words of which one excludes the others, as sides do.
        goes_with: words behind which a heading says what the item goes with.
        pronouns: words that name nothing themselves.
        taking_up: words before what was named before.
    """

    same: Mapping[str, str]
    surgery: frozenset[str]
    common: frozenset[str]
    slight: frozenset[str]
    request: frozenset[str]
    exclusive: tuple[frozenset[str], ...] = ()
    goes_with: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    taking_up: frozenset[str] = frozenset()

    @classmethod
    def of(cls, lists: Mapping[str, Sequence[str]], same: Mapping[str, Sequence[str]]) -> NamingWords:
        """From the lists of the vocabulary `treatment_words`, and the words that name the same."""
        stands_for = {stem(word): stem(first) for first, words in same.items() for word in (first, *words)}
        sets = {name: frozenset(map(stem, words)) for name, words in lists.items()}
        slight = frozenset(stands_for.get(word, word) for word in sets["slight"])
        exclusive = tuple(sets[name] for name in ("tenure", "side") if name in sets)
        as_printed = (frozenset(lists.get(name, ())) for name in ("goes_with", "pronouns", "taking_up"))
        return cls(stands_for, sets["surgery"], sets["common"], slight, sets["request"], exclusive, *as_printed)

    def content(self, phrase: str) -> frozenset[str]:
        """The words of a phrase that tell something, each as the stem that it stands for."""
        return frozenset(self.same.get(word, word) for word in self._stems(phrase) if word not in self.common)

    def itself(self, heading: str) -> str:
        """What a heading asks for, without what it goes with: "sedation" of "sedation for the injection"."""
        places = (m.start() for m in _WORD.finditer(heading.casefold()) if m[0] in self.goes_with and m.start())
        return heading[: next(places, len(heading))]

    def kinds(self, phrase: str) -> tuple[frozenset[str], ...]:
        """The words of a phrase that exclude others, list by list: ({"rental"}, {"left"})."""
        stems = frozenset(self.same.get(word, word) for word in self._stems(phrase))
        return tuple(stems & each for each in self.exclusive)

    @staticmethod
    def _stems(phrase: str) -> Iterator[str]:
        words = _WORD.findall(phrase.casefold())
        return (stem(word) for word in words if len(word) >= _SHORTEST_WORD or word[-1].isdigit())


def naming_words(vocabularies: Vocabularies | None = None) -> NamingWords:
    """The words of these vocabularies, or the shipped ones (`patterns/vocabularies/treatment-names.yml`); made once."""
    return (vocabularies or shipped_shared().vocabularies).made(_naming)


def _naming(vocabularies: Vocabularies) -> NamingWords:
    shipped, lists = shipped_shared().vocabularies.lists, vocabularies.lists
    words, same = (lists.get(name) or shipped[name] for name in ("treatment_words", "same_treatment"))
    return NamingWords.of(words, same)


def stem(word: str) -> str:
    """A word in lower case without the ending of its plural."""
    word = word.lower()
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


@dataclass(frozen=True)
class Item:
    """An item of the letter: number, heading and category, and other words for what it is (a drug's generic name)."""

    number: int
    heading: str
    category: str = ""
    other_names: tuple[str, ...] = ()


class Items:
    """The items of a letter, found by what names them.

    Args:
        items: in the letter's order.
        words: what to know of the language.
    """

    def __init__(self, items: Sequence[Item], words: NamingWords) -> None:
        self.words = words
        self.content = {item.number: words.content(" ".join((item.heading, *item.other_names))) for item in items}
        self.itself = {item.number: words.content(words.itself(item.heading)) for item in items}
        self.kinds = {item.number: words.kinds(item.heading) for item in items}
        self._operations = [item.number for item in items if item.category in _MAIN_SURGERY]

    @cached_property
    def _by_word(self) -> Mapping[str, Sequence[int]]:
        """The items that a word names: those whose own name has it, or all that have it."""
        found: dict[str, list[int]] = {}
        for number, content in self.content.items():
            for word in content:
                found.setdefault(word, []).append(number)
        return {
            word: [one for one in with_it if word in self.itself[one]] or with_it for word, with_it in found.items()
        }

    def subject(self, phrase: str, number: int) -> Speaks:
        """Whether a sentence with this subject speaks of item `number`."""
        content = self.words.content(phrase)
        if not self.words.request.isdisjoint(content):
            return Speaks.OF_THE_ITEM
        same, other = self._compared(self.words.kinds(phrase), number)
        if other:
            return Speaks.OF_ANOTHER
        telling = content - self.words.slight - self.words.surgery
        operates = number in self._operations and not content.isdisjoint(self.words.surgery)
        if not content.isdisjoint(self.content.get(number, frozenset())) or ((same or operates) and not telling):
            return Speaks.OF_THE_ITEM
        return Speaks.OF_ANOTHER if telling else Speaks.OF_SOMETHING

    def _compared(self, kinds: Sequence[frozenset[str]], number: int) -> tuple[bool, bool]:
        """Whether words that exclude others are the item's own, and whether the item has others in their place."""
        pairs = [(said, own) for said, own in zip(kinds, self.kinds.get(number, ()), strict=False) if said and own]
        return any(said & own for said, own in pairs), any(not said & own for said, own in pairs)

    def names_a_kind(self, phrase: str) -> bool:
        """Whether a phrase names nothing but the kind of thing that many items are: "that procedure", "the drug"."""
        content = self.words.content(phrase)
        return bool(content) and content <= self.words.surgery | self.words.slight

    def named(self, phrase: str, number: int, least: float = SLIGHT, before: str = "") -> list[int]:
        """The items other than `number` that a phrase of its rationale names.

        Args:
            phrase: "the unit and electrodes".
            number: the item whose rationale it is; what names it as well as another names none.
            least: how much the words must weigh: 1 for one that few items share, 0.1 for any.
            before: what "that surgery" takes up: of which side it was.
        """
        found: set[int] = set()
        heaviest = 0.0
        for part in _PARTS.split(phrase):
            content = self.words.content(part) - self.words.request
            before = f"{before} {part}"
            if not content:  # "the left and right knee": the next one's side too
                continue
            kinds, before = self.words.kinds(before), ""
            numbers, weight = self._named(content, number)
            numbers = [one for one in numbers if not self._compared(kinds, one)[1]]
            found.update(numbers)
            heaviest = max(heaviest, weight)
        return sorted(found) if heaviest >= least else []

    def _named(self, content: frozenset[str], number: int) -> tuple[Sequence[int], float]:
        """The items that the words of one thing name, and how much these weigh."""
        weights: Counter[int] = Counter()
        for word in content - self.words.surgery:
            with_it = self._by_word.get(word, ())
            for one in with_it if len(with_it) <= _MOST_ITEMS else ():
                weights[one] += SLIGHT if word in self.words.slight else 1  # type: ignore[assignment]
        weights.pop(number, 0)
        own = sum(SLIGHT if word in self.words.slight else 1 for word in content & self.itself.get(number, content))
        if not content.isdisjoint(self.words.surgery):
            others = [one for one in self._operations if one != number]
            operations = [one for one in others if one < number] or others
            most = max((weights[one] for one in operations), default=0)
            if operations and most >= max(weights.values(), default=0):  # no other item has more of the words
                return [one for one in operations if weights[one] == most], 1
        if not weights or max(weights.values()) < own:
            return (), 0
        # Of equally heavy ones, those that have the fewest other words.
        ranks = {one: (weight, -len(self.content[one])) for one, weight in weights.items()}
        best = max(ranks.values())
        if best[0] == own and best[1] < -len(self.content[number]):
            return (), 0
        return [one for one, rank in ranks.items() if rank == best], best[0]
