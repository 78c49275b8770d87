"""`python -m pipeline patterns`: work on the rules. One command per `patterns_*` module."""

from __future__ import annotations

import typer

from pipeline.cli.patterns_check import check
from pipeline.cli.patterns_coverage import coverage
from pipeline.cli.patterns_explain import explain
from pipeline.cli.patterns_new import new
from pipeline.cli.patterns_schema import schema
from pipeline.cli.patterns_try import try_rules

app = typer.Typer(help="Check, try and extend the rules.", no_args_is_help=True)
app.command()(check)
app.command(name="try")(try_rules)
app.command()(explain)
app.command()(coverage)
app.command()(new)
app.command(hidden=True)(schema)
