"""What can go wrong between records and annotation tools."""

from __future__ import annotations

from dataclasses import dataclass

NO_RESULTS = "E611"
SOURCE_GONE = "E612"
SOURCE_CHANGED = "E613"
SOURCE_UNKNOWN = "E614"
NOT_WRITTEN = "E615"
UNREADABLE_FILE = "E616"
BAD_TASK = "E617"
NOT_OURS = "E618"
NEEDS_PACKAGE = "E619"
UNKNOWN_LABEL = "W611"
NO_VALUE = "W612"
MISPLACED = "W613"


class ExchangeError(Exception):
    """Nothing can be exported or imported at all; the message says why."""

    def __init__(self, code: str, message: str, exit_code: int = 2) -> None:
        super().__init__(message)
        self.code = code
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True)
class ExchangeProblem:
    """What went wrong with one letter or task, while the rest went on. `where` is the letter's name, or the task's
    place in its file. An `E` code says that the letter is left out, a `W` code that it is there and to be looked at."""

    code: str
    message: str
    where: str
