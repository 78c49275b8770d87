"""`nlp.evaluate` and `spacy evaluate` give the figures of `evaluate`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import srsly
from spacy.cli.evaluate import evaluate as spacy_evaluate
from spacy.language import Language
from spacy.training import Corpus, Example
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.evaluation.gold_docs import gold_docs, write_gold_docs
from pipeline.evaluation.gold_files import read_gold

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"


@pytest.fixture(scope="module")
def wrong_gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Gold records, one of them with values that no letter has."""
    folder = tmp_path_factory.mktemp("gold")
    for number, file in enumerate(sorted((CORPUS / "gold").glob("CM1[46]*.json"))):
        record = srsly.read_json(file)
        if number == 1:
            record["injured_worker"]["age"] = {"value": 199, "text": "199"}
            record["determinations"][0]["decision"] = {"value": "overturned", "text": "Overturned"}
        srsly.write_json(folder / file.name, record)
    return folder


@pytest.fixture(scope="module")
def docbin(nlp: Language, wrong_gold: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("docs") / "gold.spacy"
    gold = read_gold(wrong_gold)
    assert write_gold_docs(gold_docs(nlp, gold, [str(CORPUS)]), target) == len(gold) > 5
    return target


@pytest.fixture(scope="module")
def figures(wrong_gold: Path) -> dict[str, object]:
    done = CliRunner().invoke(app, ["evaluate", str(wrong_gold), str(CORPUS), "--json"])
    found: dict[str, object] = json.loads(done.stdout)
    return found


def test_nlp_evaluate_gives_the_same_figures(nlp: Language, docbin: Path, figures: dict[str, object]) -> None:
    scores = nlp.evaluate(list(Corpus(docbin)(nlp)))
    assert scores["spans_sc_f"] == figures["micro_f1"] != 1.0
    assert scores["spans_sc_macro_f"] == figures["macro_f1"]
    fields = figures["fields"]
    assert isinstance(fields, dict)
    by_field = {name: {"p": f["precision"], "r": f["recall"], "f": f["f1"]} for name, f in fields.items()}
    assert scores["spans_sc_per_type"] == by_field
    parts = ("fields", "sections", "dates", "people", "citations", "requests", "decisions", "clinical")
    in_parts = {name: f for part in parts for name, f in scores[f"spans_{part}_per_type"].items()}
    assert in_parts == {name: f for name, f in by_field.items() if name != "outcome"}
    assert scores["spans_people_f"] < 1.0 == scores["spans_citations_f"]


def test_spacy_evaluate_gives_them_too(nlp: Language, docbin: Path, figures: dict[str, object], tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    assert spacy_evaluate(str(tmp_path / "model"), docbin)["spans_sc_f"] == figures["micro_f1"]


def test_the_docs_have_the_letters_own_text(nlp: Language, docbin: Path) -> None:
    texts = {path.read_text("utf-8") for path in CORPUS.rglob("CM1[46]*.txt")}
    assert len(texts & {example.reference.text for example in Corpus(docbin)(nlp)}) > 5  # the others stand in bundles


def test_without_gold_there_are_no_figures(nlp: Language) -> None:
    reference = nlp.make_doc("Nothing.")
    assert "spans_sc_f" not in nlp.evaluate([Example(nlp.make_doc("Nothing."), reference)])


def test_own_spans_are_scored_where_gold_lists_them(nlp: Language) -> None:
    reference = nlp.make_doc("Nothing.")
    reference._.letter_data = {
        "letter_id": "a", "case": {}, "expert_reviewer": {}, "injured_worker": {}, "determinations": [],
        "spans": [{"label": "MINE", "text": "Nothing"}],
    }  # fmt: skip
    scores = nlp.evaluate([Example(nlp.make_doc("Nothing."), reference)])
    assert scores["spans_own_per_type"] == {"MINE": {"p": 0.0, "r": 0.0, "f": 0.0}}


def test_the_command_writes_the_docs(wrong_gold: Path, tmp_path: Path) -> None:
    target = tmp_path / "new" / "gold.spacy"
    done = CliRunner().invoke(app, ["evaluate", str(wrong_gold), str(CORPUS / "seed-layout"), "--docbin", str(target)])
    assert done.exit_code == 0 and target.exists()
    assert "gold records" in done.stdout
