"""What a run shows in the terminal: its progress, what was found, the first determinations."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from pipeline.reading.problems import ReadingProblem
from pipeline.text.visible import visible, visible_line
from pipeline.writing.rendering import Counts, Glance, Rendered

NOTHING_READ = "E408"
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


class _Rate(ProgressColumn):
    """Letters per second; the time left is in a column of its own."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:,.0f}/s", style="progress.data.speed")


@contextmanager
def progress() -> Iterator[Progress]:
    """A progress bar on standard error, with rate and time left; it appears when it is started."""
    bar = Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        _Rate(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        speed_estimate_period=60,
    )
    try:
        yield bar
    finally:
        if bar.live.is_started:
            bar.stop()


class Follower:
    """Shows how a run goes on."""

    def __init__(self, bar: Progress, first: First) -> None:
        self._bar = bar
        self._first = first
        self._task: TaskID | None = None

    def begin(self, total: int | None, done: int) -> None:
        """The bar appears."""
        self._bar.start()
        self._task = self._bar.add_task("Reading letters", total=total, completed=done)

    def document(self, rendered: Rendered) -> None:
        """The bar goes on."""
        self._first.add(rendered)
        if self._task is not None:
            self._bar.advance(self._task)
            task = self._bar.tasks[0]
            if task.total is not None and task.completed > task.total:  # a file may hold several letters
                self._bar.update(self._task, total=task.completed)


def summary(counts: Counts, first: First, output: Path, seconds: float, *, kept: bool = False) -> None:
    """Print the tables of a finished run. `kept`: no letter was read, and the output is as it was."""
    console = Console()
    shown = visible(str(output))
    console.print(_counts_table(counts))
    if first.glances:
        console.print(_glances_table(first.glances, counts.determinations))
    for problem in first.problems:
        line = Text(f"{problem.code} ", style="red" if problem.severity == "error" else "yellow")
        console.print(line.append(f"{visible_line(problem.path)}: {_short(problem.message, 200)}", style="default"))
    if (rest := counts.failed + counts.doubtful - len(first.problems)) > 0:
        console.print(Text(f"and {rest} more problems" + ("" if kept else f" in {shown}/problems.jsonl")))
    if kept:
        console.print(Text(f"{NOTHING_READ} ", "red").append(f"no letter was read: {shown} is as it was", "default"))
    else:
        console.print(Text(f"Results in {shown} after {seconds:.1f} s"))


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
        item.append(f"\n{visible(glance.letter_id)} no. {glance.number}", style="dim")
        decision = glance.decision or "none found"
        table.add_row(
            item,
            Text(decision, style=_STYLES.get(decision, "red")),
            Text(_short(glance.claims_administrator, 110)),
            Text(_short(glance.reviewer, 110)),
        )
    return table


def _short(text: str, width: int) -> str:
    return visible(textwrap.shorten(text, width, placeholder=" …"))
