"""The pages on which a record's words stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import TypeVar

R = TypeVar("R")

PAGE_BREAK = "\f"


def page_starts(text: str, *, paged: bool) -> tuple[int, ...]:
    """Where the pages of a document begin, as offsets into its text: at its start and behind each form feed.

    Empty for a text without pages: one that is no PDF (`paged`) and has no form feed.
    """
    breaks = tuple(at + 1 for at, character in enumerate(text) if character == PAGE_BREAK) if PAGE_BREAK in text else ()
    return (0, *breaks) if breaks or paged else ()


def with_pages(record: R, starts: Sequence[int]) -> R:
    """A record, or a part of one, in which everything that has a place says on which page it begins.

    Args:
        record: offsets are into the text that the pages are of.
        starts: where the pages begin, in order (see `page_starts`).
    """
    if isinstance(record, tuple):
        return type(record)(with_pages(item, starts) for item in record)
    if not is_dataclass(record) or isinstance(record, type):
        return record
    names = _names(type(record))
    changed = {name: with_pages(getattr(record, name), starts) for name in names}
    if "page" in names and (start := getattr(record, "start")) is not None:  # noqa: B009 (not every record has one)
        changed["page"] = bisect_right(starts, start)
    return replace(record, **changed)


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(kind) if f.init)
