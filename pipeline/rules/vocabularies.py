"""Vocabularies: closed lists as data. Each names values, and the words that say them.

They stand in `patterns/vocabularies/*.yml`, and under `vocabularies` in any pack; a user's file adds to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, TypeVar

Own = TypeVar("Own", bound="Kept")
Made = TypeVar("Made")
Lists = Mapping[str, Mapping[str, tuple[str, ...]]]


class Kept:
    """Data with what is made of it (expressions, word lists) kept beside it: made once, and not saved with it."""

    def made(self: Own, make: Callable[[Own], Made]) -> Made:
        """What `make` makes of the data, made once."""
        known: dict[Any, Made] = self.__dict__.setdefault("_made", {})
        if make not in known:
            known[make] = make(self)
        return known[make]

    def __getstate__(self) -> dict[str, Any]:
        return {one.name: getattr(self, one.name) for one in fields(self)}  # type: ignore[arg-type]


@dataclass(frozen=True)
class Vocabularies(Kept):
    """All vocabularies, by name: of each, its values in order with the words that say them.

    Attributes:
        lists: name -> value -> words. A value without words is said by its own name.
    """

    lists: Lists = field(default_factory=dict)

    @classmethod
    def of(cls, lists: Iterable[Mapping[str, list[str] | Mapping[str, list[str]]]]) -> Vocabularies:
        """From the `vocabularies` of packs, in order: later ones add values, and words to values."""
        merged: dict[str, dict[str, tuple[str, ...]]] = {}
        for each in lists:
            for name, values in each.items():
                known = merged.setdefault(name, {})
                for value in values:
                    words = values[value] if isinstance(values, Mapping) else ()
                    known[value] = tuple(dict.fromkeys((*known.get(value, ()), *words)))
        return cls(merged)

    def values(self, name: str) -> frozenset[str]:
        """The values of a vocabulary; none where there is no such one."""
        return frozenset(self.lists.get(name, ()))

    def words(self, name: str) -> tuple[str, ...]:
        """The words of a vocabulary as they are written, in its order."""
        return tuple(word for value, words in self.lists[name].items() for word in (words or (value,)))

    def value(self, name: str, word: str) -> str | None:
        """The value that a word of a vocabulary says, in any case and with or without a last full stop."""
        return self._by_word.get(name, {}).get(_plain(word))

    @cached_property
    def _by_word(self) -> Mapping[str, Mapping[str, str]]:
        return {
            name: {_plain(word): value for value, words in values.items() for word in (value, *words)}
            for name, values in self.lists.items()
        }

    def to_data(self) -> dict[str, dict[str, list[str]]]:
        """JSON-able data, which `of` takes."""
        return {name: {value: list(words) for value, words in values.items()} for name, values in self.lists.items()}


def _plain(word: str) -> str:
    return " ".join(word.lower().split()).rstrip(".")
