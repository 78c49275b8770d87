"""Records of texts that are part of a longer one."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

R = TypeVar("R")


def shifted(record: R, by: int) -> R:
    """A record, or a part of one, with every `start` and `end` moved by so many characters."""
    if isinstance(record, tuple):
        return type(record)(shifted(item, by) for item in record)
    if not is_dataclass(record) or isinstance(record, type):
        return record
    changed = {
        f.name: value + by if f.name in ("start", "end") and isinstance(value, int) else shifted(value, by)
        for f in fields(record)
        for value in [getattr(record, f.name)]
    }
    return replace(record, **changed)
