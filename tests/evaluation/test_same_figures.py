"""The figures are those of the scorer that the annotated letters come with."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.evaluation.gold_files import read_gold
from pipeline.evaluation.score import score
from pipeline.reading import Document, read
from pipeline.records.convert import to_data
from pipeline.running.letters import read_letter
from pipeline.writing.json_text import json_line

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "record" / "score.py").is_file(),
    reason=f"the annotated letters and their scorer are not in {SHARED}",
)


def test_same_figures(tmp_path: Path) -> None:
    nlp = pipeline.load()
    gold = read_gold(SHARED / "gold")
    names = set(gold) - {sorted(gold)[3]}  # one is left out: a missing record counts too
    records = []
    for document in read([SHARED / "letters" / "text" / "pypdf", SHARED / "seeds"]):
        if isinstance(document, Document) and document.name in names:
            records.append(to_data(read_letter(nlp, document)))
    # Some errors of every kind, so that the figures are not all one.
    for number, record in enumerate(records):
        for item in record["determinations"][number % 3 :]:
            item["request"]["category"] = None
            item["request"]["drugs"] = item["request"]["drugs"][1:]
            item["reviewer_guideline"]["citations"] *= 2
            item["rationale"]["text"] = (item["rationale"]["text"] or "").upper() + "!"
        record["dates"] = record["dates"][number % 2 :]
    file = tmp_path / "letters.jsonl"
    file.write_text("".join(json_line(record) + "\n" for record in records), encoding="utf-8")
    command = [
        sys.executable,
        SHARED / "record" / "score.py",
        "--gold",
        SHARED / "gold",
        "--records",
        file,
        "--json",
    ]
    theirs = json.loads(subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout)
    ours = score(gold, records)
    assert (ours.letters, ours.missing) == (theirs["letters"], theirs["missing"])
    assert ours.micro_f1 == pytest.approx(theirs["micro_f1"])
    assert ours.macro_f1 == pytest.approx(theirs["macro_f1"])
    assert list(ours.fields) == list(theirs["fields"])
    for name, figures in theirs["fields"].items():
        mine = ours.fields[name]
        assert (mine.gold, mine.precision, mine.recall, mine.f1) == pytest.approx(tuple(figures.values())), name
