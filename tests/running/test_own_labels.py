"""A run with a user's own label: its hits in the record and as columns of the tables."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from pipeline.running.run import RunRequest, run_letters
from tests.running.test_run import Quiet

LETTER = Path(__file__).resolve().parents[2] / "corpus" / "seed-layout" / "CM16-9900440.txt"
PACK = """pack: mine
rules:
  - id: mine.review
    label: UR_WORD
    phrases: [utilization review, UR]
    value: ur
    attributes: {kind: word}
    examples: {match: ["[[UR]] denied it"]}
"""


def test_hits_are_columns_of_csv_and_parquet(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text(PACK)
    out = tmp_path / "out"
    formats = ("jsonl", "csv")
    run_letters(RunRequest((str(LETTER),), out, (str(tmp_path / "mine.yml"),), formats=formats), Quiet())
    record = json.loads((out / "letters.jsonl").read_text(encoding="utf-8"))
    spans = record["spans"]
    assert spans
    assert {(span["label"], span["value"], span["attributes"]["kind"]) for span in spans} == {("UR_WORD", "ur", "word")}
    with (out / "spans.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["label"], row["start_offset"]) for row in rows] == [("UR_WORD", str(span["start"])) for span in spans]
    with (out / "letters.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["own.UR_WORD"] == "ur"
    pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra: pip install 'imr-pipeline[parquet]'")
    run_letters(RunRequest((str(LETTER),), out, (str(tmp_path / "mine.yml"),), formats=("parquet",)), Quiet())
    assert pq.read_table(out / "letters.parquet").column("own.UR_WORD").to_pylist() == [["ur"]]
