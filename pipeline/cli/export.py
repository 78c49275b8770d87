"""`python -m pipeline export`: results as the file of an annotation tool."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import echo


class ExportFormat(str, Enum):
    """The formats that are written."""

    PRODIGY = "prodigy"
    LABEL_STUDIO = "label-studio"
    BRAT = "brat"
    DOCCANO = "doccano"
    INCEPTION = "inception"
    DOCBIN = "docbin"
    CSV = "csv"


_ENDINGS = {
    ExportFormat.PRODIGY: "prodigy.jsonl",
    ExportFormat.LABEL_STUDIO: "label-studio.json",
    ExportFormat.BRAT: "brat",
    ExportFormat.DOCCANO: "doccano.jsonl",
    ExportFormat.INCEPTION: "inception",
    ExportFormat.DOCBIN: "letters.spacy",
    ExportFormat.CSV: "spans.csv",
}
_SHOWN = 10


def export(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="A folder that `run` wrote.")],
    to: Annotated[ExportFormat, typer.Option("--to", help="The format.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="OUT", help="A file; for brat and inception a folder.")
    ] = None,
) -> None:
    """Export the letters of a results folder, with their texts, for an annotation tool.

    The texts are read again from where the letters came from. Exit code 1: a letter's source is gone or has changed.
    """
    from pipeline.exchange import exporting

    target = output or Path(_ENDINGS[to])
    exported = exporting.export(results, to.value, target)
    for problem in exported.problems[:_SHOWN]:
        echo(f"{problem.code} {problem.where}: {problem.message}", err=True)
    if (rest := len(exported.problems) - _SHOWN) > 0:
        echo(f"and {rest} more letters left out", err=True)
    echo(f"{exported.letters} letters with {exported.spans} spans in {target}")
    if exported.problems:
        raise typer.Exit(1)
