from __future__ import annotations

import csv
import hashlib
import json
from datetime import datetime, timezone
from pathlib import Path

from pipeline.reading import ReadingProblem
from pipeline.records.convert import from_data
from pipeline.records.model import Letter, Source
from pipeline.rules.files.found import DataSource
from pipeline.rules.ruleset import PackSource
from pipeline.writing.json_text import json_line
from pipeline.writing.provenance import commit
from pipeline.writing.rendering import Counts, render
from pipeline.writing.results import ResultsWriter, write_run
from pipeline.writing.run_data import run_data
from pipeline.writing.tables.model import Extras
from tests.running.stub import letter_of


def stub_letter() -> Letter:
    return letter_of("CASE CM1\nLAYOUT x\nITEM Brace: upheld\nITEM Sling: overturned", {"name": "n", "path": "a.txt"})


def test_files_of_a_run(tmp_path: Path) -> None:
    warning = ReadingProblem("W201", "unsure", "a.txt", "warning", "CM1", (("W202", "too"),))
    with ResultsWriter(tmp_path) as writer:
        writer.write(render(stub_letter(), warning, csv=Extras()))
        writer.write(render(None, ReadingProblem("E103", "empty", "b.txt")))
        writer.write(render(stub_letter(), None, csv=Extras()))
    lines = (tmp_path / "letters.jsonl").read_text(encoding="utf-8").splitlines()
    assert [from_data(json.loads(line)) for line in lines] == [stub_letter()] * 2
    with (tmp_path / "determinations.csv").open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert [row["decision"] for row in table] == ["upheld", "overturned"] * 2
    problems = [json.loads(line) for line in (tmp_path / "problems.jsonl").read_text(encoding="utf-8").splitlines()]
    assert problems[0] == {
        "path": "a.txt",
        "letter_id": "CM1",
        "severity": "warning",
        "code": "W201",
        "message": "unsure",
        "more": [{"code": "W202", "message": "too"}],
    }
    assert (problems[1]["code"], problems[1]["severity"]) == ("E103", "error")
    counts = writer.counts
    assert (counts.documents, counts.letters, counts.determinations) == (3, 2, 4)
    assert (counts.upheld, counts.overturned, counts.failed, counts.doubtful) == (2, 2, 1, 1)
    assert counts.problems == {"W201": 1, "W202": 1, "E103": 1}


def test_a_line_of_json_is_one_line_to_every_reader() -> None:
    data = {"text": "a\u2028b\u2029c\x85d\n\x0c é"}
    line = json_line(data)
    assert len(line.splitlines()) == 1
    assert json.loads(line) == data
    assert "é" in line


def test_half_a_surrogate_pair_in_a_row_does_not_stop_the_run(tmp_path: Path) -> None:
    letter = Letter("x", Source(row={"note": "\ud800"}))
    with ResultsWriter(tmp_path) as writer:
        writer.write(render(letter, None))
    line = (tmp_path / "letters.jsonl").read_text(encoding="utf-8")
    assert json.loads(line)["source"]["row"] == {"note": "\ud800"}


def test_run_json(tmp_path: Path) -> None:
    counts = Counts(documents=2)
    counts.problems.update(["W201", "E103"])
    run = run_data(
        inputs=["in"],
        settings={"workers": 1},
        packs=[PackSource("drugs", "patterns/drugs.yml", "abc", 3)],
        own_data=[DataSource("layouts", "mine/layouts/a.yml", "def")],
        counts=counts,
        skipped=4,
        seconds={"read": 0.123456},
        started=datetime(2024, 1, 2, tzinfo=timezone.utc),
        command=["imr", "run", "in"],
    )
    write_run(tmp_path, run)
    data = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert data["written_by"] == "imr-pipeline"
    assert data["started"] == "2024-01-02T00:00:00+00:00"
    assert data["rule_packs"] == [
        {"pack": "drugs", "file": "patterns/drugs.yml", "sha256": "abc", "rules": 3, "own": False}
    ]
    assert data["own_data"] == [{"kind": "layouts", "file": "mine/layouts/a.yml", "sha256": "def"}]
    assert data["counts"]["documents"] == 2
    assert data["counts"]["skipped_files"] == 4
    assert data["counts"]["problems"] == {"E103": 1, "W201": 1}
    assert data["seconds"] == {"read": 0.1235}
    assert all(data["versions"][name] for name in ("python", "spacy", "imr-pipeline"))
    assert data["command"] == ["imr", "run", "in"]
    assert data["commit"] == commit()
    shipped = {one["file"]: one for one in data["shipped_data"]}
    layout = Path(__file__).parents[2] / "patterns" / "layouts" / "final-determination.yml"
    assert shipped["patterns/layouts/final-determination.yml"] == {
        "kind": "layouts",
        "file": "patterns/layouts/final-determination.yml",
        "sha256": hashlib.sha256(layout.read_bytes()).hexdigest(),
    }
    assert {one["kind"] for one in shipped.values()} == {"layouts", "guidelines", "vocabularies", "fragments"}
