"""What a rule from a stranger may cost: limits that keep a file from hanging a check or a run."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

LONGEST_REGEX = 50_000
"""Characters of an expression with its variables filled in."""
LONGEST_PHRASE = 1_000
"""Characters of a phrase."""
MOST_TURNS = 50
"""Highest limit of a token's repeat, which spaCy's Matcher writes out."""
MOST_LOOPS = 3
"""Tokens without a limit: each more multiplies what the Matcher tries by the text's length."""
MOST_OPTIONAL = 16
"""Tokens that may be missing."""
_LIMITS = re.compile(r"\{(\d*)(?:(,)(\d*))?\}\Z")


class OverBudget(NamedTuple):
    """What costs too much: the token at fault, if one is, what it is, how to mend it."""

    token: int | None
    message: str
    advice: str


def over_budget(tokens: Sequence[Mapping[str, Any]]) -> Iterator[OverBudget]:
    """What of a token pattern costs too much."""
    loops = optional = 0
    for index, spec in enumerate(tokens):
        low, high = _turns(str(spec.get("OP", "")))
        if max(low, high or 0) > MOST_TURNS:
            advice = f"Write at most {MOST_TURNS}, or `+` or `*`."
            yield OverBudget(index, f"`OP` {spec['OP']!r} is written out {max(low, high or 0)} times.", advice)
        loops += high is None
        optional += low == 0 if high is None or high <= 1 else high - low
    if loops > MOST_LOOPS:
        yield OverBudget(None, f"{loops} tokens repeat without a limit.", f"At most {MOST_LOOPS} may; give limits.")
    if optional > MOST_OPTIONAL:
        advice = f"At most {MOST_OPTIONAL} may; make several rules of it."
        yield OverBudget(None, f"{optional} tokens may be missing.", advice)


def _turns(operator: str) -> tuple[int, int | None]:
    """How often a token may stand there: at least, and at most, `None` without a limit."""
    if operator in ("", "!"):
        return 1, 1
    if operator in ("?", "*", "+"):
        return int(operator == "+"), 1 if operator == "?" else None
    limits = _LIMITS.match(operator)
    if limits is None:
        return 1, 1
    low = int(limits[1] or 0)
    return low, low if not limits[2] else int(limits[3]) if limits[3] else None
