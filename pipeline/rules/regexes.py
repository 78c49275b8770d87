"""The engine of regular expressions: each is searched around the literals that it needs, one section at a
time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipeline.rules.literal_places import LiteralsInWords, in_key
from pipeline.rules.literals import Guard, guard, may_hold
from pipeline.rules.model import Rule
from pipeline.rules.re_tree import looks_ahead, parse
from pipeline.rules.whole_words import compile_folded, compile_regex
from pipeline.text.folding import folded

LONGEST_CONDITION = 8
MOST_CONDITIONS = 2


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
        has_value: whether a normaliser makes a value of its named groups.
    """

    order: int
    expression: re.Pattern[str]
    folded: re.Pattern[str] | None
    guard: Guard
    wanted: tuple[tuple[str, ...], ...]
    in_sentence: bool
    ahead: int
    has_value: bool


class Match(NamedTuple):
    """A match of a rule.

    Attributes:
        order: the rule's place in the rule set.
        start, end: offsets into the text.
        section: name of the section.
        groups: of a value rule, the named groups as printed, and `text`, the whole match.
    """

    order: int
    start: int
    end: int
    section: str
    groups: dict[str, str] | None


class RegexMatcher:
    """Runs regular expressions over one text at a time.

    Args:
        rules: rules of the kind `regex` with their places in the rule set.
        counts: whether the rule at a place counts in sections of a name.
    """

    def __init__(self, rules: Sequence[tuple[int, Rule]], counts: Callable[[int, str], bool]) -> None:
        self.rules = [_compiled(order, rule) for order, rule in rules]
        self._counts = counts
        self._by_name: dict[str, _SectionRules] = {}
        self._by_rules: dict[tuple[int, ...], _SectionRules] = {}

    def find(self, text: str, sections: Sequence[Stretch]) -> Iterator[Match]:
        """The matches, in no particular order.

        Args:
            text: the reading text.
            sections: its sections in order, without gaps; a match lies in one of them, and sees nothing else.
        """
        lowered = folded(text)
        for name, begin, end in sections:
            rules = self._counting_in(name)
            if rules:
                part = text[begin:end]
                for rule, start, stop in rules.find(part, lowered[begin:end]):
                    groups = _groups(rule, part, start) if rule.has_value else None
                    yield Match(rule.order, begin + start, begin + stop, name, groups)

    def _counting_in(self, name: str) -> _SectionRules:
        """The rules that count in sections of this name; sections of several names have the same ones."""
        found = self._by_name.get(name)
        if found is None:
            rules = [rule for rule in self.rules if self._counts(rule.order, name)]
            key = tuple(rule.order for rule in rules)
            found = self._by_name[name] = self._by_rules.setdefault(key, _SectionRules(rules))
        return found


class _SectionRules:
    """The rules that count in a section, by the literals that they need: many need the same."""

    def __init__(self, rules: Sequence[RegexRule]) -> None:
        groups: dict[tuple[str, ...], list[RegexRule]] = {}
        for rule in rules:
            groups.setdefault(rule.guard.literals, []).append(rule)
        self._anywhere = groups.pop((), [])
        self._groups = list(groups.items())
        self._words = LiteralsInWords(dict.fromkeys(one for literals in groups for one in literals))

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self._groups or self._anywhere)

    def find(self, text: str, lowered: str) -> Iterator[tuple[RegexRule, int, int]]:
        """Matches as (rule, start, end) in a section, given as it is and in lower case."""
        keyed = in_key(lowered)
        places = self._words.places(keyed)
        if not places and not self._anywhere:
            return
        part = _Part(text, lowered, keyed)
        for rule in self._anywhere:
            for start, end in part.matches(rule, []):
                yield rule, start, end
        for literals, rules in self._groups:
            if places.keys().isdisjoint(literals):
                continue
            near = [place for literal in literals for place in places.get(literal, ())]
            near.sort()
            for rule in rules:
                for start, end in part.matches(rule, near):
                    yield rule, start, end


def _compiled(order: int, rule: Rule) -> RegexRule:
    folded = None if rule.case_sensitive else compile_folded(rule.regex)
    guarded = guard(rule.regex)
    wanted = tuple(c for c in guarded.further if len(c) <= LONGEST_CONDITION)[:MOST_CONDITIONS]
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
        bool(rule.normaliser),
    )


def _groups(rule: RegexRule, text: str, start: int) -> dict[str, str]:
    """The named groups of the match that begins at `start`, as printed; it may have been found in lower case."""
    match = rule.expression.match(text, start)
    assert match is not None  # the two expressions find the same
    return {"text": match[0]} | {name: group for name, group in match.groupdict().items() if group is not None}


class _Part:
    """A section while it is searched."""

    def __init__(self, text: str, lowered: str, keyed: str) -> None:
        self.text = text
        self.lowered = lowered
        self.keyed = keyed
        # Beyond ASCII, two letters may be one in any case and yet differ in lower case.
        self.folds = text.isascii()
        self._sentences: dict[int, tuple[int, int]] = {}  # many rules are searched around the same places

    def matches(self, rule: RegexRule, places: list[int]) -> list[tuple[int, int]]:
        """The rule's matches around `places`, by offsets into the section; empty ones are left out."""
        expression, text = rule.expression, self.text
        if rule.folded is not None and self.folds:
            expression, text = rule.folded, self.lowered
        found: list[tuple[int, int]] = []
        position = 0
        for first, last in self._windows(rule, places):
            if not rule.wanted or _holds(rule.wanted, self.keyed, first, last):
                for match in expression.finditer(text, max(position, first), last):
                    start, position = match.span()
                    if position > start:
                        found.append((start, position))
        return found

    def _windows(self, rule: RegexRule, places: list[int]) -> list[tuple[int, int]]:
        """Where the matches around `places` lie with all that they look at: stretches of the section, in order, merged
        where they overlap."""
        before, behind = rule.guard.before, rule.guard.behind
        if not places or (before is None and not rule.in_sentence):
            return [(0, len(self.lowered))]
        windows: list[tuple[int, int]] = []
        first, last, start, stop = 0, 0, 0, len(self.lowered)
        for place in places:
            if rule.in_sentence:
                start, stop = self._sentence(place)
            begin = start if before is None else max(start, place - before)
            end = stop + rule.ahead if behind is None else min(stop + rule.ahead, place + behind)
            if windows and begin < last:
                last = max(last, end)
                windows[-1] = (first, last)
            else:
                first, last = begin, end
                windows.append((first, last))
        return windows

    def _sentence(self, place: int) -> tuple[int, int]:
        """What lies between the full stops around a place."""
        found = self._sentences.get(place)
        if found is None:
            stop = self.lowered.find(".", place)
            stop = len(self.lowered) if stop < 0 else stop
            found = self._sentences[place] = self.lowered.rfind(".", 0, place) + 1, stop
        return found


def _holds(wanted: tuple[tuple[str, ...], ...], lowered: str, first: int, last: int) -> bool:
    """Whether one of each of these stands in `lowered[first:last]`."""
    for literals in wanted:
        for literal in literals:
            if lowered.find(literal, first, last) >= 0:
                break
        else:
            return False
    return True
