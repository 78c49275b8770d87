"""Errors as a user sees them: one line with a code, never a traceback."""

from __future__ import annotations

import os
import sys

from pipeline.text.visible import visible

UNEXPECTED = "E901"
OUTPUT_LOST = "E902"
SYSTEM_REFUSED = "E903"


def report(error: Exception) -> int:
    """Print what went wrong to standard error; gives the exit code.

    An expected error has a `code` (and may have an `exit_code`, 1 by default); one in rule files has
    `problems`, whose lines carry their codes and which are wrong usage. Everything else is a defect.
    """
    code = getattr(error, "code", None)
    if isinstance(code, str):
        _tell(f"{code} {error}")
        return int(getattr(error, "exit_code", 1))
    if hasattr(error, "problems"):
        _tell(str(error))
        return 2
    if isinstance(error, MemoryError | OSError | ImportError):
        _tell(f"{SYSTEM_REFUSED} {_refusal(error)}")
        return 1
    reason = " ".join(str(error).split())[:300]
    _tell(f"{UNEXPECTED} unexpected error: {type(error).__name__}: {reason} (--debug shows where)")
    return 1


def _tell(message: str) -> None:
    """Print a message to standard error; to standard output where that cannot be written."""
    try:
        print(visible(message), file=sys.stderr, flush=True)
    except OSError as failure:
        reason = failure.strerror or str(failure)
        print(f"{OUTPUT_LOST} standard error cannot be written: {reason}; what stood there: {visible(message)}")


def _refusal(error: MemoryError | OSError | ImportError) -> str:
    if isinstance(error, ImportError):
        reason = " ".join(str(error).split())[:200]
        return f"a library cannot be loaded (too little memory, or a broken installation?): {reason}"
    if isinstance(error, MemoryError):
        return "memory ran out: give the process more, or take fewer --workers"
    what = f"{error.filename}: " if error.filename else ""
    return f"the system refused it: {what}{error.strerror or error}"


def output_lost(error: Exception | None = None) -> int:
    """Write out what is still held back for standard output; gives the exit code where that is not possible, else 0.

    A pipe whose reader has gone (`| head`) is told by the exit code alone, a full disk on standard error too.

    Args:
        error: what ended the command; a failed write of the output is told apart by writing again.
    """
    if sys.stdout is None:
        return 0
    try:
        if isinstance(error, OSError) and error.filename is None:
            sys.stdout.write("\n")
        sys.stdout.flush()
    except OSError as failure:
        _write_nowhere()
        if not isinstance(failure, BrokenPipeError):
            reason = failure.strerror or str(failure)
            print(
                f"{OUTPUT_LOST} standard output cannot be written: {reason}; files that were written are whole",
                file=sys.stderr,
            )
        return 1
    return 0


def _write_nowhere() -> None:
    """Let the interpreter flush standard output at its end without a word."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    except (OSError, ValueError):  # no file behind it
        sys.stdout = None
