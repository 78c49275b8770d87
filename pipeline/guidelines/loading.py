"""Reading the catalogue's files: the shipped ones, then those of the user, whose entries win."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.schema import CatalogueFile
from pipeline.rules.files.found import RuleFile, files_of
from pipeline.rules.files.kept_files import Form, read_or_kept
from pipeline.rules.files.layering import Layered
from pipeline.rules.files.reading import read_data, read_model, read_text
from pipeline.rules.problems import PatternError, Problem
from pipeline.rules.where import patterns_folder

BEGINNING = "`guidelines:`, `section_lists:` or `regulations:`"


def load_catalogue(overlays: Iterable[str | Path] = ()) -> Catalogue:
    """The shipped catalogue with the files (or folders) of `overlays` laid over it.

    An overlay's guideline replaces the shipped one of the same id; its section lists add to those of the same id.
    Raises `PatternError` with every problem of every file.
    """
    paths = tuple(map(str, overlays))
    return Catalogue(read_files(paths)) if paths else shipped_catalogue()


@lru_cache(maxsize=1)
def shipped_catalogue() -> Catalogue:
    """The shipped catalogue, read once in a process."""
    return Catalogue(read_files(()))


def read_files(overlays: Iterable[str | Path]) -> list[CatalogueFile]:
    """The shipped files and those of `overlays`, checked each and against each other. Raises `PatternError`.

    What they hold is kept between runs.
    """
    overlays, missing = tuple(overlays), list[Problem]()
    files = [*files_of([patterns_folder()], "guidelines"), *files_of(overlays, "guidelines", missing)]
    if missing:
        return _read(overlays)
    return read_or_kept(_FILES, files, lambda: _read(overlays))


def _files_data(files: Iterable[CatalogueFile]) -> list[dict[str, Any]]:
    return [file.model_dump(exclude_defaults=True) for file in files]


def _files(data: Iterable[Any]) -> list[CatalogueFile]:
    return [CatalogueFile.model_validate(one) for one in data]


_FILES = Form("guidelines", _files_data, _files)


def _read(overlays: Iterable[str | Path]) -> list[CatalogueFile]:
    problems: list[Problem] = []
    shipped = _read_all(files_of([patterns_folder()], "guidelines"), problems)
    extra = _read_all(files_of(overlays, "guidelines", problems), problems)
    problems += _taken(shipped)
    lists = {one.id for file, _ in (*shipped, *extra) for one in file.section_lists}
    for file, source in (*shipped, *extra):
        problems += _taken([(file, source)]) if (file, source) in extra else []
        problems += _unknown_lists(file, source, lists)
    problems += _without_base([*shipped, *extra])
    if problems:
        raise PatternError(problems)
    return [file for file, _ in (*shipped, *extra)]


def _read_all(files: Iterable[RuleFile], problems: list[Problem]) -> list[tuple[CatalogueFile, Layered]]:
    found: list[tuple[CatalogueFile, Layered]] = []
    for file in files:
        try:
            source = read_data(read_text(file.path, file.shown), BEGINNING)
            found.append((read_model(CatalogueFile, source), source))
        except PatternError as error:
            problems += error.problems
    return found


def _taken(files: Iterable[tuple[CatalogueFile, Layered]]) -> list[Problem]:
    """Ids of guidelines that files of one layer give twice."""
    first: dict[str, str] = {}
    problems: list[Problem] = []
    for file, source in files:
        for index, entry in enumerate(file.guidelines):
            name, line = source.place(["guidelines", index])
            if entry.id in first:
                message = f"the id {entry.id} is taken by the guideline at {first[entry.id]}."
                problems.append(Problem("E330", message, name, line, advice="Give one of the two another id."))
            first.setdefault(entry.id, f"{name}:{line}")
    return problems


def _without_base(files: Iterable[tuple[CatalogueFile, Layered]]) -> list[Problem]:
    """Guidelines that inherit from none before them, or that inherit nothing and have no title or source."""
    known: set[str] = set()
    problems: list[Problem] = []
    for file, source in files:
        for index, entry in enumerate(file.guidelines):
            place = source.place(["guidelines", index])
            if entry.inherits is not None and entry.inherits not in known:
                message = f"the guideline {entry.id} inherits from {entry.inherits!r}, which no entry before it is."
                problems.append(Problem("E804", message, *place, advice="Name the id of a guideline before it."))
            elif entry.inherits is None and not (entry.title and entry.source):
                missing = "title" if not entry.title else "source"
                message = f"the guideline {entry.id} has no `{missing}`."
                problems.append(Problem("E311", message, *place, advice="Give both, or `inherits`."))
            known.add(entry.id)
    return problems


def _unknown_lists(file: CatalogueFile, source: Layered, known: set[str]) -> list[Problem]:
    return [
        Problem(
            "E803",
            f"the guideline {entry.id} names a list of sections that no file has: {name!r}.",
            *source.place(["guidelines", index, "section_lists", at]),
            advice="Give one file a list with this id under `section_lists`.",
        )
        for index, entry in enumerate(file.guidelines)
        for at, name in enumerate(entry.section_lists)
        if name not in known
    ]
