from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.evaluation.gold_files import read_gold
from pipeline.evaluation.score import EvaluationError, score
from tests.evaluation.records import record


def test_a_right_record_scores_one() -> None:
    result = score({"A1": record()}, [record()])
    assert result.micro_f1 == result.macro_f1 == 1.0
    assert result.fields["decision"].gold == 1
    assert "case.priority" not in result.fields


def test_a_wrong_value_and_a_missing_one() -> None:
    found = record(
        item__decision={"value": "overturned", "text": "x", "start": 0, "end": 1},
        item__request__body_parts=[],
    )
    result = score({"A1": record()}, [found])
    decision, parts = result.fields["decision"], result.fields["request.body_parts"]
    assert (decision.precision, decision.recall, decision.f1) == (0.0, 0.0, 0.0)
    assert [(miss.kind, miss.key) for miss in decision.misses] == [
        ("missed", (1, "upheld")),
        ("wrong", (1, "overturned")),
    ]
    assert (parts.precision, parts.recall) == (0.0, 0.0)
    values = sum(f.gold for f in result.fields.values())
    assert result.micro_f1 == pytest.approx(2 * (values - 2) / (2 * values - 1))


def test_values_count_as_often_as_they_stand() -> None:
    knee = {"value": "knee", "text": "Knee", "start": 9, "end": 13}
    result = score({"A1": record(item__request__body_parts=[knee, knee])}, [record()])
    figures = result.fields["request.body_parts"]
    assert (figures.gold, figures.found, figures.right) == (2, 1, 1)


def test_pairs_by_id_or_by_file_and_tells_what_is_missing() -> None:
    by_file = record(letter_id="A2", source={"path": "x/B7.txt"})
    result = score({"A1": record(), "B7": record(letter_id="B7"), "C": record(letter_id="C")}, [record(), by_file])
    assert result.missing == ["C"]
    assert result.fields["decision"].recall == pytest.approx(2 / 3)


def test_a_part_of_the_letters_counts_by_itself_with_those_of_it_that_failed() -> None:
    gold = {"A1": record(), "b": record(letter_id="B7"), "c": record(letter_id="C7")}
    assert score(gold, [record()]).missing == ["b", "c"]
    alone = score(gold, [record()], failed=set())
    assert (alone.letters, alone.missing, alone.micro_f1) == (1, [], 1.0)
    with_a_failure = score(gold, [record()], failed={"b"})
    assert (with_a_failure.letters, with_a_failure.missing) == (2, ["b"])
    assert with_a_failure.fields["decision"].recall == 0.5


def test_only_the_fields_asked_for() -> None:
    result = score({"A1": record()}, [record()], ["case.*", "decision"])
    assert list(result.fields) == ["case.case_number", "decision"]


def test_gold_folder(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError) as error:
        read_gold(tmp_path)
    assert (error.value.code, error.value.exit_code) == ("E501", 2)
    (tmp_path / "b.json").write_text(json.dumps(record()))
    (tmp_path / "a.json").write_text(json.dumps(record()))
    assert list(read_gold(tmp_path)) == ["a", "b"]
    (tmp_path / "c.json").write_text("[]")
    with pytest.raises(EvaluationError, match=r"c\.json"):
        read_gold(tmp_path)


def test_clinical_values_count_in_the_kinds_that_gold_has() -> None:
    facts = {"section": "summary", "item": None, "negated": False, "hypothetical": False}
    helped = {"value": "helped", "text": "with relief", "start": 20, "end": 31}
    therapy = {"value": "physical therapy", "text": "PT", "start": 1, "end": 3, "result": helped, **facts}
    strain = {"value": "strain", "text": "lumbar strain", "start": 5, "end": 18, **facts}
    found = {**record(), "clinical": {"treatments": [therapy], "diagnoses": [strain], "surgeries": []}}
    bare = {"value": "physical therapy", "section": "summary", "result": {"value": "failed"}}
    result = score({"A1": {**record(), "clinical": {"treatments": [bare]}}}, [found])
    assert result.fields["clinical.treatments"].f1 == 1.0
    assert result.fields["clinical.treatments.result"].f1 == 0.0
    assert "clinical.diagnoses" not in result.fields
    negated = {"value": "physical therapy", "section": "summary", "negated": True}
    result = score({"A1": {**record(), "clinical": {"treatments": [negated]}}}, [found])
    assert result.fields["clinical.treatments"].right == 0
    assert not any(name.startswith("clinical") for name in score({"A1": record()}, [found]).fields)
