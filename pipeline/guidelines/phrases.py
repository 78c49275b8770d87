"""Words as titles are compared by: lower case, without punctuation, "and", "&" or a plural s; and a trie over them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
_IGNORED = frozenset({"and", "the"})
_HERE = ""  # key of a node's payload; no word is empty


class Word(NamedTuple):
    """One word: its normal form and its place in the text."""

    norm: str
    start: int
    end: int


@lru_cache(maxsize=4096)
def normal(word: str) -> str:
    """`word` in lower case without a possessive or plural s ("Guidelines" and "guideline" are one)."""
    word = word.lower().replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word


def words(text: str, start: int = 0, end: int | None = None) -> list[Word]:
    """The words of `text[start:end]` with offsets into `text`; "and", "the" and "&" are left out."""
    found = []
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        norm = normal(match[0])
        if norm not in _IGNORED:
            found.append(Word(norm, match.start(), match.end()))
    return found


def norms(text: str) -> tuple[str, ...]:
    """The normal words of a title: equal tuples mean that two spellings are the same title."""
    return tuple(word.norm for word in words(text))


class PhraseTrie:
    """Phrases by their normal words, each with the ids that carry it; finds the longest one at a place."""

    __slots__ = ("_last", "_root")

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}
        self._last: set[str] = set()

    def add(self, phrase: str, id_: str) -> None:
        """Let `phrase` lead to `id_`; several ids of one phrase keep their order."""
        node = self._root
        for norm in norms(phrase):
            node = node.setdefault(norm, {})
        if node is self._root:
            return
        self._last.add(norm)
        ids = node.setdefault(_HERE, ())
        if id_ not in ids:
            node[_HERE] = (*ids, id_)

    def longest(self, text_words: list[Word], at: int) -> tuple[int, tuple[str, ...]] | None:
        """(index behind the last word, ids) of the longest phrase that starts at word `at`, or `None`."""
        node = self._root
        best = None
        for index in range(at, len(text_words)):
            node = node.get(text_words[index].norm)  # type: ignore[assignment]
            if node is None:
                break
            if _HERE in node:
                best = (index + 1, node[_HERE])
        return best

    def match(self, text: str, start: int, end: int) -> tuple[int, tuple[str, ...]] | None:
        """(offset behind it, ids) of the longest phrase whose first word starts at `start`, or `None`."""
        node = self._root
        best = None
        for word in _WORD.finditer(text, start, end):
            norm = normal(word[0])
            if word.start() > start and norm in _IGNORED:
                continue
            if word.start() > start and node is self._root:
                return None
            node = node.get(norm)  # type: ignore[assignment]
            if node is None:
                break
            if _HERE in node:
                best = (word.end(), node[_HERE])
        return best

    def may_end(self, text: str, start: int, end: int) -> bool:
        """Whether the last word of `text[start:end]`, with nothing but white space behind it, is the last of a
        phrase."""
        printed = text[start:end].rstrip()
        found = _WORD.findall(printed, max(0, printed.rfind(" ")))
        return bool(found) and printed.endswith(found[-1]) and normal(found[-1]) in self._last

    def exact(self, phrase: str) -> tuple[str, ...]:
        """The ids of exactly this phrase; empty where it is not known."""
        node = self._root
        for norm in norms(phrase):
            node = node.get(norm)  # type: ignore[assignment]
            if node is None:
                return ()
        ids: tuple[str, ...] = node.get(_HERE, ())
        return ids

    def phrases(self) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
        """Every phrase as (normal words, ids)."""
        stack: list[tuple[tuple[str, ...], dict[str, Any]]] = [((), self._root)]
        while stack:
            path, node = stack.pop()
            for key, child in node.items():
                if key == _HERE:
                    yield path, child
                else:
                    stack.append(((*path, key), child))
