"""Normalisers of dates and years."""

from __future__ import annotations

from datetime import date

from pipeline.rules.normalisers.registry import Groups, normaliser
from pipeline.rules.normalisers.words import Words
from pipeline.rules.tags import Value

_PIVOT = 40
"""Years of two digits below it are of this century, others of the last."""


@normaliser("date")
def calendar_date(groups: Groups, words: Words) -> Value | None:
    """ISO 8601: `2016-11-05` of the groups `year`, `month` (name or number) and `day`, `2016-11` without a day. None
    where there is no such day."""
    year, month = _year(groups["year"]), words.month(groups["month"])
    if year is None or month is None:
        return None
    if "day" not in groups:
        return f"{year:04}-{month:02}"
    day = words.number(groups["day"]) or words.ordinal(groups["day"])
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
    digits = text.strip().lstrip("'’")
    if not digits.isdigit() or len(digits) not in (2, 4):
        return None
    year = int(digits)
    return year if len(digits) == 4 else year + (2000 if year < _PIVOT else 1900)
