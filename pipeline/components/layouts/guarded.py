"""Expressions in any case that are searched only around words that each of their matches holds.

Most expressions of a layout are not a letter's; whether their words stand in it is told much faster than whether they
match.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from pipeline.rules.literals import Guard, guard
from pipeline.text.folding import folded

_NEAR = 30  # characters between a match's start and its word, up to which every place between is tried


class GuardedRegex:
    """Finds what an expression finds, in less time where its words are rare. Most layouts are not a letter's: one
    is compiled when it is first looked for.

    Args:
        pattern: the expression, over the reading text.
        flags: as for `re.compile`.
    """

    def __init__(self, pattern: str, flags: int = re.IGNORECASE) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.pattern, self._flags)

    @cached_property
    def _guard(self) -> Guard:
        return guard(self.pattern, digits=False)

    @property
    def _words(self) -> tuple[str, ...]:
        return self._guard.literals

    @property
    def _before(self) -> int | None:
        return self._guard.before

    @property
    def _behind(self) -> int | None:
        return self._guard.behind

    @property
    def is_quick(self) -> bool:
        """Whether its matches hold words to look for; then none is empty."""
        return bool(self._words)

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first match in `[start, end)`, as `re.Pattern.search` finds it."""
        return next(self.finditer(text, start, end), None)

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches in `[start, end)`, as `re.Pattern.finditer` finds them."""
        if not self._words:
            return self.regex.finditer(text, start, end)
        if self._behind is None and self._before is not None and self._before <= _NEAR:
            return self._at_starts(text, start, end)
        windows = self._windows(folded(text), start, end)
        return chain.from_iterable(self.regex.finditer(text, *window) for window in windows)

    def _at_starts(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches of an expression that may run on to the text's end, but begin near their words: one is tried at
        each place where a match may begin."""
        before = self._before or 0
        position = start
        for place in _places(self._words, folded(text), start, end):
            for at in range(max(position, place - before), place + 1):
                m = self.regex.match(text, at, end)
                if m is not None:
                    position = m.end()
                    yield m
                    break
            else:
                position = max(position, place + 1)

    def _windows(self, lowered: str, start: int, end: int) -> list[tuple[int, int]]:
        """Stretches of `[start, end)`, apart and in order, in which the matches lie with all that they look at.

        Whatever matches in one of them holds a word, and so is in the middle of its stretch.
        """
        places = _places(self._words, lowered, start, end)
        if not places or self._before is None:
            return [(start, end)] if places else []
        if self._behind is None:
            return [(max(start, places[0] - self._before), end)]
        windows: list[tuple[int, int]] = []
        first, last = max(start, places[0] - self._before), 0
        for place in places:
            if last and place - self._before > last:
                windows.append((first, last))
                first = place - self._before
            last = min(end, place + self._behind)
        return [*windows, (first, last)]


def _places(words: tuple[str, ...], lowered: str, start: int, end: int) -> list[int]:
    """Where one of `words` stands in `lowered[start:end]`, in order."""
    places = []
    find = lowered.find
    for word in words:
        at = find(word, start, end)
        while at >= 0:
            places.append(at)
            at = find(word, at + 1, end)
    places.sort()
    return places
