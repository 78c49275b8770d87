"""Reading the catalogue's files: the shipped ones, then those of the user, whose entries win."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.errors import CatalogueError
from pipeline.guidelines.schema import CatalogueFile
from pipeline.rules.problems import PatternError
from pipeline.rules.where import patterns_folder
from pipeline.rules.yaml_text import YamlText


def shipped_folder() -> Path:
    """`patterns/guidelines` of the checkout, or the copy inside an installed package."""
    return patterns_folder() / "guidelines"


def read_file(path: Path) -> CatalogueFile:
    """One catalogue file; raises `CatalogueError`."""
    try:
        source = YamlText(path.read_text(encoding="utf-8"), str(path))
        data = source.data
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError("E801", f"{path} cannot be read: {error}") from error
    except PatternError as error:
        problem = error.problems[0]
        raise CatalogueError("E801", f"{problem.place}: {problem.message}") from error
    try:
        return CatalogueFile.model_validate({} if data is None else data)
    except ValidationError as error:
        first = max(error.errors(), key=lambda e: len(e["loc"]))
        steps = [step for step in first["loc"] if step not in ("SectionEntry", "function-before[_quoted(), str]")]
        where = ".".join(str(step) for step in steps)
        raise CatalogueError("E802", f"{path}:{source.line(steps)}: {where}: {first['msg']}") from error


def read_files(paths: Iterable[str | Path]) -> list[CatalogueFile]:
    """Catalogue files in order; a folder stands for its `*.yml`, sorted by name."""
    files: list[CatalogueFile] = []
    for path in map(Path, paths):
        members = sorted(path.glob("*.yml")) if path.is_dir() else [path]
        files.extend(read_file(member) for member in members)
    return files


def load_catalogue(overlays: Iterable[str | Path] = ()) -> Catalogue:
    """The shipped catalogue with the files (or folders) of `overlays` laid over it.

    An overlay's guideline replaces the shipped one of the same id; its section lists add to those of the same id.
    """
    paths = tuple(map(str, overlays))
    return _load(paths) if paths else shipped_catalogue()


def _load(overlays: tuple[str, ...]) -> Catalogue:
    return Catalogue(read_files([shipped_folder(), *overlays]))


@lru_cache(maxsize=1)
def shipped_catalogue() -> Catalogue:
    """The shipped catalogue, read once in a process."""
    return _load(())
