"""What a run shows in the terminal: its progress, what was found, the first determinations."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)
from rich.table import Table
from rich.text import Text

from pipeline.reading.problems import ReadingProblem
from pipeline.writing.rendering import Counts, Glance, Rendered

GLANCES = 8
PROBLEMS = 5
_STYLES = {"upheld": "yellow", "overturned": "green"}


@dataclass(slots=True)
class First:
    """The first determinations and problems of a run."""

    glances: list[Glance] = field(default_factory=list)
    problems: list[ReadingProblem] = field(default_factory=list)

    def add(self, rendered: Rendered) -> None:
        """Take what is still wanted of one document."""
        self.glances += rendered.glances[: GLANCES - len(self.glances)]
        if rendered.problem is not None and len(self.problems) < PROBLEMS:
            self.problems.append(rendered.problem)


@contextmanager
def progress(total: int | None) -> Iterator[Callable[[], None]]:
    """A progress bar on standard error; gives the function that says one document is done."""
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
    )
    with bar:
        task = bar.add_task("Reading letters", total=total)
        yield lambda: bar.advance(task)
        bar.update(task, total=bar.tasks[0].completed)  # a file may hold several letters


def summary(counts: Counts, first: First, output: Path, seconds: float) -> None:
    """Print the tables of a finished run."""
    console = Console()
    console.print(_counts_table(counts))
    if first.glances:
        console.print(_glances_table(first.glances, counts.determinations))
    for problem in first.problems:
        line = Text(f"{problem.code} ", style="red" if problem.severity == "error" else "yellow")
        console.print(line.append(f"{problem.path}: {_short(problem.message, 200)}", style="default"))
    if (rest := counts.failed + counts.doubtful - len(first.problems)) > 0:
        console.print(Text(f"and {rest} more problems in {output / 'problems.jsonl'}"))
    console.print(Text(f"Results in {output} after {seconds:.1f} s"))


def _counts_table(counts: Counts) -> Table:
    table = Table(title="What was found", title_justify="left", expand=False)
    figures = {
        "Letters": counts.letters,
        "Items": counts.determinations,
        "Upheld": counts.upheld,
        "Overturned": counts.overturned,
        "Problems": counts.failed + counts.doubtful,
    }
    for name in figures:
        table.add_column(name, justify="right")
    table.add_row(*(f"{value:,}" for value in figures.values()))
    return table


def _glances_table(glances: Sequence[Glance], total: int) -> Table:
    table = Table(title=f"The first {len(glances)} of {total:,} items", title_justify="left", show_lines=True)
    table.add_column("Item", ratio=5, overflow="fold")
    table.add_column("Decision", no_wrap=True)
    table.add_column("UR cited", ratio=4)
    table.add_column("Reviewer cited", ratio=4)
    table.expand = True
    for glance in glances:
        item = Text(_short(glance.request, 100))
        item.append(f"\n{glance.letter_id} no. {glance.number}", style="dim")
        decision = glance.decision or "none found"
        table.add_row(
            item,
            Text(decision, style=_STYLES.get(decision, "red")),
            Text(_short(glance.claims_administrator, 110)),
            Text(_short(glance.reviewer, 110)),
        )
    return table


def _short(text: str, width: int) -> str:
    return textwrap.shorten(text, width, placeholder=" …")
