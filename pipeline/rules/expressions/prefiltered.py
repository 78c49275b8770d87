"""Expressions in any case that are tried only where the prefilter's engine sees that a match may begin.

Most expressions of a layout are not a letter's; that one cannot match is told faster so than by looking for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from pipeline.rules.expressions.prefilter import Search, part_search
from pipeline.rules.expressions.relaxed import in_ascii
from pipeline.text.folding import folded


class PrefilteredRegex:
    """Finds what an expression finds, in less time where it is rare. It is compiled when it is first looked for: most
    layouts are not a letter's.

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
    def _search(self) -> Search | None:
        return part_search(self.pattern)

    def may_match(self, text: str, start: int, end: int) -> bool:
        """Whether there may be a match in `[start, end)`; where RE2 cannot tell, there may."""
        before = max(0, min(start, len(text)) - 1)  # of the text before, RE2 looks at one character
        seen = _seen(text)[before:end]
        return self._search is None or self._search(seen, 0, len(seen))[0][0] >= 0

    def search(self, text: str, start: int, end: int) -> re.Match[str] | None:
        """The first match in `[start, end)`, as `re.Pattern.search` finds it."""
        return next(self.finditer(text, start, end), None)

    def finditer(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The matches in `[start, end)`, as `re.Pattern.finditer` finds them."""
        at = min(start, len(text))
        before = max(0, at - 1)  # of the text before, RE2 looks at one character
        seen = _seen(text)[before:end]
        while self._search is not None:
            at = self._search(seen, at - before, len(seen))[0][0] + before
            if at < before:
                return
            m = self.regex.match(text, at, end)
            if m is None:
                at += 1
            elif m.end() == at:  # behind an empty match another one may begin at the same place
                break
            else:
                yield m
                at = m.end()
        yield from self.regex.finditer(text, at, end)


@lru_cache(maxsize=2)
def _seen(text: str) -> bytes:
    return in_ascii(folded(text)).encode("ascii")
