"""Calendar dates as the letters print them: where they stand and which day or month they name.

Every form holds a number, and one expression that starts with a digit finds the candidates; what stands
around a candidate then decides whether it is a date or a strength, a ratio, a count, part of a longer number.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from pipeline.text.folding import fold

# As printed, in full or cut short; the loose middle lets a misspelt "Novemeber" pass, not "Decompression".
_MONTH = (
    r"(?:Jan(?:[a-z]{0,4}ry)?|Feb(?:[a-z]{0,5}ry)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:[a-z]{0,5}ber)?|Oct(?:[a-z]{0,4}ber)?|Nov(?:[a-z]{0,6}ber)?|Dec(?:[a-z]{0,6}ber)?)"
)
_NUMBERS = {
    name: i
    for i, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
# A line wrap leaves a space on one side of a hyphen or slash; between two spaces it is a dash.
_SEP = r"(?:[-/][ ]?|[ ][-/])"
# Starts with one digit outside all groups, so that the engine can skip to the next digit.
_CANDIDATE = re.compile(
    rf"""
    [0-9] (?<![0-9][0-9]) (?:
      [0-9]? (?:
          (?P<numeric> (?: {_SEP}[0-9]{{1,2}}{_SEP} | \.[0-9]{{1,2}}\. ) (?:[0-9]{{4}}|[0-9]{{2}}) )
        | (?P<month_year> {_SEP}[0-9]{{4}} )
        | (?P<wrapped> -[0-9]{{1,2}}(?:19|20)[0-9]{{2}} )
        | (?:st|nd|rd|th)? (?:
              (?P<day_year> (?:,[ ]?|[ ](?:of[ ])?) [12][0-9]{{3}} )
            | (?P<day_month_year> [ ](?:of[ ])? {_MONTH}\.? ,?[ ] [12][0-9]{{3}} )
          )
      )
    | [0-9]{{3}} (?:
          (?P<wrapped_early> -20[0-9]{{2}} )
        | (?P<iso> {_SEP}[0-9]{{1,2}}{_SEP}[0-9]{{1,2}} )
        | (?P<year_month> ,?[ ] {_MONTH}\b \.? (?:[ ][0-9]{{1,2}}(?![0-9(/-]))? )
        | (?P<year> )
      )
    ) (?![0-9])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_FIGURES = re.compile(r"([0-9]{1,2})([-/])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})")
_MONTH_BEFORE = re.compile(rf"(?<![A-Za-z]){_MONTH}\.?(?:,? of|,)? ?$", re.IGNORECASE)
_MONTH_WORD = re.compile(_MONTH, re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_UNIT = re.compile(
    r" ?(?:%|(?:mg|mcg|ml|cc|gm|g|kg|lbs?|pounds|percent|degrees|hours|hrs|days?|weeks?|wks|months?|minutes|mm"
    r"|cm|sessions|visits|treatments|times|tablets|tabs|units|reps)\b)",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(r"\b(?:on|dated?|of|from|since|until|through|in)[ :(]*$", re.IGNORECASE)
_NEXT_SENTENCE = re.compile(r"[.;] (?=[A-Z])")
_DYNAMOMETER = ("jamar", "grip", "pinch", "dynamomet")
_NUMBERED_PART = re.compile(r"(?:section|chapter|version|table|item|no\.?|v\.?) $", re.IGNORECASE)
_RUNS_ON = re.compile(r"[-/][0-9]")
_LONGEST_MONTH = 14  # "September. of "

_FIRST_YEAR, _LAST_YEAR = 1930, 2049
_LAST_SHORT_2000, _FIRST_SHORT_1900 = 35, 50


class CalendarDate(NamedTuple):
    """A date in the reading text: half-open offsets, and the ISO value (`2016-11` where no day is named)."""

    start: int
    end: int
    value: str


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[CalendarDate]:
    """The calendar dates in `text[start:end]`, in order.

    A day (`10-13-16`, `January 27, 2012`, `2016-11-05`) or a month with its year (`03/2016`, `March 2016`).
    A year alone is none, nor is a day that the calendar lacks. Short years: up to 35 20xx, from 50 on 19xx.
    """
    end = len(text) if end is None else end
    found: list[CalendarDate] = []
    at = start
    search = _CANDIDATE.search
    while (m := search(text, at, end)) is not None:
        read = _read(text, m, at if found else start)
        if read is None:
            digits = _DIGITS.match(text, m.start(), end)
            at = digits.end() if digits is not None else m.end()
        else:
            found.append(read)
            at = read.end
    return found


def day_in_figures(printed: str) -> str | None:
    """The ISO value of a day that is printed in figures (`05/30/2014`), as `find_dates` finds it where the text is this
    day alone; `None` where it is anything else, or no day."""
    m = _FIGURES.fullmatch(printed)
    if m is None:
        return None
    month, _, day, year = m.groups()
    found = _dated(0, 0, int(year) if len(year) == 4 else _whole_year(int(year)), int(month), int(day))
    return found.value if found is not None else None


def _read(text: str, m: re.Match[str], floor: int) -> CalendarDate | None:
    kind = m.lastgroup
    if kind == "numeric":
        return _numeric(text, m)
    if kind == "year" or kind == "day_year":
        return _after_month(text, m.start(), m.end(), floor)
    if kind == "year_month":  # "July 2016, August 2016" are two months
        read = _after_month(text, m.start(), m.start() + len("2016"), floor)
        if read is not None:
            return read
    start, end = m.span()
    if not _stands_free(text, start, end, False):
        return None
    numbers = [int(n) for n in _DIGITS.findall(m.group())]
    if kind == "month_year":
        if _UNIT.match(text, end):
            return None
        whole = _dated(start, end, numbers[1], numbers[0], None)
        return whole or _unhyphened(text, start, end, numbers[0], numbers[1] // 100, 2000 + numbers[1] % 100)
    if kind == "wrapped":
        return _unhyphened(text, start, end, numbers[0], numbers[1] // 10000, numbers[1] % 10000)
    if kind == "wrapped_early":
        return _unhyphened(text, start, end, numbers[0] // 100, numbers[0] % 100, numbers[1])
    if kind == "iso":
        return _dated(start, end, *numbers)
    month = _MONTH_WORD.search(m.group())
    if month is None or not _is_month(month.group()):
        return None
    if kind == "day_month_year":
        return _dated(start, end, numbers[1], _number(month.group()), numbers[0])
    return _year_first(text, m, month.group(), numbers)


def _after_month(text: str, begin: int, end: int, floor: int) -> CalendarDate | None:
    """`January 27, 2012` and `March 2016`: the numbers in `[begin, end)` were found, the month stands before them."""
    month = _MONTH_BEFORE.search(text[max(floor, begin - _LONGEST_MONTH) : begin])
    if month is None or not _is_month(month.group()):
        return None
    start = begin - len(month.group())
    if start and text[start - 1].isalnum() and not text[start - 1].isdigit():
        return None
    numbers = [int(n) for n in _DIGITS.findall(text, begin, end)]
    day = numbers[0] if len(numbers) > 1 else None
    if day is None and _RUNS_ON.match(text, end):
        return None
    return _dated(start, end, numbers[-1], _number(month.group()), day)


def _unhyphened(text: str, start: int, end: int, month: int, day: int, year: int) -> CalendarDate | None:
    """`10-302016`, `1-1217`, `1028-2016`: some extractors drop the hyphen at a line's end.

    Such numbers are dates only where a word introduces them and the year is a letter's.
    """
    if not 2000 <= year <= 2000 + _LAST_SHORT_2000 or not _INTRODUCED.search(text[max(0, start - 12) : start]):
        return None
    return _dated(start, end, year, month, day)


def _year_first(text: str, m: re.Match[str], month: str, numbers: list[int]) -> CalendarDate | None:
    """`2007 Jan. 10`, as in references; without a day only where the month ends its phrase."""
    if len(numbers) == 2:
        return _dated(m.start(), m.end(), numbers[0], _number(month), numbers[1])
    if text[m.end() : m.end() + 1] in ("", ";", ",", ".", ")", ":"):
        return _dated(m.start(), m.end(), numbers[0], _number(month), None)
    return None


def _numeric(text: str, m: re.Match[str]) -> CalendarDate | None:
    start, end = m.span()
    if not _stands_free(text, start, end, True):
        return None
    printed = m.group()
    full_year = printed[-3:].isdigit()
    parts = printed.split("/" if "/" in printed else "-")
    if len(parts) != 3:  # with full stops, or with two marks that differ
        first, second = (c for c in printed if c in "-/.")
        if first != second and not (first == "/" and full_year):
            return None
        if first == "." and _NUMBERED_PART.search(text[max(0, start - 10) : start]):
            return None
        parts = _DIGITS.findall(printed)
    if full_year:
        return _dated(start, end, int(parts[2]), int(parts[0]), int(parts[1]))
    if _is_count(text, start, end):
        return None
    return _dated(start, end, _whole_year(int(parts[2])), int(parts[0]), int(parts[1]))


def _whole_year(short: int) -> int:
    if short <= _LAST_SHORT_2000:
        return short + 2000
    return short + 1900 if short >= _FIRST_SHORT_1900 else short


def _is_count(text: str, start: int, end: int) -> bool:
    """Whether three short numbers are counts (`12-18-24 sessions`) or grip strengths (`Jamar 12/10/14`)."""
    no_unit = text[end : end + 1] in ".,;)" or _UNIT.match(text, end) is None
    lead = _NEXT_SENTENCE.split(text[max(0, start - 50) : start])[-1]
    if no_unit and not _names_dynamometer(lead):
        return False
    return _INTRODUCED.search(text[max(0, start - 50) : start]) is None


def _names_dynamometer(lead: str) -> bool:
    return any(map(fold(lead).__contains__, _DYNAMOMETER))


def _stands_free(text: str, start: int, end: int, whole: bool) -> bool:
    """Whether the numbers are not part of a longer number, a name, an address or a sum.

    `whole`: they name month, day and year; a neighbour may be another such date (`10/12/16-10/15/16`).
    """
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in " (" and after in " ,;)":  # as most do
        return True
    further = text[start - 2 : start - 1] if start > 1 else ""
    full_year = whole and text[end - 4 : end].isdigit()
    ranged = whole and "/" in text[start:end]
    if whole and not full_year and after.isalpha():  # "10/12/20l6"
        return False
    if before in ("l", "o", "O", "I") and not further.isalpha():  # they stand for digits
        return False
    if before.isalpha():
        # "on10/12/2016": the space was lost; a level or a name ("L4-5-16", "CM16-02-2016") has a capital.
        return full_year and before.islower()
    if before and before in "/#$_%":
        return False
    if further.isdigit() and (before == "." or (before == "-" and not ranged)):
        return False
    beyond = text[end + 1 : end + 2]
    if after and after in "/%_":
        return False
    return not (beyond.isdigit() and ((after == "-" and not ranged) or (after == "." and not full_year)))


def _is_month(printed: str) -> bool:
    """ "may" and "march" are words unless they start with a capital."""
    word = printed.strip(" .,")
    return word[:1].isupper() or len(word) > 5


def _number(month: str) -> int:
    return _NUMBERS[month[:3].lower()]


def _dated(start: int, end: int, year: int, month: int, day: int | None) -> CalendarDate | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR or not 1 <= month <= 12:
        return None
    if day is None:
        return CalendarDate(start, end, f"{year:04}-{month:02}")
    try:
        return CalendarDate(start, end, date(year, month, day).isoformat())
    except ValueError:
        return None
