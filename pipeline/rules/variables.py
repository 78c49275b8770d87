"""Variables of a pack: named once, used as `{NAME}` in regular expressions and in a token's lists of
words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

from pipeline.rules.budget import LONGEST_REGEX

USE = re.compile(r"\{([A-Z][A-Z0-9_]*)\}")

Variables: TypeAlias = Mapping[str, str | list[str]]


class UnknownVariable(ValueError):  # noqa: N818 (it is a fact about the file, not a failure of the program)
    """A `{NAME}` that the pack does not define, or one that is defined by itself; `args[0]` is the name."""


class TooLong(ValueError):  # noqa: N818
    """An expression that its variables make longer than `LONGEST_REGEX`."""


def fill_regex(text: str, variables: Variables, seen: frozenset[str] = frozenset()) -> str:
    """`text` with each `{NAME}` replaced by its variable as one group; a list of words matches any of them.

    Variables may use each other. Raises `UnknownVariable` where one is missing or uses itself, and `TooLong`.
    """

    def fill(use: re.Match[str]) -> str:
        name = use.group(1)
        if name in seen or name not in variables:
            raise UnknownVariable(name)
        value = variables[name]
        if isinstance(value, str):
            return f"(?:{fill_regex(value, variables, seen | {name})})"
        words = sorted(value, key=len, reverse=True)
        return f"(?:{'|'.join(re.escape(word) for word in words)})"

    filled = USE.sub(fill, text) if "{" in text else text
    if len(filled) > LONGEST_REGEX:
        raise TooLong
    return filled


def fill_token(spec: Mapping[str, Any], variables: Variables) -> dict[str, Any]:
    """A token's description with each variable in its `IN` and `NOT_IN` replaced by the words it stands
    for."""
    return {key: _fill_test(test, variables) for key, test in spec.items()}


def _fill_test(test: Any, variables: Variables) -> Any:
    if not isinstance(test, dict):
        return test
    return {key: _words(value, variables) if key in ("IN", "NOT_IN") else value for key, value in test.items()}


def _words(value: str | list[str], variables: Variables) -> list[str]:
    words: list[str] = []
    for item in [value] if isinstance(value, str) else value:
        use = USE.fullmatch(item)
        if use is None:
            words.append(item)
            continue
        name = use.group(1)
        found = variables.get(name)
        if not isinstance(found, list):
            raise UnknownVariable(name)
        words.extend(found)
    return words
