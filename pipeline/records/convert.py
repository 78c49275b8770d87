"""Records as plain data (for JSON) and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

from pipeline.records.model import Letter, Source

_PLAIN = frozenset({str, int, float, bool, type(None)})
_ATTRIBUTES = {"class": "class_", "for": "for_"}


@cache
def _shape(kind: type) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """A record class's keys and the getter of their values; `class_` and `for_` stand for the keys `class` and
    `for`."""
    names = [f.name for f in fields(kind)]
    return tuple(name.rstrip("_") for name in names), attrgetter(*names)


def to_data(value: Any) -> Any:
    """A record, or any part of one, as dicts, lists and plain values in the record's documented order."""
    kind: type = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [to_data(item) for item in value]
    keys, get = _shape(kind)
    if kind is Source:
        return _source_data(keys, get(value))
    return {key: v if type(v) in _PLAIN else to_data(v) for key, v in zip(keys, get(value), strict=True)}


def _source_data(keys: tuple[str, ...], values: tuple[Any, ...]) -> dict[str, Any]:
    """A source without the key `metadata` where there is none; what is in it is the user's and stays as it
    is."""
    data = dict(zip(keys, values, strict=True))
    if not data["metadata"]:
        del data["metadata"]
    return data


def _attributes(data: Any) -> Any:
    """`data` with its keys turned into attribute names."""
    if isinstance(data, Mapping):
        return {_ATTRIBUTES.get(k, k): v if k == "metadata" else _attributes(v) for k, v in data.items()}
    if isinstance(data, list | tuple):  # tuples where the data come out of a DocBin
        return [_attributes(item) for item in data]
    return data


@cache
def _adapter() -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(Letter)


def from_data(data: Mapping[str, Any]) -> Letter:
    """The record that `to_data` gave. Unknown keys are left out.

    Raises:
        pydantic.ValidationError: a value does not fit the record's shape; names the place.
    """
    letter: Letter = _adapter().validate_python(_attributes(data))
    return letter
