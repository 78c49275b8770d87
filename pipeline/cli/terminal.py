"""What commands print: texts of letters and names of files may hold anything, and are shown as visible text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from pipeline.text.visible import visible, visible_json, visible_line

if TYPE_CHECKING:
    from pipeline.reading.problems import ReadingProblem


def echo(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print `text` to standard output, or to standard error."""
    typer.echo(visible(text), err=err, nl=nl)


def echo_problem(problem: ReadingProblem) -> None:
    """Say on standard error, in one line, what is wrong with a document."""
    echo(f"{problem.code} {visible_line(problem.path)}: {problem.message}", err=True)


def echo_json(text: str) -> None:
    """Print JSON to standard output."""
    typer.echo(visible_json(text))
