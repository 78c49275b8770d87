"""`cite TEXT`: resolve and check a citation typed in, and say what the catalogue knows of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def cite(
    text: Annotated[str, typer.Argument(help="A citation, a guideline line, or sentences that name guidelines.")],
    date: Annotated[
        str | None, typer.Option("--date", help="Day of the decision (2016-12-30), to check editions against.")
    ] = None,
    catalogue: Annotated[
        list[Path] | None, typer.Option("--catalogue", help="Your own catalogue files or folders.")
    ] = None,
    patterns: Annotated[
        list[Path] | None, typer.Option("--patterns", help="Your own rule files or folders, and their `guidelines/`.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """Resolve and check a citation, and show what the catalogue knows of its guideline and sections.

    Exit code 1 where no citation is found in the text or one is wrong.
    """
    from pipeline.cli.inputs import check_patterns, typed
    from pipeline.rules.files.found import find_files

    text = typed(text, "TEXT")
    if date is not None:
        _check_date(date)
    check_patterns(catalogue)
    own = find_files(patterns or ())
    from pipeline.cli.cite_report import print_json, print_tables
    from pipeline.guidelines.loading import load_catalogue
    from pipeline.running.typed_citations import read_typed

    known = load_catalogue([*(file.path for file in own if file.kind == "guidelines"), *(catalogue or ())])
    found = read_typed(text, date, known, tuple(str(file.path) for file in own if file.kind == "rules"))
    (print_json if as_json else print_tables)(found, known)
    if not found or any(one.problems for one in found):
        raise typer.Exit(1)


def _check_date(value: str) -> None:
    from datetime import date

    try:
        date.fromisoformat(value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day written as 2016-12-30", param_hint="--date") from None
