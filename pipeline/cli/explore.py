"""`python -m pipeline explore`: a page over a results folder, on this machine alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from pipeline.cli.terminal import echo

PORT = 5100
"""The port of the explorer, always the same: addresses of letters stay good."""


def explore(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="The folder that `run --output` wrote.")] = Path(
        "results"
    ),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port on 127.0.0.1; 0 takes any free one.")] = PORT,
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
    cache: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where the search index is kept.", show_default="your cache folder"),
    ] = None,
) -> None:
    """Search, filter and read the letters of a results folder in the browser.

    Serves a page on 127.0.0.1 until it is ended with Ctrl-C. Nothing is written into the results folder.
    """
    from pipeline.views.explorer.index import Index
    from pipeline.views.explorer.index_file import index_of
    from pipeline.views.explorer.server import Corpus, make_server
    from pipeline.views.results_folder import open_records

    with open_records(results) as records:
        with _progress() as started:
            index = Index(index_of(records, cache, started))
        server = make_server(Corpus(results, records, index), port)
        echo(f"{index.items:,} items in {index.letters:,} letters: {server.address}")
        echo("Ctrl-C ends it.")
        if browser:
            typer.launch(server.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            echo("Ended.")
        finally:
            server.server_close()
            index.close()


@contextmanager
def _progress() -> Iterator[Callable[[int], Callable[[int], None]]]:
    """A progress bar that appears only where an index is made."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("Making the search index"),
        BarColumn(bar_width=None),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )

    def started(octets: int) -> Callable[[int], None]:
        bar.start()
        task = bar.add_task("", total=octets)
        return lambda more: bar.advance(task, more)

    try:
        yield started
    finally:
        bar.stop()
