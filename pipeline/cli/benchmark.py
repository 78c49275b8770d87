"""`python -m pipeline benchmark`: how fast the pipeline is here, and against other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.outputs import writing
from pipeline.text.visible import visible


class NoBenchmark(Exception):  # noqa: N818 (said to the user as it is)
    """The package was installed without its benchmark, which is a developer's tool."""

    code = "E413"
    exit_code = 2

    def __str__(self) -> str:
        return "the benchmark does not come with the installed package: run it in a checkout of the project"


class NoFiguresError(Exception):
    """A file does not hold figures; the message says which."""

    code = "E414"
    exit_code = 2


def benchmark(
    letters: Annotated[int | None, typer.Option(min=10, help="Different letters in a round \\[default: 400].")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="An order of magnitude, in about a minute.")] = False,
    json_file: Annotated[Path | None, typer.Option("--json", metavar="FILE", help="Write the figures as JSON.")] = None,
    plot_file: Annotated[
        Path | None, typer.Option("--plot", metavar="FILE", help="Draw them: PNG, SVG or PDF by the name's ending.")
    ] = None,
    markdown_file: Annotated[
        Path | None, typer.Option("--markdown", metavar="FILE", help="Write them as Markdown.")
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option(
            help="The corpus from which letters are made, or a folder of letters to be read as they are "
            "\\[default: corpus/]."
        ),
    ] = None,
    from_json: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Measure nothing; show what --json wrote before.")
    ] = None,
) -> None:
    """Measure speed, memory and scaling, against other tools on the same letters."""
    import json
    import sys

    data = _kept(from_json) if from_json is not None else None
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    try:
        from pipeline.benchmark.benchmark import Plan
        from pipeline.benchmark.benchmark import benchmark as measure
        from pipeline.benchmark.report import markdown, plot, sections
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("pipeline.benchmark"):
            raise
        raise NoBenchmark from None

    if data is None:
        plan = Plan.quick(letters or 60) if quick else Plan(letters or 400)
        data = measure(plan, lambda what: print(f"Measuring: {what} …", file=sys.stderr, flush=True), corpus)
    try:
        tables, text = list(sections(data)), markdown(data)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, ZeroDivisionError):
        if from_json is None:
            raise
        raise NoFiguresError(f"{from_json} does not hold the figures that --json writes") from None
    if json_file is not None:
        with writing(json_file):
            json_file.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    if markdown_file is not None:
        with writing(markdown_file):
            markdown_file.write_text(text, encoding="utf-8")
    if plot_file is not None:
        with writing(plot_file):
            plot(data, plot_file)
    console = Console()
    for title, explanation, columns, rows in tables:
        table = Table(*columns, title=title, caption=explanation, title_justify="left")
        for row in rows:
            table.add_row(*(Text(visible(cell)) for cell in row))
        console.print(table)


def _kept(file: Path) -> Any:
    """The figures that an earlier run wrote."""
    import json

    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise NoFiguresError(f"{file} cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        raise NoFiguresError(f"{file} does not hold the figures that --json writes") from None
