"""How page furniture looks: what the words and numbers of running headers and footers are known by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

CASE_NUMBERS = re.compile(r"\b[A-Z]{2}\d\d-\d{5,8}\b")
"""The form of a case number, where nobody gives another."""
NEVER = re.compile(r"(?!)")


class Finder(Protocol):
    """A compiled expression, or what finds the same."""

    def finditer(self, text: str, start: int, end: int, /) -> Iterator[re.Match[str]]:
        """The matches in `[start, end)`."""


@dataclass(frozen=True)
class FurnitureForms:
    """Expressions over a document's text.

    Attributes:
        header: a header or footer with the case number, which is one wherever it stands; in the group `title` one that
            at a letter's beginning is its own title.
        count: what counts the pages at a line's end; the number is its group `page`.
        word: what a line holds that may be one though few pages have it.
        numbers: case numbers, which tell letters apart and do not count their pages.
        lines: whole lines, as layouts give them.
    """

    header: Finder = NEVER
    count: re.Pattern[str] = NEVER
    word: re.Pattern[str] = NEVER
    numbers: re.Pattern[str] = CASE_NUMBERS
    lines: re.Pattern[str] | None = None


UNKNOWN_FORMS = FurnitureForms()
"""Where no words of headers and footers are known: only what stands on page after page is one."""


def running_line(expressions: Sequence[str]) -> re.Pattern[str] | None:
    """What finds lines that one of these expressions matches from end to end, in any case; `None` without any."""
    if not expressions:
        return None
    lines = "|".join(f"(?:{one})" for one in expressions)
    return re.compile(rf"^[^\S\n]*(?:{lines})[^\S\n\f]*$", re.MULTILINE | re.IGNORECASE)
