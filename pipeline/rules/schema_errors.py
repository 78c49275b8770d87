"""What pydantic finds wrong with a pack, said to the person who wrote it: place, rule, what is wrong, how to
mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from pipeline.rules.model import (
    SECTION_NAMES,
    UNION_TAGS,
    Examples,
    Pack,
    RuleEntry,
    StringTest,
    TokenSpec,
)
from pipeline.rules.problems import Problem
from pipeline.rules.yaml_text import Unquoted, YamlText

FILL = "Leave the key out, or give it content."
NEEDS_MODEL = frozenset({"POS", "TAG", "DEP", "MORPH", "ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID", "SENT_START", "_"})


def schema_problems(errors: Iterable[ErrorDetails], source: YamlText) -> list[Problem]:
    """One problem for each of pydantic's errors, in the file's order."""
    problems = [_problem(error, source) for error in errors]
    return sorted(problems, key=lambda problem: problem.line)


def empty_problems(source: YamlText) -> list[Problem]:
    """One problem for each key or entry that is there without content."""
    return [
        Problem(
            "E317", f"`{_field(path)}` is empty.", source.file, source.line(path), _rule_id(path, source.data), FILL
        )
        for path in source.empty()
        if path
    ]


def _problem(error: ErrorDetails, source: YamlText) -> Problem:
    path = [step for step in error["loc"] if step not in UNION_TAGS and step != "[key]"]
    rule = _rule_id(path, source.data)
    name = str(path[-1]) if path else ""
    field = f"`{_field(path)}`" if path else "a pack"
    kind, got = error["type"], error["input"]
    if kind == "extra_forbidden":
        code, message, advice = _unknown_key(path, name)
    elif kind == "missing":
        code, message, advice = "E311", f"{field} is missing.", _advice_for_missing(name)
    elif isinstance(got, Unquoted):
        code, message = "E312", f"{field} has to be text, but unquoted {got.text} is a {got.kind} in YAML."
        advice = f'Put it in quotes: "{got.text}".'
    elif kind == "string_type":
        code, message, advice = _not_text(field, path, got, source)
    elif kind == "list_type":
        code, message = "E314", f"{field} has to be a list, not {_named(got)}."
        advice = f"Put it in brackets: [{got}]." if isinstance(got, str) else "Start each entry with `- `."
    elif kind in ("model_type", "dict_type", "model_attributes_type"):
        code, message = "E314", f"{field} has to hold keys and values, not {_named(got)}."
        advice = "A rule file starts with `pack: name` and `rules:`." if not path else "Write `key: value` below it."
    elif kind == "literal_error":
        code, message = "E315", f"{field}: there is no section {got!r}."
        advice = _closest(str(got), SECTION_NAMES)
    elif kind == "string_pattern_mismatch":
        code, message, advice = _bad_name(field, path, got)
    elif kind == "int_type":
        code, message = "E313", f"{field} has to be a whole number, not {_named(got)}."
        advice = "Write it without quotes."
    elif kind == "bool_type":
        code, message, advice = "E313", f"{field} has to be true or false, not {_named(got)}.", ""
    elif kind in ("string_too_short", "too_short"):
        code, message, advice = "E317", f"{field} is empty.", FILL
    else:
        code, message, advice = "E310", f"{field}: {error['msg']}.", ""
    return Problem(code, message, source.file, source.line(path), rule, advice)


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
    if path[0] == "rules" and len(path) == 2:
        return f"rules, entry {path[1] + 1}"
    return ".".join(str(step + 1) if isinstance(step, int) else str(step) for step in inner)


def _unknown_key(path: list[Any], name: str) -> tuple[str, str, str]:
    if name in NEEDS_MODEL:
        return (
            "E318",
            f"the token key `{name}` needs a tagger or parser, and this pipeline has none.",
            "Use LOWER, LEMMA, SHAPE, LENGTH, IS_… or LIKE_NUM instead.",
        )
    if len(path) == 1:
        known: Iterable[str] = Pack.model_fields
    elif path[0] == "rules" and len(path) == 3:
        known = [field.alias or key for key, field in RuleEntry.model_fields.items()]
    elif path[0] == "rules" and path[2] == "examples":
        known = Examples.model_fields
    elif path[0] == "rules" and path[2] == "pattern" and len(path) == 5:
        known = TokenSpec.model_fields
    else:
        known = StringTest.model_fields
    return "E310", f"there is no key `{name}` here.", _closest(name, tuple(known))


def _advice_for_missing(name: str) -> str:
    if name == "pack":
        return "Give the file a name at its top: `pack: my_rules`."
    return "Give the rule an id of its own: `- id: mine.something`." if name == "id" else ""


def _not_text(field: str, path: list[Any], got: Any, source: YamlText) -> tuple[str, str, str]:
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
