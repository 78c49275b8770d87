"""The progress bar of a run; a module of its own, as it takes longer to import than a letter to read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

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
from rich.text import Text


class _Rate(ProgressColumn):
    """Letters per second; the time left is in a column of its own."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:,.0f}/s", style="progress.data.speed")


class Bar:
    """Shows how many letters are read, with rate and time left; it appears when the reading begins.

    Args:
        console: where.
    """

    def __init__(self, console: Console) -> None:
        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            _Rate(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
            console=console,
            speed_estimate_period=60,
        )
        self._task: TaskID | None = None

    def begin(self, total: int | None, done: int) -> None:
        """Appear: `total` documents, where that is known, of which `done` are done already."""
        self._bar.start()
        self._task = self._bar.add_task("Reading letters", total=total, completed=done)

    def advance(self) -> None:
        """One document is done."""
        if self._task is not None:
            self._bar.advance(self._task)
            task = self._bar.tasks[0]
            if task.total is not None and task.completed > task.total:  # a file may hold several letters
                self._bar.update(self._task, total=task.completed)

    def end(self) -> None:
        """Stay as it is."""
        if self._task is not None:
            self._bar.stop()


@contextmanager
def progress_bar(console: Console) -> Iterator[Bar]:
    """A bar that ends with the block."""
    bar = Bar(console)
    try:
        yield bar
    finally:
        bar.end()
