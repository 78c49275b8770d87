"""The pages on which a record's words stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, cast, get_args, get_origin, get_type_hints

R = TypeVar("R")

PAGE_BREAK = "\f"


def page_starts(text: str, *, paged: bool) -> tuple[int, ...]:
    """Where the pages of a document begin, as offsets into its text: at its start and behind each form feed.

    Empty for a text without pages: one that is no PDF (`paged`) and has no form feed.
    """
    breaks = [match.end() for match in re.finditer(PAGE_BREAK, text)]
    return (0, *breaks) if breaks or paged else ()


def with_pages(record: R, starts: Sequence[int]) -> R:
    """A record, or a part of one, in which everything that has a place says on which page it begins.

    Args:
        record: offsets are into the text that the pages are of.
        starts: where the pages begin, in order (see `page_starts`).
    """
    if isinstance(record, tuple):
        return type(record)([with_pages(item, starts) for item in record]) if record else record
    values_of, inner, start, page = _shape(cast(type, record.__class__))
    if values_of is None:
        return record
    values = list(values_of(record))
    changed = False
    for place in inner:
        if values[place]:
            values[place] = with_pages(values[place], starts)
            changed = True
    if page is not None and values[start] is not None:
        values[page] = bisect_right(starts, values[start])
        changed = True
    return record.__class__(*values) if changed else record


class _Shape(NamedTuple):
    """What a record's class holds: how to read all its fields, in order; which of them may hold records; which are its
    place and its page. Of any other class the first is missing."""

    values_of: Callable[[Any], tuple[Any, ...]] | None = None
    inner: tuple[int, ...] = ()
    start: int = 0
    page: int | None = None


@cache
def _shape(kind: type) -> _Shape:
    if not is_dataclass(kind):
        return _Shape()
    names = [field.name for field in fields(kind)]
    hints = get_type_hints(kind)
    inner = tuple(place for place, name in enumerate(names) if _may_hold_records(hints[name]))
    start, page = (names.index(name) if name in names else None for name in ("start", "page"))
    return _Shape(attrgetter(*names) if len(names) > 1 else None, inner, start or 0, page)


def _may_hold_records(hint: Any) -> bool:
    return is_dataclass(hint) or is_dataclass(get_origin(hint)) or any(map(_may_hold_records, get_args(hint)))
