"""Where letters lie: inputs named by a user, folders walked, each file found once and in a steady order."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.reading.kinds import Kind, kind_of_name
from pipeline.reading.options import ReadingOptions
from pipeline.reading.problems import (
    NO_LETTERS_IN_FOLDER,
    NOT_A_FILE,
    ReadingProblem,
    from_os_error,
    shown,
)

STANDARD_INPUT = "-"
Input = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Location:
    """One source to open.

    Attributes:
        path: for the system, as the user gave it or below a folder that the user gave.
        kind: by the file's name; `stream` for standard input and pipes.
        size: in bytes; 0 for a stream.
    """

    path: str
    kind: Kind | Literal["stream"]
    size: int = 0


def find(
    inputs: Iterable[Input], options: ReadingOptions, skipped: Callable[[str], None]
) -> Iterator[Location | ReadingProblem]:
    """The sources that `inputs` name, in the order given; folders recursively, their entries sorted by name.

    In folders, hidden entries are passed over and files of other kinds are told to `skipped`; links to
    folders are followed, and a folder that a walk has entered is not entered again.
    """
    for given in inputs:
        path = os.fspath(given)
        if path == STANDARD_INPUT:
            yield Location(path, "stream")
            continue
        try:
            status = Path(path).stat()
        except (OSError, ValueError) as error:
            yield from_os_error(error, shown(path))
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _find_in_folder(path, options, skipped)
        elif stat.S_ISREG(status.st_mode):
            yield Location(path, kind_of_name(path), status.st_size)
        elif stat.S_ISFIFO(status.st_mode):
            yield Location(path, "stream")
        else:
            yield ReadingProblem(NOT_A_FILE, "neither a file nor a folder", shown(path))


def _find_in_folder(
    folder: str, options: ReadingOptions, skipped: Callable[[str], None]
) -> Iterator[Location | ReadingProblem]:
    found = False
    for item in _walk(folder, options, skipped, set()):
        found = True
        yield item
    if not found:
        yield ReadingProblem(
            NO_LETTERS_IN_FOLDER,
            "no text, PDF, JSONL or zip file is in the folder",
            shown(folder),
        )


def _walk(
    folder: str, options: ReadingOptions, skipped: Callable[[str], None], entered: set[tuple[int, int]]
) -> Iterator[Location | ReadingProblem]:
    try:
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in entered:
            return
        entered.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        yield from_os_error(error, shown(folder))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        try:
            if entry.is_dir():
                if not options.leave_out or os.path.realpath(entry.path) not in options.leave_out:
                    yield from _walk(entry.path, options, skipped, entered)
            elif (kind := kind_of_name(entry.name)) == "unnamed":
                skipped(shown(entry.path))
            else:
                status = entry.stat()
                if stat.S_ISREG(status.st_mode):
                    yield Location(entry.path, kind, status.st_size)
                else:
                    skipped(shown(entry.path))
        except OSError as error:
            yield from_os_error(error, shown(entry.path))
