"""The token engine: spaCy's Matcher, run only around words without which a pattern cannot match.

spaCy's Matcher costs 0.3 ms a letter and more for each pattern. Most patterns name a word in one of their
tokens; the phrase engine finds those words at no cost, and the Matcher runs on the few tokens around each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.patterns.lemmas import lower_for_lemma
from pipeline.patterns.model import Rule

UNLIMITED = 1 << 20
KEY = "imr-rule"
WORDY = ("LOWER", "ORTH", "TEXT")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words (lower case) of which one stands in every match, and how many tokens can stand before and behind
    it."""

    words: tuple[str, ...]
    before: int
    behind: int


class TokenRule:
    """One rule's token pattern, compiled."""

    def __init__(self, rule: Rule, vocab: Vocab) -> None:
        self.pattern = spacy_pattern(rule)
        self.anchor = find_anchor(self.pattern)
        self.matcher = Matcher(vocab, validate=False)
        vocab.strings.add(KEY, allow_transient=False)  # type: ignore[call-arg]
        self.matcher.add(KEY, [self.pattern])

    def around(self, doc: Doc, position: int, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Matches around an anchor's word at token `position` inside the tokens `[start, end)`."""
        anchor = self.anchor
        if anchor is None:
            return self.inside(doc, start, end)
        return self.inside(doc, max(start, position - anchor.before), min(end, position + 1 + anchor.behind))

    def inside(self, doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
        """All matches inside the tokens `[start, end)`, as token offsets."""
        return ((start + first, start + last) for _, first, last in self.matcher(doc[start:end]) if last > first)


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


def find_anchor(pattern: list[dict[str, Any]]) -> Anchor | None:
    """The token of a pattern that is the cheapest to look for first, or `None` where no token names its
    words."""
    sizes = [_repeats(spec.get("OP", "")) for spec in pattern]
    anchors: list[Anchor] = []
    for index, spec in enumerate(pattern):
        words = _words(spec)
        least, most = sizes[index]
        if words and least > 0 and spec.get("OP") != "!":
            before = sum(size[1] for size in sizes[:index]) + (most - 1)
            behind = sum(size[1] for size in sizes[index + 1 :]) + (most - 1)
            anchors.append(Anchor(words, min(before, UNLIMITED), min(behind, UNLIMITED)))
    return min(
        anchors,
        key=lambda anchor: (anchor.before + anchor.behind >= UNLIMITED, len(anchor.words)),
        default=None,
    )


def _words(spec: Mapping[str, Any]) -> tuple[str, ...]:
    for key in WORDY:
        test = spec.get(key)
        if isinstance(test, str):
            return (test.lower(),)
        if isinstance(test, Mapping) and test.get("IN"):
            return tuple(dict.fromkeys(word.lower() for word in test["IN"]))
    return ()


def _repeats(op: str) -> tuple[int, int]:
    """How many tokens an operator allows: (least, most)."""
    known = {"": (1, 1), "?": (0, 1), "!": (1, 1), "*": (0, UNLIMITED), "+": (1, UNLIMITED)}
    if op in known:
        return known[op]
    low, comma, high = op.strip("{}").partition(",")
    least = int(low or 0)
    return least, (int(high) if high else UNLIMITED) if comma else least
