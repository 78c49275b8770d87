"""The progress bar of a run: in a terminal alone, and never beyond its end."""

from __future__ import annotations

import io
import sys

import pytest
from rich.console import Console

from pipeline.cli import show
from pipeline.cli.progress import progress_bar
from pipeline.writing.rendering import Rendered


def test_a_file_of_several_letters_makes_the_bar_longer() -> None:
    seen = io.StringIO()
    with progress_bar(Console(file=seen, force_terminal=True, width=100)) as bar:
        bar.begin(1, 0)
        bar.advance()
        bar.advance()
    assert "2/2" in seen.getvalue()


def test_a_bar_that_never_begins_shows_nothing() -> None:
    seen = io.StringIO()
    with progress_bar(Console(file=seen, force_terminal=True)):
        pass
    assert seen.getvalue() == ""


@pytest.mark.parametrize("terminal", [True, False])
def test_there_is_a_bar_in_a_terminal_alone(terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = io.StringIO()
    monkeypatch.setattr(seen, "isatty", lambda: terminal)
    monkeypatch.setattr(sys, "stderr", seen)
    with show.following(show.First()) as follower:
        follower.begin(1, 0)
        follower.document(Rendered(None, None))
    assert bool(seen.getvalue()) == terminal
