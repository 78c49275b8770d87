"""Data of any shape as a record's data: anyone may have written the file that it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError

from pipeline.records.convert import to_data
from pipeline.records.model import Letter

_UNNAMED = "without a number"
_PLAIN: dict[type, Any] = {str: "", int: 0, float: 0.0, bool: False}


def shaped(data: Mapping[str, Any]) -> dict[str, Any]:
    """The record's data, with every key of the record: what is there and fits, and else what stands for nothing."""
    try:
        letter = _adapter(Letter).validate_python(data)
    except (ValidationError, RecursionError):
        letter = _fitted(Letter, {"letter_id": _UNNAMED, **data}, {})
    shaped_data: dict[str, Any] = to_data(letter)
    for number, item in enumerate(shaped_data["determinations"], 1):
        item["number"] = item["number"] or number
    return {**shaped_data, "letter_id": shaped_data["letter_id"] or _UNNAMED}


def _fitted(kind: Any, data: Any, known: dict[Any, Any]) -> Any:
    """`data` as an instance of a record's class, as far as it fits; what does not fit has its default, or the value
    that stands for nothing. `None` where `data` is no mapping and the class needs one."""
    bound = {**known, **_bound(kind)}
    kind = get_origin(kind) or kind
    data = data if isinstance(data, Mapping) else {}
    values = {}
    for field in fields(kind):
        hint = _hints(kind)[field.name]
        name = _alias(hint) or field.name
        if name in data:
            fits, value = _value(hint, data[name], bound)
            if fits:
                values[field.name] = value
                continue
        if field.default is MISSING and field.default_factory is MISSING:
            values[field.name] = _nothing(hint, bound)
    return kind(**values)


def _value(hint: Any, data: Any, bound: dict[Any, Any]) -> tuple[bool, Any]:
    """(whether the data fit, the value)."""
    hint = bound.get(hint, hint)
    try:
        return True, _adapter(hint).validate_python(data)
    except (ValidationError, RecursionError):
        pass
    for kind in _alternatives(hint):
        origin = get_origin(kind) or kind
        if is_dataclass(origin) and isinstance(data, Mapping):
            return True, _fitted(kind, data, bound)
        if origin is tuple and isinstance(data, list) and get_args(kind)[-1] is Ellipsis:
            found = (_value(get_args(kind)[0], item, bound) for item in data)
            return True, tuple(value for fits, value in found if fits)
    return False, None


def _nothing(hint: Any, bound: dict[Any, Any]) -> Any:
    hint = bound.get(hint, hint)
    kinds = _alternatives(hint)
    if type(None) in kinds:
        return None
    kind = kinds[0]
    if is_dataclass(get_origin(kind) or kind):
        return _fitted(kind, {}, bound)
    return _PLAIN.get(kind, "")


def _alternatives(hint: Any) -> tuple[Any, ...]:
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)


def _alias(hint: Any) -> str | None:
    if get_origin(hint) is not Annotated:
        return None
    return next((str(alias) for note in get_args(hint)[1:] if (alias := getattr(note, "alias", None))), None)


def _bound(kind: Any) -> dict[Any, Any]:
    """The types that stand for a generic class's variables: `{V: str}` for `Grounded[str]`."""
    origin = get_origin(kind)
    return dict(zip(getattr(origin, "__parameters__", ()), get_args(kind), strict=False)) if origin else {}


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


@cache
def _adapter(hint: Any) -> TypeAdapter[Any]:
    return TypeAdapter(hint)
