"""The words of treatments, `patterns/vocabularies/treatment-names.yml`: which name the same, which tell nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pipeline.rules.load import shipped_shared
from pipeline.rules.vocabularies import Vocabularies
from pipeline.rules.words.plurals import singular

_WORD = re.compile(r"[a-z][a-z0-9]*(?:-[a-z]+)*")
_SHORTEST_WORD = 3
_EXCLUSIVE = ("tenure", "contrast", "water", "stay", "way", "side")
Many = Literal["one", "all"]
_AS_PRINTED = (
    "goes_with",
    "pronouns",
    "taking_up",
    "relatives",
    "joins",
    "compounds",
    "former",
    "latter",
    "one_of",
    "all_of",
)


@dataclass(frozen=True)
class NamingWords:
    """What to know of the words of treatments: from the vocabulary `treatment_names`, words in lower case.

    Attributes:
        stem: of a word, its singular in lower case.
        same: a word's stem -> the stem of the word that it stands for.
        surgery: words for the operation of a letter.
        common: words that tell nothing.
        slight: words that many items share.
        request: words for what was asked for, whatever it is.
        exclusive: sets of words of which one excludes the others, as sides do.
        of_category: of the words that many items share, those that tell an item of a category.
        goes_with: words behind which a heading says what the item goes with.
        pronouns: words that name nothing themselves.
        taking_up: words before what was named before.
        relatives: words that begin a clause about what stands before them.
        joins: what parts the things that a phrase names.
        compounds: phrases that are a word of their own too: "with contrast" is "with-contrast".
        former, latter: words for the first and the second of two that were named before.
        one_of, all_of: what says of words that several items have that one of them is spoken of, or all.
    """

    stem: Callable[[str], str]
    same: Mapping[str, str]
    surgery: frozenset[str]
    common: frozenset[str]
    slight: frozenset[str]
    request: frozenset[str]
    exclusive: tuple[frozenset[str], ...] = ()
    of_category: Mapping[str, frozenset[str]] = field(default_factory=dict)
    goes_with: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()
    taking_up: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    compounds: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    latter: frozenset[str] = frozenset()
    one_of: frozenset[str] = frozenset()
    all_of: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        lists: Mapping[str, Sequence[str]],
        same: Mapping[str, Sequence[str]],
        stem: Callable[[str], str],
        of_category: Mapping[str, Sequence[str]],
    ) -> NamingWords:
        """From the lists of the vocabulary `treatment_words`, the words that name the same, what makes singulars, and
        what tells an item of a category."""
        stands_for = {stem(word): stem(first) for first, words in same.items() for word in (first, *words)}
        sets = {name: frozenset(map(stem, words)) for name, words in lists.items()}
        slight = frozenset(stands_for.get(word, word) for word in sets["slight"])
        exclusive = tuple(sets[name] for name in _EXCLUSIVE if name in sets)
        as_printed = (frozenset(lists.get(name, ())) for name in _AS_PRINTED)
        told = {name: frozenset(map(stem, words)) for name, words in of_category.items()}
        return cls(
            stem, stands_for, sets["surgery"], sets["common"], slight, sets["request"], exclusive, told, *as_printed
        )

    def content(self, phrase: str) -> frozenset[str]:
        """The words of a phrase that tell something, each as the stem that it stands for."""
        return frozenset(self.telling(phrase))

    def telling(self, phrase: str) -> list[str]:
        """The same in the order of the phrase."""
        named = (self.same.get(word, word) for word in self._stems(phrase) if word not in self.common)
        return [word for word in named if word not in self.common]

    def which_of_two(self, phrase: str) -> int | None:
        """0 where a phrase says "the former", 1 where it says "the latter"."""
        words = _WORD.findall(phrase.casefold())
        said = frozenset((*words, " ".join(words)))
        return 0 if said & self.former else 1 if said & self.latter else None

    def how_many(self, phrase: str) -> Many | None:
        """Whether a phrase says that it speaks of one of several things, or of all; `None` where it does not say so."""
        found = self._quantifier.search(phrase.casefold())
        return None if found is None else "all" if found["all"] is not None else "one"

    @cached_property
    def _quantifier(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:(?P<all>{_either(self.all_of)})|{_either(self.one_of)})\b")

    def itself(self, heading: str) -> str:
        """What a heading asks for, without what it goes with: "sedation" of "sedation for the injection"."""
        places = (m.start() for m in _WORD.finditer(heading.casefold()) if m[0] in self.goes_with and m.start())
        return heading[: next(places, len(heading))]

    def things(self, phrase: str) -> list[str]:
        """The parts of a phrase that name one thing each: "the unit", "its electrodes"."""
        return self._joint.split(phrase)

    @cached_property
    def _joint(self) -> re.Pattern[str]:
        return re.compile("|".join((",", "/", *(f" {re.escape(word)} " for word in sorted(self.joins)))))

    @cached_property
    def _compound(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{_either(self.compounds)})\b")

    def kinds(self, phrase: str) -> tuple[frozenset[str], ...]:
        """The words of a phrase that exclude others, list by list: ({"rental"}, {"left"})."""
        stems = frozenset(self.same.get(word, word) for word in self._stems(phrase))
        return tuple(stems & each for each in self.exclusive)

    def _stems(self, phrase: str) -> Iterator[str]:
        said = phrase.casefold()
        words = [*_WORD.findall(said), *(m[0].replace(" ", "-") for m in self._compound.finditer(said))]
        return (self.stem(word) for word in words if len(word) >= _SHORTEST_WORD or word[-1].isdigit())


def _either(phrases: Iterable[str]) -> str:
    """An expression for any of some phrases."""
    longest_first = sorted(phrases, key=len, reverse=True)
    return "|".join(map(re.escape, longest_first)) or "(?!)"


def naming_words(vocabularies: Vocabularies | None = None) -> NamingWords:
    """The words of these vocabularies, or the shipped ones (`patterns/vocabularies/treatment-names.yml`); made once."""
    return (vocabularies or shipped_shared().vocabularies).made(_naming)


def _naming(vocabularies: Vocabularies) -> NamingWords:
    known = {**shipped_shared().vocabularies.lists, **vocabularies.lists}
    stem = singular(Vocabularies(known))
    return NamingWords.of(known["treatment_words"], known["same_treatment"], stem, known["words_of_category"])
