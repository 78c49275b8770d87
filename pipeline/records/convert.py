"""Records as plain data, as a line of JSON, and back: pydantic does both by the model's own types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pipeline.records.model import Letter, adapter

_PLAIN = frozenset({str, int, float, bool, type(None)})


def to_data(value: Any) -> Any:
    """A record, or any part of one, as dicts, lists and plain values in the record's documented order."""
    kind: type = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [to_data(item) for item in value]
    return adapter(kind).dump_python(value, mode="json", by_alias=True)


def to_json(letter: Letter) -> str:
    """The record as JSON without white space between its parts: that of `to_data(letter)`."""
    return adapter(Letter).dump_json(letter, by_alias=True).decode("utf-8")


def json_schema() -> dict[str, Any]:
    """The JSON Schema of the records that `to_data` and `to_json` give."""
    return adapter(Letter).json_schema(mode="serialization")


def from_json(line: str | bytes) -> Letter:
    """The record that `to_json` gave; as `from_data`, in a quarter of its time."""
    if b'"metadata"' in line if isinstance(line, bytes) else '"metadata"' in line:
        return from_data(json.loads(line))
    letter: Letter = adapter(Letter).validate_json(line)
    return letter


def from_data(data: Mapping[str, Any]) -> Letter:
    """The record that `to_data` gave. Unknown keys are left out.

    Raises:
        pydantic.ValidationError: a value does not fit the record's shape; names the place.
    """
    source = data.get("source")
    if isinstance(source, Mapping) and "metadata" in source:  # as records of 0.1 call the row
        data = {**data, "source": {"row": source["metadata"], **source}}
    letter: Letter = adapter(Letter).validate_python(data)
    return letter
