from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.evaluation.context import context
from pipeline.evaluation.difference import Change, difference, read_records
from pipeline.evaluation.difference_text import as_markdown, as_text
from pipeline.evaluation.score import EvaluationError
from tests.evaluation.records import TEXT, grounded, record


def only(result: object, field: str) -> list[Change]:
    return result.fields[field]


def test_no_difference() -> None:
    result = difference({"A1": [record()]}, {"A1": [record()]})
    assert (result.letters, result.changed_letters, result.fields) == (1, 0, {})


def test_gain_loss_and_change() -> None:
    new = record(
        item__decision=grounded("overturned", "Upheld"),
        item__request__body_parts=[],
        case__priority=grounded("standard", "Case"),
    )
    result = difference({"A1": [record()]}, {"A1": [new]})
    assert only(result, "decision") == [
        Change("A1", "decision", "changed", 1, "upheld", "overturned", "in/a1.txt", (21, 27))
    ]
    (lost,) = only(result, "request.body_parts")
    assert (lost.kind, lost.old, lost.new, lost.item) == ("lost", "knee", None, 1)
    (gained,) = only(result, "case.priority")
    assert (gained.kind, gained.new, gained.item) == ("gained", "standard", None)
    assert result.counts("decision") == {"gained": 0, "lost": 0, "changed": 1}


def test_two_values_against_one_are_gains_and_losses() -> None:
    new = record(item__request__body_parts=[grounded("hip", "Knee"), grounded("ankle", "Knee")])
    changes = only(difference({"A1": [record()]}, {"A1": [new]}), "request.body_parts")
    assert [(c.kind, c.old, c.new) for c in changes] == [
        ("lost", "knee", None),
        ("gained", None, "hip"),
        ("gained", None, "ankle"),
    ]


def test_what_no_gold_record_has_is_compared_too() -> None:
    new = record(
        layout="other",
        warnings=[{"code": "W201", "message": "m", "start": 1, "end": 2}],
        findings=[{"code": "F101", "determination": 1}],
        spans=[{"label": "MINE", "id": "x", "text": "brace", "start": 14, "end": 19}],
    )
    fields = difference({"A1": [record()]}, {"A1": [new]}).fields
    assert list(fields) == ["finding", "layout", "span.MINE", "warning"]


def test_records_of_one_letter_pair_by_path() -> None:
    other = record(source={"path": "in/b.txt"}, outcome="overturned")
    result = difference({"A1": [record(), other]}, {"A1": [other, record()], "A2": [record(letter_id="A2")]})
    assert (result.letters, result.fields, result.only_new, result.only_old) == (2, {}, ["A2"], [])


def test_reading_records(tmp_path: Path) -> None:
    file = tmp_path / "letters.jsonl"
    file.write_text(json.dumps(record()) + "\n\n" + json.dumps(record()) + "\n")
    assert read_records(tmp_path) == read_records(file) == {"A1": [record()] * 2}
    with pytest.raises(EvaluationError) as error:
        read_records(tmp_path / "none")
    assert error.value.code == "E503"
    file.write_text("{}\n")
    with pytest.raises(EvaluationError, match="jsonl:1"):
        read_records(tmp_path)


def test_words_around_a_place(tmp_path: Path) -> None:
    path = tmp_path / "a1.txt"
    path.write_text(TEXT.replace(" ", "\n "))
    text = path.read_text()
    start = text.index("Upheld")
    found = context(str(path), (start, start + 6))
    assert found is not None
    assert found.words == "Upheld"
    assert found.before.endswith("Knee brace: ")
    assert found.after.startswith(". MTUS Knee")
    assert context(str(path), (5000, 5001)) is None
    assert context(str(tmp_path / "none.txt"), (0, 1)) is None
    assert context(str(path), None) is None


def test_text_and_markdown(tmp_path: Path) -> None:
    path = tmp_path / "a1.txt"
    path.write_text(TEXT)
    old = record(source={"path": str(path)})
    new = record(source={"path": str(path)}, item__decision=grounded("over|turned", "Upheld"), outcome=None)
    result = difference({"A1": [old], "A0": [record(letter_id="A0")] * 2}, {"A1": [new]})
    text = as_text(result, 10)
    assert text.startswith("2 changes in 1 of 1 letters")
    assert "  ~ A1 no. 1: upheld → over|turned" in text
    assert "…Case A1. Knee brace: [Upheld]. MTUS Knee" in text
    assert "  ~ A1: upheld → nothing" in text
    assert "only in the old records: A0 (2 times)" in text
    markdown = as_markdown(result, 10)
    assert "| `decision` | 0 | 0 | 1 |" in markdown
    assert "- A1 no. 1 **changed** `upheld` → `over|turned`<br>…" in markdown
    assert "<mark>Upheld</mark>" in markdown


def test_limit() -> None:
    new = record(item__request__body_parts=[grounded(name, "Knee") for name in ("hip", "ankle", "toe")])
    result = difference({"A1": [record()]}, {"A1": [new]})
    assert "and 2 more" in as_text(result, 2)
    assert "and 2 more" in as_markdown(result, 2)
    assert "more" not in as_text(result, 0)
