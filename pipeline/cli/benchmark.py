"""`python -m pipeline benchmark`: how fast the pipeline is here, and against other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


class NoBenchmark(Exception):  # noqa: N818 (said to the user as it is)
    """The package was installed without its benchmark, which is a developer's tool."""

    code = "E413"
    exit_code = 2

    def __str__(self) -> str:
        return "the benchmark does not come with the installed package: run it in a checkout of the project"


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

    data = json.loads(from_json.read_text(encoding="utf-8")) if from_json is not None else None
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
    if json_file is not None:
        json_file.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    if markdown_file is not None:
        markdown_file.write_text(markdown(data), encoding="utf-8")
    if plot_file is not None:
        plot(data, plot_file)
    console = Console()
    for title, explanation, columns, rows in sections(data):
        table = Table(*columns, title=title, caption=explanation, title_justify="left")
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        console.print(table)
