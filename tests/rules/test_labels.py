"""Values, attributes, sections and labels that nothing knows, and what a user's file adds to what is known."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline.rules import PatternError, load_rules
from pipeline.rules.checking.check import check_files
from pipeline.rules.load import parse_pack, shipped_shared
from pipeline.rules.problems import Problem
from tests.rules.samples import tokens


def wrong(entry: str, more: str = "") -> Problem:
    with pytest.raises(PatternError) as caught:
        parse_pack(f"pack: x\n{more}rules:\n  - {{id: a, pattern: x, {entry}}}\n", "x.yml")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("x.yml", 3 + more.count("\n"))
    return problem


@pytest.mark.parametrize(
    ("entry", "code", "words"),
    [
        ("label: TREATMENT, value: Pharmaceuticals", "E319", "Did you mean `pharmaceuticals`?"),
        ("label: TREATMENT, value: rehabilitation/hippotherapy", "E319", "`value`: the record has no"),
        ("label: TREATMENT, value: rehabilitation", "E319", "no 'rehabilitation' for TREATMENT"),
        ("label: VERDICT, value: denied, attributes: {certainty: strong}", "E319", "Write one of"),
        ("label: VERDICT, value: medically_necessary, attributes: {certainty: very}", "E319", "`attributes.certainty`"),
        ("label: DRUG, value: x, attributes: {class: Opioid}", "E319", "Did you mean `opioid`?"),
        ("label: DRUG, value: x, attributes: {clas: opioid}", "E319", "Did you mean `class`?"),
        ("label: SEX, value: m", "E319", "no 'm' for SEX"),
        ("label: X, cue: {modifies: [VERDICT], effect: {certainly: strong}}", "E319", "Did you mean `certainty`?"),
        ("label: X, sections: [requests]", "E315", "Did you mean `request`?"),
    ],
)
def test_what_no_vocabulary_knows_is_an_error(entry: str, code: str, words: str) -> None:
    problem = wrong(entry)
    assert problem.code == code
    assert words in f"{problem.message} {problem.advice}"


def test_labels_of_ones_own_have_any_value_and_attribute() -> None:
    pack = "pack: x\nrules:\n  - {id: a, label: CONTRACT, pattern: x, value: whatever, attributes: {this: that}}\n"
    assert parse_pack(pack, "x.yml").rules


def test_a_pack_adds_to_vocabularies_and_labels() -> None:
    more = "vocabularies: {categories: [veterinary/equine], sections: [appendix], tastes: [sweet]}\n"
    more += "labels: {FOOD: {value: tastes, attributes: {heat: [hot, mild]}}}\n"
    pack = f"pack: x\n{more}rules:\n" + (
        "  - {id: a, label: TREATMENT, pattern: x, value: veterinary/equine}\n"
        "  - {id: b, label: FOOD, pattern: x, value: sweet, attributes: {heat: mild}, sections: [appendix]}\n"
    )
    assert len(parse_pack(pack, "x.yml").rules) == 2
    assert wrong("label: FOOD, value: sweat", more).advice == "Did you mean `sweet`?"
    assert wrong("label: FOOD, attributes: {heat: mile}", more).advice == "Did you mean `mild`?"


def test_every_shipped_rule_that_needs_a_value_has_one() -> None:
    labels = shipped_shared().labels
    missing = [r.id for r in load_rules().rules if labels.needs_value(r.label) and not (r.value or r.normaliser)]
    assert missing == []


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("label: DRGU, pattern: tramadola", "W366"),
        ("label: TREATMENTS, pattern: hippo", "W366"),
        ("label: TREATMENT, pattern: hippo, value: rehabilitation/other, sections: [rationale]", "W368"),
        ("label: TREATMENT, pattern: hippo", "W365"),
    ],
)
def test_what_is_without_effect_is_a_warning(entry: str, code: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(f"pack: x\nrules:\n  - {{id: a, {entry}}}\n", "utf-8")
    assert code in [problem.code for problem in check_files([file], *tokens()).problems]


def test_a_label_that_counts_beside_one_that_no_rule_has_is_told(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    text = "pack: x\nlabels: {HOOF: {beside: [NOPE]}}\nrules:\n  - {id: a, label: HOOF, pattern: hoof}\n"
    file.write_text(text, "utf-8")
    assert "W369" in [problem.code for problem in check_files([file], *tokens()).problems]
    file.write_text(f"{text}  - {{id: b, label: NOPE, pattern: horse}}\n", "utf-8")
    assert "W369" not in [problem.code for problem in check_files([file], *tokens()).problems]


LETTER = """
Independent Medical Review Final Determination Letter

IMR ISSUES, DECISIONS AND RATIONALES

The Final Determination was based on decisions for the disputed items/services set forth below:

1) Hoof care, 6 sessions: Upheld

Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its decision.

MAXIMUS guideline: The MTUS did not address the issue in dispute.

Decision rationale: The request is not medically necessary.
"""


def test_a_category_of_ones_own_reaches_the_record(tmp_path: Path) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(
        "pack: mine\nvocabularies: {categories: [veterinary/equine]}\n"
        "rules:\n  - {id: a, label: TREATMENT, pattern: hoof care, value: veterinary/equine}\n",
        "utf-8",
    )
    request = pipeline.load(patterns=[str(file)])(LETTER)._.letter.determinations[0].request
    assert (request.category, request.subcategory) == ("veterinary", "equine")
