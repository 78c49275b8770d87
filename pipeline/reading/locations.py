"""Where letters lie: inputs named by a user, folders walked, each file found once and in a steady order."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.reading.kinds import Kind, kind_of_name
from pipeline.reading.options import ReadingOptions
from pipeline.reading.problems import (
    A_RUNS_RESULTS,
    NO_LETTERS_IN_FOLDER,
    NOT_A_FILE,
    ReadingProblem,
    from_os_error,
    shown,
)

STANDARD_INPUT = "-"
RUN_FILE = "run.json"
WRITTEN_BY = '"written_by": "imr-pipeline"'  # how the manifest of a run begins
Input = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class Location:
    """One source to open.

    Attributes:
        path: for the system, as the user gave it or below a folder that the user gave.
        kind: by the file's name; `stream` for standard input and pipes.
        size: in bytes; 0 for a stream.
        modified: when it was last written, in nanoseconds; 0 for a stream.
        named: whether a user named it, and not a folder above it.
    """

    path: str
    kind: Kind | Literal["stream"]
    size: int = 0
    modified: int = 0
    named: bool = False


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
            yield Location(path, kind_of_name(path), status.st_size, status.st_mtime_ns, named=True)
        elif stat.S_ISFIFO(status.st_mode):
            yield Location(path, "stream")
        else:
            yield ReadingProblem(NOT_A_FILE, "neither a file nor a folder", shown(path))


def missing(inputs: Iterable[Input]) -> list[ReadingProblem]:
    """The inputs that are not there, as problems."""
    found = []
    for given in inputs:
        path = os.fspath(given)
        if path != STANDARD_INPUT:
            try:
                Path(path).stat()
            except (OSError, ValueError) as error:
                found.append(from_os_error(error, shown(path)))
    return found


def _find_in_folder(
    folder: str, options: ReadingOptions, skipped: Callable[[str], None]
) -> Iterator[Location | ReadingProblem]:
    if _is_results(folder):
        message = "the folder holds what a run wrote, and no letters: name their folder, or one above both"
        yield ReadingProblem(A_RUNS_RESULTS, message, shown(folder))
        return
    found = False
    for item in _walk(folder, options, skipped):
        found = True
        yield item
    if not found:
        yield ReadingProblem(NO_LETTERS_IN_FOLDER, "no file that is read is in the folder", shown(folder))


def _walk(root: str, options: ReadingOptions, skipped: Callable[[str], None]) -> Iterator[Location | ReadingProblem]:
    entered, left_out = set[tuple[int, int]](), _known(options.leave_out)
    levels = [iter(_entries(root, entered))]  # of a folder, and of the one in it, and so on: as deep as there are
    while levels:
        entry = next(levels[-1], None)
        if entry is None:
            levels.pop()
        elif isinstance(entry, ReadingProblem):
            yield entry
        elif not entry.name.startswith("."):
            try:
                if not entry.is_dir():
                    yield from _file(entry, skipped)
                elif (left_out and left_out & _known([entry.path])) or _is_results(entry.path):
                    skipped(shown(entry.path))
                else:
                    levels.append(iter(_entries(entry.path, entered)))
            except OSError as error:
                yield from_os_error(error, shown(entry.path))


def _entries(folder: str, entered: set[tuple[int, int]]) -> list[os.DirEntry[str] | ReadingProblem]:
    """The entries of a folder by name; none of one that was `entered` before."""
    try:
        status = Path(folder).stat()
        if (status.st_dev, status.st_ino) in entered:
            return []
        entered.add((status.st_dev, status.st_ino))
        with os.scandir(folder) as scan:
            return [*sorted(scan, key=lambda entry: entry.name)]
    except OSError as error:
        return [from_os_error(error, shown(folder))]


def _file(entry: os.DirEntry[str], skipped: Callable[[str], None]) -> Iterator[Location]:
    kind = kind_of_name(entry.name)
    status = entry.stat() if kind != "unnamed" else None
    if status is not None and stat.S_ISREG(status.st_mode):
        yield Location(entry.path, kind, status.st_size, status.st_mtime_ns)
    else:
        skipped(shown(entry.path))


def _known(folders: Iterable[str]) -> set[tuple[int, int]]:
    """What the system knows folders by, whatever paths lead to them: to find out their real paths takes the longer the
    deeper they lie. One that is not there is left out."""
    found = set()
    for folder in folders:
        with suppress(OSError):
            status = Path(folder).stat()
            found.add((status.st_dev, status.st_ino))
    return found


def _is_results(folder: str) -> bool:
    """Whether a run wrote the folder: its manifest says so, and there are records or problems beside it."""
    try:
        with Path(folder, RUN_FILE).open("rb") as file:
            return WRITTEN_BY.encode() in file.read(200)
    except OSError:
        return False
