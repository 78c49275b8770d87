"""The corpus' letters for properties: their texts, their determinations, and ways to reset and to damage them."""

from __future__ import annotations

import json
import random
import re
import textwrap
from collections.abc import Callable
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language

from pipeline.records.convert import to_data
from pipeline.records.model import Letter

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
FILES = tuple(path for path in sorted(CORPUS.glob("*/*.txt")) if path.parent.name != "bundles")
_PLACES = frozenset({"start", "end"})


@cache
def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8")


def outcome_of(path: Path) -> str | None:
    """A letter's outcome, as its gold record has it."""
    gold = json.loads((CORPUS / "gold" / f"{path.stem}.json").read_text(encoding="utf-8"))
    outcome: str | None = gold["outcome"]
    return outcome


def letter_of(nlp: Language, text: str) -> Letter:
    letter: Letter = nlp(text)._.letter
    return letter


def without_places(node: Any) -> Any:
    """Plain data without offsets."""
    if isinstance(node, dict):
        return {key: without_places(child) for key, child in node.items() if key not in _PLACES}
    return [without_places(child) for child in node] if isinstance(node, list) else node


def determinations(nlp: Language, text: str) -> Any:
    """A letter's determinations as plain data without offsets."""
    return without_places(to_data(letter_of(nlp, text).determinations))


def wrapped(text: str, width: int) -> str:
    """All words of a letter wrapped anew, its line breaks forgotten."""
    return _filled(text, width)


def wrapped_paragraphs(text: str, width: int) -> str:
    """Each paragraph wrapped anew."""
    paragraphs = [p for p in re.split(r"\n[^\S\n]*\n", text) if p.strip()]
    return "\n\n".join(_filled(paragraph, width) for paragraph in paragraphs)


def wrapped_lines(text: str, width: int) -> str:
    """Each line wrapped anew, blank lines left out."""
    return "\n".join(_filled(line, width) for line in text.split("\n") if line.strip())


def _filled(text: str, width: int) -> str:
    return textwrap.fill(" ".join(text.split()), width, break_long_words=False, break_on_hyphens=False)


REWRAPPINGS: tuple[Callable[[str, int], str], ...] = (wrapped, wrapped_paragraphs, wrapped_lines)

# What optical character recognition takes for one another.
_CONFUSIONS = [
    ("l", "1"), ("I", "l"), ("O", "0"), ("o", "0"), ("rn", "m"), ("m", "rn"), ("e", "c"), ("S", "5"), ("1", "l"),
    ("i", "l"), ("h", "b"), ("cl", "d"),
]  # fmt: skip


def damaged(text: str, chance: random.Random, rate: float) -> str:
    """A letter with confused characters, dropped and doubled spaces and lost line breaks, at about `rate` of its
    characters."""
    pieces = []
    at = 0
    while at < len(text):
        piece, width = text[at], 1
        if chance.random() < rate:
            piece, width = _damage(text, at, chance)
        pieces.append(piece)
        at += width
    return "".join(pieces)


def _damage(text: str, at: int, chance: random.Random) -> tuple[str, int]:
    """(what is printed instead, how many characters it replaces)."""
    kind = chance.choice(("confuse", "drop", "double", "join"))
    if kind == "confuse":
        for right, wrong in chance.sample(_CONFUSIONS, len(_CONFUSIONS)):
            if text.startswith(right, at):
                return wrong, len(right)
    elif text[at] == " " and kind in ("drop", "double"):
        return ("" if kind == "drop" else "  "), 1
    elif text[at] == "\n" and kind == "join":
        return " ", 1
    return text[at], 1


def flat(text: str) -> str:
    """A request's letters and digits, by which items of two readings are told to be the same."""
    return re.sub(r"\W", "", text.lower())


def alike(first: str, second: str) -> float:
    return SequenceMatcher(None, first, second, autojunk=False).ratio()
