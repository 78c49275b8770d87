"""The one literal prefilter: which regular expressions may match a text at all, and where.

RE2 tells it for all expressions at once, in time linear in the text: by literals that every match holds, then by the
expressions themselves, as far as RE2 can say them (`relaxed`). Python's `re` then finds the matches of the few that are
left, at the places where RE2 sees that one may begin; where RE2 says all of an expression, its matches are RE2's own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import Any, TypeAlias

import re2

from pipeline.rules.kept import kept
from pipeline.rules.relaxed import relaxed, relaxed_part, sets_flags

Search: TypeAlias = Callable[[bytes, int, int], list[tuple[int, int]]]
"""From a text and two offsets to the first stretch between them at which an expression may match, alone in a list; to
(-1, -1) where there is none."""


class Prefilter:
    """Tells which of several regular expressions may match a text, and where.

    Texts are in small letters and `in_ascii`.

    Args:
        regexes: expressions as Python has them, to be searched in any case and for whole words.
    """

    def __init__(self, regexes: Sequence[str]) -> None:
        self._filter = re2.Filter()
        self._known: list[int] = []  # which expression is the filter's first, second …
        self._always: list[int] = []
        options = _options()
        for number, regex in enumerate(regexes):
            try:
                self._filter.Add(relaxed(regex).regex, options)
            except re2.error:
                self._always.append(number)
            else:
                self._known.append(number)
        if self._known:
            self._filter.Compile()
        self.searches: list[Search | None] = [None] * len(regexes)
        """Each expression's search; `None` where RE2 does not take it."""
        for index, number in enumerate(self._known):
            self.searches[number] = _search(self._filter.re(index))
        kept().save()

    def may_match(self, text: bytes) -> list[int]:
        """The places of the expressions that may match a text."""
        return self._found(text, potential=False)

    @cached_property
    def without_literals(self) -> frozenset[int]:
        """Those that hold no literal in every match, so that each text has to be searched for them."""
        return frozenset(self._found(b"", potential=True))

    def _found(self, text: bytes, potential: bool) -> list[int]:
        if not self._known:
            return self._always
        known = self._known
        return [*self._always, *(known[index] for index in self._filter.Match(text, potential=potential) or ())]


def cased_search(regex: str) -> Search | None:
    """The search of an expression in texts as they are, but for `in_ascii`; `None` where RE2 does not take it, or where
    it reads parts of them in any case."""
    if sets_flags(regex):
        return None
    try:
        return _search(re2.compile(relaxed(regex, cased=True).regex.encode("ascii"), _options()))
    except re2.error:
        return None


def part_search(regex: str) -> Search | None:
    """The search of an expression whose matches may begin and end inside words, in texts in small letters and
    `in_ascii`; `None` where RE2 does not take it."""
    try:
        return _search(re2.compile(relaxed_part(regex).encode("ascii"), _options()))
    except re2.error:
        return None


def _options() -> Any:
    options = re2.Options()
    options.encoding = re2.Options.Encoding.LATIN1
    options.log_errors = False
    return options


def _search(expression: Any) -> Search:
    """The search of a compiled expression: RE2's own, without the match object that the wrapper makes of what it
    finds, which takes three times as long as finding it."""
    return partial(expression._regexp.Match, re2._Anchor.UNANCHORED)
