"""Rule files of spaCy's entity ruler and span ruler, as these save them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
import srsly

import pipeline
from pipeline.rules import PatternError, load_rules
from pipeline.rules.checking.check import check_files
from tests.rules.samples import tokens

PATTERNS = [
    {"label": "device", "pattern": "robotic gloves", "id": "gloves"},
    {"label": "device", "pattern": [{"LOWER": "moon"}, {"LOWER": {"IN": ["boots", "shoes"]}}], "id": "boots"},
    {"label": "Contract", "pattern": [{"LEMMA": "contract"}, {"OP": "?", "IS_PUNCT": True}]},
    {"label": "Contract", "pattern": "Zürich \u2019agreement\u2028"},
    {"label": "ORG", "pattern": "MAXIMUS", "id": "boots"},
]


def found(rules: object) -> list[tuple[str, str, str]]:
    return [(rule.id, rule.label, rule.value) for rule in rules.rules]  # type: ignore[attr-defined]


EXPECTED = [
    ("gloves", "device", "gloves"),
    ("boots", "device", "boots"),
    ("mine.3", "Contract", ""),
    ("mine.4", "Contract", ""),
    ("boots.2", "ORG", "boots"),
]


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("mine.jsonl", srsly.write_jsonl),
        ("mine.yml", srsly.write_yaml),
        ("mine.json", srsly.write_json),
        ("mine.jsonl", lambda path, data: path.write_text("\n\n".join(map(json.dumps, data)))),
    ],
    ids=["jsonl", "yaml", "json", "escaped"],
)
def test_a_list_of_patterns_is_a_pack(tmp_path: Path, name: str, write: object) -> None:
    write(tmp_path / name, PATTERNS)  # type: ignore[operator]
    rules = load_rules([], [tmp_path / name])
    assert found(rules) == EXPECTED
    assert rules.own_labels == {"device", "Contract", "ORG"}
    assert rules.packs[0].name == "mine"
    report = check_files([tmp_path / name], *tokens())
    assert (report.errors, report.rules) == (0, 5)
    assert all(problem.code != "W360" for problem in report.problems), "such files have no place for examples"


@pytest.mark.parametrize(("factory", "file"), [("entity_ruler", "patterns.jsonl"), ("span_ruler", "patterns")])
def test_what_a_ruler_saves_is_read(tmp_path: Path, factory: str, file: str) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe(factory).add_patterns(PATTERNS)  # type: ignore[attr-defined]
    nlp.get_pipe(factory).to_disk(tmp_path / "ruler")  # type: ignore[attr-defined]
    rules = load_rules([], [tmp_path / "ruler" / file])
    assert sorted(rule.label for rule in rules.rules) == sorted(str(pattern["label"]) for pattern in PATTERNS)


def test_its_hits_stand_in_the_record(tmp_path: Path) -> None:
    srsly.write_jsonl(tmp_path / "mine.jsonl", PATTERNS)
    letter = pipeline.load(patterns=[tmp_path / "mine.jsonl"])(
        "She wears Robotic\nGloves; two contracts here."
    )._.letter
    assert [(span.label, span.text) for span in letter.spans] == [
        ("device", "Robotic Gloves"),
        ("Contract", "contracts"),
    ]


@pytest.mark.parametrize(
    ("text", "code", "line", "words"),
    [
        ('{"label": "A", "pattern": "x"}\n{"label": "A", "pattern": }\n', "E301", 2, "no JSON"),
        ('{"label": "A", "pattern": "x"}\n\n{"label": "A"}\n', "E311", 3, "`pattern` is missing"),
        ('{"pattern": "x"}\n', "E311", 1, "`label` is missing"),
        ('{"label": "A", "pattern": [{"POS": "NOUN"}]}\n', "E318", 1, "tagger"),
        ('{"label": "A", "pattern": [{"LOWER": "x", "OP": "many"}]}\n', "E316", 1, "operator"),
        ('{"label": "A", "pattern": []}\n', "E317", 1, "empty"),
        ('["x"]\n', "E314", 1, "keys and values"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, text: str, code: str, line: int, words: str) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PatternError) as caught:
        load_rules([], [file])
    (problem,) = caught.value.problems
    assert (problem.code, problem.line, problem.file) == (code, line, file.as_posix()), str(problem)
    assert words in str(problem)
