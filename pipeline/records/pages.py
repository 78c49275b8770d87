"""The pages on which a record's words stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

PAGE_BREAK = "\f"


def page_starts(text: str, *, paged: bool) -> tuple[int, ...]:
    """Where the pages of a document begin, as offsets into its text: at its start and behind each form feed.

    Empty for a text without pages: one that is no PDF (`paged`) and has no form feed.
    """
    breaks = [match.end() for match in re.finditer(PAGE_BREAK, text)]
    return (0, *breaks) if breaks or paged else ()


def set_pages(record: Any, starts: Sequence[int]) -> None:
    """Say of everything in a record, or in a part of one, that has a place on which page it begins.

    The record is changed, so that only whoever has made it, and has not handed it out yet, may do this: to make it anew
    takes several times as long.

    Args:
        record: offsets are into the text that the pages are of.
        starts: where the pages begin, in order (see `page_starts`).
    """
    if isinstance(record, tuple):
        for item in record:
            set_pages(item, starts)
        return
    inner, has_page = _shape(record.__class__)
    for name in inner:
        value = getattr(record, name)
        if value:
            set_pages(value, starts)
    if has_page and record.start is not None:
        object.__setattr__(record, "page", bisect_right(starts, record.start))


class _Shape(NamedTuple):
    """What a record's class holds: the fields that may hold records; whether it has a place and a page."""

    inner: tuple[str, ...] = ()
    has_page: bool = False


@cache
def _shape(kind: type) -> _Shape:
    if not is_dataclass(kind):
        return _Shape()
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    return _Shape(tuple(name for name in names if _may_hold_records(hints[name])), {"start", "page"} <= set(names))


def _may_hold_records(hint: Any) -> bool:
    return is_dataclass(hint) or is_dataclass(get_origin(hint)) or any(map(_may_hold_records, get_args(hint)))
