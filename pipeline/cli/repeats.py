"""`python -m pipeline boilerplate` and `duplicates`: what comes again in a results folder."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Annotated, Any

import typer

from pipeline.cli.terminal import echo, echo_json

Results = Annotated[Path, typer.Argument(metavar="RESULTS", help="The folder that `run --output` wrote.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]


def boilerplate(
    results: Results = Path("results"),
    least: Annotated[int, typer.Option(min=2, metavar="N", help="Passages of at least so many letters.")] = 3,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Show so many of them.")] = 50,
    quoted: Annotated[bool, typer.Option("--quoted", help="Only what mostly stands in quotation marks.")] = False,
    csv: Csv = False,
    as_json: Json = False,
) -> None:
    """Find the sentences of rationales that stand in many letters, with how often and how they were decided."""
    from pipeline.views.repeats.boilerplate import boilerplate as find
    from pipeline.views.repeats.boilerplate import passage_data

    passages = [one for one in find(results, least) if not quoted or one.quoted > 1 / 2]
    rows = [passage_data(one) for one in passages[:limit]]
    if csv or as_json:
        _print(rows, csv)
        return
    for row in rows:
        cited = f", {row['guideline_share']:.0%} cite {row['guideline']}" if row["guideline"] else ""
        marks = f", {row['quoted']:.0%} in quotation marks" if row["quoted"] else ""
        echo(f"{row['letters']} letters, {row['upheld']} upheld, {row['overturned']} overturned{cited}{marks}")
        echo(f"    {row['text']}\n    in {row['examples']}")
    echo(
        f"{len(passages)} passages of at least {least} letters" + (f", {limit} shown" if len(passages) > limit else "")
    )


def duplicates(results: Results = Path("results"), csv: Csv = False, as_json: Json = False) -> None:
    """List the letters that stand in the results twice, and the cases of which there are several versions."""
    from pipeline.views.repeats.cases import SAME
    from pipeline.views.repeats.duplicates import duplicates as find

    same = versions = 0
    for one in find(results):
        same += one.kind == SAME
        versions += one.kind != SAME
        row = {"kind": one.kind, "case_number": one.case_number, "versions": one.versions}
        if csv or as_json:
            _print([{**row, "letters": len(one.paths), "paths": "; ".join(one.paths)}], csv, head=same + versions == 1)
        else:
            echo(f"{one.case_number}: {one.kind}" + (f" ({one.versions})" if one.kind != SAME else ""))
            for path in one.paths:
                echo(f"    {path}")
    if not csv and not as_json:
        echo(f"{same} cases with the same letter twice or more, {versions} with several versions")


def _print(rows: Sequence[dict[str, Any]], csv: bool, *, head: bool = True) -> None:
    from pipeline.writing.csv_text import cell, csv_text

    if not csv:
        for row in rows:
            echo_json(json.dumps(row, ensure_ascii=False))
        return
    lines: Iterable[list[str]] = ([cell(value) for value in row.values()] for row in rows)
    names = [list(row) for row in islice(rows, 1) if head]
    typer.echo(csv_text([*names, *lines]), nl=False)
