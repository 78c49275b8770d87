"""`python -m pipeline run`: letters in, results out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from pipeline.reading import ReadingOptions
    from pipeline.running.engine import Job
    from pipeline.running.letters import LetterOutcome
    from pipeline.running.work import Tally
    from pipeline.writing.rendering import Rendered

PatternsOption = Annotated[
    list[Path] | None,
    typer.Option("--patterns", "-p", metavar="FILE_OR_DIR", help="Rule packs of your own, beside the shipped ones."),
]
TextFieldOption = Annotated[str, typer.Option(metavar="NAME", help="The field of a JSONL row with the letter.")]
IdFieldOption = Annotated[str, typer.Option(metavar="NAME", help="The field of a JSONL row that names the letter.")]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", "-w", min=1, help="Processes [default: 1, for much input one per core]."),
]
MaxMegabytesOption = Annotated[
    float, typer.Option(min=0.001, help="The largest text file, PDF or JSONL row that is read.")
]


def run(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="Text, PDF, JSONL and zip files, folders of these, or - for standard input.",
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="The folder for the results; one that a run wrote is replaced."),
    ] = Path("results"),
    patterns: PatternsOption = None,
    text_field: TextFieldOption = "text",
    id_field: IdFieldOption = "id",
    workers: WorkersOption = None,
    max_megabytes: MaxMegabytesOption = 50.0,
) -> None:
    """Read letters and write what they decided.

    Writes letters.jsonl, determinations.csv, problems.jsonl and run.json. Exit code 1: a document failed.
    """
    from pipeline.reading import ReadingOptions

    options = ReadingOptions(
        text_field, id_field, int(max_megabytes * 1e6), leave_out=frozenset({str(output.resolve())})
    )
    try:
        complete = write_results(inputs, output, tuple(map(str, patterns or ())), options, workers)
    except KeyboardInterrupt:
        typer.echo(f"Stopped: {output} is as it was before.", err=True)
        raise typer.Exit(130) from None
    if not complete:
        raise typer.Exit(1)


def write_results(
    inputs: Sequence[str],
    output: Path,
    patterns: tuple[str, ...],
    options: ReadingOptions,
    workers: int | None = None,
) -> bool:
    """Read `inputs`, write the results folder and show what was found; whether no document failed.

    Raises:
        OutputError: the folder may not be replaced, or cannot be written.
        PatternError: a rule file cannot be used.
        WorkerDiedError: a worker process ended on its own.
    """
    start, started = perf_counter(), datetime.now(timezone.utc)
    from pipeline.cli import show
    from pipeline.patterns import load_rules
    from pipeline.running.engine import Job
    from pipeline.running.extract import load_pipeline, processes_worth
    from pipeline.running.work import Tally, estimate
    from pipeline.writing.folder import check_output, replacing
    from pipeline.writing.results import ResultsWriter, write_run
    from pipeline.writing.run_data import run_data

    check_output(output)
    packs = load_rules(overlays=patterns).packs
    work = estimate(inputs, options)
    workers = workers or processes_worth(work.milliseconds)
    job = Job(partial(load_pipeline, patterns), render_outcome, options)
    tally, first = Tally(), show.First()
    with replacing(output) as folder:
        with ResultsWriter(folder) as writer, show.progress(work.documents) as advance:
            for rendered in _results(inputs, job, workers, tally):
                writer.write(rendered)
                first.add(rendered)
                advance()
        tally.add({"total": perf_counter() - start})
        run = run_data(
            inputs=inputs,
            settings={"patterns": patterns, "workers": workers, **_settings(options)},
            packs=packs,
            counts=writer.counts,
            skipped=tally.skipped,
            seconds=tally.seconds,
            started=started,
        )
        write_run(folder, run)
    show.summary(writer.counts, first, output, tally.seconds["total"])
    return writer.counts.failed == 0


def _settings(options: ReadingOptions) -> dict[str, str | int]:
    return {"text_field": options.text_field, "id_field": options.id_field, "max_bytes": options.max_bytes}


def render_outcome(outcome: LetterOutcome) -> Rendered:
    """A document's share of the output; runs in the process that read the letter."""
    from pipeline.writing.rendering import render

    return render(outcome.record, outcome.problem)


def _results(inputs: Sequence[str], job: Job[Rendered], workers: int, tally: Tally) -> Iterator[Rendered]:
    """The results as they come; the time between asking for one and the next is the writing's."""
    from pipeline.running.engine import process

    writing = 0.0
    for rendered in process(inputs, job, workers=workers, tally=tally):
        start = perf_counter()
        yield rendered
        writing += perf_counter() - start
    tally.add({"write": writing})
