"""`boilerplate` and `duplicates` on the command line."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from tests.cli.conftest import Imr
from tests.views.repeats.test_repeats import FIRST, record, results


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(results(tmp_path, [record(f"C{n}", FIRST) for n in (1, 2, 2)]))


def test_boilerplate(imr: Imr, folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert imr("boilerplate", folder, "--least", "2") == 0
    shown = capsys.readouterr().out
    assert "2 letters, 3 upheld, 0 overturned, 100% cite ODG Pain" in shown
    assert imr("boilerplate", folder, "--least", "2", "--csv") == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["letters"], row["text"], row["examples"]) == ("2", FIRST, "C1; C2")
    assert imr("boilerplate", folder, "--least", "2", "--quoted", "--json") == 0
    assert capsys.readouterr().out == ""


def test_duplicates(imr: Imr, folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert imr("duplicates", folder) == 0
    assert "1 cases with the same letter twice or more, 0 with several versions" in capsys.readouterr().out
    assert imr("duplicates", folder, "--json") == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["kind"], row["letters"], row["paths"]) == ("same letter", 2, "C2.txt; C2.txt")
    assert imr("duplicates", folder + "/nothing") == 2
