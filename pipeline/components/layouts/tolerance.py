"""Expressions that find printed words also where a scan, a copy or a typist has damaged them.

Headings and labels are few and fixed, so that looking for them with tolerance is safe; the text between them is
never read this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.components.layouts.guarded import GuardedRegex

# What optical character recognition takes for one another, in lower case; matched in any case.
_CONFUSIONS = {
    "i": "[il1|!j]",
    "l": "[il1|!]",
    "1": "[il1|!]",
    "o": "[o0]",
    "0": "[o0]",
    "s": "[s5$]",
    "5": "[s5]",
    "e": "[ec]",
    "c": "[ec(]",
    "a": "[a@]",
    "b": "[b68h]",
    "g": "[g9q6]",
    "z": "[z2]",
    "t": "[t7f]",
    "f": "[ft]",
    "h": "[hb]",
    "u": "[uv]",
    "v": "[vuy]",
    "n": "[nr]",
    "m": "(?:m|rn|nn)",
    "w": "(?:w|vv)",
    "d": "(?:d|cl)",
}


def tolerant(words: str) -> str:
    """An expression for printed words with confused letters, lost spaces and lost punctuation; for IGNORECASE."""
    pieces = []
    for character in words.lower():
        if character in _CONFUSIONS:
            pieces.append(_CONFUSIONS[character])
        elif character == " ":
            pieces.append(" ?")
        elif character.isalnum():
            pieces.append(re.escape(character))
        else:
            pieces.append(" ?[^\\w\\s]? ?" if character in ":,;." else f"{re.escape(character)}?")
    return "".join(pieces)


def place_of(regex: str, words: Iterable[str]) -> re.Pattern[str]:
    """An expression (any case) that matches the first character of whatever `regex` matches, where this begins with one
    of `words`, printed or damaged; it is found much faster, as most characters begin none of them."""
    beginnings = [_CONFUSIONS.get(word.lower()[:1], word.lower()[:1]) for word in words]
    if not all(one[:1].isalnum() or one in _CONFUSIONS.values() for one in beginnings):
        return re.compile(f"(?={regex})", re.IGNORECASE)
    characters = "".join(one[1:-1] if one[0] == "[" else re.sub(r"\W*(\w)\w*", r"\1", one) for one in beginnings)
    return re.compile(f"[{characters}](?<=(?={regex}).)", re.IGNORECASE)


class Printed:
    """Finds printed words: as they stand, and in damaged letters with tolerance.

    Args:
        words: the alternatives, as printed.
        regex: a further alternative, as an expression (any case).
    """

    def __init__(self, words: tuple[str, ...] = (), regex: str | None = None) -> None:
        self._words = words
        self._regex = GuardedRegex(regex) if regex else None
        loose = "|".join([*map(tolerant, words), *([regex] if regex else [])])
        self._tolerant = re.compile(loose, re.IGNORECASE)
        self._place = None if regex else place_of(loose, words)

    def first(self, text: str, start: int, end: int, *, damaged: bool) -> tuple[int, int] | None:
        """The first place in `[start, end)` of the reading text; with tolerance only if `damaged`, and only where
        the words do not stand as they are printed."""
        places = []
        for words in self._words:
            at = text.find(words, start, end)
            if at >= 0:
                places.append((at, at + len(words)))
        if places:
            return min(places, key=lambda place: (place[0], -place[1]))
        m = self._damaged(text, start, end) if damaged else self._regex and self._regex.search(text, start, end)
        return m.span() if m else None

    def _damaged(self, text: str, start: int, end: int) -> re.Match[str] | None:
        if self._place is None:
            return self._tolerant.search(text, start, end)
        place = self._place.search(text, start, end)
        return place and self._tolerant.match(text, place.start(), end)

    def every(self, text: str, start: int, end: int, *, damaged: bool) -> list[tuple[int, int]]:
        """All places in `[start, end)` of the reading text, apart from one another; with tolerance if `damaged`."""
        regex = self._tolerant if damaged else self._regex
        places = [m.span() for m in regex.finditer(text, start, end)] if regex is not None else []
        if not damaged:
            for words in self._words:
                at = text.find(words, start, end)
                while at >= 0:
                    places.append((at, at + len(words)))
                    at = text.find(words, at + len(words), end)
        places.sort(key=lambda place: (place[0], -place[1]))
        apart: list[tuple[int, int]] = []
        for place in places:
            if not apart or place[0] >= apart[-1][1]:
                apart.append(place)
        return apart
