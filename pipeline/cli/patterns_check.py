"""`patterns check`: are the rules well-formed, can each of them match, and do its examples come out?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import echo


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE_OR_DIR]...", help="Your rule files; without any, the shipped ones."),
    ] = None,
) -> None:
    """Check rule files together with the shipped rules. Exit code 1: there are errors."""
    from pipeline.rules.files.found import find_files
    from pipeline.rules.problems import Problem

    missing: list[Problem] = []
    found = find_files(files or (), missing)
    if missing:
        echo("\n".join(map(str, missing)))
        echo(f"{_count(len(found), 'file')}: {_count(len(missing), 'error')}, 0 warnings; no rule was tried")
        raise typer.Exit(1)
    from pipeline.cli.patterns_options import letter_tokens
    from pipeline.rules.checking.check import check_files

    report = check_files(list(files or ()), *letter_tokens())
    for problem in report.problems:
        echo(str(problem))
    warnings = len(report.problems) - report.errors
    where = _count(report.files, "file")
    counted = f"{_count(report.errors, 'error')}, {_count(warnings, 'warning')}"
    if report.rules is None:
        echo(f"{where}: {counted}; no rule was tried")
    else:
        echo(f"{_count(report.rules, 'rule')} with {_count(report.examples, 'example')} in {where}: {counted}")
    if report.errors:
        raise typer.Exit(1)


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
