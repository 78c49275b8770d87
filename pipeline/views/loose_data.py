"""Data read from a results folder, which may be of any shape: what is not of the shape asked for counts as absent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def mapping(data: Any) -> Mapping[str, Any]:
    """The mapping itself, or an empty one where `data` is none."""
    return data if isinstance(data, dict) else {}


def mappings(data: Any) -> Iterator[Mapping[str, Any]]:
    """The mappings in a list; nothing where `data` is no list."""
    if isinstance(data, list):
        yield from (item for item in data if isinstance(item, dict))
