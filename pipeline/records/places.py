"""Words and days of a record, as what is made of it wants them."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from pipeline.records.model import GroundedText


class Printed(Protocol):
    """What has its printed words and their place."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def place_of(printed: Printed) -> GroundedText:
    """The words of a value as the place that a finding names."""
    return GroundedText(printed.text, printed.start, printed.end)


def day_of(value: str | None) -> date | None:
    """An ISO date as a date; none for a month (`2016-11`) and for a day that no calendar has."""
    if value is None or len(value) != 10:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
