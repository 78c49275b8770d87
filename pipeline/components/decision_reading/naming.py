"""Which item of a letter some words speak of: "the knee replacement" of "Left total knee arthroplasty"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from pipeline.rules.words.treatment_words import Many, NamingWords

_MOST_ITEMS = 12  # a word of more headings than these tells none from another
SLIGHT = 0.1  # what a word weighs that many items share
_IN_ITS_PLACE = -1  # up to here the lists of words of which one speaks of something in the other's place; not: side
_MAIN_SURGERY = ("surgery/arthroscopic", "surgery/non_arthroscopic", "surgery/spine")


class Speaks(IntEnum):
    """Of what a sentence speaks, as far as its subject tells; `INSTEAD`: of what excludes the item, as a purchase
    excludes a rental, or of what another item of the letter is."""

    INSTEAD = -1
    OF_ANOTHER = 0
    OF_SOMETHING = 1
    OF_THE_ITEM = 2


@dataclass(frozen=True)
class Item:
    """An item of the letter: number, heading and category, and other words for what it is (a drug's generic name)."""

    number: int
    heading: str
    category: str = ""
    other_names: tuple[str, ...] = ()


class Items:
    """The items of a letter, in its order, found by what names them."""

    def __init__(self, items: Sequence[Item], words: NamingWords) -> None:
        self.words = words
        self.content = {item.number: words.content(" ".join((item.heading, *item.other_names))) for item in items}
        self.itself = {item.number: words.content(words.itself(item.heading)) for item in items}
        self.kinds = {item.number: words.kinds(item.heading) for item in items}
        self._category = {item.number: item.category.partition("/")[0] for item in items}
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

    def of_two(self, phrase: str, before: Iterable[str], number: int) -> int | None:
        """The item that "the former" or "the latter" is of the two items that a sentence before names, of which
        `before` has the nearest first; of three one is item `number`, whose rationale it is."""
        place = self.words.which_of_two(phrase)
        for sentence in (phrase, *before) if place is not None else ():
            named = self._in_order(sentence)
            named = [one for one in named if one != number] if len(named) > 2 else named
            if len(named) == 2:
                return named[place or 0] or None
        return None

    def _in_order(self, sentence: str) -> list[int]:
        """The items that words of a sentence name, in the sentence's order; 0 for a word that several items have."""
        found = (self._by_word.get(word, ()) for word in self.words.telling(sentence))
        return list(dict.fromkeys(numbers[0] if len(numbers) == 1 else 0 for numbers in found if numbers))

    def subject(self, phrase: str, number: int, before: Iterable[str] = ()) -> Speaks:
        """Whether a sentence with this subject speaks of item `number`; of the sentences before it `before` has the
        nearest first."""
        place = self.words.which_of_two(phrase)
        if place is not None:
            return self._one_of_two(place, [phrase, *before], number)
        content = self.words.content(phrase)
        if not self.words.request.isdisjoint(content):
            return Speaks.OF_THE_ITEM
        kinds = self.words.kinds(phrase)
        same, other = self._compared(kinds, number)
        if other:  # of the purchase where a rental is asked for
            return Speaks.INSTEAD if self._compared(kinds[:_IN_ITS_PLACE], number)[1] else Speaks.OF_ANOTHER
        telling = content - self.words.slight - self.words.surgery
        operates = number in self._operations and not content.isdisjoint(self.words.surgery)
        if not content.isdisjoint(self.content.get(number, frozenset())) or ((same or operates) and not telling):
            return Speaks.OF_THE_ITEM
        if self.named(self.words.itself(phrase), number, 1) if telling else self._of_another_category(content, number):
            return Speaks.INSTEAD
        return Speaks.OF_ANOTHER if telling else Speaks.OF_SOMETHING

    def _one_of_two(self, place: int, before: Sequence[str], number: int) -> Speaks:
        """Of what "the former" (0) or "the latter" (1) speaks. Where one of the two things is no item, or two items
        have the same words, the one that is more like the item is it; `INSTEAD` where that stays open."""
        one = self.of_two(before[0], before[1:], number)
        if one is not None:
            return Speaks.OF_THE_ITEM if one == number else Speaks.OF_ANOTHER
        for sentence in before:
            likeness = [
                self._likeness(part, number)
                for part in self.words.things(sentence)
                if self.words.which_of_two(part) is self.words.which_of_two(" ".join(part.split()[:2])) is None
            ]
            if len(likeness) == 2 and likeness[0] != likeness[1]:
                return Speaks.OF_THE_ITEM if likeness[place] == max(likeness) else Speaks.OF_ANOTHER
        return Speaks.INSTEAD

    def _likeness(self, phrase: str, number: int) -> int:
        """How many more words of a phrase are the item's than are not; as few as can be where one excludes it."""
        same, other = self._compared(self.words.kinds(phrase), number)
        content = self.words.content(phrase) - self.words.request
        own = self.content.get(number, frozenset())
        return -len(phrase) if other else len(content & own) - len(content - own) + same

    def _of_another_category(self, content: frozenset[str], number: int) -> bool:
        """Whether words that many items share tell what another item is and this is not: "visits" beside a brace."""
        known, own = self.words.of_category, self._category.get(number, "")
        said = content & frozenset().union(*known.values())
        if not said or not own or not said.isdisjoint(known.get(own, frozenset())):
            return False
        return any(not said.isdisjoint(known.get(category, frozenset())) for category in self._category.values())

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
        for part in self.words.things(phrase):
            content = self.words.content(part) - self.words.request
            before = f"{before} {part}"
            if not content:  # "the left and right knee": the next one's side too
                continue
            kinds, before = self.words.kinds(before), ""
            numbers, weight = self._named(content, number, self.words.how_many(part))
            numbers = [one for one in numbers if not self._compared(kinds, one)[1]]
            found.update(numbers)
            heaviest = max(heaviest, weight)
        return sorted(found) if heaviest >= least else []

    def _named(self, content: frozenset[str], number: int, many: Many | None) -> tuple[Sequence[int], float]:
        """The items that the words of one thing name, and how much these weigh. Of `many` that fit as well all are
        named, or none, as "one of the injections" leaves open which."""
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
                same = [one for one in operations if weights[one] == most]
                return (same, 1) if many != "one" or len(same) == 1 else ((), 0)
        if not weights or max(weights.values()) < own:
            return (), 0
        heaviest = [one for one, weight in weights.items() if weight == max(weights.values())]
        if many is not None and len(heaviest) > 1:
            return (heaviest, weights[heaviest[0]]) if many == "all" else ((), 0)
        # Of equally heavy ones, those that have the fewest other words.
        ranks = {one: (weight, -len(self.content[one])) for one, weight in weights.items()}
        best = max(ranks.values())
        if best[0] == own and best[1] < -len(self.content[number]):
            return (), 0
        return [one for one, rank in ranks.items() if rank == best], best[0]
