"""Regular expressions that are tried only where a text holds a hint of them.

Most headings hold nothing of what most expressions look for, and an expression that begins with a number, in figures or
in words, upper or lower case, is slow to find that out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from sys import maxsize

from pipeline.text.folding import fold


class Hinted:
    """A regular expression without case, used like a compiled one.

    Args:
        regex: the expression.
        hints: an expression for lower case, much cheaper to search, that finds something inside each match of `regex`
            (or in what the match looks ahead at), wherever the match stands.
    """

    __slots__ = ("_hints", "_regex")

    def __init__(self, regex: str, hints: str) -> None:
        self._regex = re.compile(regex, re.IGNORECASE)
        self._hints = re.compile(hints)

    def search(self, text: str, start: int = 0, end: int = maxsize) -> re.Match[str] | None:
        """As of a compiled expression."""
        return self._regex.search(text, start, end) if self._hints.search(fold(text[start:end])) else None

    def finditer(self, text: str, start: int = 0, end: int = maxsize) -> Iterable[re.Match[str]]:
        """As of a compiled expression."""
        return self._regex.finditer(text, start, end) if self._hints.search(fold(text[start:end])) else ()
