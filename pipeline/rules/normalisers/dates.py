"""Normalisers of dates and years."""

from __future__ import annotations

from datetime import date

from pipeline.rules.normalisers.registry import Groups, normaliser
from pipeline.rules.normalisers.words import Words
from pipeline.rules.tags import Value

_LAST_OF_THIS_CENTURY, _FIRST_OF_THE_LAST = 35, 50
"""Years of two digits up to the one are of this century, from the other on of the last; those between are neither."""
_TELLING = 3  # letters of a month's name
_LOOK_ALIKES = str.maketrans("OoIiLl|SsBb", "00111115588", " ")
"""Letters that a scan gives for digits, and the space that breaks a year."""


@normaliser("date")
def calendar_date(groups: Groups, words: Words) -> Value | None:
    """ISO 8601: `2016-11-05` of the groups `year`, `month` (name or number) and `day`, `2016-11` without a day. None
    where there is no such day. A month's misspelt name counts by its first letters."""
    printed = groups["month"]
    month = words.month(printed) or words.month(printed.translate(_LOOK_ALIKES)) or words.month(printed[:_TELLING])
    year = _year(groups["year"])
    if year is None or month is None:
        return None
    if "day" not in groups:
        return f"{year:04}-{month:02}"
    printed = groups["day"]
    day = words.number(printed) or words.ordinal(printed) or words.number(printed.translate(_LOOK_ALIKES))
    try:
        return None if day is None else date(year, month, day).isoformat()
    except ValueError:
        return None


@normaliser("year")
def year_alone(groups: Groups, words: Words) -> Value | None:
    """A year as text, "2016": of the group `year`, or else of the whole match; two digits are completed."""
    year = _year(groups.get("year", groups["text"]))
    return None if year is None else f"{year:04}"


def _year(text: str) -> int | None:
    digits = text.strip().lstrip("'’").translate(_LOOK_ALIKES)
    if not digits.isdigit() or len(digits) not in (2, 4):
        return None
    year = int(digits)
    if len(digits) == 4:
        return year
    if _LAST_OF_THIS_CENTURY < year < _FIRST_OF_THE_LAST:
        return None
    return year + (2000 if year <= _LAST_OF_THIS_CENTURY else 1900)
