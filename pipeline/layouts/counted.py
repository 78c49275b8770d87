"""How the openings of items are counted: by the numbers and letters that they begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pipeline.layouts.decision_lines import Doubt
from pipeline.text.numbering import LETTERS, ROMAN

_LETTER = re.compile(r"\(?[A-Ha-h][.)](?= )")


def number_of(opening: re.Match[str]) -> int | None:
    """What an opening is numbered: "2", "b" or "iv"."""
    printed = opening.groupdict().get("number")
    if printed is None or printed.isdigit():
        return int(printed) if printed else None
    counted = LETTERS if printed.upper() in LETTERS else ROMAN[1:]
    return counted.index(printed.upper()) + 1 if printed.upper() in counted else 0


def letter_of(opening: re.Match[str]) -> str:
    """The letter that an opening begins with ("B.", "(c)"), as it is printed; empty where it has none."""
    found = _LETTER.match(opening[0])
    return found[0].strip("().") if found is not None else ""


def gaps(counted: Iterable[tuple[int, re.Match[str]]]) -> Iterator[Doubt]:
    """Items under numbers or letters, counted from 1, before which another one is missing."""
    for (before, _), (place, m) in pairwise([(0, None), *counted]):
        if m is not None and place > before + 1:
            yield Doubt(*m.span(), "the item before this one is missing")
