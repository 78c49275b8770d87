"""`patterns check`: are the rules well-formed, can each of them match, and do its examples come out?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILE_OR_DIR]...", help="Your rule files; without any, the shipped ones."),
    ] = None,
) -> None:
    """Check rule files together with the shipped rules. Exit code 1: there are errors."""
    from pipeline.cli.patterns_options import letter_tokens
    from pipeline.patterns.check import check_files

    report = check_files(list(files or ()), *letter_tokens())
    for problem in report.problems:
        typer.echo(str(problem))
    warnings = len(report.problems) - report.errors
    typer.echo(
        f"{report.rules} rules with {report.examples} examples in {report.files} files: "
        f"{report.errors} errors, {warnings} warnings"
    )
    if report.errors:
        raise typer.Exit(1)
