"""What a rule from a stranger may cost: limits that keep a file from hanging a check or a run."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

LONGEST_REGEX = 50_000
"""Characters of an expression with its variables filled in."""
LONGEST_PHRASE = 1_000
"""Characters of a phrase."""
LONGEST_EXAMPLE = 2_000
"""Characters of an example."""
MOST_TURNS = 50
"""Highest limit of a token's repeat, which spaCy's Matcher writes out."""
MOST_TOKENS = 100
"""Tokens of a pattern."""
MOST_WRITTEN = 400
"""Tokens of a pattern with its repeats written out."""
MOST_LOOPS = 3
"""Tokens without a limit."""
MOST_ALIKE_LOOPS = 2
"""Such tokens that can read the same word: each more multiplies what the Matcher tries by their reach."""
MOST_OPTIONAL = 16
"""Tokens that may be missing."""
MOST_ALIKE_OPTIONAL = 10
"""Such tokens that can read the same word: each more doubles the ways through them."""
_LIMITS = re.compile(r"\{(\d*)(?:(,)(\d*))?\}\Z")
_WORDS = ("LOWER", "ORTH", "TEXT", "LEMMA")
_ALL, _ANY = "", "*"
"""Stand for a pattern's tokens, and for the words of one that names none."""


class OverBudget(NamedTuple):
    """What costs too much: the token at fault, if one is, what it is, how to mend it."""

    token: int | None
    message: str
    advice: str


def over_budget(tokens: Sequence[Mapping[str, Any]]) -> Iterator[OverBudget]:
    """What of a token pattern costs too much."""
    if len(tokens) > MOST_TOKENS:
        yield OverBudget(None, f"it has {len(tokens)} tokens.", f"At most {MOST_TOKENS} may stand in a pattern.")
        return
    loops, optional, written = Counter[str](), Counter[str](), 0
    for index, spec in enumerate(tokens):
        low, high = _turns(str(spec.get("OP", "")))
        if max(low, high or 0) > MOST_TURNS:
            advice = f"Write at most {MOST_TURNS}, or `+` or `*`."
            yield OverBudget(index, f"`OP` {spec['OP']!r} is written out {max(low, high or 0)} times.", advice)
        written += max(low, high or 1)
        for counted, turns in ((loops, high is None), (optional, (high or 1) - min(low, high or 1))):
            counted.update({word: int(turns) for word in (_ALL, *_words(spec))})
    if written > MOST_WRITTEN:
        yield OverBudget(None, f"with its repeats it has {written} tokens.", f"At most {MOST_WRITTEN} may.")
    yield from _too_many(loops, "repeat without a limit", MOST_LOOPS, MOST_ALIKE_LOOPS, "give limits")
    yield from _too_many(optional, "may be missing", MOST_OPTIONAL, MOST_ALIKE_OPTIONAL, "make several rules of it")


def _too_many(counted: Counter[str], what: str, most: int, most_alike: int, advice: str) -> Iterator[OverBudget]:
    named = (number for word, number in counted.items() if word not in (_ALL, _ANY))
    alike = counted[_ANY] + max(named, default=0)
    if counted[_ALL] > most:
        yield OverBudget(None, f"{counted[_ALL]} tokens {what}.", f"At most {most} may; {advice}.")
    elif alike > most_alike:
        advice = f"Of tokens that read the same word at most {most_alike} may; {advice}."
        yield OverBudget(None, f"{alike} tokens that can read the same word {what}.", advice)


def _words(spec: Mapping[str, Any]) -> Iterable[str]:
    """The words that a token names, in small letters."""
    for key in _WORDS:
        test = spec.get(key)
        if isinstance(test, str):
            return (f"={test.lower()}",)
        if isinstance(test, Mapping) and test.get("IN"):
            return dict.fromkeys(f"={word.lower()}" for word in test["IN"])
    return (_ANY,)


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
