"""The phrase engine: spaCy's PhraseMatcher, one for each set of phrases that counts in some sections.

Most phrases count in requests alone, which are a small part of a letter. What is looked for in the rest of it is then
little, and nothing is found that does not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab


class Phrases(NamedTuple):
    """The phrases of one rule.

    Attributes:
        order: the rule's place in the rule set.
        sections: names of the sections in which it counts; none: in all.
        docs: the phrases, as Docs.
    """

    order: int
    sections: tuple[str, ...]
    docs: list[Doc]


class SectionPhrases:
    """Finds the phrases that count in a section.

    Args:
        vocab: of the Docs to come.
        phrases: of all rules.
        anywhere: name of a section in which all count.

    Attributes:
        orders: the places of the rules in the rule set, by the keys of the matchers.
    """

    def __init__(self, vocab: Vocab, phrases: Iterable[Phrases], anywhere: str) -> None:
        rules = list(phrases)
        everywhere = [rule for rule in rules if not rule.sections]
        self._vocab = vocab
        self.orders: dict[int, int] = {}
        self._matchers: dict[tuple[int, ...], PhraseMatcher | None] = {(): None}
        # What counts in a section that no rule names, and so between sections too.
        self._elsewhere = self._matcher(everywhere)
        self._by_name = {anywhere: self._matcher(rules)}
        for name in dict.fromkeys(name for rule in rules for name in rule.sections):
            self._by_name[name] = self._matcher([r for r in rules if not r.sections or name in r.sections])

    def _matcher(self, rules: list[Phrases]) -> PhraseMatcher | None:
        """The matcher of these rules' phrases; sections with the same rules share one."""
        places = tuple(rule.order for rule in rules)
        if places not in self._matchers:
            matcher = self._matchers[places] = PhraseMatcher(self._vocab, attr="LOWER", validate=False)
            for order, _, docs in rules:
                key = f"imr-rule-{order}"
                # Rules outlive the memory zone in which they may be compiled; the matcher looks its keys up by name.
                self.orders[self._vocab.strings.add(key, allow_transient=False)] = order  # type: ignore[call-arg]
                matcher.add(key, docs)
        return self._matchers[places]

    def in_section(self, name: str) -> PhraseMatcher | None:
        """The matcher of what counts in sections of that name, if anything does.

        In a span of a Doc it finds (key, first token, token behind the last) of each phrase; `orders` has the rule's
        place for a key.
        """
        return self._by_name.get(name, self._elsewhere)
