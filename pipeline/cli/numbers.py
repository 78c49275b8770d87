"""Numbers as a user gives them: `inf` is one, `nan` is none."""

from __future__ import annotations

import math
import sys

import typer

_LONGEST = 1e8  # seconds: three years, more than the system's alarms can be set to in some places
_LARGEST = sys.maxsize // 4


def seconds(value: float, option: str, never: float = 0.0) -> float:
    """Seconds that the system can wait; `never` for what is as good as for ever.

    Raises:
        typer.BadParameter: it is no number.
    """
    _require_number(value, option)
    return never if value > _LONGEST else value


def size(megabytes: float, option: str) -> int:
    """Megabytes in bytes, no more than there can be.

    Raises:
        typer.BadParameter: it is no number.
    """
    _require_number(megabytes, option)
    return int(min(megabytes * 1e6, _LARGEST))


def _require_number(value: float, option: str) -> None:
    if math.isnan(value):
        raise typer.BadParameter(f"{value} is no number", param_hint=option)
