"""The entries of a list in prose: "lumbar strain, cervical and thoracic sprain, and insomnia due to pain"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pipeline.components.tags import Tag, within
from pipeline.rules.words.list_words import ListWords
from pipeline.text.sentences import Range
from pipeline.text.trimming import trimmed

BRACKETS = re.compile(r"\([^()]*\)")
AROUND = " \t.,;:\"'“”-"
# Of what a long name of the classification goes on with: "strain of muscle, fascia and tendon at neck level".
_MOST_WORDS = 10


class Piece(NamedTuple):
    """An entry of a list.

    Attributes:
        start, end: its words, without what stands around them.
        reach: the end of the stretch that belongs to it, up to the next entry.
        named: the tags of what was looked for in it, in text order.
        joint: the conjunction before it, in lower case.
    """

    start: int
    end: int
    reach: int
    named: tuple[Tag, ...]
    joint: str = ""


def pieces_of(text: str, start: int, end: int, named: Sequence[Tag], words: ListWords) -> list[Piece]:
    """The pieces of the list `text[start:end]`, also those in which nothing is named. It begins behind the words that
    lead to it, and ends with its sentence at the latest; `named` are the tags that may be entries, in text order."""
    brackets = [bracket.span() for bracket in BRACKETS.finditer(text, start, end)]
    over = next(_outside(brackets, words.ends.finditer(text, start, end)), None)
    end = end if over is None else over.start()
    closed = [*brackets, *((tag.start, tag.end) for tag in named)]  # "failed back syndrome", "incision and drainage"
    found: list[Piece] = []
    place, joint = start, ""
    for separator in [*_outside(closed, words.separators.finditer(text, start, end)), None]:
        stop, reach = (end, end) if separator is None else separator.span()
        verb = next(_outside(closed, words.verbs.finditer(text, place, stop)), None)
        if verb is not None:
            stop, reach = verb.span()
        if verb is None or not found:
            found.append(Piece(*trimmed(text, place, stop, AROUND), reach, tuple(within(named, place, stop)), joint))
        if verb is not None:
            break
        if separator is not None:
            place, joint = reach, (separator["joint"] or separator["alone"] or "").lower()
    return found


def _outside(closed: Sequence[Range], matches: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """The matches that share no character with one of these stretches."""
    return (m for m in matches if not any(start < m.end() and m.start() < end for start, end in closed))


def joined(text: str, pieces: Sequence[Piece], words: ListWords) -> list[Piece]:
    """The pieces that name something, each with those around it that belong to it: "cervical and lumbar strain",
    "strain of muscle, fascia and tendon at neck level, initial encounter", "strain of the neck, shoulder and back"."""
    found: list[Piece] = []
    sites: list[Piece] = []  # places in the body that belong to the entry behind them, or else to the one before
    apart = False  # whether an entry that is not known stands behind the last one
    for piece in pieces:
        if piece.named and found and piece.joint and not sites and _is_open(text, found[-1], words):
            found[-1] = found[-1]._replace(end=piece.end)
        elif piece.named:
            closing = _closing(text, found[-1], sites, piece, words) if sites and found and not apart else 0
            if closing:
                found[-1] = found[-1]._replace(end=sites[closing - 1].end)
                sites = sites[closing:]
            found.append(piece._replace(start=sites[0].start) if sites else piece)
            sites, apart = [], False
        elif found and not (apart or sites) and _is_tail(text, piece, words):
            found[-1] = found[-1]._replace(end=piece.end)
        elif words.sites.fullmatch(text, piece.start, piece.end):
            sites.append(piece)
        elif found and not apart and _goes_on(text, found[-1], piece, words):
            found[-1] = found[-1]._replace(end=piece.end)
            sites = []
        else:
            sites, apart = [], True
    if found and sites and not apart:
        found[-1] = found[-1]._replace(end=sites[-1].end)
    return found


def _closing(text: str, entry: Piece, sites: Sequence[Piece], after: Piece, words: ListWords) -> int:
    """How many places close the entry before them: "contusion of face, scalp and neck | and lumbar sprain"."""
    goes_on = words.parts.search(text, entry.start, entry.end)
    closing = len(sites)
    while closing and words.adjectives.search(text[sites[closing - 1].start : sites[closing - 1].end]):
        closing -= 1
    if goes_on is None or not closing:
        return 0
    last, behind = sites[closing - 1], (*sites, after)[closing]
    is_list = closing > 1 or "," in text[goes_on.end() : entry.end] or "," not in text[entry.end : last.start]
    return closing if last.joint and behind.joint and is_list else 0


def _is_open(text: str, entry: Piece, words: ListWords) -> bool:
    """Whether an entry waits for the next ("stenosis with lateral and | foraminal narrowing")."""
    companion = words.companions.search(text, entry.named[-1].end, entry.end)
    return companion is not None and text[entry.end : entry.end + 1] != ","


def _is_tail(text: str, piece: Piece, words: ListWords) -> bool:
    """Whether a piece of several words is one that belongs to the entry before it ("strain of the arm, right arm")."""
    return " " in text[piece.start : piece.end] and words.tails.fullmatch(text, piece.start, piece.end) is not None


def _goes_on(text: str, entry: Piece, piece: Piece, words: ListWords) -> bool:
    """Whether a piece that names nothing belongs to the entry before it."""
    is_short = len(text[piece.start : piece.end].split()) <= _MOST_WORDS
    is_of_parts = is_short and words.parts.search(text, entry.start, entry.end) is not None
    return is_of_parts or words.tails.fullmatch(text, piece.start, piece.end) is not None
