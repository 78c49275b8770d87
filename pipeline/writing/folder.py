"""The folder that results are written to: which one may be replaced.

Only a folder that a run wrote is replaced: its `run.json` says so, and there is nothing else in it.
"""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.writing.formats import FILES, PROBLEMS, RECORDS, RUN

__all__ = ["FILES", "PROBLEMS", "RECORDS", "RUN", "WRITER", "OutputError", "check_output"]

WRITER = "imr-pipeline"  # `reading` passes over folders whose manifest begins with it
# What a system's file browser leaves behind.
_CLUTTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})


class OutputError(Exception):
    """Results cannot be written there; the message says why and what to do."""

    exit_code = 2

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def check_output(folder: Path) -> None:
    """Make sure that results may take the place of `folder`.

    Raises:
        OutputError: it is a file, or a folder with anything in it that a run did not write (E401, E402).
    """
    if folder.is_symlink() and not folder.exists():
        raise OutputError("E401", f"{folder} is a link that leads nowhere: name another --output")
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError("E401", f"{folder} is a file: name a folder with --output")
    names = {entry.name for entry in folder.iterdir()} - _CLUTTER
    if not names:
        return
    if not is_results(folder):
        raise OutputError(
            "E402", f"{folder} holds files that no run wrote, and is left as it is: name another --output"
        )
    if strangers := sorted(names.difference(FILES)):
        message = f"{folder} holds {strangers[0]!r} beside a run's results"
        raise OutputError("E402", f"{message}: move it away or name another --output")


def is_results(folder: Path) -> bool:
    """Whether a run wrote the folder, by its manifest."""
    try:
        run = json.loads((folder / RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(run, dict) and run.get("written_by") == WRITER
