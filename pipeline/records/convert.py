"""Records as plain data (for JSON) and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any

from pipeline.records.model import Letter, Source

_PLAIN = (str, int, float, bool, type(None))
_ATTRIBUTES = {"class": "class_", "for": "for_"}


@cache
def _names(kind: type) -> tuple[tuple[str, str], ...]:
    """(attribute, key) pairs of a record class; `class_` and `for_` stand for the keys `class` and `for`."""
    return tuple((f.name, f.name.rstrip("_")) for f in fields(kind))


def to_data(value: Any) -> Any:
    """A record, or any part of one, as dicts, lists and plain values in the record's documented order."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, tuple | list):
        return [to_data(item) for item in value]
    if isinstance(value, Source):
        return _source_data(value)
    kind: type = type(value)
    return {key: to_data(getattr(value, name)) for name, key in _names(kind)}


def _source_data(source: Source) -> dict[str, Any]:
    """A source without the key `metadata` where there is none; what is in it is the user's and stays as it
    is."""
    data = {key: getattr(source, name) for name, key in _names(Source)}
    if not data["metadata"]:
        del data["metadata"]
    return data


def _attributes(data: Any) -> Any:
    """`data` with its keys turned into attribute names."""
    if isinstance(data, Mapping):
        return {_ATTRIBUTES.get(k, k): v if k == "metadata" else _attributes(v) for k, v in data.items()}
    if isinstance(data, list):
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
