"""`python -m pipeline diff`: what changed between two runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def diff(
    old: Annotated[Path, typer.Argument(metavar="OLD", help="A results folder, or its letters.jsonl.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", help="The results to compare with it.")],
    markdown: Annotated[bool, typer.Option("--markdown", help="Write Markdown, as for a pull request.")] = False,
    limit: Annotated[int, typer.Option(min=0, help="Show so many changes of each field; 0 shows all.")] = 10,
) -> None:
    """Show what records gained, lost and changed between two runs, with the text around each value."""
    from pipeline.evaluation.difference import difference, read_records
    from pipeline.evaluation.difference_text import as_markdown, as_text

    result = difference(read_records(old), read_records(new))
    typer.echo(as_markdown(result, limit) if markdown else as_text(result, limit), nl=False)
