from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cli import run_command_line
from pipeline.running import extract
from tests.running.stub import make_stub

Imr = Callable[..., int]


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in takes the pipeline's place."""
    monkeypatch.setattr(extract, "load_pipeline", lambda patterns=(): make_stub())


@pytest.fixture
def imr(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Imr:
    """Runs a command in an empty folder; gives its exit code."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: object) -> int:
        with pytest.raises(SystemExit) as end:
            run_command_line([str(argument) for argument in arguments])
        return int(end.value.code or 0)

    return command
