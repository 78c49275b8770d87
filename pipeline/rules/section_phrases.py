"""The phrase engine: spaCy's PhraseMatcher, one for what counts everywhere, and one for each set of phrases that counts
in some sections alone.

Most phrases count in requests alone, which are a small part of a letter. What is looked for in the rest of it is then
little, and nothing is found that does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

_AT_ONCE = 500
"""So many phrases are made into Docs together: one takes 14 kB, and the matcher keeps a small part of that."""


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
    """Finds the phrases that count in a section.

    Args:
        vocab: of the Docs to come.
        phrases: of all rules.
        anywhere: name of a section in which all count.

    Attributes:
        orders: the places of the rules in the rule set, by the keys of the matchers.
        everywhere: the matcher of what counts in every section, if anything does.
    """

    def __init__(self, vocab: Vocab, phrases: Iterable[Phrases], anywhere: str) -> None:
        self._vocab = vocab
        self._anywhere = anywhere
        self.orders: dict[int, int] = {}
        rules = list(phrases)
        self._matchers: dict[tuple[int, ...], PhraseMatcher | None] = {(): None}
        self.everywhere = self._matcher([rule for rule in rules if not rule.sections])
        self._limited = [rule for rule in rules if rule.sections]
        self._by_name: dict[str, PhraseMatcher | None] = {}
        for name in dict.fromkeys(name for rule in self._limited for name in rule.sections):
            self._by_name[name] = self._matcher([rule for rule in self._limited if name in rule.sections])

    def _matcher(self, rules: list[Phrases]) -> PhraseMatcher | None:
        """The matcher of these rules' phrases; sections with the same rules share one."""
        places = tuple(rule.order for rule in rules)
        if places not in self._matchers:
            matcher = self._matchers[places] = PhraseMatcher(self._vocab, attr="LOWER", validate=False)
            for order, _, words in rules:
                key = f"imr-rule-{order}"
                # Rules outlive the memory zone in which they may be compiled; the matcher looks its keys up by name.
                self.orders[self._vocab.strings.add(key, allow_transient=False)] = order  # type: ignore[call-arg]
                for at in range(0, len(words), _AT_ONCE):
                    matcher.add(key, [Doc(self._vocab, words=list(each)) for each in words[at : at + _AT_ONCE]])
        return self._matchers[places]

    def in_section(self, name: str) -> PhraseMatcher | None:
        """The matcher of what counts in sections of that name, and not everywhere, if anything does.

        In a span of a Doc it finds (key, first token, token behind the last) of each phrase; `orders` has the rule's
        place for a key.
        """
        if name == self._anywhere and name not in self._by_name:
            self._by_name[name] = self._matcher(self._limited)
        return self._by_name.get(name)
