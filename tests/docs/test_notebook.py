"""The notebook runs from beginning to end, and is kept without what it put out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOK = ROOT / "docs" / "tour.ipynb"


def test_the_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat = pytest.importorskip("nbformat", reason="nbclient is not installed (extra `dev`)")
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed (extra `dev`)")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)
    done = nbclient.NotebookClient(
        notebook, timeout=180, resources={"metadata": {"path": str(ROOT / "docs")}}
    ).execute()
    shown = [cell.outputs for cell in done.cells if cell.cell_type == "code"]
    assert "CM16-9900667 partially_overturned" in shown[1][0]["text"]
    assert "</mark>" in shown[3][0]["data"]["text/html"]
