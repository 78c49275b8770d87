"""Which files a path stands for, and what each of them holds: rules, a layout, a part of the catalogue."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from pipeline.rules.problems import PatternError, Problem

Kind = Literal["rules", "layouts", "guidelines"]
FOLDERS: frozenset[Kind] = frozenset({"layouts", "guidelines"})
"""Folders, below `patterns/` or a folder of a user's own, whose files are no rule packs."""
_SHIPPED = ("layouts", "guidelines", "vocabularies", "fragments")
SUFFIXES = (".yml", ".yaml", ".jsonl")
FIRST_KEY: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("rules", re.compile(r"^pack *:", re.MULTILINE)),
    ("layouts", re.compile(r"^(?:layout|extends|recognised_by) *:", re.MULTILINE)),
    ("guidelines", re.compile(r"^(?:guidelines|section_lists|regulations) *:", re.MULTILINE)),
)
"""Keys at the left edge that tell what a file outside of such a folder holds."""


class RuleFile(NamedTuple):
    """A file, the name that messages use for it, and what it holds."""

    path: Path
    shown: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class DataSource:
    """A file of data that is no rule pack: what it holds, where it stands, the SHA-256 of its bytes."""

    kind: str
    file: str
    sha256: str


def find_files(paths: Iterable[str | Path], problems: list[Problem] | None = None) -> list[RuleFile]:
    """The files that `paths` stand for, in a fixed order; of a folder, all below it.

    A path that does not exist, or a folder without a file, is added to `problems`; without such a list the first is
    raised as `PatternError`, and an empty folder passes.
    """
    found: list[RuleFile] = []
    for path in map(Path, paths):
        if path.is_dir():
            inside = sorted(_inside(path))
            found += inside
            if not inside and problems is not None:
                advice = "Name the folder that your rule files are in."
                problems.append(Problem("E307", "the folder holds no `*.yml`.", path.as_posix(), advice=advice))
        elif path.is_file():
            found.append(RuleFile(path, path.as_posix(), _kind_of(path)))
        else:
            missing = Problem("E304", "there is no such file or folder.", path.as_posix(), advice="Check its path.")
            if problems is None:
                raise PatternError([missing])
            problems.append(missing)
    return found


def files_of(paths: Iterable[str | Path], kind: Kind, problems: list[Problem] | None = None) -> list[RuleFile]:
    """The files of one kind among those that `paths` stand for; one that is named for itself counts in any case.

    For `problems` see `find_files`.
    """
    given = [Path(path) for path in paths]
    return [file for file in find_files(given, problems) if file.kind == kind or file.path in given]


def data_sources(paths: Iterable[str | Path]) -> tuple[DataSource, ...]:
    """All files that are no rule packs among those that `paths` stand for, with their hashes."""
    return tuple(
        DataSource(file.kind, file.path.as_posix(), hashlib.sha256(file.path.read_bytes()).hexdigest())
        for file in find_files(paths, [])
        if file.kind != "rules"
    )


def shipped_data(patterns: Path) -> tuple[DataSource, ...]:
    """The layouts, the catalogue, the vocabularies and the fragments that are shipped, with their hashes; what they
    hold is their folder's name.

    Args:
        patterns: the folder of all shipped files.
    """
    return tuple(
        DataSource(kind, path.relative_to(patterns.parent).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest())
        for kind in _SHIPPED
        for path in sorted((patterns / kind).rglob("*.yml"))
    )


def _inside(folder: Path) -> Iterator[RuleFile]:
    for path in _below(folder):
        if path.suffix in SUFFIXES and path.is_file():
            steps = path.relative_to(folder.parent).parts[:-1]
            kinds = [kind for step in steps for kind in FOLDERS if kind == step]
            shown = path.relative_to(folder.parent).as_posix()
            yield RuleFile(path, shown, kinds[-1] if kinds else "rules")


def _below(folder: Path) -> Iterator[Path]:
    """The files in a folder and in those below it that are not hidden, however deep they lie (`rglob` goes no deeper
    than Python's stack)."""
    left = [folder]
    while left:
        with suppress(OSError), os.scandir(left.pop()) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    yield Path(entry.path)
                elif not entry.name.startswith("."):
                    left.append(Path(entry.path))


def _kind_of(path: Path) -> Kind:
    """What a file that is named for itself holds: by its folder, or else by its keys."""
    for kind in FOLDERS:
        if path.resolve().parent.name == kind:
            return kind
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return "rules"  # whose loader says what is wrong
    return next((kind for kind, key in FIRST_KEY if key.search(text)), "rules")
