"""The installed package has no benchmark, and says so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app

ROOT = Path(__file__).parents[2]


def test_the_command_says_that_the_benchmark_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pipeline.benchmark.benchmark", None)
    result = CliRunner().invoke(app, ["benchmark", "--quick"])
    assert getattr(result.exception, "code", None) == "E413"
    assert "checkout" in str(result.exception)


def test_the_wheel_leaves_it_out() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert '\nexclude = ["pipeline/benchmark"]' in text.partition("[tool.hatch.build.targets.wheel]")[2]
