"""The engine of regular expressions: one section at a time, those that the prefilter lets through."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from pipeline.rules.expressions.prefilter import Prefilter, Search, anywhere, whole_search
from pipeline.rules.expressions.relaxed import in_ascii, relaxed
from pipeline.rules.expressions.whole_words import compile_folded, compile_regex
from pipeline.rules.model import Rule
from pipeline.text.folding import folded

SPAN = "span"
"""The group of an expression that is found, where the rest of the expression is its context."""
MOST_TRIES = 40
"""An expression is searched for in the rest of a section where it was tried in vain at so many places."""


class Stretch(NamedTuple):
    """A section by character offsets, half-open."""

    name: str
    start: int
    end: int


Found = tuple[int, int, dict[str, str] | None]
"""Where something was found, as a half-open range; of a value rule with its named groups."""


class RegexRule:
    """One rule's regular expression. It is taken apart and compiled when the prefilter first lets it through: most
    never are in a run over a few letters.

    Args:
        order: the rule's place in the rule set.
        rule: the rule.
    """

    def __init__(self, order: int, rule: Rule) -> None:
        self.order = order
        self.has_groups = bool(rule.normaliser) or f"(?P<{SPAN}>" in rule.regex
        self.cased = rule.case_sensitive
        self._rule = rule

    @cached_property
    def exact(self) -> bool:
        """Whether RE2's search finds what the expression finds in ASCII text."""
        return self.search is not anywhere and relaxed(self._rule.regex, self.cased).exact

    @cached_property
    def search(self) -> Search:
        """RE2's search: in small letters, or of a rule that knows capitals in the text as it is."""
        return whole_search(self._rule.regex, self.cased)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """For the text as it is."""
        return compile_regex(self._rule.regex, self._rule.case_sensitive)

    @cached_property
    def folded(self) -> re.Pattern[str] | None:
        """For ASCII text in small letters, where it finds the same there; it runs twice as fast."""
        return None if self._rule.case_sensitive else compile_folded(self._rule.regex)

    def find(self, text: str, small: str, seen: bytes, first: tuple[int, int]) -> Iterator[Found]:
        """Where the expression matches a text, but for empty matches.

        Args:
            text, small, seen: the text as it is, in small letters, and as `search` looks at it.
            first: the first stretch that `search` finds.
        """
        if self.has_groups:
            return map(_inside, _matches(self.expression, text, self.search, seen, first[0]))
        folds = text.isascii()  # beyond it, two letters may be one in any case and yet differ in small letters
        if folds and self.exact:
            return ((start, end, None) for start, end in _exact_spans(self.search, seen, first))
        if folds and self.folded is not None:
            found = _matches(self.folded, small, self.search, seen, first[0])
        else:
            found = _matches(self.expression, text, self.search, seen, first[0])
        return ((*match.span(), None) for match in found)


class Match(NamedTuple):
    """A match of a rule.

    Attributes:
        order: the rule's place in the rule set.
        start, end: offsets into the text.
        section: name of the section.
        groups: of a value rule, the named groups as printed, and `text`, all that is found.
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
        self.rules = [RegexRule(order, rule) for order, rule in rules]
        self._regexes = {order: rule.regex for order, rule in rules}
        self._counts = counts
        self._by_name: dict[str, tuple[list[RegexRule], Prefilter]] = {}
        self._by_rules: dict[tuple[int, ...], tuple[list[RegexRule], Prefilter]] = {}

    def find(self, text: str, sections: Sequence[Stretch]) -> Iterator[Match]:
        """The matches, in no particular order; empty ones are left out.

        Args:
            text: the reading text.
            sections: its sections in order, without gaps; a match lies in one of them, and sees nothing else.
        """
        lowered = folded(text)
        all_seen, all_cased = in_ascii(lowered).encode("ascii"), in_ascii(text).encode("ascii")
        for name, begin, end in sections:
            rules, prefilter = self._counting_in(name)
            if not rules:
                continue
            seen, cased, length = all_seen[begin:end], all_cased[begin:end], end - begin
            for index in prefilter.may_match(seen):
                rule = rules[index]
                looked_in = cased if rule.cased else seen
                first = rule.search(looked_in, 0, length)[0]
                if first[0] < 0:  # as mostly
                    continue
                part = text[begin:end]
                for start, stop, groups in rule.find(part, lowered[begin:end], looked_in, first):
                    yield Match(rule.order, begin + start, begin + stop, name, groups)

    def _counting_in(self, name: str) -> tuple[list[RegexRule], Prefilter]:
        """The rules that count in sections of this name; sections of several names have the same ones."""
        found = self._by_name.get(name)
        if found is None:
            rules = [rule for rule in self.rules if self._counts(rule.order, name)]
            key = tuple(rule.order for rule in rules)
            if key not in self._by_rules:
                self._by_rules[key] = rules, Prefilter([self._regexes[order] for order in key])
            found = self._by_name[name] = self._by_rules[key]
        return found


def _exact_spans(search: Search, seen: bytes, span: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The matches of an expression that RE2 says all of, from the first one on."""
    length = len(seen)
    while span[0] >= 0:
        yield span
        span = search(seen, span[1], length)[0]


def _matches(
    expression: re.Pattern[str], text: str, search: Search, seen: bytes, begin: int
) -> Iterator[re.Match[str]]:
    """The matches of an expression, but for empty ones: as `expression.finditer(text)` finds them, which looks at every
    character. It is tried at those places alone at which RE2 sees that one may begin, unless there are many in vain.

    Args:
        expression, text: what is looked for, and where.
        search: RE2's search.
        seen: the same text for it.
        begin: where the first match may begin.
    """
    tries = 0
    while tries < MOST_TRIES:
        match = expression.match(text, begin)
        if match is None:
            begin, tries = begin + 1, tries + 1
        elif match.end() == begin:  # behind an empty match, another one may begin at the same place
            break
        else:
            yield match
            begin = match.end()
        begin = search(seen, begin, len(seen))[0][0]
        if begin < 0:
            return
    for match in expression.finditer(text, begin):
        if match.end() > match.start():
            yield match


def _inside(match: re.Match[str]) -> Found:
    """What is found of a match, and its named groups as printed. Where the expression has a group `span`, that is
    found, in the context of the rest of the match."""
    groups = {name: group for name, group in match.groupdict().items() if group is not None}
    found = groups.pop(SPAN, match[0])
    return *match.span(SPAN if SPAN in match.re.groupindex else 0), {"text": found, **groups}
