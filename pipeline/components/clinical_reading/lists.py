"""The entries of a list in prose: "lumbar strain, cervical and thoracic sprain, and insomnia due to pain"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.components.tags import Tag, within
from pipeline.rules.words.list_words import ListWords
from pipeline.text.trimming import trimmed

BRACKETS = re.compile(r"\([^()]*\)")
AROUND = " \t.,;:\"'“”-"
_MOST_WORDS = (
    10  # of what a long name of the classification goes on with: "strain of muscle, fascia and tendon at neck level"
)


@dataclass(frozen=True, slots=True)
class Piece:
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
    """The pieces of the list `text[start:end]`, also those in which nothing is named.

    Args:
        text: the reading text.
        start, end: behind the words that lead to the list, and where its sentence ends at the latest.
        named: the tags that may be entries, in text order.
        words: of the language.
    """
    hidden = _without_brackets(text[start:end])
    over = words.ends.search(hidden)
    if over is not None:
        hidden = hidden[: over.start()]
    found: list[Piece] = []
    place, joint = 0, ""
    for separator in [*words.separators.finditer(hidden), None]:
        if separator is not None and _is_inside(named, start + separator.start()):
            continue
        stop = len(hidden) if separator is None else separator.start()
        reach = len(hidden) if separator is None else separator.end()
        verb = _verb(hidden, place, stop, words, named, start)
        if verb is not None:
            if not found:
                found.append(_piece(text, start + place, start + verb.start(), start + verb.end(), named, joint))
            break
        found.append(_piece(text, start + place, start + stop, start + reach, named, joint))
        if separator is not None:
            place, joint = separator.end(), (separator["joint"] or separator["alone"] or "").lower()
    return found


def _verb(
    hidden: str, place: int, stop: int, words: ListWords, named: Sequence[Tag], start: int
) -> re.Match[str] | None:
    """The first finite verb that is no part of a name ("failed back syndrome")."""
    verb = words.verbs.search(hidden, place, stop)
    while verb is not None and any(
        tag.start < start + verb.end() - 1 and start + verb.start() + 1 < tag.end for tag in named
    ):
        verb = words.verbs.search(hidden, verb.end() - 1, stop)
    return verb


def _is_inside(named: Sequence[Tag], place: int) -> bool:
    """Whether a separator is part of a name ("incision and drainage")."""
    return any(tag.start < place < tag.end for tag in named)


def _without_brackets(words: str) -> str:
    """The words with spaces for what stands in brackets: no separators in there."""
    return BRACKETS.sub(lambda found: "(" + "_" * (len(found[0]) - 2) + ")", words) if "(" in words else words


def _piece(text: str, start: int, end: int, reach: int, named: Sequence[Tag], joint: str) -> Piece:
    inside = within(named, start, end)
    return Piece(*trimmed(text, start, end, AROUND), reach, tuple(inside), joint)


def joined(text: str, pieces: Sequence[Piece], words: ListWords) -> list[Piece]:
    """The pieces that name something, each with those around it that belong to it: "cervical and lumbar strain",
    "strain of muscle, fascia and tendon at neck level, initial encounter", "strain of the neck, shoulder and back"."""
    found: list[Piece] = []
    sites: list[Piece] = []  # places in the body that belong to the entry behind them, or else to the one before
    apart = False  # whether an entry that is not known stands behind the last one
    for piece in pieces:
        if piece.named and found and piece.joint and not sites and _is_open(text, found[-1], words):
            found[-1] = _with_end(found[-1], piece.end)
        elif piece.named:
            found.append(Piece(sites[0].start if sites else piece.start, *_rest(piece)))
            sites, apart = [], False
        elif found and not (apart or sites) and _is_tail(text, piece, words):
            found[-1] = _with_end(found[-1], piece.end)
        elif words.sites.fullmatch(text, piece.start, piece.end):
            sites.append(piece)
        elif found and not apart and _goes_on(text, found[-1], piece, words):
            found[-1] = _with_end(found[-1], piece.end)
            sites = []
        else:
            sites, apart = [], True
    if found and sites and not apart:
        found[-1] = _with_end(found[-1], sites[-1].end)
    return found


def _rest(piece: Piece) -> tuple[int, int, tuple[Tag, ...], str]:
    return piece.end, piece.reach, piece.named, piece.joint


def _with_end(piece: Piece, end: int) -> Piece:
    return Piece(piece.start, end, piece.reach, piece.named, piece.joint)


def _is_open(text: str, entry: Piece, words: ListWords) -> bool:
    """Whether an entry waits for the next ("stenosis with lateral and | foraminal narrowing")."""
    companion = words.companions.search(text, entry.named[-1].end, entry.end)
    return companion is not None and text[entry.end : entry.end + 1] != ","


def _is_tail(text: str, piece: Piece, words: ListWords) -> bool:
    """Whether a piece of several words is one that belongs to the entry before it ("strain of the arm, right arm")."""
    return " " in text[piece.start : piece.end] and words.tails.fullmatch(text, piece.start, piece.end) is not None


def _goes_on(text: str, entry: Piece, piece: Piece, words: ListWords) -> bool:
    """Whether a piece that names nothing belongs to the entry before it."""
    if words.tails.fullmatch(text, piece.start, piece.end):
        return True
    is_short = len(text[piece.start : piece.end].split()) <= _MOST_WORDS
    return is_short and words.parts.search(text, entry.start, entry.end) is not None
