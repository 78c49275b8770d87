"""Layout files to layouts: what they take over from each other, and what a user's files add to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.layouts.budget import costly
from pipeline.layouts.model import CHECKED, Layout
from pipeline.rules.files.found import RuleFile, files_of, find_files
from pipeline.rules.files.kept_files import Form, read_or_kept
from pipeline.rules.files.layering import Layered
from pipeline.rules.files.reading import read_data, read_model, read_text
from pipeline.rules.load import shipped_shared
from pipeline.rules.problems import PatternError, Problem
from pipeline.rules.shared import Shared
from pipeline.rules.where import patterns_folder

_ITS_OWN = ("fallback", "of_tables", "off", "classified", "reviewers")  # keys that no layout takes over
_DEEPEST = 20
BEGINNING = "`layout: mine`, or with `extends: final-determination` alone to add to that layout"


def load_layouts(
    paths: Iterable[str | Path] | None = None, overlays: Iterable[str | Path] = (), shared: Shared | None = None
) -> tuple[Layout, ...]:
    """The layouts of `paths` (default: the shipped ones), changed by `overlays`; both take files and folders. `shared`:
    the fragments that they may name (default: the shipped ones).

    A file with a name (`layout`) takes the place of an earlier layout of that name; with `extends` it takes over from
    another one what it does not say itself, key by key. A file with `extends` alone adds to that layout: mappings are
    merged, lists become longer. `off: true` leaves a layout out. Named layouts of `overlays` come first.

    Raises:
        PatternError: with every problem of every file.

    What the shipped ones come to, with the same overlays and fragments, is kept between runs.
    """
    shared = shared or shipped_shared()
    overlays, missing = tuple(overlays), list[Problem]()
    files = [*find_files([patterns_folder()], []), *find_files(overlays, missing)]
    if paths is not None or missing:
        return _load(paths, overlays, shared)
    return read_or_kept(_LAYOUTS, files, lambda: _load(None, overlays, shared), shared.digest)


def _layouts_data(layouts: Iterable[Layout]) -> list[dict[str, Any]]:
    return [layout.model_dump(exclude_none=True) for layout in layouts]


def _layouts(data: Iterable[Any]) -> tuple[Layout, ...]:
    return tuple(Layout.model_validate(one, context=CHECKED) for one in data)


_LAYOUTS = Form("layouts", _layouts_data, _layouts)


def _load(paths: Iterable[str | Path] | None, overlays: Iterable[str | Path], shared: Shared) -> tuple[Layout, ...]:
    problems: list[Problem] = []
    shipped = [patterns_folder()] if paths is None else paths
    base = _read_all(files_of(shipped, "layouts", problems), problems)
    mine = _read_all(files_of(overlays, "layouts", problems), problems)
    problems += [problem for file in mine for problem in costly(file, shared)]
    named: dict[str, Layered] = {}
    for file in (*base, *mine):
        if _adds(file, named):
            _add(file, named, problems)
        else:
            named[file.data["layout"]] = file
    first = [file.data["layout"] for file in mine if "layout" in file.data]
    order = dict.fromkeys([*first, *named])
    layouts: list[Layout] = []
    for name in order:
        try:
            layouts.append(read_model(Layout, _whole(name, named, ()), shared))
        except PatternError as error:
            problems += error.problems
    if problems:
        raise PatternError(list(dict.fromkeys(problems)))
    return tuple(layout for layout in layouts if not layout.off)


def _read_all(files: Iterable[RuleFile], problems: list[Problem]) -> list[Layered]:
    found: list[Layered] = []
    for file in files:
        try:
            source = read_data(read_text(file.path, file.shown), BEGINNING)
            name = source.data.get("layout", source.data.get("extends"))
            if not isinstance(name, str):
                message = "`layout` is missing." if name is None else "`layout` has to be text."
                problems.append(Problem("E311", message, file.shown, 1, advice=f"A file starts with {BEGINNING}."))
            else:
                found.append(source)
        except PatternError as error:
            problems += error.problems
    return found


def _adds(file: Layered, named: Mapping[str, Layered]) -> bool:
    """Whether a file adds to a layout instead of being one: it has no name, or the name of the one that it extends."""
    name, base = file.data.get("layout"), file.data.get("extends")
    return name is None or (name == base and name in named)


def _add(file: Layered, named: dict[str, Layered], problems: list[Problem]) -> None:
    target = file.data["extends"]
    if target not in named:
        problems.append(_no_layout(file, named))
        return
    text, _ = file.origin(())
    added = {key: value for key, value in file.data.items() if key not in ("layout", "extends", "note")}
    named[target] = named[target].adding(text, added)


def _whole(name: str, named: Mapping[str, Layered], heirs: tuple[str, ...]) -> Layered:
    """A layout's data with what it takes over from the one that it extends, and that one from its own base."""
    file = named[name]
    base = file.data.get("extends")
    if base is None:
        return file
    if len(heirs) > _DEEPEST:
        place = file.place(["extends"])
        raise PatternError([Problem("E328", f"more than {_DEEPEST} layouts extend each other in a row.", *place)])
    if base not in named or base in (name, *heirs):
        raise PatternError([_no_layout(file, [one for one in named if one not in (name, *heirs)])])
    inherited = _whole(base, named, (name, *heirs))
    plain = {key: value for key, value in inherited.data.items() if key not in _ITS_OWN}
    return file.replacing(Layered(plain, inherited.origins))


def _no_layout(file: Layered, known: Iterable[str]) -> Problem:
    place, names = file.place(["extends"]), list(known)
    close = get_close_matches(str(file.data["extends"]), names, 1)
    advice = f"Did you mean `{close[0]}`?" if close else f"Known are: {', '.join(names) or 'none'}."
    return Problem("E333", f"`extends`: there is no other layout {file.data['extends']!r}.", *place, advice=advice)
