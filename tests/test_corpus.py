"""The corpus' letters are read as their gold records say, layout by layout."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from pipeline.evaluation.gold_files import read_gold
from pipeline.evaluation.grounding import grounds
from pipeline.evaluation.score import score
from pipeline.reading import Document, read
from pipeline.records.convert import to_data
from pipeline.running.letters import examine_all

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
LAYOUTS = {
    "seed-layout": {"final-determination"},
    "notice-2013": {"notice-2013"},
    "decisions-2013": {"decisions-2013"},
    "professional-review": {"professional-review"},
    "acoem-2018": {"final-determination", "imr-decision-2018"},
    "health-plan": {"health-plan"},
    "health-insurer": {"health-insurer"},
    "external-appeal": {"external-appeal"},
    "bundles": {"final-determination"},
    "noise": {"final-determination"},
    "other-forms": {"relabelled", "other-review"},
}
THRESHOLD = 0.97
Records = Mapping[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    return {document.path: document for document in read(CORPUS) if isinstance(document, Document)}


@pytest.fixture(scope="module")
def records(nlp: Language, documents: dict[str, Document]) -> Records:
    """The records by the folder of the corpus that their letter is in."""
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for path, document in documents.items():
        for outcome in examine_all(nlp, document):
            assert outcome.record is not None, path
            found[Path(path).parent.name].append(to_data(outcome.record))
    return found


def test_every_folder_has_letters(records: Records) -> None:
    assert set(records) == set(LAYOUTS)
    single = [folder for folder in LAYOUTS if folder not in ("bundles", "noise")]
    assert all(len(records[folder]) >= 4 for folder in single)
    assert len(records["seed-layout"]) >= 12
    assert len(records["bundles"]) == 5


@pytest.mark.parametrize("folder", LAYOUTS)
def test_a_layout_is_recognised_and_read(records: Records, folder: str) -> None:
    assert {record["layout"] for record in records[folder]} == LAYOUTS[folder]
    names = {record["letter_id"] for record in records[folder]}
    names |= {Path(record["source"]["path"]).stem for record in records[folder]}
    gold = {name: record for name, record in read_gold(CORPUS / "gold").items() if name in names}
    assert len(gold) == len(records[folder])
    result = score(gold, records[folder])
    assert result.missing == []
    worst = sorted((figures.f1, name, figures.misses[:3]) for name, figures in result.fields.items())[:5]
    assert result.micro_f1 >= THRESHOLD, worst
    assert result.fields["decision"].f1 == 1.0
    assert result.fields["request.disputed"].f1 >= THRESHOLD


def test_all_letters_together(records: Records) -> None:
    gold = read_gold(CORPUS / "gold")
    every = [record for found in records.values() for record in found]
    assert len(every) == len(gold)
    assert score(gold, every).micro_f1 >= THRESHOLD


def test_every_value_is_grounded(records: Records, documents: dict[str, Document]) -> None:
    for record in (record for found in records.values() for record in found):
        text = documents[record["source"]["path"]].text
        found = grounds(record, text)
        assert len(found) >= 5
        assert [ground for ground in found if not ground.holds] == []


def test_letters_of_a_bundle_have_their_own_offsets(records: Records, documents: dict[str, Document]) -> None:
    by_path: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records["bundles"]:
        by_path[record["source"]["path"]].append(record)
    for path, letters in by_path.items():
        assert len({record["letter_id"] for record in letters}) == len(letters)
        places = [item["request"]["start"] for record in letters for item in record["determinations"]]
        assert places == sorted(places)
        for record in letters:
            number = record["case"]["case_number"]
            assert documents[path].text[number["start"] : number["end"]] == record["letter_id"]
