"""`python -m pipeline run`: letters in, results out."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from pipeline.cli import numbers
from pipeline.cli.inputs import tell_missing
from pipeline.cli.terminal import echo

if TYPE_CHECKING:
    from pipeline.reading import ReadingOptions
    from pipeline.running.run import RunReport, RunRequest

PatternsOption = Annotated[
    list[Path] | None,
    typer.Option("--patterns", "-p", metavar="FILE_OR_DIR", help="Rule packs of your own, beside the shipped ones."),
]
TextFieldOption = Annotated[
    list[str] | None,
    typer.Option(
        "--text-field", metavar="NAME", help="The field of a row with the letter (again for more).", show_default="text"
    ),
]
IdFieldOption = Annotated[str, typer.Option(metavar="NAME", help="The field of a row that names the letter.")]
TableOption = Annotated[
    Literal["dmhc", "cdi", "ny"] | None,
    typer.Option(help="Whose published columns a table has.", show_default="by the columns' names"),
]
OutcomeFieldOption = Annotated[
    str | None, typer.Option(metavar="NAME", help="The column with the official decision.", show_default="by --table")
]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", "-w", min=1, help="Processes.", show_default="1, for much input one per core"),
]
MaxMegabytesOption = Annotated[float, typer.Option(min=0.001, help="The largest text file, PDF or row that is read.")]
OcrOption = Annotated[
    bool, typer.Option("--ocr", help="Recognise the text of scanned pages, by OCRmyPDF or Tesseract.")
]
Engine = Literal["local", "ray"]


def run(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Text, PDF, JSONL, CSV, Excel, Parquet and zip files, folders of these, or - for standard input.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="The folder for the results; one that a run wrote is replaced."),
    ] = Path("results"),
    patterns: PatternsOption = None,
    text_field: TextFieldOption = None,
    id_field: IdFieldOption = "id",
    table: TableOption = None,
    each_field: Annotated[
        bool, typer.Option("--each-field", help="Each --text-field is a letter of its own, not a part of one.")
    ] = False,
    outcome_field: OutcomeFieldOption = None,
    workers: WorkersOption = None,
    max_megabytes: MaxMegabytesOption = 50.0,
    formats: Annotated[
        str, typer.Option("--format", "-f", metavar="NAMES", help="Of jsonl, csv, parquet and docbin, with commas.")
    ] = "jsonl,csv",
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an unfinished run, if there is one.")] = False,
    time_limit: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="For one letter; what takes longer is set aside. 0: none.")
    ] = 60.0,
    save_every: Annotated[
        float, typer.Option(min=0, metavar="SECONDS", help="How much work may be lost where the run is killed.")
    ] = 5.0,
    ocr: OcrOption = False,
    engine: Annotated[
        Engine, typer.Option(help="ray: on a Ray cluster, from files, buckets or Parquet to Parquet.")
    ] = "local",
) -> None:
    """Read letters and write what they decided.

    Writes letters.jsonl, determinations.csv, problems.jsonl and run.json. Exit code 1: a document failed.
    """
    from pipeline.reading import ReadingOptions
    from pipeline.reading.ocr import ocr_program
    from pipeline.running.run import RunRequest
    from pipeline.writing.formats import parse_formats

    seconds = numbers.seconds(time_limit, "--time-limit")
    options = ReadingOptions(
        text_fields(text_field),
        id_field,
        numbers.size(max_megabytes, "--max-megabytes"),
        leave_out=frozenset({os.path.realpath(output)}),
        time_limit=seconds,
        table=table,
        each_field=each_field,
        outcome_field=outcome_field,
        ocr=ocr,
    )
    if ocr:
        ocr_program()
    own = tuple(map(str, patterns or ()))
    if engine == "ray":
        _run_with_ray(inputs, str(output), own, options, workers, seconds or None)
        return
    tell_missing(inputs, f"there is nothing to read: {output} is as it was")
    request = RunRequest(
        tuple(inputs),
        output,
        own,
        options,
        workers,
        parse_formats(formats),
        seconds or None,
        resume,
        numbers.seconds(save_every, "--save-every", never=math.inf),
    )
    report = _write_results(request)
    if report.stopped_by is not None:
        raise typer.Exit(128 + report.stopped_by)
    if report.counts.failed or report.kept:
        raise typer.Exit(1)


def text_fields(named: list[str] | None) -> tuple[str, ...]:
    """The fields of the text that a user names, or the one that is taken otherwise."""
    return tuple(named) if named else ("text",)


def _write_results(request: RunRequest) -> RunReport:
    """Do the run and show what was found."""
    from pipeline.cli import show
    from pipeline.running.run import run_letters

    first = show.First()
    try:
        with show.following(first) as follower:
            report = run_letters(request, follower)
    except KeyboardInterrupt:
        echo(f"Ended at once: {request.output} is as before; --resume goes on from the last save.", err=True)
        raise typer.Exit(130) from None
    if report.stopped_by is not None:
        echo(
            f"Stopped: {request.output} is as it was before. {report.counts.documents:,} documents are saved; "
            "the same command with --resume goes on.",
            err=True,
        )
    else:
        show.summary(report.counts, first, request.output, report.seconds, kept=report.kept)
    return report


def _run_with_ray(
    inputs: list[str],
    output: str,
    patterns: tuple[str, ...],
    options: ReadingOptions,
    workers: int | None,
    time_limit: float | None,
) -> None:
    from pipeline.running.ray_engine import RayRequest, run_with_ray

    report = run_with_ray(RayRequest(tuple(inputs), output, patterns, options, workers, time_limit))
    echo(f"{report.letters:,} letters, {report.determinations:,} items, {report.failed:,} failed: {output}")
    if report.failed:
        raise typer.Exit(1)
