"""What pydantic finds wrong with a file, said to the person who wrote it: place, rule, what is wrong, how to mend
it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from pipeline.rules.files.layering import Layered
from pipeline.rules.files.yaml_text import Unquoted, YamlText
from pipeline.rules.problems import Problem

FILL = "Leave the key out, or give it content."
NEEDS_MODEL = frozenset({"POS", "TAG", "DEP", "MORPH", "ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID", "SENT_START", "_"})
CODE = re.compile(r"E\d{3}\Z")
"""A validator of our own gives its problem's code as the type of its error, and may add advice behind ` | `."""


def schema_problems(error: ValidationError, model: type[BaseModel], source: Layered) -> list[Problem]:
    """One problem for each of pydantic's errors, in the file's order."""
    details = error.errors(include_url=False, include_context=False)
    return sorted((_problem(one, model, source) for one in details), key=lambda problem: (problem.file, problem.line))


def empty_problems(source: YamlText) -> list[Problem]:
    """One problem for each key or entry that is there without content."""
    return [
        Problem(
            "E317", f"`{_field(path)}` is empty.", source.file, source.line(path), _rule_id(path, source.data), FILL
        )
        for path in source.empty()
        if path
    ]


def _problem(error: ErrorDetails, model: type[BaseModel], source: Layered) -> Problem:
    path = _path(error, source.data)
    name = str(path[-1]) if path else ""
    field = f"`{_field(path)}`" if path else "the file"
    kind, got = error["type"], error["input"]
    advice = ""
    if CODE.match(kind):
        code, (message, _, advice) = kind, error["msg"].partition(" | ")
        message = f"{field}: {message}"
    elif kind == "extra_forbidden":
        code, message, advice = _unknown_key(name, _keys(model, path[:-1]))
    elif kind in ("missing", "union_tag_not_found"):
        name = "form" if kind == "union_tag_not_found" else name
        code, message, advice = "E311", f"{field} is missing.", _advice_for_missing(name)
        if kind == "union_tag_not_found":
            message = f"{field} does not say its `form`."
    elif isinstance(got, Unquoted):
        code, message = "E312", f"{field} has to be text, but unquoted {got.text} is a {got.kind} in YAML."
        advice = f'Put it in quotes: "{got.text}".'
    elif kind == "string_type":
        code, message, advice = _not_text(field, path, got, source)
    elif kind in ("list_type", "tuple_type"):
        code, message = "E314", f"{field} has to be a list, not {_named(got)}."
        advice = f"Put it in brackets: [{got}]." if isinstance(got, str) else "Start each entry with `- `."
    elif kind in ("model_type", "dict_type", "model_attributes_type"):
        code, message = "E314", f"{field} has to hold keys and values, not {_named(got)}."
        advice = "Write `key: value` below it."
    elif kind in ("literal_error", "union_tag_invalid", "enum"):
        code, message, advice = _unknown_name(field, path, error, _names(model, path))
    elif kind == "string_pattern_mismatch":
        code, message, advice = _bad_name(field, path, got)
    elif kind in ("int_type", "int_parsing"):
        code, message = "E313", f"{field} has to be a whole number, not {_named(got)}."
        advice = "Write it without quotes."
    elif kind in ("bool_type", "bool_parsing"):
        code, message = "E313", f"{field} has to be true or false, not {_named(got)}."
    elif kind in ("string_too_short", "too_short"):
        code, message, advice = "E317", f"{field} is empty.", FILL
    else:
        code, message = "E310", f"{field}: {error['msg']}."
    file, line = source.place(path)
    return Problem(code, message, file, line, _rule_id(path, source.data), advice)


def _path(error: ErrorDetails, data: Any) -> list[str | int]:
    """Where in the data an error is: its location without the steps that name a branch of a union or a validator."""
    path: list[str | int] = []
    steps = list(error["loc"])
    for index, step in enumerate(steps):
        known = step in data if isinstance(data, Mapping) else isinstance(data, list) and isinstance(step, int)
        if known:
            data = data[step] if isinstance(data, Mapping) or step < len(data) else None  # type: ignore[operator]
            path.append(step)
        elif index == len(steps) - 1 and error["type"] == "missing":
            path.append(step)
    return path


def _rule_id(path: list[Any], data: Any) -> str:
    if len(path) < 2 or path[0] != "rules" or not isinstance(path[1], int):
        return ""
    entry = data["rules"][path[1]]
    given = entry.get("id") if isinstance(entry, Mapping) else None
    if isinstance(given, Unquoted):
        return given.text
    return given if isinstance(given, str) else f"number {path[1] + 1}"


def _field(path: list[Any]) -> str:
    inner = path[2:] if path[0] == "rules" and len(path) > 2 else path
    if len(inner) == 2 and isinstance(inner[1], int):
        return f"{inner[0]}, entry {inner[1] + 1}" if path[0] == "rules" else f"{inner[0]}.{inner[1] + 1}"
    return ".".join(str(step + 1) if isinstance(step, int) else str(step) for step in inner)


def _unknown_key(name: str, known: Iterable[str]) -> tuple[str, str, str]:
    if name in NEEDS_MODEL:
        return (
            "E318",
            f"the token key `{name}` needs a tagger or parser, and this pipeline has none.",
            "Use LOWER, LEMMA, SHAPE, LENGTH, IS_… or LIKE_NUM instead.",
        )
    return "E310", f"there is no key `{name}` here.", _closest(name, known)


def _unknown_name(field: str, path: list[Any], error: ErrorDetails, known: list[str]) -> tuple[str, str, str]:
    got = error["input"]
    if "sections" in path or path[-1:] == ["section"]:
        return "E315", f"{field}: there is no section {got!r}.", _closest(str(got), known)
    if isinstance(got, Mapping):  # of a union: what tells its branches apart
        field, got = f"{field[:-1]}.form`", got.get("form")
        known = ["decision_line", "statement"]
    return "E316", f"{field}: {got!r} is not known here.", _closest(str(got), known)


def _advice_for_missing(name: str) -> str:
    advice = {
        "pack": "Give the file a name at its top: `pack: my_rules`.",
        "layout": "Name the layout at the file's top: `layout: mine`.",
        "id": "Give the rule an id of its own: `- id: mine.something`.",
        "form": "Write `form: decision_line` or `form: statement`.",
    }
    return advice.get(name, "")


def _not_text(field: str, path: list[Any], got: Any, source: Layered) -> tuple[str, str, str]:
    if got is None:
        return "E317", f"{field} is empty.", FILL
    if isinstance(got, (bool, int)):
        raw = source.raw(path)
        kind = "a truth value" if isinstance(got, bool) else "a number"
        return (
            "E312",
            f"{field} has to be text, but unquoted {raw} is {kind} in YAML.",
            f'Put it in quotes: "{raw}".',
        )
    if path[-1] == "regex":
        return "E314", f"{field} has to be one text, not {_named(got)}.", "Join alternatives with `|`."
    if len(path) > 2 and path[-2] in ("match", "no_match"):
        return (
            "E314",
            f"{field} has to be text, not {_named(got)}.",
            "Quote an example that holds `: ` or starts with `[`.",
        )
    return "E314", f"{field} has to be text, not {_named(got)}.", "Put it in quotes."


def _bad_name(field: str, path: list[Any], got: Any) -> tuple[str, str, str]:
    last = path[-1]
    if last == "OP":
        return "E316", f"{field}: {got!r} is no operator.", "Use one of ! ? + * {n} {n,m} {n,} {,m}."
    if last == "label" or path[0] == "variables":
        return (
            "E316",
            f"{field}: {got!r} has to be capitals, digits and underscores.",
            f"Write {_capitals(str(got))}.",
        )
    return "E316", f"{field}: {got!r} is no id.", "Use letters, digits and . _ - / : + without spaces."


def _capitals(text: str) -> str:
    return "".join(char if char.isalnum() else "_" for char in text.upper()).strip("_") or "MY_LABEL"


def _closest(name: str, known: Iterable[str]) -> str:
    names = [one for one in known if one.isidentifier()]
    folded = {one.lower(): one for one in names}
    close = get_close_matches(name.lower(), list(folded), n=1, cutoff=0.6)
    return f"Did you mean `{folded[close[0]]}`?" if close else f"Known are: {', '.join(names)}."


def _named(got: Any) -> str:
    if isinstance(got, Mapping):
        return "keys and values"
    if isinstance(got, list):
        return "a list"
    if isinstance(got, Unquoted):
        return f"the {got.kind} {got.text}"
    if got is None:
        return "nothing"
    return f"the text {got!r}" if isinstance(got, str) else repr(got)


@lru_cache(maxsize=16)
def _schema(model: type[BaseModel]) -> Mapping[str, Any]:
    return model.model_json_schema(by_alias=True)


def _keys(model: type[BaseModel], path: Iterable[str | int]) -> list[str]:
    """The keys that a mapping at `path` may have."""
    return list(dict.fromkeys(key for one in _schemas(model, path) for key in one.get("properties", ())))


def _names(model: type[BaseModel], path: Iterable[str | int]) -> list[str]:
    """The names of which the value at `path` has to be one."""
    return [
        str(name) for one in _schemas(model, path) for name in one.get("enum", [one["const"]] if "const" in one else [])
    ]


def _schemas(model: type[BaseModel], path: Iterable[str | int]) -> list[Mapping[str, Any]]:
    """The parts of a model's JSON Schema that may hold for the value at `path`."""
    root = _schema(model)
    found = list(_branches(root, root))
    for step in path:
        found = [inner for one in found for below in _below(one, step) for inner in _branches(below, root)]
    return found


def _branches(schema: Mapping[str, Any], root: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if "$ref" in schema:
        yield from _branches(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
        return
    yield schema
    for key in ("anyOf", "oneOf", "allOf"):
        for one in schema.get(key, ()):
            yield from _branches(one, root)


def _below(schema: Mapping[str, Any], step: str | int) -> Iterator[Mapping[str, Any]]:
    inner: list[Any] = [schema.get("items"), *schema.get("prefixItems", ())]
    if isinstance(step, str):
        inner = [schema.get("properties", {}).get(step) or schema.get("additionalProperties")]
        inner += schema.get("patternProperties", {}).values()
    yield from (one for one in inner if isinstance(one, Mapping))
