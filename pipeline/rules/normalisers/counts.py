"""Normalisers of what is counted: units of a supply, sessions, how often and for how long."""

from __future__ import annotations

import re

from pipeline.rules.normalisers.registry import Groups, normaliser
from pipeline.rules.normalisers.words import Words
from pipeline.rules.tags import FrozenMapping, Value

_HOURS = 24
_BRACKETS = re.compile(r" ?\([^)]*\)")  # a count's repetition: "six (6)"
_NUMBER_OR_WORD = re.compile(r"\d[\d,]*|[^\W\d_]+")


@normaliser("count")
def count(groups: Groups, words: Words) -> Value | None:
    """The group `count`: a whole number, or one with decimals as it is printed, "60.50" apart from "60.00"."""
    text = _BRACKETS.sub("", groups["count"]).strip()
    whole, _, decimals = text.partition(".")
    if decimals.strip("0"):
        return float(text.replace(",", ""))
    number = words.number(whole)
    if number is None and (said := words.value("times", text)) is not None:
        return int(said)  # "no refills"
    return number


@normaliser("counts")
def counts(groups: Groups, words: Words) -> Value | None:
    """`(low, high)` of the group `count`, twice the same for a single count: "7-10", "six (6)", "one to two"."""
    return _limits(groups["count"], words)


@normaliser("frequency")
def frequency(groups: Groups, words: Words) -> Value | None:
    """What is known of `times`, `per`, `for` and `unit`.

    Read from the groups `times` and `per` (a period, or a word such as "weekly"; `times` is 1 where it is left out),
    from `hours` ("every 8 hours" is three times a day; None where the hours do not divide a day), and from `length`
    and `unit`.
    """
    if "hours" in groups:
        hours = _limits(groups["hours"], words)
        if hours is None or any(hour == 0 or _HOURS % hour for hour in hours):
            return None
        return FrozenMapping(times=(_HOURS // hours[1], _HOURS // hours[0]), per="day")
    found: dict[str, Value] = {}
    if "per" in groups:
        times, per = _limits(groups.get("times", "1"), words), _period(groups["per"], words)
        if times is None or per is None or per[0] != 1:
            return None
        found |= {"times": times, "per": per[1]}
    if "length" in groups:
        length, unit = _limits(groups["length"], words), _period(groups["unit"], words)
        if length is None or unit is None:
            return None
        found |= {"for": (length[0] * unit[0], length[1] * unit[0]), "unit": unit[1]}
    return FrozenMapping(found) if found else None


@normaliser("course")
def course(groups: Groups, words: Words) -> Value | None:
    """Times per period for as many periods: "2x6" is twice a week for six weeks. Of the groups `times` (1 where it is
    left out), `length`, and `unit` or `per` (a week where both are)."""
    unit = groups.get("unit") or groups.get("per") or "week"
    stated = {"times": "1", **groups, "per": unit, "unit": unit}
    return frequency(stated, words)


def _period(word: str, words: Words) -> tuple[int, str] | None:
    """How many of which period a word says: "fortnight" two of `week`."""
    value = words.value("periods", word)
    if value is None:
        return None
    number, _, name = value.rpartition(" ")
    return int(number or 1), name


def _limits(text: str, words: Words) -> tuple[int, int] | None:
    """The lowest and the highest of a range."""
    said = words.value("times", text.replace(".", "").replace(" ", "")) or words.value("times", text)
    if said is not None:
        return int(said), int(said)
    found: list[int] = []
    run: list[str] = []
    for word in [*_NUMBER_OR_WORD.findall(_BRACKETS.sub("", text)), ""]:
        if words.number(word) is not None:
            run.append(word)
        elif run:
            whole = words.number(" ".join(run))  # "twenty-four" is one number, "7-10" are two
            found += [whole] if whole is not None else [n for one in run if (n := words.number(one)) is not None]
            run = []
    return (found[0], found[-1]) if found else None
