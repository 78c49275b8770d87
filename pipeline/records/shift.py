"""Records of texts that are part of a longer one."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

R = TypeVar("R")


def shifted(record: R, by: int, pages: int = 0) -> R:
    """A record, or a part of one, with every `start` and `end` moved by so many characters, and every page by so many
    pages."""
    if isinstance(record, tuple):
        return type(record)(shifted(item, by, pages) for item in record)
    if not is_dataclass(record) or isinstance(record, type):
        return record
    moves = {"start": by, "end": by, "page": pages}
    changed = {
        f.name: value + moves[f.name] if f.name in moves and isinstance(value, int) else shifted(value, by, pages)
        for f in fields(record)
        for value in [getattr(record, f.name)]
    }
    return replace(record, **changed)
