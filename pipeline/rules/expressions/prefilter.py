"""The one literal prefilter: which regular expressions may match a text at all, and where.

RE2 tells for all expressions at once, in time linear in the text, which literals of their matches it holds (`coarse`);
at first they are looked for one by one, since its filters take long to build.
The few that are left are searched for by RE2 in turn, as far as RE2 can say them (`relaxed`), and Python's `re` then
finds the matches at the places where one may begin; where RE2 says all of an expression, its matches are RE2's own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import Any, TypeAlias

import re2

from pipeline.rules.expressions.coarse import Demand, as_expression, coarse, in_coarse, is_met
from pipeline.rules.expressions.kept import kept
from pipeline.rules.expressions.relaxed import relaxed, relaxed_part, sets_flags

Search: TypeAlias = Callable[[bytes, int, int], list[tuple[int, int]]]
"""From a text and two offsets to the first stretch between them at which an expression may match, alone in a list; to
(-1, -1) where there is none."""

FIRST_CHARACTERS, A_TEXT = 100_000, 500
"""So many characters are searched before a filter is built; a text takes as long as so many more of them."""
AT_ONCE = 700
"""A filter holds so many expressions at most: beyond some 1,200, RE2 lacks memory for their literals."""


class Prefilter:
    """Tells which of several regular expressions may match a text, by the literals that every match holds.

    The first texts are searched for them one by one: RE2's filter takes longer to build than a run over a few letters
    does otherwise.

    Args:
        regexes: expressions as Python has them, to be searched for whole words.
    """

    def __init__(self, regexes: Sequence[str]) -> None:
        self._demands = list(map(coarse, regexes))
        self._searched = 0
        kept().save()

    def may_match(self, text: bytes) -> list[int]:
        """The places of the expressions that may match a text, which is in small letters and `in_ascii`."""
        seen = in_coarse(text)
        self._searched += A_TEXT + len(seen)
        if self._searched > FIRST_CHARACTERS:
            return self._filters.may_match(seen)
        letters = seen.decode("ascii")
        return [place for place, demand in enumerate(self._demands) if is_met(demand, letters)]

    @cached_property
    def _filters(self) -> _Filters:
        return _Filters(self._demands)

    @cached_property
    def without_literals(self) -> frozenset[int]:
        """Those that hold no more than a number in every match, so that most texts have to be searched for them."""
        return frozenset(self.may_match(b"0"))


class _Filters:
    """RE2's filters of what expressions demand of a coarse text."""

    def __init__(self, demands: Sequence[Demand]) -> None:
        self._filters: list[tuple[Any, Sequence[int]]] = []  # each with the places of its expressions
        self._always: list[int] = []
        for first in range(0, len(demands), AT_ONCE):
            self._add(demands, range(first, min(first + AT_ONCE, len(demands))))

    def _add(self, demands: Sequence[Demand], places: Sequence[int]) -> None:
        """Add a filter of the expressions at these places; two, where RE2 cannot hold them in one."""
        made, known, options = re2.Filter(), [], _options()
        for place in places:
            try:
                made.Add(as_expression(demands[place]), options)
                known.append(place)
            except re2.error:
                self._always.append(place)
        try:
            if known:
                made.Compile()
                self._filters.append((made, known))
        except re2.error:
            half = len(known) // 2
            if half:
                self._add(demands, known[:half])
                self._add(demands, known[half:])
            else:
                self._always += known

    def may_match(self, seen: bytes) -> list[int]:
        """The places of the expressions whose demands a coarse text may meet."""
        found = list(self._always)
        for one, known in self._filters:
            found += map(known.__getitem__, one.Match(seen, potential=True) or ())
        return found


def whole_search(regex: str, cased: bool = False) -> Search:
    """The search of an expression for whole words in texts `in_ascii`. One that RE2 does not take may match anywhere.

    Args:
        regex: the expression.
        cased: the texts are as they are, and not in small letters; an expression that reads parts of them in any case
            may match anywhere.
    """
    if cased and sets_flags(regex):
        return anywhere
    try:
        return _search(re2.compile(relaxed(regex, cased).regex.encode("ascii"), _options()))
    except re2.error:
        return anywhere


def anywhere(text: bytes, start: int, end: int) -> list[tuple[int, int]]:
    """The search of what may match anywhere."""
    return [(start, end) if start <= end else (-1, -1)]


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
