"""`python -m pipeline patterns`: work on the rules. One command per `patterns_*` module."""

from __future__ import annotations

import typer

from pipeline.cli.examples import examples_of
from pipeline.cli.patterns_check import check
from pipeline.cli.patterns_coverage import coverage
from pipeline.cli.patterns_explain import explain
from pipeline.cli.patterns_new import new
from pipeline.cli.patterns_schema import schema
from pipeline.cli.patterns_try import try_rules

app = typer.Typer(help="Check, try and extend the rules.", no_args_is_help=True)
app.command(epilog=examples_of("patterns check"))(check)
app.command(name="try", epilog=examples_of("patterns try"))(try_rules)
app.command(epilog=examples_of("patterns explain"))(explain)
app.command(epilog=examples_of("patterns coverage"))(coverage)
app.command(epilog=examples_of("patterns new"))(new)
app.command(hidden=True, epilog=examples_of("patterns schema"))(schema)
