"""Where literals stand in a text, at a cost that does not grow with their number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import filterfalse
from typing import NamedTuple

from pipeline.rules.clauses import DIGIT

MOST_WORDS = 50_000
_DIGITS = str.maketrans("123456789", DIGIT * 9)
_ANY_DIGIT = re.compile(r"\d")
KEY_LENGTH = 3
"""Pieces of literals are looked up by this many characters at their beginning."""


def in_key(lowered: str) -> str:
    """A text in lower case with `DIGIT` for every digit, in which literals are looked for."""
    return lowered.translate(_DIGITS) if lowered.isascii() else _ANY_DIGIT.sub(DIGIT, lowered)


class Piece(NamedTuple):
    """The word of a literal by which it is looked for.

    Attributes:
        text: the literal's longest word.
        literal: all of it.
        before: how far behind the literal's start the word begins.
        first, last: whether a space of the literal parts it from what stands before, or behind it.
    """

    text: str
    literal: str
    before: int
    first: bool
    last: bool


class LiteralsInWords:
    """Remembers for each word that was ever seen which literals stand in it: a letter's words are mostly known after
    some letters.

    Args:
        literals: strings in lower case, each with a word of its own in it.
    """

    def __init__(self, literals: Iterable[str]) -> None:
        self._without: set[str] = set()
        self._holding: dict[str, tuple[str, tuple[tuple[str, int], ...]]] = {}
        self._by_key: dict[str, list[Piece]] = {}
        for piece in map(_piece, literals):
            self._by_key.setdefault(piece.text[:KEY_LENGTH], []).append(piece)
        self._lengths = sorted({len(key) for key in self._by_key})

    def places(self, text: str) -> dict[str, list[int]]:
        """For each literal that stands in `text`, the offsets at which it begins.

        Args:
            text: as `in_key` makes it; words are what stands between two spaces.
        """
        found: dict[str, list[int]] = {}
        spaced = f" {text} "
        position = 0
        holding = self._holding
        for word in filterfalse(self._without.__contains__, text.split(" ")):
            known = holding.get(word) or self._look_up(word)
            if known is None:
                continue
            between_spaces, literals = known
            position = spaced.index(between_spaces, position)
            for literal, offset in literals:
                place = position + offset
                if place >= 0 and text.startswith(literal, place):
                    if literal in found:
                        found[literal].append(place)
                    else:
                        found[literal] = [place]
            position += len(word)
        return found

    def _look_up(self, word: str) -> tuple[str, tuple[tuple[str, int], ...]] | None:
        """The word between spaces, with the literals whose longest word stands in it and where each would begin from
        the word's start; `None` where it holds none."""
        if len(self._without) + len(self._holding) > MOST_WORDS:
            self._without.clear()
            self._holding.clear()
        literals = tuple(self._literals_in(word))
        if not literals:
            self._without.add(word)
            return None
        self._holding[word] = known = (f" {word} ", literals)
        return known

    def _literals_in(self, word: str) -> Iterator[tuple[str, int]]:
        for length in self._lengths:
            for place in range(len(word) - length + 1):
                for piece in self._by_key.get(word[place : place + length], ()):
                    at_edges = not (piece.first and place) and not (piece.last and word[place:] != piece.text)
                    if at_edges and word.startswith(piece.text, place):
                        yield piece.literal, place - piece.before


def _piece(literal: str) -> Piece:
    words = literal.split(" ")
    text = max(words, key=len)
    number = words.index(text)
    before = sum(map(len, words[:number])) + number
    return Piece(text, literal, before, number > 0, number < len(words) - 1)
