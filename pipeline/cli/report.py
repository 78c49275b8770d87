"""`python -m pipeline report`: what a results folder says, in tables and plots."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.terminal import echo

if TYPE_CHECKING:
    from pipeline.views.report.corpus import Corpus
    from pipeline.views.report.tables import Report


def report(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="The folder that `run --output` wrote.")] = Path(
        "results"
    ),
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write one HTML page with plots.")] = None,
    markdown: Annotated[Path | None, typer.Option(metavar="FILE", help="Write a Markdown file.")] = None,
    csv: Annotated[Path | None, typer.Option(metavar="DIR", help="Write each table as a CSV file.")] = None,
    explorer: Annotated[
        str, typer.Option(metavar="URL", help="Where the explorer runs, into which the page's rows lead.")
    ] = "http://127.0.0.1:5100/",
) -> None:
    """Count what was asked for, cited and decided in a results folder.

    Without an option the tables are shown in the terminal.
    """
    if not explorer.startswith(("http://", "https://")):
        raise typer.BadParameter("it is no address of the web (http://…)", param_hint="--explorer")
    from pipeline.views.report.corpus import read_corpus
    from pipeline.views.report.making import report_of
    from pipeline.views.results_folder import read_run

    corpus = read_corpus(results)
    made = report_of(corpus, read_run(results), date.today())
    if html is not None:
        _write(html, _html(corpus, made, explorer))
    if markdown is not None:
        from pipeline.views.report.markdown import markdown_text

        _write(markdown, markdown_text(made))
    if csv is not None:
        _write_csv(csv, made)
    if html is None and markdown is None and csv is None:
        from rich.console import Console

        from pipeline.views.report.terminal import print_report

        print_report(made, Console())


def _html(corpus: Corpus, made: Report, explorer: str) -> str:
    from pipeline.views.report.html import html_text
    from pipeline.views.report.plots import NO_PLOTS, NO_PLOTS_MESSAGE, can_plot, plots_of

    if can_plot():
        return html_text(made, plots_of(corpus, made), explorer=explorer)
    missing = f"{NO_PLOTS} {NO_PLOTS_MESSAGE}"
    echo(missing, err=True)
    return html_text(made, {}, missing, explorer)


def _write(path: Path, text: str) -> None:
    from pipeline.views.results_folder import CANNOT_WRITE, ResultsError

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n", errors="replace")
    except OSError as error:
        raise ResultsError(CANNOT_WRITE, f"cannot write {path}: {error.strerror}") from None
    echo(f"Written: {path}")


def _write_csv(folder: Path, made: Report) -> None:
    from pipeline.views.report.csv_files import write_csv
    from pipeline.views.results_folder import CANNOT_WRITE, ResultsError

    try:
        written = write_csv(made, folder)
    except OSError as error:
        raise ResultsError(CANNOT_WRITE, f"cannot write into {folder}: {error.strerror}") from None
    echo(f"Written: {len(written)} files in {folder}")
