"""The command line: one command per module. The modules import what is heavy only when their command runs."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Mapping
from typing import Annotated

import typer

from pipeline.cli.benchmark import benchmark
from pipeline.cli.cite import cite
from pipeline.cli.demo import demo
from pipeline.cli.diff import diff
from pipeline.cli.errors import output_lost
from pipeline.cli.errors import report as report_error
from pipeline.cli.evaluate import evaluate
from pipeline.cli.examples import examples_of
from pipeline.cli.explore import explore
from pipeline.cli.export import export
from pipeline.cli.import_corrections import import_corrections
from pipeline.cli.inspect import inspect
from pipeline.cli.patterns import app as patterns
from pipeline.cli.repeats import boilerplate, duplicates
from pipeline.cli.report import report
from pipeline.cli.run import run
from pipeline.cli.schema import schema

app = typer.Typer(
    name="imr",
    help="Reads California's Independent Medical Review letters and writes structured determinations.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

_DEBUG = "--debug"
_OBJECTS = 300_000
"""After so many new objects the garbage collector looks for some that can go. What a command loads at its start are
many, and all of them stay."""


def _print_version(wanted: bool) -> None:
    if wanted:
        from pipeline.writing.provenance import version_text

        typer.echo(version_text())
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_print_version,
            is_eager=True,
            help="Show the version, and that of all that decides on records.",
        ),
    ] = False,
    debug: Annotated[bool, typer.Option(_DEBUG, help="Show where an unexpected error comes from.")] = False,
) -> None:
    """Options of every command; `--debug` is taken out of the arguments before they are parsed."""


_COMMANDS: Mapping[str, Callable[..., None]] = {
    "demo": demo,
    "run": run,
    "evaluate": evaluate,
    "diff": diff,
    "inspect": inspect,
    "export": export,
    "import": import_corrections,
    "explore": explore,
    "report": report,
    "boilerplate": boilerplate,
    "duplicates": duplicates,
    "cite": cite,
    "schema": schema,
    "benchmark": benchmark,
}
for _name, _command in _COMMANDS.items():
    app.command(_name, epilog=examples_of(_name))(_command)
app.add_typer(patterns, name="patterns")


def run_command_line(arguments: list[str] | None = None) -> None:
    """Run a command and end the process: 0 done, 1 something failed, 2 wrong usage. No traceback reaches the
    user unless `--debug` stands anywhere among the arguments."""
    gc.set_threshold(_OBJECTS)
    arguments = list(sys.argv[1:] if arguments is None else arguments)
    debug = _DEBUG in arguments
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal without Unicode shows `?`, and the run goes on
    if os.environ.get("COLUMNS") == "0":
        del os.environ["COLUMNS"]  # a terminal of unknown width, not one of none
    try:
        app(args=[a for a in arguments if a != _DEBUG], prog_name="imr")
    except SystemExit as end:
        sys.exit(output_lost() or end.code)
    except Exception as error:
        if lost := output_lost(error):
            sys.exit(lost)
        if debug:
            raise
        sys.exit(report_error(error))
