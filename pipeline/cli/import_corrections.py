"""`python -m pipeline import`: an expert's corrections as gold records."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.run import PatternsOption
from pipeline.cli.terminal import echo


class ImportFormat(str, Enum):
    """The formats that corrections come back in."""

    PRODIGY = "prodigy"
    LABEL_STUDIO = "label-studio"
    BRAT = "brat"


def import_corrections(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="What `prodigy db-out` or Label Studio's JSON export wrote; the folder of brat."
        ),
    ],
    from_: Annotated[ImportFormat, typer.Option("--from", help="The tool.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="The folder of gold records.")] = Path(
        "gold"
    ),
    patterns: PatternsOption = None,
) -> None:
    """Make gold records of corrected letters, for `evaluate` and for tests.

    Exit code 1: a task could not be used, or a correction not be taken over.
    """
    from pipeline.exchange.importing import Imported, write_gold
    from pipeline.exchange.importing import import_corrections as imported
    from pipeline.exchange.normal_values import NormalValues

    written = changed = skipped = troubled = 0
    for one in imported(file, from_.value, NormalValues(patterns=patterns or ())):
        if one is None:
            skipped += 1
            continue
        problems = one.problems if isinstance(one, Imported) else (one,)
        for problem in problems:
            echo(f"{problem.code} {problem.where}: {problem.message}", err=True)
        troubled += bool(problems)
        if isinstance(one, Imported):
            write_gold(one.gold, output)
            written += 1
            changed += one.changed
    echo(f"{written} gold records in {output}, {changed} of them corrected; {skipped} tasks were not accepted")
    if troubled:
        raise typer.Exit(1)
