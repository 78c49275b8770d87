"""Paths that commands are given, looked at before anything is loaded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import typer

from pipeline.cli.terminal import echo, echo_problem

_TOLD = 20
_NOTHING = "E408"


def tell_missing(inputs: list[str], consequence: str, code: str = _NOTHING) -> None:
    """Say which inputs are not there; where none is, end the command with `code` and `consequence`."""
    from pipeline.reading.locations import missing

    problems = missing(inputs)
    for problem in problems[:_TOLD]:
        echo_problem(problem)
    if len(problems) > _TOLD:
        echo(f"and {len(problems) - _TOLD} more inputs that are not there", err=True)
    if inputs and len(problems) == len(inputs):
        echo(f"{code} {consequence}", err=True)
        raise typer.Exit(1)


def typed(text: str, name: str) -> str:
    """Words that were typed as the argument `name`.

    Raises:
        typer.BadParameter: bytes of them are no UTF-8.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise typer.BadParameter(f"{text!r} is not UTF-8", param_hint=name) from None
    return text


def check_patterns(patterns: Iterable[Path] | None) -> None:
    """Make sure that the rule files and folders are there.

    Raises:
        PatternError: some are not (E304).
    """
    if patterns:
        from pipeline.rules.files.found import find_files
        from pipeline.rules.problems import PatternError, Problem

        problems: list[Problem] = []
        find_files(patterns, problems)
        if problems:
            raise PatternError(problems)


def is_results_folder(path: str) -> bool:
    """Whether a path is a folder that `run` wrote."""
    from pipeline.writing.folder import is_results

    folder = Path(path)
    return path != "-" and folder.is_dir() and is_results(folder)
