"""Words as titles are compared by: lower case, without punctuation, "and", "&" or a plural s; and a trie over them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
_IGNORED = frozenset({"and", "the"})
_HERE = ""  # key of a node's payload; no word is empty


@lru_cache(maxsize=4096)
def normal(word: str) -> str:
    """`word` in lower case without a possessive or plural s ("Guidelines" and "guideline" are one)."""
    word = word.lower().replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word


@lru_cache(maxsize=4096)
def norms(text: str) -> tuple[str, ...]:
    """The normal words of a title: equal tuples mean that two spellings are the same title."""
    found = (normal(match[0]) for match in _WORD.finditer(text))
    return tuple(norm for norm in found if norm not in _IGNORED)


class PhraseTrie:
    """Phrases by their normal words, each with the ids that carry it; finds the longest one at a place."""

    __slots__ = ("_root",)

    def __init__(self) -> None:
        self._root: dict[str, Any] = {}

    def add(self, phrase: str, id_: str) -> None:
        """Let `phrase` lead to `id_`; several ids of one phrase keep their order."""
        node = self._root
        for norm in norms(phrase):
            node = node.setdefault(norm, {})
        if node is self._root:
            return
        ids = node.setdefault(_HERE, ())
        if id_ not in ids:
            node[_HERE] = (*ids, id_)

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
