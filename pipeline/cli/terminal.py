"""What commands print: texts of letters and names of files may hold anything, and are shown as visible text."""

from __future__ import annotations

import typer

from pipeline.text.visible import visible


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print `text` to standard output, or to standard error."""
    typer.echo(visible(text), err=err, nl=nl)
