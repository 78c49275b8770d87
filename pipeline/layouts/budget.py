"""What a stranger's layout may cost: its expressions are judged as those of rules are, at check and at run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.rules.expressions.backtracking import danger
from pipeline.rules.expressions.re_tree import refusal
from pipeline.rules.files.layering import Layered, Steps
from pipeline.rules.problems import Problem
from pipeline.rules.shared import Shared
from pipeline.rules.variables import TooLong, UnknownVariable

_WORDS = frozenset(
    {"layout", "extends", "text", "closing", "lead_in", "whole", "decisions", "section", "field", "kind"}
)
"""Keys under which words stand as they are printed, and no expressions."""


def costly(file: Layered, shared: Shared) -> Iterator[Problem]:
    """E325 and E328 of the expressions of a user's layout file, with the fragments that they name. What is no
    expression is for its model to refuse."""
    for path, expression in _expressions(file.data, ()):
        reason = _reason(expression, shared)
        if reason is not None:
            code, message, advice = reason
            name = ".".join(str(step + 1) if isinstance(step, int) else step for step in path)
            yield Problem(code, f"`{name}`: {message}", *file.place(list(path)), advice=advice)


def _reason(expression: str, shared: Shared) -> tuple[str, str, str] | None:
    try:
        expression = shared.filled(expression)
    except (TooLong, UnknownVariable):
        return None
    if refusal(expression):
        return None
    if reason := danger(expression):
        advice = "Make the repeats unable to read the same text, or give them limits such as {0,60}."
        return "E325", f"it can backtrack without bound: {reason}.", advice
    return None


def _expressions(value: Any, path: Steps) -> Iterator[tuple[Steps, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in _WORDS:
                yield from _expressions(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _expressions(inner, (*path, index))
    elif isinstance(value, str):
        yield path, value
