"""Layouts and catalogue files that stand beside a user's own rule packs, in the folders `layouts/` and
`guidelines/` as below the shipped `patterns/`."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Folder = Literal["layouts", "guidelines"]
SUFFIXES = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class DataSource:
    """A layout or catalogue file of a user's own: the folder it is in, where it stands, the SHA-256 of its bytes."""

    kind: Folder
    file: str
    sha256: str


def own_data(patterns: Iterable[str | Path], kind: Folder) -> list[Path]:
    """The files in the folders `kind` of overlay folders, of each in the order of names."""
    folders = (Path(path) / kind for path in patterns)
    return [file for folder in folders for file in sorted(folder.glob("*")) if file.suffix in SUFFIXES]


def data_sources(patterns: Iterable[str | Path]) -> tuple[DataSource, ...]:
    """All layouts and catalogue files of overlay folders, with their hashes."""
    return tuple(_sources(tuple(patterns)))


def _sources(patterns: tuple[str | Path, ...]) -> Iterator[DataSource]:
    kinds: tuple[Folder, ...] = ("layouts", "guidelines")
    for kind in kinds:
        for file in own_data(patterns, kind):
            yield DataSource(kind, file.as_posix(), hashlib.sha256(file.read_bytes()).hexdigest())
