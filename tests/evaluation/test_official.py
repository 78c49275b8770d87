from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.cli.evaluate_official import print_official
from pipeline.evaluation.official import score_official
from pipeline.records.convert import to_data
from pipeline.records.model import Letter, Source
from pipeline.records.official import with_official_outcome
from pipeline.views.report.corpus import Corpus
from pipeline.views.report.doubts import official


def record(name: str, published: str, outcome: str | None) -> dict[str, object]:
    letter = Letter(name, Source(path=f"t.csv:{name}"), outcome=outcome)  # type: ignore[arg-type]
    data: dict[str, object] = to_data(with_official_outcome(letter, published))
    return data


RECORDS = [
    record("1", "Overturned Decision of Health Plan", "overturned"),
    record("2", "Upheld Decision of Health Plan", "overturned"),
    record("3", "Upheld Decision of Health Plan", None),
]


def test_agreement_and_the_rows_that_differ(capsys: pytest.CaptureFixture[str]) -> None:
    score = score_official([*RECORDS, to_data(Letter("4"))])
    assert (score.letters, score.official, score.agree, score.differ) == (4, 3, 1, 1)
    assert [row.letter_id for row in score.differing] == ["2", "3"]
    print_official(score, 0, 0)
    shown = capsys.readouterr().out
    assert "agree 1 (33.3%), differ 1, open 1" in shown
    assert "t.csv:2 2: published 'Upheld Decision of Health Plan', in the text overturned" in shown


def test_the_report_counts_both(tmp_path: Path) -> None:
    corpus = Corpus()
    corpus.official.update([("upheld", "overturned"), ("overturned", "overturned"), ("upheld", "")])
    assert official(corpus).rows == (("Upheld", 0, 1, 0, 1), ("Overturned", 0, 1, 0, 0))


def test_the_states_categories_are_counted_where_the_row_has_them() -> None:
    told = {"diagnosis_category": "Cancer", "treatment_category": "DME"}
    row = {"Diagnosis Category": "cancer", "TreatmentCategory": "Pharmacy", "Type": "Urgent"}
    data = {**RECORDS[0], "source": {"path": "t.csv:2", "row": row}, "determinations": [{"state_categories": told}]}
    score = score_official([data, RECORDS[1]])
    assert dict(score.categories) == {("diagnosis_category", True): 1, ("treatment_category", False): 1}
    data["source"]["row"] = {"DiagnosisCategory": "Neoplasms (Tumor)", "TreatmentCategory": "Durable Med Equip"}
    score = score_official([data])
    assert dict(score.categories) == {("diagnosis_category", True): 1, ("treatment_category", True): 1}
