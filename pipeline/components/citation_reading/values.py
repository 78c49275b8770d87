"""Normal values of what stands around a title: pages, years, regulations, chapter numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

_RANGE = re.compile(r"(\d{1,4})(?:\s?(?:-|–|—|t[a-z]+)\s?(\d{1,4}))?")
_TOTAL = re.compile(r"\s?\bof\s?\d{1,4}$")
_DIGITS = re.compile(r"\d+")
_REGULATION = re.compile(r"\d{4}\.[\w.]*\w(?:\(\w+\))*")


def pages_in(printed: str, *, ascending: bool = False) -> Iterator[tuple[str, int]]:
    """The pages of a printed list, each with the offset behind it: "98-99" for pages 98 to 99, "46" for page 46.

    "288-9" means 288-289. `ascending`: the list ends where a number is no higher than the last, as in a sentence that
    goes on with a number of its own. "of 127" behind the list is none of it.
    """
    total = _TOTAL.search(printed)
    last = 0
    for match in _RANGE.finditer(printed, 0, total.start() if total else len(printed)):
        low = int(match[1])
        high = _completed(low, match[2]) if match[2] else low
        if high < low or (ascending and last and low <= last):
            return
        yield (f"{low}-{high}" if match[2] else str(low)), match.end()
        last = high


def _completed(low: int, high: str) -> int:
    shorter = len(str(low)) - len(high)
    return int(str(low)[:shorter] + high) if shorter > 0 else int(high)


def year_of(date: str) -> str | None:
    """The year that a printed date or edition gives: "updated 11/23/16", "July 28, 2016" and "Version 2.2016" give
    "2016"; `None` where it gives none ("5th Edition")."""
    digits = _DIGITS.findall(date)
    last = digits[-1] if digits else ""
    if len(last) == 4:
        return last if 1950 <= int(last) <= 2049 else None
    return f"20{last}" if len(last) == 2 and len(digits) >= 3 else None


def regulation_of(printed: str) -> str:
    """ "(9792.20 - 9792.26)" is "9792.20-9792.26"."""
    return "-".join(_REGULATION.findall(printed)[:2])


def number_of(printed: str) -> int:
    """The number of "Chapter 12"."""
    return int(_DIGITS.findall(printed)[-1])
