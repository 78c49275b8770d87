"""Marks of Markdown, which converters of PDF write: they are no words of a letter."""

from __future__ import annotations

import re
from collections.abc import Callable

_ROW = re.compile(r"^[^\S\n]*\|.*\|[^\S\n]*$", re.MULTILINE)
_RULED = re.compile(r"^[^\S\n]*\|?[^\S\n]*:?-{2,}:?[^\S\n]*(?:\|[^\S\n]*(?::?-+:?[^\S\n]*)?)+$", re.MULTILINE)
_STRONG = re.compile(r"\*{2,3}(?=[^\s*])")
# A line "# 60 tablets" is the wrapped end of a quantity.
_HEADING = re.compile(r"^[^\S\n]*(?:#(?=[^\S\n]+[^\W\d])|#{2,6}(?=[^\S\n]+\S))", re.MULTILINE)
_FEWEST = {_ROW: 3, _RULED: 1, _STRONG: 3, _HEADING: 2}
"""How many of a kind of mark make a text Markdown; a plain letter may have one or two by chance."""
_HINTS = ("**", "\n#", "|")

_CELL = re.compile(r"(?<!\\)\|")
_BLOCKS = re.compile(
    r"""<br[ ]?/?> | <!--[^<>]{0,300}--> | !\[[^\]\n]{0,200}\]\([^)\n]{0,500}\)
      | ^[^\S\n]*(?:\#(?=[^\S\n]+[^\W\d])|\#{2,6}(?=[^\S\n])|(?:>[^\S\n]?)+|[-*+](?=[^\S\n]+\S)|`{3}\w*$)
      | ^[^\S\n]*(?:[-*_][^\S\n]*){3,}$
    """,
    re.VERBOSE | re.MULTILINE,
)
_INLINE = re.compile(
    r"""\*{2,3} | __+ | (?<![\w*\\])[*_](?=[^\s*_]) | (?<=[^\s*_\\])[*_](?![\w*]) | \\(?=[!-/:-@\[-`{-~])""", re.VERBOSE
)
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'", "&nbsp;": " "}
_ENTITY = re.compile("|".join(_ENTITIES))
_NOTHING = "\u200b"  # takes a mark's place inside a word, where a space would part it


def without_markup(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text without its marks of Markdown, and their half-open ranges in order.

    The text keeps its length, so that offsets stay: a mark becomes spaces, inside a word zero-width spaces. One that is
    no Markdown comes back as it is, without ranges.
    """
    if not any(hint in text for hint in _HINTS) or not _is_markdown(text):
        return text, ()
    places: list[tuple[int, int]] = []
    text = _RULED.sub(_blank(places), text)
    text = _ROW.sub(lambda row: _CELL.sub(_blank(places, row.start()), row.group()), text)
    text = _BLOCKS.sub(_blank(places), text)
    text = _INLINE.sub(_blank(places, in_words=True), text)
    text = _ENTITY.sub(lambda found: _ENTITIES[found.group()].ljust(len(found.group()), _NOTHING), text)
    return text, tuple(sorted(places))


def _is_markdown(text: str) -> bool:
    return any(len(kind.findall(text)) >= fewest for kind, fewest in _FEWEST.items())


def _blank(places: list[tuple[int, int]], offset: int = 0, *, in_words: bool = False) -> Callable[[re.Match[str]], str]:
    """What replaces a mark, which may stand `in_words`, and notes its place."""

    def replace(mark: re.Match[str]) -> str:
        start, end = mark.span()
        places.append((offset + start, offset + end))
        parted = not in_words or not (mark.string[start - 1 : start].strip() and mark.string[end : end + 1].strip())
        return (" " if parted else _NOTHING) * (end - start)

    return replace
