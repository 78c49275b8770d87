"""The pages on which a record's words stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

R = TypeVar("R")

PAGE_BREAK = "\f"
_PLAIN = frozenset({str, int, float, bool, type(None)})


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
        return type(record)(with_pages(item, starts) for item in record) if record else record
    changed: dict[str, Any] = {}
    for name in _names(cast(type, record.__class__)):
        value = getattr(record, name)
        if type(value) not in _PLAIN:
            changed[name] = with_pages(value, starts)
        elif name == "start" and value is not None:
            changed["page"] = bisect_right(starts, value)
    return replace(record, **changed) if changed else record  # type: ignore[type-var]


@cache
def _names(kind: type) -> tuple[str, ...]:
    """The fields of a record's class; none of any other."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else ()
