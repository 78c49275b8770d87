"""What stands before an item's heading and is no part of it: its number or letter, words that name it, a heading over
several items."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from pipeline.text.reading_text import ReadingText
from pipeline.text.trimming import trimmed

ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
LETTERS = "ABCDEFGH"
_COUNT = re.compile(
    r"(?:\((?P<inside>\d{1,4})\)|(?<!\d)(?P<plain>\d{1,4}) ?[.)]|(?<!\w)\(?(?P<roman>[IVX]{1,4}|[ivx]{1,4})[.)]"
    r"|(?<!\w)(?P<letter>[A-Ha-h])[.)]) (?=\S)"
)
_BULLET = re.compile(r"(?:[\u2022\u25aa\u25cf\u25e6\u2023\u00b7]|[*-](?= )) ?(?=\w)")
_LETTERED = re.compile(r"[A-Ha-h][.)] (?=[A-Z])")


def letter(text: str, start: int, end: int) -> str:
    """The letter that a heading begins with; empty where it has none."""
    start, end = trimmed(text, start, end, " ", " :;")
    return text[start].upper() if _LETTERED.match(text, start, end) else ""


def behind_its_number(text: str, start: int, end: int, number: int) -> int:
    """Where a heading begins behind a bullet, or the number that counts the items: "2.", "(2)", "II." or "(ii)"."""
    bullet = _BULLET.match(text, start, end)
    start = bullet.end() if bullet is not None else start
    counted = _COUNT.match(text, start, end)
    return counted.end() if counted is not None and _is_number(counted, number) else start


def numbered_line(reading: ReadingText, start: int, end: int, number: int) -> int:
    """Where in what may be a heading the line stands that begins with the item's number or letter; `start` where none
    does."""
    for counted in _COUNT.finditer(reading.text, start, end):
        begins_line = counted.start() > start and reading.breaks_between(counted.start() - 1, counted.start())
        if begins_line and (_is_number(counted, number) or _is_letter(counted, number)):
            return counted.start()
    return start


def _is_number(counted: re.Match[str], number: int) -> bool:
    if counted["roman"] is not None:
        return number < len(ROMAN) and counted["roman"].upper() == ROMAN[number]
    printed = counted["inside"] or counted["plain"]
    return printed is not None and int(printed) == number


def _is_letter(counted: re.Match[str], number: int) -> bool:
    return counted["letter"] is not None and counted["letter"].upper() == LETTERS[number - 1 : number]


def behind_its_names(reading: ReadingText, start: int, end: int, names: re.Pattern[str], lettered: bool) -> int:
    """Where a heading begins behind words that name it (`names`: "Request:"), its letter, or a lettered heading over
    several items, which is a line of its own."""
    printed = _LETTERED.match(reading.text, start, end)
    if printed is not None:
        place = bisect_left(reading.breaks, start)
        if lettered:
            start = printed.end()
        elif place < len(reading.breaks) and reading.breaks[place] < end:
            start = reading.breaks[place] + 1
    named = names.match(reading.text, start, end)
    if named is not None and named.end() > start:
        return named.end()
    return max(_behind_named_lines(reading, start, end, names), default=start)


def _behind_named_lines(reading: ReadingText, start: int, end: int, names: re.Pattern[str]) -> Iterator[int]:
    """Behind the words that name a heading ("Treatment requested:") where a line begins with them: what stands before
    is a heading over the items."""
    for place in reading.breaks[bisect_left(reading.breaks, start) : bisect_left(reading.breaks, end)]:
        named = names.match(reading.text, place + 1, end)
        if named is not None and named.group().rstrip().endswith(":"):
            yield named.end()
