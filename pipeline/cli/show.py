"""What a run shows in the terminal: how it goes on, what was found, the first determinations."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.reading.problems import ReadingProblem
from pipeline.text.visible import visible, visible_line
from pipeline.writing.rendering import Counts, Glance, Rendered

if TYPE_CHECKING:
    from pipeline.cli.progress import Bar

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


class Follower:
    """Shows how a run goes on.

    Args:
        first: takes what is shown at the end.
        bar: goes on with the run.
    """

    def __init__(self, first: First, bar: Bar | None = None) -> None:
        self._first = first
        self._bar = bar

    def begin(self, total: int | None, done: int) -> None:
        """The bar appears."""
        if self._bar is not None:
            self._bar.begin(total, done)

    def document(self, rendered: Rendered) -> None:
        """The bar goes on."""
        self._first.add(rendered)
        if self._bar is not None:
            self._bar.advance()


@contextmanager
def following(first: First) -> Iterator[Follower]:
    """What a run tells how it goes on; where standard error is a terminal, with a bar there."""
    if not sys.stderr.isatty():
        yield Follower(first)
        return
    from pipeline.cli.progress import progress_bar

    with progress_bar(Console(stderr=True)) as bar:
        yield Follower(first, bar)


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
