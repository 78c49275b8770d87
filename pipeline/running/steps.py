"""The steps of one piece of work: reading a document is one, dividing it into letters one, each letter another.

A step that killed its process, or took too long, is not tried again: its number says which one it was.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipeline.reading.problems import TOO_SLOW, ReadingProblem, too_slow_message
from pipeline.running.time_limit import Alarm

DEADLY = "E206"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a step is not tried (again): a problem without its document."""

    code: str
    message: str

    def problem(self, path: str, name: str | None = None) -> ReadingProblem:
        """The problem of the document `path`; `name` tells which of its letters."""
        return ReadingProblem(self.code, self.message, path, letter_id=name)


def too_slow(seconds: float) -> Trouble:
    """The trouble of a step that took longer than `seconds`."""
    return Trouble(TOO_SLOW, too_slow_message(seconds))


DEATH = Trouble(DEADLY, "the process that read it ended, twice: it was set aside")


def _nothing(number: int) -> None:
    """Tells nobody."""


@dataclass(slots=True)
class Steps:
    """Counts the steps of one item.

    Attributes:
        tell: called with each step's number before it begins.
        skip: steps that are not tried, and why.
        limit: seconds that a step may take, as `alarm` keeps them.
        alarm: rings where a step takes longer.
    """

    tell: Callable[[int], None] = _nothing
    skip: Mapping[int, Trouble] | None = None
    limit: float = 0.0
    alarm: Alarm = field(default_factory=lambda: Alarm(0))
    number: int = -1

    def begin(self) -> Trouble | None:
        """Begin the next step; gives the reason where it is not to be tried."""
        self.number += 1
        self.tell(self.number)
        trouble = self.skip.get(self.number) if self.skip else None
        if trouble is None:
            self.alarm.start()
        return trouble

    def end(self) -> None:
        """The step is over; to be called where `TimeLimitError` is still caught."""
        self.alarm.stop()

    def too_slow(self) -> Trouble:
        """The step is over because it took too long; what to say of it."""
        self.end()
        return too_slow(self.limit)
