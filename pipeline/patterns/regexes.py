"""The engine of regular expressions: each is searched around the literals that it needs, one section at a
time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, compress, count
from typing import NamedTuple

from pipeline.patterns.literals import Guard, guard, may_hold
from pipeline.patterns.model import Rule
from pipeline.patterns.re_tree import looks_ahead, parse
from pipeline.patterns.whole_words import compile_folded, compile_regex

LONGEST_CONDITION = 8
MOST_CONDITIONS = 2
MOST_WORDS = 100_000
KEY_LENGTH = 3
"""Pieces of literals are looked up by this many characters at their beginning."""


class Stretch(NamedTuple):
    """A section by character offsets, half-open."""

    name: str
    start: int
    end: int


class RegexRule(NamedTuple):
    """One rule's regular expression, compiled, with what guards it.

    Attributes:
        order: the rule's place in the rule set.
        expression: for the text as it is.
        folded: for text in lower case, where it finds the same there; it runs twice as fast.
        guard: where it has to be searched.
        wanted: each match holds one of each of these (lower case), besides one of the guard's literals: of its
            conditions those that save more than they cost.
        in_sentence: whether no match holds a full stop; then the text between two of them is all that is searched.
        ahead: how many characters behind a match's last one it looks at.
    """

    order: int
    expression: re.Pattern[str]
    folded: re.Pattern[str] | None
    guard: Guard
    wanted: tuple[tuple[str, ...], ...]
    in_sentence: bool
    ahead: int


_NOTHING: dict[str, list[int]] = {}
_Groups = dict[tuple[str, ...], list[RegexRule]]


class RegexMatcher:
    """Runs regular expressions over one text at a time.

    Args:
        rules: rules of the kind `regex` with their places in the rule set.
        counts: whether the rule at a place counts in sections of a name.
    """

    def __init__(self, rules: Sequence[tuple[int, Rule]], counts: Callable[[int, str], bool]) -> None:
        self.rules = [_compiled(order, rule) for order, rule in rules]
        self._counts = counts
        self._groups: dict[str, _Groups] = {}
        literals = dict.fromkeys(one for rule in self.rules for one in rule.guard.literals)
        self._words = _Words(tuple(literals))

    def find(self, text: str, sections: Sequence[Stretch]) -> Iterator[tuple[int, int, int, str]]:
        """Matches as (rule's place, start, end, section's name), by characters of `text`, in no particular order.

        Args:
            text: the reading text.
            sections: its sections in order, without gaps; a match lies in one of them, and sees nothing else.
        """
        lowered = _lowered(text)
        places = self._places(lowered, [section.start for section in sections])
        for index, (name, begin, end) in enumerate(sections):
            found = places.get(index, _NOTHING)
            groups = self._grouped(name)
            if not found and () not in groups:
                continue
            part: _Part | None = None
            for literals, rules in groups.items():
                if found.keys().isdisjoint(literals) and literals:
                    continue
                if part is None:
                    part = _Part(text[begin:end], lowered[begin:end])
                near = [place - begin for literal in literals for place in found.get(literal, ())]
                near.sort()
                for rule in rules:
                    for start, stop in part.matches(rule, near):
                        yield rule.order, begin + start, begin + stop, name

    def _grouped(self, name: str) -> _Groups:
        """The rules that count in sections of this name, by the literals that they need: many need the same."""
        groups = self._groups.get(name)
        if groups is None:
            groups = self._groups[name] = {}
            for rule in self.rules:
                if self._counts(rule.order, name):
                    groups.setdefault(rule.guard.literals, []).append(rule)
        return groups

    def _places(self, lowered: str, starts: list[int]) -> dict[int, dict[str, list[int]]]:
        """For sections by index, given where they start, the places of the literals that stand in them."""
        places: dict[int, dict[str, list[int]]] = {}
        words = lowered.split(" ")
        known = list(map(self._words.__getitem__, words))
        ends = list(accumulate(map(len, words)))
        for index in compress(count(), known):
            start = ends[index] - len(words[index]) + index
            for literal, offset in known[index]:
                place = start + offset
                if place >= 0 and lowered.startswith(literal, place):
                    section = places.setdefault(bisect_right(starts, place) - 1, {})
                    section.setdefault(literal, []).append(place)
        return places


def _compiled(order: int, rule: Rule) -> RegexRule:
    folded = None if rule.case_sensitive else compile_folded(rule.regex)
    guarded = guard(rule.regex)
    wanted = tuple(c for c in (guarded.also, *guarded.further) if 0 < len(c) <= LONGEST_CONDITION)[:MOST_CONDITIONS]
    expression = compile_regex(rule.regex, rule.case_sensitive)
    tree = parse(rule.regex)
    return RegexRule(
        order,
        expression,
        folded,
        guarded,
        wanted,
        not may_hold(tree, "."),
        looks_ahead(tree),
    )


def _lowered(text: str) -> str:
    """The text in lower case, with the same offsets."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


class _Part:
    """A section while it is searched."""

    def __init__(self, text: str, lowered: str) -> None:
        self.text = text
        self.lowered = lowered
        # Beyond ASCII, two letters may be one in any case and yet differ in lower case.
        self.folds = text.isascii()

    def matches(self, rule: RegexRule, places: list[int]) -> list[tuple[int, int]]:
        """The rule's matches around `places`, by offsets into the section; empty ones are left out."""
        expression, text = rule.expression, self.text
        if rule.folded is not None and self.folds:
            expression, text = rule.folded, self.lowered
        found: list[tuple[int, int]] = []
        position = 0
        for first, last in self._windows(rule, places):
            if _holds(rule.wanted, self.lowered, first, last):
                for match in expression.finditer(text, max(position, first), last):
                    start, position = match.span()
                    if position > start:
                        found.append((start, position))
        return found

    def _windows(self, rule: RegexRule, places: list[int]) -> list[tuple[int, int]]:
        """Where the matches around `places` lie with all that they look at: stretches of the section, in order, merged
        where they overlap."""
        lowered, length = self.lowered, len(self.lowered)
        before, behind = rule.guard.before, rule.guard.behind
        if not places or (before is None and not rule.in_sentence):
            return [(0, length)]
        windows: list[tuple[int, int]] = []
        first, last, start, stop = 0, 0, 0, -1 if rule.in_sentence else length
        for place in places:
            if place > stop:
                start = lowered.rfind(".", stop + 1, place) + 1
                stop = lowered.find(".", place)
                stop = length if stop < 0 else stop
            begin = start if before is None else max(start, place - before)
            end = stop + rule.ahead if behind is None else min(stop + rule.ahead, place + behind)
            if windows and begin < last:
                last = max(last, end)
                windows[-1] = (first, last)
            else:
                first, last = begin, end
                windows.append((first, last))
        return windows


def _holds(wanted: tuple[tuple[str, ...], ...], lowered: str, first: int, last: int) -> bool:
    """Whether one of each of these stands in `lowered[first:last]`."""
    for literals in wanted:
        for literal in literals:
            if lowered.find(literal, first, last) >= 0:
                break
        else:
            return False
    return True


class _Words(dict[str, tuple[tuple[str, int], ...]]):
    """For each word that was ever seen, the literals whose longest word stands in it, and where the literal
    would begin from the word's start. A letter's words are mostly known after some letters, so that looking
    for literals costs the same however many there are."""

    def __init__(self, literals: Sequence[str]) -> None:
        super().__init__()
        self._by_key: dict[str, list[tuple[str, str, int]]] = {}
        for literal in literals:
            piece = max(literal.split(" "), key=len)
            self._by_key.setdefault(piece[:KEY_LENGTH], []).append((piece, literal, literal.index(piece)))
        self._lengths = sorted({len(key) for key in self._by_key})

    def __missing__(self, word: str) -> tuple[tuple[str, int], ...]:
        by_key = self._by_key
        found = [
            (literal, place - before)
            for length in self._lengths
            for place in range(len(word) - length + 1)
            for piece, literal, before in by_key.get(word[place : place + length], ())
            if word.startswith(piece, place)
        ]
        if len(self) > MOST_WORDS:
            self.clear()
        self[word] = result = tuple(found)
        return result
