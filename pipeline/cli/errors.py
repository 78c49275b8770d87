"""Errors as a user sees them: one line with a code, never a traceback."""

from __future__ import annotations

import sys

UNEXPECTED = "E901"


def report(error: Exception) -> int:
    """Print what went wrong to standard error; gives the exit code.

    An expected error has a `code` (and may have an `exit_code`, 1 by default); one in rule files has
    `problems`, whose lines carry their codes and which are wrong usage. Everything else is a defect.
    """
    code = getattr(error, "code", None)
    if isinstance(code, str):
        print(f"{code} {error}", file=sys.stderr)
        return int(getattr(error, "exit_code", 1))
    if hasattr(error, "problems"):
        print(error, file=sys.stderr)
        return 2
    reason = " ".join(str(error).split())[:300]
    print(
        f"{UNEXPECTED} unexpected error: {type(error).__name__}: {reason} (--debug shows where)",
        file=sys.stderr,
    )
    return 1
