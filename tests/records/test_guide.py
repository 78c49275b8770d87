"""docs/record.md names every field, and its examples are the pipeline's own records."""

from __future__ import annotations

import dataclasses
import json
import re
import typing
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from pipeline.reading import Document, read
from pipeline.records import model
from pipeline.records.convert import to_data
from pipeline.rules.load import shipped_shared
from pipeline.running.letters import read_letter

ROOT = Path(__file__).resolve().parents[2]
GUIDE = (ROOT / "docs" / "record.md").read_text(encoding="utf-8")
CLASSES = [c for c in vars(model).values() if dataclasses.is_dataclass(c) and isinstance(c, type)]
EXAMPLES = [json.loads(block) for block in re.findall(r"^```json\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)]


@pytest.mark.parametrize(
    ("name", "field"), [(c.__name__, f.name.rstrip("_")) for c in CLASSES for f in dataclasses.fields(c)]
)
def test_every_field_is_explained(name: str, field: str) -> None:
    prose = re.sub(r"^```.*?^```$", "", GUIDE, flags=re.MULTILINE | re.DOTALL)
    assert f"`{field}`" in prose, f"{name}.{field}"


def test_every_value_of_a_closed_list_is_named() -> None:
    for kind in (model.Decision, model.Outcome, model.Agreement, model.Severity):
        assert all(f"`{value}`" in GUIDE for value in typing.get_args(kind))


def test_the_lists_of_body_parts_and_drug_classes_are_whole() -> None:
    lists = shipped_shared().vocabularies
    for beginning, name in (("`class` of a drug", "drug_classes"), ("`body_parts`:", "body_parts")):
        known = lists.values(name)
        (entry,) = re.findall(rf"^- {re.escape(beginning)}(.*?)(?=^- |^$)", GUIDE, re.MULTILINE | re.DOTALL)
        assert set(re.findall(r"`([^`]+)`", entry)) - {"null"} == known


def test_every_warning_of_a_record_is_explained() -> None:
    codes = {
        code
        for package in ("assembling", "components")
        for path in (ROOT / "pipeline" / package).rglob("*.py")
        for code in re.findall(r'"(W[^5]\d{2})"', path.read_text(encoding="utf-8"))
    }
    assert {"W101", "W102", "W103", "W201", "W204"} <= codes
    assert codes == set(re.findall(r"^\| (W\d{3}) \|", GUIDE, re.MULTILINE))


@pytest.fixture(scope="module")
def record(nlp: Language) -> Any:
    path = EXAMPLES[0]["source"]["path"]
    (document,) = (item for item in read(ROOT / path) if isinstance(item, Document))
    return to_data(read_letter(nlp, dataclasses.replace(document, path=path)))


def test_the_examples_are_the_pipelines(record: Any) -> None:
    letter, determination = EXAMPLES
    assert part_of(letter, record)
    assert part_of(determination, record["determinations"][0])
    assert list(letter) == [key for key in record if key in letter]


def part_of(example: Any, data: Any) -> bool:
    """Whether `data` says all that a shortened example says."""
    if isinstance(example, dict):
        return all(key in data and part_of(value, data[key]) for key, value in example.items())
    return bool(example == data)


def test_links_within_the_page_lead_somewhere() -> None:
    titles = {
        re.sub(r"[^\w -]", "", t).strip().lower().replace(" ", "-") for t in re.findall(r"^#+ (.*)$", GUIDE, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", GUIDE)) <= titles
