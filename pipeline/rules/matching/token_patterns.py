"""The token engine: spaCy's Matcher, run only around words without which a pattern cannot match."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.rules.matching.lemmas import lower_for_lemma
from pipeline.rules.matching.token_anchors import find_anchor, find_word_test, is_unlimited
from pipeline.rules.model import Rule

KEY = "imr-rule"
MOST_WORDS = 100_000
REACH = 60
"""Tokens of a match whose pattern has a repeat without a limit: of all that it could be, a text has too many."""


class TokenRule:
    """One rule's token pattern, compiled."""

    def __init__(self, rule: Rule, vocab: Vocab) -> None:
        self.pattern = spacy_pattern(rule)
        self.anchor = find_anchor(self.pattern)
        self.word_test = None if self.anchor else find_word_test(self.pattern)
        self.matcher = matcher_of([self.pattern], vocab)
        self._unlimited = any(is_unlimited(spec) for spec in self.pattern)

    def window(self, first: int, last: int, start: int, end: int) -> tuple[int, int]:
        """The tokens, inside `[start, end)`, that a match can hold around what was found at `[first, last)`."""
        found = self.anchor or self.word_test
        if found is None:
            return start, end
        return max(start, first - min(found.before, REACH)), min(end, last + min(found.behind, REACH))

    def inside(self, doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
        """All matches inside the tokens `[start, end)`, as token offsets, some of them twice."""
        step = REACH if self._unlimited and end - start > 2 * REACH else max(end - start, 1)
        for at in range(start, end, step):
            for _, first, last in self.matcher(doc[at : min(end, at + 2 * step)]):
                if last > first and (last - first <= REACH or not self._unlimited):
                    yield at + first, at + last


class WordTests:
    """Finds the tokens at which rules may match whose patterns name no words, but test them: each word that was ever
    seen is tested once."""

    def __init__(self, vocab: Vocab) -> None:
        self._vocab = vocab
        self._rules: list[tuple[int, TokenRule, Matcher]] = []
        self._failing: set[int] = set()
        self._passing: dict[int, list[tuple[int, TokenRule]]] = {}

    def add(self, order: int, rule: TokenRule) -> None:
        """Add a rule that has a word test, with its place in the rule set."""
        assert rule.word_test is not None
        self._rules.append((order, rule, matcher_of([[dict(rule.word_test.spec)]], self._vocab)))

    def places(self, doc: Doc) -> Iterator[tuple[int, int, TokenRule]]:
        """(token, rule's place, rule) for each word of the Doc that passes a rule's test."""
        if not self._rules:
            return
        for position, word in enumerate(doc.to_array("ORTH").tolist()):
            if word not in self._failing:
                for order, rule in self._passed(word):
                    yield position, order, rule

    def _passed(self, word: int) -> Sequence[tuple[int, TokenRule]]:
        passed = self._passing.get(word)
        if passed is None:
            doc = Doc(self._vocab, words=[self._vocab.strings[word]])
            passed = [(order, rule) for order, rule, matcher in self._rules if matcher(doc)]
            if len(self._failing) + len(self._passing) > MOST_WORDS:
                self._failing.clear()
                self._passing.clear()
            if passed:
                self._passing[word] = passed
            else:
                self._failing.add(word)
        return passed


def matcher_of(patterns: list[list[dict[str, Any]]], vocab: Vocab) -> Matcher:
    """spaCy's Matcher of patterns. It may be made in a memory zone and outlive it."""
    matcher = Matcher(vocab, validate=False)
    vocab.strings.add(KEY, allow_transient=False)  # type: ignore[call-arg]
    matcher.add(KEY, patterns)
    return matcher


def spacy_pattern(rule: Rule) -> list[dict[str, Any]]:
    """The rule's pattern with lemmas looked up. Raises `PatternError` as `lower_for_lemma` does."""
    return [_without_lemma(spec) for spec in rule.tokens]


def _without_lemma(spec: Mapping[str, Any]) -> dict[str, Any]:
    if "LEMMA" not in spec:
        return dict(spec)
    rest = {key: value for key, value in spec.items() if key != "LEMMA"}
    return {**rest, "LOWER": _both(lower_for_lemma(spec["LEMMA"]), rest.get("LOWER", {}))}


def _both(first: Mapping[str, Any], second: str | Mapping[str, Any]) -> dict[str, Any]:
    """One condition that holds where both do."""
    other = {"IN": [second]} if isinstance(second, str) else second
    both = {**first, **other}
    if "IN" in first and "IN" in other:
        both["IN"] = [word for word in first["IN"] if word in set(other["IN"])]
    if "NOT_IN" in first and "NOT_IN" in other:
        both["NOT_IN"] = [*first["NOT_IN"], *other["NOT_IN"]]
    return both
