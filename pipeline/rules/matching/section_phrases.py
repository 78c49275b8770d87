"""The phrase engine: spaCy's PhraseMatcher, one for what counts everywhere, and one for each set of phrases that counts
in some sections alone.

Most phrases count in requests alone, which are a small part of a letter. What is looked for in the rest of it is then
little, and nothing is found that does not count.

A matcher keeps phrases as the ids of their words in small letters, and takes them so (as it does when it is unpickled):
a Doc for each would cost ten times as much.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from spacy.matcher import PhraseMatcher
from spacy.strings import get_string_id
from spacy.vocab import Vocab


class Phrases(NamedTuple):
    """The phrases of one rule.

    Attributes:
        order: the rule's place in the rule set.
        sections: names of the sections in which it counts; none: in all.
        words: the phrases, cut into tokens.
    """

    order: int
    sections: tuple[str, ...]
    words: Sequence[Sequence[str]]


class SectionPhrases:
    """Finds the phrases that count in a section. A matcher is made when its section first comes.

    Args:
        phrases: of all rules.
        anywhere: name of a section in which all count.

    Attributes:
        orders: the places of the rules in the rule set, by the keys of the matchers.
    """

    def __init__(self, phrases: Iterable[Phrases], anywhere: str) -> None:
        # For the matchers' keys alone: the pipeline's would work out forms of each that nobody asks for, and take keys
        # away at the end of the memory zone in which rules may be compiled.
        self._keys = Vocab()
        self._anywhere = anywhere
        self.orders: dict[int, int] = {}
        self._rules = list(phrases)
        self._by_rules: dict[tuple[int, ...], PhraseMatcher | None] = {(): None}
        self._by_name: dict[str, PhraseMatcher | None] = {}

    @cached_property
    def everywhere(self) -> PhraseMatcher | None:
        """The matcher of what counts in every section, if anything does."""
        return self._matcher([rule for rule in self._rules if not rule.sections])

    def in_section(self, name: str) -> PhraseMatcher | None:
        """The matcher of what counts in sections of that name, and not everywhere, if anything does.

        In a span of a Doc it finds (key, first token, token behind the last) of each phrase; `orders` has the rule's
        place for a key.
        """
        if name not in self._by_name:
            wanted = [
                rule for rule in self._rules if name in rule.sections or (rule.sections and name == self._anywhere)
            ]
            self._by_name[name] = self._matcher(wanted)
        return self._by_name[name]

    def _matcher(self, rules: list[Phrases]) -> PhraseMatcher | None:
        """The matcher of these rules' phrases; sections with the same rules share one."""
        places = tuple(rule.order for rule in rules)
        if places not in self._by_rules:
            matcher = self._by_rules[places] = PhraseMatcher(self._keys, attr="LOWER", validate=False)
            for order, _, words in rules:
                key = f"imr-rule-{order}"
                self.orders[self._keys.strings.add(key)] = order
                matcher.add(key, [list(map(_id_in_small_letters, each)) for each in words])  # type: ignore[misc]
        return self._by_rules[places]


@lru_cache(maxsize=20_000)
def _id_in_small_letters(word: str) -> int:
    """The id that a vocabulary has for a word in small letters; phrases share most of their words."""
    return get_string_id(word.lower())
