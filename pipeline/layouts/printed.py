"""Expressions that find printed words also where a scan, a copy or a typist has damaged them.

Headings and labels are few and fixed, so that looking for them with tolerance is safe; the text between them is
never read this way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from pipeline.rules.expressions.prefiltered import PrefilteredRegex

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

_PIECE = re.compile(r"rn|(?P<marks>(?:[,:;.] ?){2,})|(?P<mark>[\W_])(?P=mark)+|.", re.DOTALL)
"""Several marks in a row, as leaders ("Name ....... "), are one piece: each by itself may be lost in too many ways."""
_M_OR_RN = "(?:r[nr]|m)"


def tolerant(words: str) -> str:
    """An expression for printed words with confused letters, lost spaces and lost punctuation; for IGNORECASE."""
    pieces = []
    for piece in _PIECE.finditer(words.lower()):
        character = piece[0]
        if piece["marks"]:
            pieces.append(f"\\W{{0,{3 * len(character)}}}")
        elif piece["mark"]:
            pieces.append(f"{re.escape(character[0])}{{0,{len(character)}}}")
        elif character == "rn":
            pieces.append(_M_OR_RN)
        elif character in _CONFUSIONS:
            pieces.append(_CONFUSIONS[character])
        elif character == " ":
            pieces.append(" ?")
        elif character.isalnum():
            pieces.append(re.escape(character))
        else:
            pieces.append(" ?[^\\w\\s]? ?" if character in ":,;." else f"{re.escape(character)}?")
    return "".join(pieces)


class TolerantWords(PrefilteredRegex):
    """Finds `words`, printed or damaged."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__("|".join(map(tolerant, words)))

    def stand(self, text: str, start: int, end: int) -> bool:
        """Whether one stands somewhere in `[start, end)`."""
        return self.search(text, start, end) is not None


def _either(words: TolerantWords | None, regex: PrefilteredRegex | None) -> PrefilteredRegex | None:
    if words is None or regex is None:
        return words or regex
    return PrefilteredRegex(f"{words.pattern}|{regex.pattern}")


class Printed:
    """Finds printed words: as they stand, and in damaged letters with tolerance.

    Args:
        words: the alternatives, as printed.
        regex: a further alternative, as an expression (any case).
    """

    def __init__(self, words: tuple[str, ...] = (), regex: str | None = None) -> None:
        self._words = words
        self._regex = PrefilteredRegex(regex) if regex else None

    @cached_property
    def _tolerant(self) -> PrefilteredRegex | None:
        return _either(TolerantWords(self._words) if self._words else None, self._regex)

    def first(self, text: str, start: int, end: int, *, damaged: bool) -> tuple[int, int] | None:
        """The first place in `[start, end)` of the reading text; with tolerance only if `damaged`, and only where
        the words do not stand as they are printed."""
        place: tuple[int, int] | None = None
        for words in self._words:  # what stands behind the first place so far is of no interest
            at = text.find(words, start, end if place is None else min(end, place[0] + len(words)))
            if at >= 0 and (place is None or at < place[0] or at + len(words) > place[1]):
                place = (at, at + len(words))
        if place is not None:
            return place
        finder = self._tolerant if damaged else self._regex
        m = next(finder.finditer(text, start, end), None) if finder is not None else None
        return m.span() if m else None

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
