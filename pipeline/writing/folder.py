"""A results folder that is either the old one or the new one, whole.

Results are written into a hidden folder beside the one that is asked for, and take its place by renaming.
Only a folder that such a run wrote is replaced: its `run.json` says so, and there is nothing else in it.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

RECORDS = "letters.jsonl"
TABLE = "determinations.csv"
PROBLEMS = "problems.jsonl"
RUN = "run.json"
FILES = (RECORDS, TABLE, PROBLEMS, RUN)
WRITER = "imr-pipeline"
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
    if not _is_ours(folder):
        raise OutputError(
            "E402", f"{folder} holds files that no run wrote, and is left as it is: name another --output"
        )
    if strangers := sorted(names.difference(FILES)):
        message = f"{folder} holds {strangers[0]!r} beside a run's results"
        raise OutputError("E402", f"{message}: move it away or name another --output")


def _is_ours(folder: Path) -> bool:
    try:
        run = json.loads((folder / RUN).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(run, dict) and run.get("written_by") == WRITER


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new empty folder to write into; takes the place of `folder` at the end. Where anything fails, and
    where the block raises, the old folder stays and the new one is removed.

    Raises:
        OutputError: `folder` may not be replaced, or the system does not let it.
    """
    target = Path(os.path.realpath(folder))
    check_output(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent))
    except OSError as error:
        raise OutputError("E403", f"cannot write beside {folder}: {error.strerror}") from None
    try:
        yield new
        _swap(new, target)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError("E403", f"cannot write the results to {folder}: {reason}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _swap(new: Path, target: Path) -> None:
    """Put `new` in the place of `target`. Between the two renames nothing else can fail half-way."""
    new.chmod(0o777 & ~_umask())
    check_output(target)
    if not target.exists():
        new.rename(target)
        return
    old = new.with_suffix(".old")
    target.rename(old)
    try:
        new.rename(target)
    except OSError:
        with suppress(OSError):
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
