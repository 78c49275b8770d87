"""The words around a place of a letter, where its source is still at hand."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pipeline.evaluation.values import Place
from pipeline.reading.read import read
from pipeline.text.document import Document

WORDS_AROUND = 45
_LONGEST = 160


class Context(NamedTuple):
    """A place with the words before and behind it, white space as single spaces."""

    before: str
    words: str
    after: str


def context(path: str | None, place: Place) -> Context | None:
    """The place with what stands around it; `None` where the source is gone, is inside a container, or has
    changed so that the place lies outside of it."""
    return context_in(_text(path) if path and place else None, place)


def context_in(text: str | None, place: Place) -> Context | None:
    """The same of a text that is at hand."""
    if text is None or place is None or place[1] > len(text):
        return None
    start, end = place
    words = " ".join(text[start:end].split())
    if len(words) > _LONGEST:
        words = f"{words[: _LONGEST // 2]} … {words[-_LONGEST // 2 :]}"
    before, after = text[max(0, start - WORDS_AROUND) : start], text[end : end + WORDS_AROUND]
    return Context(_one_line(before), words, _one_line(after))


def _one_line(text: str) -> str:
    """White space as single spaces, one at an end kept."""
    line = " ".join(text.split())
    return f"{' ' * text[:1].isspace()}{line}{' ' * text[-1:].isspace()}" if line else ""


@lru_cache(maxsize=8)
def _text(path: str) -> str | None:
    if path == "-":
        return None
    found = list(read(path))
    return found[0].text if len(found) == 1 and isinstance(found[0], Document) else None
