"""A text in small letters, for looking for words in any case."""

from __future__ import annotations

from typing import NamedTuple

_FEW = 1_000  # characters
# Beyond ASCII, these alone are ASCII letters in another case.
_CASES = (("\u0130", "i"), ("\u0131", "i"), ("\u017f", "s"), ("\u212a", "k"))


def fold(text: str) -> str:
    """The text with the same offsets, in which an ASCII letter of any case is a small one."""
    if not text.isascii():
        for character, letter in _CASES:
            text = text.replace(character, letter)
    return text.lower()


class _Last(NamedTuple):
    text: str = ""
    folded: str = ""


_last = _Last()


def folded(text: str) -> str:
    """The same for a whole letter, in which many expressions are looked for: the last one is kept, and known by being
    the same object, since to compare texts takes as long as they are. A few words do not take its place: they are
    looked at in turn with the letter that they are of."""
    global _last
    if len(text) < _FEW:
        return fold(text)
    last = _last
    if last.text is not text:
        last = _last = _Last(text, fold(text))
    return last.folded
