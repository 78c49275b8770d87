"""By what a token pattern is found: words that stand in every match, or a test that one word of it passes.

spaCy's Matcher looks at every token once for every pattern. Looking for the words first, which the phrase engine does
for all patterns at once, leaves it the few tokens around them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

Spec = Mapping[str, Any]
UNLIMITED = 1 << 20
MOST_PHRASES = 64
"""More alternatives than this are looked for by fewer of the pattern's tokens."""
WORDY = ("LOWER", "ORTH", "TEXT")
# What a word is by itself; the other attributes of a token depend on its neighbours, or on other components.
OF_THE_WORD = frozenset(
    "ORTH TEXT LOWER SHAPE LENGTH IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_UPPER IS_TITLE IS_PUNCT IS_STOP IS_CURRENCY "
    "IS_QUOTE IS_BRACKET IS_LEFT_PUNCT IS_RIGHT_PUNCT LIKE_NUM LIKE_URL LIKE_EMAIL".split()
)
_TELLING = frozenset(("ORTH", "TEXT", "LOWER", "SHAPE"))


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of which one sequence stands in every match.

    Attributes:
        phrases: the sequences, in lower case.
        before, behind: how many tokens of a match can stand on each side of it.
        whole: a sequence is a match, whatever its case.
    """

    phrases: tuple[tuple[str, ...], ...]
    before: int
    behind: int
    whole: bool = False


@dataclass(frozen=True, slots=True)
class WordTest:
    """A token of a pattern, tested on words by themselves, and how many tokens can stand before and behind it."""

    spec: Spec
    before: int
    behind: int


def find_anchor(pattern: Sequence[Spec]) -> Anchor | None:
    """The rarest words of a pattern: the longest sequence of tokens that name theirs. `None` where none does."""
    anchors = list(_anchors(pattern))
    return min(anchors, key=_cost, default=None)


def find_word_test(pattern: Sequence[Spec]) -> WordTest | None:
    """The token of a pattern that few words pass; `None` where what passes depends on more than the word."""
    tests: list[WordTest] = []
    for index, spec in enumerate(pattern):
        keys = set(spec) - {"OP"}
        if keys and keys <= OF_THE_WORD and _repeats(spec)[0] > 0 and spec.get("OP") != "!":
            tests.append(WordTest({key: spec[key] for key in keys}, *_around(pattern, index, index + 1)))
    return min(
        tests,
        key=lambda test: (test.before + test.behind >= UNLIMITED, not _tells(test.spec)),
        default=None,
    )


def _tells(spec: Spec) -> bool:
    """Whether few words pass."""
    tests = [spec[key] for key in _TELLING & spec.keys()]
    return any(isinstance(test, str) or "NOT_IN" not in test for test in tests)


def _anchors(pattern: Sequence[Spec]) -> Iterator[Anchor]:
    """An anchor for each sequence of tokens that name their words and stand once each, and for each that repeats."""
    words = [_words(spec) for spec in pattern]
    for first, spec in enumerate(pattern):
        if words[first] and _repeats(spec)[0] > 0 and _repeats(spec) != (1, 1):
            yield _anchor(pattern, words, first, first + 1)
        for last in range(first + 1, len(pattern) + 1):
            if not words[last - 1] or _repeats(pattern[last - 1]) != (1, 1):
                break
            if prod(map(len, words[first:last])) <= MOST_PHRASES or last == first + 1:
                yield _anchor(pattern, words, first, last)


def _anchor(pattern: Sequence[Spec], words: Sequence[tuple[str, ...]], first: int, last: int) -> Anchor:
    whole = (first, last) == (0, len(pattern)) and all(map(_is_lower_once, pattern))
    return Anchor(tuple(product(*words[first:last])), *_around(pattern, first, last), whole)


def _cost(anchor: Anchor) -> tuple[bool, int, int]:
    return anchor.before + anchor.behind >= UNLIMITED, -len(anchor.phrases[0]), len(anchor.phrases)


def _around(pattern: Sequence[Spec], first: int, last: int) -> tuple[int, int]:
    """How many tokens can stand before and behind the tokens that match the specs `[first, last)` once each."""
    again = sum(_repeats(spec)[1] - 1 for spec in pattern[first:last])
    before = again + sum(_repeats(spec)[1] for spec in pattern[:first])
    behind = again + sum(_repeats(spec)[1] for spec in pattern[last:])
    return min(before, UNLIMITED), min(behind, UNLIMITED)


def _words(spec: Spec) -> tuple[str, ...]:
    """The words that a token names, in lower case."""
    if spec.get("OP") == "!":
        return ()
    for key in WORDY:
        test = spec.get(key)
        if isinstance(test, str):
            return (test.lower(),)
        if isinstance(test, Mapping) and test.get("IN"):
            return tuple(dict.fromkeys(word.lower() for word in test["IN"]))
    return ()


def _is_lower_once(spec: Spec) -> bool:
    """Whether a token is a word in lower case, or one of several, stands once, and nothing else is asked of it."""
    test = spec.get("LOWER")
    if set(spec) - {"OP"} != {"LOWER"} or _repeats(spec) != (1, 1) or not isinstance(test, str | Mapping):
        return False
    words = [test] if isinstance(test, str) else test.get("IN", []) if set(test) == {"IN"} else [""]
    return all(word and word == word.lower() for word in words)


def is_unlimited(spec: Spec) -> bool:
    """Whether a spec matches any number of tokens."""
    return _repeats(spec)[1] == UNLIMITED


def _repeats(spec: Spec) -> tuple[int, int]:
    """How many tokens a spec matches: (least, most)."""
    op = spec.get("OP", "")
    known = {"": (1, 1), "?": (0, 1), "!": (1, 1), "*": (0, UNLIMITED), "+": (1, UNLIMITED)}
    if op in known:
        return known[op]
    low, comma, high = op.strip("{}").partition(",")
    least = int(low or 0)
    return least, (int(high) if high else UNLIMITED) if comma else least
