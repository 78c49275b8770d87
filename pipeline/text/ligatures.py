"""Words in which a character stands in place of a ligature that an extractor could not read: "certi\ufffded".

A word is mended only where exactly one known word has a ligature there; nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import product

LOST = "\ufffd\0"
"""The characters that stand in place of what could not be read."""
LIGATURES = ("fi", "fl", "ff", "ffi", "ffl")
_MOST = 3  # in one word
_LETTER = r"[^\W\d_]"
_DAMAGED = re.compile(rf"(?:{_LETTER}|[{LOST}])*[{LOST}](?:{_LETTER}|[{LOST}])*")


class LigatureWords:
    """Mends damaged words.

    Args:
        words: in any case; those without a ligature are of no use.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word.lower() for word in words)

    def of(self, text: str) -> Mapping[int, str]:
        """What stands in a text for each lost character that can be told, by its offset."""
        found: dict[int, str] = {}
        if any(character in text for character in LOST):
            for m in _DAMAGED.finditer(text):
                found.update(self._mended(m.group(), m.start()))
        return found

    def _mended(self, word: str, start: int) -> Mapping[int, str]:
        places = [at for at, character in enumerate(word) if character in LOST]
        if len(places) > _MOST or len(places) == len(word):
            return {}
        parts = re.split(f"[{LOST}]", word.lower())
        fitting = [
            letters
            for letters in product(LIGATURES, repeat=len(places))
            if "".join(a + b for a, b in zip(parts, (*letters, ""), strict=True)) in self._words
        ]
        if len(fitting) != 1:
            return {}
        capital = word.upper() == word
        return {
            start + at: letters.upper() if capital else letters for at, letters in zip(places, fitting[0], strict=True)
        }
