"""Numbers as headings print them: `12`, `twelve`, `twenty-four`, `Eight (8)`, `7-10`, `1 to 2`."""

from __future__ import annotations

import re

_UNITS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]

_VALUES: dict[str, int] = {
    **{word: value for value, word in enumerate(_UNITS, 1)},
    **{word: value for value, word in enumerate(_TEENS, 10)},
    **{word: 10 * value for value, word in enumerate(_TENS, 2)},
}
_WORD = rf"(?:(?:{'|'.join(_TENS)})(?:[- ](?:{'|'.join(_UNITS)}))?|{'|'.join(_TEENS)}|{'|'.join(_UNITS)})"

NUMBER = rf"(?:(?<![\d.,/-])\d{{1,4}}(?![\d%/]|\.\d)|\b{_WORD}\b)(?: ?\( ?(?:\d{{1,4}}|{_WORD}) ?\))?"
"""A count, in figures or words, with its repetition in brackets. Its value: `number`."""

RANGE = rf"{NUMBER}(?: ?(?:-|–|to|or|\bthrough\b) ?(?:\d{{1,4}}(?![\d%/])|{_WORD}\b)(?: ?\( ?\d{{1,4}} ?\))?)?"
"""A count or a range of counts. Its value: `number_range`."""

_COUNT = re.compile(rf"\d+|{_WORD}", re.IGNORECASE)
_BRACKETS = re.compile(r" ?\([^)]*\)")


def number(text: str) -> int:
    """The value of what `NUMBER` matched. Raises `ValueError` for anything else."""
    match = _COUNT.search(text)
    if match is None:
        raise ValueError(f"not a number: {text!r}")
    return _value(match.group())


def number_range(text: str) -> tuple[int, int]:
    """The lower and the upper value of what `RANGE` matched; twice the same for a single count."""
    counts = [_value(count) for count in _COUNT.findall(_BRACKETS.sub("", text))]
    if not counts:
        raise ValueError(f"not a number: {text!r}")
    return counts[0], counts[-1]


def _value(count: str) -> int:
    if count.isdigit():
        return int(count)
    return sum(_VALUES[word] for word in re.split(r"[- ]", count.lower()))
