"""Tokens of a letter's own text (not of the reading text), cut so that no annotation ends inside one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_PIECE = re.compile(r"[^\W_]+|_+|[^\w\s]|\s+")


class TokenPlace(NamedTuple):
    """A token's half-open offsets, and whether a single space follows that belongs to no token."""

    start: int
    end: int
    space: bool


def token_places(text: str, annotations: Iterable[tuple[int, int]]) -> list[TokenPlace]:
    """Words, punctuation and white space of `text` in spaCy's manner: a token's text and its space, one after the
    other, are the text."""
    edges = sorted({offset for place in annotations for offset in place})
    pieces: list[tuple[int, int]] = []
    at = 0
    for found in _PIECE.finditer(text):
        start, end = found.span()
        while at < len(edges) and edges[at] <= start:
            at += 1
        while at < len(edges) and edges[at] < end:
            pieces.append((start, edges[at]))
            start = edges[at]
            at += 1
        pieces.append((start, end))
    inside = set(edges)
    places: list[TokenPlace] = []
    for start, end in pieces:
        if places and text[start] == " " and places[-1].end == start and not places[-1].space:
            previous = places[-1]
            # A space at which an annotation begins or before which one ends with it stays a token of its own.
            if not text[previous.end - 1].isspace() and not (start in inside and end in inside and end == start + 1):
                places[-1] = previous._replace(space=True)
                start += 1
        if start < end:
            places.append(TokenPlace(start, end, False))
    return places
