"""What kinds of damage have in common: the damaged text, and the places in a letter at which they set to work."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

DECISION = re.compile(r"(?<=:)(\s+)(Upheld|Overturned)\b")
LABEL = re.compile(
    r"^[^\S\n]*(?:(?:Claims Administrator|MAXIMUS|UR|IMR|Expert Reviewer|Reviewer) guideline|Decision rationale):",
    re.MULTILINE,
)
HEADING = re.compile(r"^(?:IMR ISSUES|CLINICAL CASE|HOW THE IMR|IMR DECISION)", re.MULTILINE)
RATIONALE = re.compile(r"(?:Decision rationale|decision rationale|Rationale for the Decision|Findings):")
_OF_HEADINGS = re.compile(r"original\s+request|authorized\s+by\s+the\s+Claims|IMR\s+eligible")
_HEADER = 1500  # characters in which a header's lines stand


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged text.

    Attributes:
        text: what is read.
        undecided: the numbers (from 0) of items whose decision was made unreadable.
        others: whether items of another letter stand in it.
        scanned: the numbers (from 1) of pages that are images.
    """

    text: str
    undecided: frozenset[int] = frozenset()
    others: bool = False
    scanned: tuple[int, ...] = ()


Kind = Callable[[str, str, Random], Damaged | None]
"""(the letter, another letter, chance) → the damaged letter, or `None` where there is nothing to damage. Its docstring
says where such damage comes from."""


def decisions(text: str) -> list[re.Match[str]]:
    """The printed decisions; the group 2 is the word."""
    return list(DECISION.finditer(text))


def opposite(word: str) -> str:
    return "Upheld" if word == "Overturned" else "Overturned"


def sentence_end(text: str, rng: Random) -> int | None:
    """A place behind a sentence in an item's rationale, or behind it."""
    start = RATIONALE.search(text)
    ends = [m.end() for m in re.finditer(r"[a-z]\.(?=\s)", text) if start is not None and m.start() > start.start()]
    # The headings of modified requests have sentences of their own.
    ends = [end for end in ends if not _OF_HEADINGS.search(text, max(0, end - 150), end + 150)]
    return rng.choice(ends) if ends else None


def header_lines(text: str, labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """(start, end, label) of the lines of the header that hold one of the labels."""
    found = []
    for label in labels:
        at = text[:_HEADER].find(label)
        if at >= 0:
            found.append((text.rfind("\n", 0, at) + 1, line_end(text, at), label))
    return found


def line_end(text: str, at: int) -> int:
    """Where the line ends that holds the place."""
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def pages_of(text: str, rng: Random) -> list[str]:
    """The text's pages, as they are or made at lines."""
    if text.count("\f") > 1:
        return text.split("\f")
    lines = text.split("\n")
    size = rng.randint(25, 45)
    return ["\n".join(lines[at : at + size]) + "\n" for at in range(0, len(lines), size)]


def replaced(text: str, start: int, end: int, words: str) -> str:
    return text[:start] + words + text[end:]
