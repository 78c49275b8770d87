"""Words that a hyphen at a line's end parts: "neces-", "sary".

A word is read whole only where it is known; whatever else has a hyphen there ("follow-", "up") keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_PARTED = re.compile(
    r"(?<![^\W\d_])(?P<first>[^\W\d_]+)(?P<gap>[-\u2010\u00ad](?:[ \t]+|[ \t]*\r?\n[ \t]*))(?P<second>[^\W\d_]{2,})"
)
_HYPHEN = re.compile(r"[-\u2010\u00ad][ \t\r\n]")


class PartedWords:
    """Finds parted words.

    Args:
        words: those that may be parted, in any case.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word.lower() for word in words)

    def of(self, text: str) -> tuple[tuple[int, int], ...]:
        """What stands between the parts of words in a text and is not to be read: half-open ranges, in text order."""
        if _HYPHEN.search(text) is None:
            return ()
        return tuple(m.span("gap") for m in _PARTED.finditer(text) if self._is_one(m["first"], m["second"]))

    def _is_one(self, first: str, second: str) -> bool:
        if len(first) < 2 or not (second.islower() or (second.isupper() and first.isupper())):
            return False
        return f"{first}{second}".lower() in self._words
