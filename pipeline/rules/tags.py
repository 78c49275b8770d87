"""A labelled stretch of the reading text: what a rule's hit becomes, and what components hand to each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias, TypeVar

Value: TypeAlias = str | int | float | tuple["Value", ...] | Mapping[str, "Value"]
"""What a normal value may be: plain data that JSON can hold, with tuples for its lists."""
K = TypeVar("K")
V = TypeVar("V")
_START = attrgetter("start")


class FrozenMapping(dict[K, V]):
    """A mapping that is not changed once it is made, so that what holds it can be hashed."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))


NO_ATTRIBUTES: Mapping[str, str] = FrozenMapping()


class Tag(NamedTuple):
    """A labelled stretch of the reading text.

    Attributes:
        label: what it is.
        start: offset of the first character, into `doc.text`.
        end: offset behind the last character, into `doc.text`.
        value: the normal value (a `Value`; mappings are `FrozenMapping`s); an empty string where there is none.
        rule: id of the rule that found it; empty where no rule did.
        attributes: named attributes: the rule's own (a drug's `class`), and those that cues have set.
    """

    label: str
    start: int
    end: int
    value: Any = ""
    rule: str = ""
    attributes: Mapping[str, str] = NO_ATTRIBUTES


def frozen(data: Any) -> Any:
    """Plain data with a tuple for each list and a `FrozenMapping` for each mapping: what JSON and msgpack make of a
    `Value`, made good."""
    if isinstance(data, (list, tuple)):
        return tuple(map(frozen, data))
    if isinstance(data, dict):
        return FrozenMapping({key: frozen(value) for key, value in data.items()})
    return data


def in_text_order(tags: Iterable[Tag]) -> list[Tag]:
    """The tags by where they begin; those that begin at one place keep their order."""
    return sorted(tags, key=_START)


def beginning_in(tags: Sequence[Tag], start: int, end: int) -> list[Tag]:
    """Those of `tags`, which are in text order, that begin in `[start, end)`."""
    first = bisect_left(tags, start, key=_START)
    return list(tags[first : bisect_left(tags, end, first, key=_START)])


def within(tags: Sequence[Tag], start: int, end: int) -> list[Tag]:
    """Those of `tags`, which are in text order, that lie wholly inside `[start, end)`."""
    first = bisect_left(tags, start, key=_START)
    return [tag for tag in tags[first : bisect_right(tags, end, first, key=_START)] if tag.end <= end]
