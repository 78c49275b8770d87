"""Gold files that somebody wrote by hand."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipeline.evaluation.gold_files import read_gold
from pipeline.evaluation.gold_model import gold_problems
from pipeline.evaluation.score import EvaluationError
from pipeline.rules.load import shipped_shared
from pipeline.rules.vocabularies import Vocabularies
from tests.evaluation.records import record

ROOT = Path(__file__).resolve().parents[2]
(EXAMPLE,) = re.findall(r"^```json\n(.*?)^```$", (ROOT / "docs" / "gold.md").read_text("utf-8"), re.M | re.S)


def changed(path: str, value: Any) -> dict[str, Any]:
    """The example of the guide with another value at a path."""
    data: Any = json.loads(EXAMPLE)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    at = data
    for step in steps:
        at = at[step]
    at[last] = value
    return data  # type: ignore[no-any-return]


@pytest.mark.parametrize("path", sorted((ROOT / "corpus" / "gold").glob("*.json")), ids=lambda path: path.stem)
def test_the_corpus_has_none_of_it(path: Path) -> None:
    assert gold_problems(json.loads(path.read_text(encoding="utf-8"))) == []


def test_the_example_and_a_whole_record_are_gold() -> None:
    assert gold_problems(json.loads(EXAMPLE)) == []
    assert gold_problems(record()) == []


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("outcom", "upheld", "no record has a key 'outcom' there"),
        ("determinations.0.decison", "upheld", "no record has a key 'decison'"),
        ("determinations.0.decision", "uphold", "'upheld' or 'overturned'"),
        ("determinations.0.request.category", "pharmaceutical", "did you mean pharmaceuticals"),
        ("determinations.0.request.subcategory", "imaging", "none of the categories"),
        ("determinations.0.request.drugs.0.class", "opiod", "did you mean opioid"),
        ("determinations.0.request.body_parts", ["left knee"], "none of the body parts"),
        ("determinations.0.request.quantity", "60", "valid"),
        ("determinations.0.request.frequency", {"times": [3, 2]}, "[3, 2] is no range"),
        ("determinations.0.reviewer_guideline.citations.0.source", "DWC", "'MTUS'"),
        ("determinations.0.reviewer_guideline.cited", "yes", "boolean"),
        ("case.decision_date", "11/21/2016", "is no date"),
        ("case.decision_date", {"value": "2016-11-21", "txt": "x"}, "no key 'txt'"),
        ("dates.0.role", "vist", "did you mean visit"),
        ("dates.0.section", "summery", "did you mean summary"),
        ("injured_worker.age", 580, "less than or equal to 120"),
        ("spans", [{"label": "X", "text": "x", "start": "1"}], "valid integer"),
    ],
)
def test_what_is_wrong_is_named(path: str, value: object, words: str) -> None:
    problems = gold_problems(changed(path, value))
    assert len(problems) >= 1
    assert any(words in problem.message for problem in problems), problems
    last = problems[0].path
    assert path.startswith(last) or last.startswith(path)


def test_values_that_a_users_file_adds_are_none_of_it() -> None:
    gold = changed("dates.0.role", "deposition")
    lists = shipped_shared().vocabularies.to_data()
    own = Vocabularies.of([lists, {"date_roles": ["deposition"]}])
    assert [problem.path for problem in gold_problems(gold)] == ["dates.0.role"]
    assert gold_problems(gold, own) == []


def test_two_items_of_one_number() -> None:
    gold = json.loads(EXAMPLE)
    gold["determinations"] *= 2
    (problem,) = gold_problems(gold)
    assert problem.message == "two items have one number"


@pytest.mark.parametrize("path", ["case", "determinations.0.rationale", "determinations.0.request.text"])
def test_what_is_missing_is_refused(tmp_path: Path, path: str) -> None:
    gold: Any = json.loads(EXAMPLE)
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    at = gold
    for step in steps:
        at = at[step]
    del at[last]
    (tmp_path / "a.json").write_text(json.dumps(gold))
    with pytest.raises(EvaluationError, match=rf"{re.escape(path)} is missing"):
        read_gold(tmp_path)


def test_a_problem_is_told_and_the_record_used(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({**copy.deepcopy(json.loads(EXAMPLE)), "outcom": 1}))
    told: list[str] = []
    assert list(read_gold(tmp_path, lambda file, problem: told.append(f"{file.name} {problem.path}"))) == ["a"]
    assert told == ["a.json outcom"]
