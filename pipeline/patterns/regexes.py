"""The engine of regular expressions: each is searched around the literals that it needs, one section at a
time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from pipeline.patterns.literals import Guard, guard
from pipeline.patterns.model import Rule
from pipeline.patterns.whole_words import compile_regex, starts_with_word

WORD_START = re.compile(r"\b\w")
NEAR = 128
"""Up to this distance from a literal, trying a match at each word is faster than searching the text around."""
MOST_WORDS = 100_000


class Stretch(NamedTuple):
    """A section by character offsets, half-open."""

    name: str
    start: int
    end: int


class RegexRule(NamedTuple):
    """One rule's regular expression, compiled.

    Attributes:
        order: the rule's place in the rule set.
        expression: what is searched.
        guard: where it is searched.
        at_words: whether it is tried at the words before a literal, instead of searched in the text around;
        that
            is faster, and possible where each match begins with a word not far from a literal.
    """

    order: int
    expression: re.Pattern[str]
    guard: Guard
    at_words: bool

    @classmethod
    def of(cls, order: int, rule: Rule) -> RegexRule:
        """The rule, compiled."""
        where = guard(rule.regex)
        near = where.before is not None and (where.behind is None or where.before <= NEAR)
        at_words = near and starts_with_word(rule.regex)
        return cls(order, compile_regex(rule.regex, rule.case_sensitive), where, at_words)

    def matches(self, part: str, first: int, last: int) -> Iterator[tuple[int, int]]:
        """The matches in the window `[first, last)` of a section, in order, none overlapping another."""
        if not self.at_words:
            for match in self.expression.finditer(part, first, last):
                yield match.span()
            return
        position = first
        for word in WORD_START.finditer(part, first, last):
            if word.start() >= position:
                found = self.expression.match(part, word.start())
                if found is not None and found.end() > found.start():
                    position = found.end()
                    yield found.span()


class RegexMatcher:
    """Runs regular expressions over one text at a time.

    Args:
        rules: rules of the kind `regex` with their places in the rule set.
    """

    def __init__(self, rules: Sequence[tuple[int, Rule]]) -> None:
        self.rules = [RegexRule.of(order, rule) for order, rule in rules]
        literals = dict.fromkeys(one for rule in self.rules for one in rule.guard.literals)
        self._words = _Words(tuple(literals))

    def find(
        self, text: str, sections: Sequence[Stretch], counts: Callable[[int, str], bool]
    ) -> Iterator[tuple[int, int, int, str]]:
        """Matches as (rule's place, start, end, section's name), by characters of `text`.

        Args:
            text: the reading text.
            sections: its sections in order, without gaps; a match lies in one of them, and sees nothing else.
            counts: whether the rule at a place counts in a section with a name.
        """
        lowered = _lowered(text)
        places = self._places(lowered)
        starts = [section.start for section in sections]
        slices: dict[int, str] = {}
        for rule in self.rules:
            for index, windows in _areas(rule, places, sections, starts):
                name, begin, end = sections[index]
                if not counts(rule.order, name):
                    continue
                part = slices.get(index)
                if part is None:
                    part = slices[index] = text[begin:end]
                position = 0
                for first, last in windows:
                    reach = end if rule.guard.behind is None else min(end, begin + last + rule.guard.behind)
                    if rule.guard.also and not _holds(rule.guard.also, lowered[begin + first : reach]):
                        continue
                    for start, stop in rule.matches(part, max(position, first), last):
                        position = stop
                        if stop > start:
                            yield rule.order, begin + start, begin + stop, name

    def _places(self, lowered: str) -> dict[str, list[int]]:
        """Where each literal stands; literals that do not are left out."""
        words = lowered.split(" ")
        hits = [(index, found) for index, found in enumerate(map(self._words.__getitem__, words)) if found]
        if not hits:
            return {}
        ends = list(accumulate(map(len, words)))
        places: dict[str, list[int]] = {}
        for index, found in hits:
            start = ends[index] - len(words[index]) + index
            for literal, offset in found:
                place = start + offset
                if place >= 0 and lowered.startswith(literal, place):
                    places.setdefault(literal, []).append(place)
        return places


def _lowered(text: str) -> str:
    """The text in lower case, with the same offsets."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _holds(literals: Iterable[str], lowered: str) -> bool:
    return any(literal in lowered for literal in literals)


class _Words(dict[str, tuple[tuple[str, int], ...]]):
    """For each word that was ever seen, the literals whose longest word stands in it, and where the literal
    would begin from the word's start. A letter's words are mostly known after some letters, so that looking
    for literals costs the same however many there are."""

    def __init__(self, literals: Sequence[str]) -> None:
        super().__init__()
        pieces = [(max(literal.split(" "), key=len), literal) for literal in literals]
        self.pieces = [(piece, literal, literal.index(piece)) for piece, literal in pieces]

    def __missing__(self, word: str) -> tuple[tuple[str, int], ...]:
        found: list[tuple[str, int]] = []
        for piece, literal, before in self.pieces:
            place = word.find(piece)
            while place >= 0:
                found.append((literal, place - before))
                place = word.find(piece, place + 1)
        if len(self) > MOST_WORDS:
            self.clear()
        self[word] = result = tuple(found)
        return result


def _areas(
    rule: RegexRule, places: dict[str, list[int]], sections: Sequence[Stretch], starts: list[int]
) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """The sections to search, by index, each with the stretches to search, by offsets into the section."""
    guarded = rule.guard
    behind = 1 if rule.at_words else guarded.behind
    if not guarded.literals:
        yield from ((index, [(0, end - start)]) for index, (_, start, end) in enumerate(sections))
        return
    found = [place for literal in guarded.literals if literal in places for place in places[literal]]
    found.sort()
    current = -1
    windows: list[tuple[int, int]] = []
    for place in found:
        index = bisect_right(starts, place) - 1
        if index != current:
            if windows:
                yield current, windows
            current, windows = index, []
        _, start, end = sections[index]
        if guarded.before is None or behind is None:
            windows = [(0, end - start)]
            continue
        first, last = max(0, place - guarded.before - start), min(end, place + behind) - start
        if windows and first <= windows[-1][1]:
            windows[-1] = (windows[-1][0], max(last, windows[-1][1]))
        else:
            windows.append((first, last))
    if windows:
        yield current, windows
