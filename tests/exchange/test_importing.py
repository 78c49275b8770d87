from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.cli import run_command_line
from pipeline.exchange import brat, label_studio, prodigy
from pipeline.exchange.annotations import AnnotatedLetter, annotations_of
from pipeline.exchange.gold import gold_record
from pipeline.exchange.importing import Imported, import_corrections
from pipeline.exchange.normal_values import NormalValues
from pipeline.exchange.problems import ExchangeError, ExchangeProblem


def never() -> NormalValues:
    """Reads nothing: what comes back unchanged needs no pipeline."""

    def fail() -> None:
        raise AssertionError("the pipeline was built")

    return NormalValues(fail)  # type: ignore[arg-type]


def imported(file: Path, form: str) -> Imported:
    (found,) = import_corrections(file, form, never())
    assert isinstance(found, Imported)
    return found


def test_what_was_exported_comes_back_as_its_gold_record(letter: AnnotatedLetter, tmp_path: Path) -> None:
    prodigy.write_prodigy([letter], tmp_path / "p.jsonl")
    label_studio.write_label_studio([letter], tmp_path / "l.json")
    brat.write_brat([letter], tmp_path / "b")
    expected = Imported(gold_record(letter.record), False, ())
    assert imported(tmp_path / "p.jsonl", "prodigy") == expected
    assert imported(tmp_path / "l.json", "label-studio") == expected
    assert imported(tmp_path / "b", "brat") == expected


def test_a_decision_corrected_in_label_studio_is_gold(letter: AnnotatedLetter, tmp_path: Path) -> None:
    task = label_studio.task_of(letter)
    result = task.pop("predictions")[0]["result"]
    for region in result:
        if region["value"]["labels"] == ["decision.upheld"]:
            region["value"]["labels"] = ["decision.overturned"]
    (tmp_path / "l.json").write_text(json.dumps([{**task, "annotations": [{"result": result}]}]), encoding="utf-8")
    found = imported(tmp_path / "l.json", "label-studio")
    assert found.changed
    assert found.gold["determinations"][0]["decision"] == {"value": "overturned", "text": "Upheld"}


def test_a_decision_corrected_in_brat_is_gold(letter: AnnotatedLetter, tmp_path: Path) -> None:
    brat.write_brat([letter], tmp_path)
    (file,) = tmp_path.glob("*.ann")
    content = file.read_text(encoding="utf-8")
    file.write_text(content.replace("\tdecision-upheld ", "\tdecision-overturned "), encoding="utf-8")
    found = imported(tmp_path, "brat")
    assert found.changed
    assert found.gold["determinations"][0]["decision"] == {"value": "overturned", "text": "Upheld"}


def test_own_labels_that_brat_cannot_name_come_back(letter: AnnotatedLetter, tmp_path: Path) -> None:
    span = {"label": "MY LABEL: a|b", "id": "mine.1", "text": letter.text[20:24], "start": 20, "end": 24}
    record = {**letter.record, "spans": [{**span, "value": "", "attributes": {}, "section": None, "item": None}]}
    own = AnnotatedLetter(letter.text, record, tuple(annotations_of(record)))
    brat.write_brat([own], tmp_path)
    found = imported(tmp_path, "brat")
    assert not found.changed and not found.problems
    assert [one["label"] for one in found.gold["spans"]] == ["MY LABEL: a|b"]


def test_a_folder_that_is_no_collection_is_told(letter: AnnotatedLetter, tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="no folder with a brat collection"):
        list(import_corrections(tmp_path, "brat"))
    brat.write_brat([letter], tmp_path)
    (tmp_path / "CM16-7700123.record.json").unlink()
    (problem,) = import_corrections(tmp_path, "brat", never())
    assert isinstance(problem, ExchangeProblem) and problem.code == "E618"


def test_tasks_that_cannot_be_used_are_told_and_the_rest_goes_on(letter: AnnotatedLetter, tmp_path: Path) -> None:
    good = json.dumps(prodigy.task_of(letter))
    rejected = json.dumps({**prodigy.task_of(letter), "answer": "reject"})
    foreign = json.dumps({"text": "a", "spans": []})
    (tmp_path / "p.jsonl").write_text("\n".join(["{broken", "[]", foreign, rejected, good]), encoding="utf-8")
    found = list(import_corrections(tmp_path / "p.jsonl", "prodigy", never()))
    assert [one.code if isinstance(one, ExchangeProblem) else one and type(one) for one in found] == [
        *("E617", "E617", "E618", None, Imported),
    ]


def test_a_file_that_is_no_export_is_told(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(ExchangeError, match="no list of tasks"):
        list(import_corrections(tmp_path / "x.json", "label-studio"))
    with pytest.raises(ExchangeError, match="cannot read"):
        list(import_corrections(tmp_path / "gone.jsonl", "prodigy"))


def test_the_command_writes_gold_that_the_scorer_reads(letter: AnnotatedLetter, tmp_path: Path) -> None:
    from pipeline.evaluation.gold_files import read_gold

    prodigy.write_prodigy([letter], tmp_path / "p.jsonl")
    arguments = ["import", str(tmp_path / "p.jsonl"), "--from", "prodigy", "--output", str(tmp_path / "gold")]
    with pytest.raises(SystemExit) as end:
        run_command_line(arguments)
    assert not end.value.code
    assert list(read_gold(tmp_path / "gold").values()) == [gold_record(letter.record)]
