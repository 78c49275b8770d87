"""The JSON Schemas are made from the models that load files; those in docs/ are current, and shipped files fit."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from pipeline.rules import patterns_folder
from pipeline.rules.checking.schema import MODELS, json_schema, schema_text
from pipeline.rules.files.found import Kind, RuleFile, find_files
from pipeline.rules.files.reading import read_text
from pipeline.rules.files.yaml_text import YamlText
from pipeline.rules.model import Pack, RuleEntry, TokenSpec
from pipeline.rules.where import schema_file

FILES = find_files([patterns_folder()])


@cache
def validator(kind: Kind) -> Draft202012Validator:
    Draft202012Validator.check_schema(json_schema(kind))
    return Draft202012Validator(json_schema(kind))


def underlined(kind: Kind, text: str) -> list[str]:
    """Where an editor would underline something."""
    data = YamlText(text, "x.yml").data
    return sorted({".".join(map(str, error.absolute_path)) for error in validator(kind).iter_errors(data)})


@pytest.mark.parametrize("kind", list(MODELS))
def test_the_schema_in_docs_is_current(kind: Kind) -> None:
    command = f"python -m pipeline patterns schema {kind} > docs/schemas/{kind}.schema.json"
    assert schema_file(kind).read_text("utf-8") == schema_text(kind), f"run `{command}`"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.shown)
def test_a_shipped_file_fits_its_schema_and_names_it(file: RuleFile) -> None:
    text = read_text(file.path)
    assert [error.message for error in validator(file.kind).iter_errors(text.data)] == []
    first = text.text.partition("\n")[0]
    assert first.startswith("# yaml-language-server: $schema=")
    assert (file.path.parent / first.partition("=")[2]).resolve() == schema_file(file.kind)


def test_it_knows_every_key_and_no_other() -> None:
    schema = json_schema()
    for name, properties in (("RuleEntry", RuleEntry), ("TokenSpec", TokenSpec)):
        assert set(schema["$defs"][name]["properties"]) == {f.alias or k for k, f in properties.model_fields.items()}
        assert schema["$defs"][name]["additionalProperties"] is False
    assert set(schema["properties"]) == set(Pack.model_fields)


def test_a_rule_is_written_in_exactly_one_way() -> None:
    ways = json_schema()["$defs"]["RuleEntry"]["oneOf"]
    assert ways == [{"required": ["pattern"]}, {"required": ["phrases"]}, {"required": ["regex"]}]


@pytest.mark.parametrize("kind", ["rules", "guidelines"])
def test_it_never_asks_for_null(kind: Kind) -> None:
    def visit(schema: Any) -> None:
        assert schema != {"type": "null"}
        for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
            visit(inner)

    visit(json_schema(kind))


RULE = "  - {id: a, pattern: x, "


@pytest.mark.parametrize(
    ("kind", "text", "places"),
    [
        ("rules", "pack: a\nrules:\n" + RULE + "label: MINE, value: anything}\n", []),
        ("rules", "pack: a\nrules:\n" + RULE + "label: mine}\n", ["rules.0.label"]),
        ("rules", "pack: a\nrules:\n" + RULE + "label: DRUG, value: x, attributes: {class: opioid}}\n", []),
        (
            "rules",
            "pack: a\nrules:\n" + RULE + "label: DRUG, value: x, attributes: {class: opiod}}\n",
            ["rules.0.attributes.class"],
        ),
        ("rules", "pack: a\nlabel: TREATMENT\nrules:\n" + RULE + "value: rehab}\n", ["rules.0.value"]),
        ("rules", "pack: a\nlabel: TREATMENT\nrules:\n" + RULE + "label: MINE, value: rehab}\n", []),
        (
            "rules",
            "pack: a\nvocabularies: {categories: [rehab]}\nlabel: TREATMENT\nrules:\n" + RULE + "value: rehab}\n",
            [],
        ),
        ("rules", "pack: a\nrules:\n  - {id: a, label: X, regex: x, as: dat}\n", ["rules.0.as"]),
        ("layouts", "extends: final-determination\nitems: {decisions: {affirmed: upheld}}\n", []),
        ("layouts", "extends: final-determination\nitems: {decisions: {affirmed: uphold}}\n", ["items"]),
        ("layouts", "extends: final-determination\nfields: null\n", []),
        ("layouts", "layout: mine\n", [""]),
        ("layouts", "layout: mine\nextends: notice-2013\nfallback: maybe\n", ["fallback"]),
        ("guidelines", "guidelines: [{id: a, title: A, source: MTUS, support: sure}]\n", ["guidelines.0.support"]),
    ],
)
def test_what_an_editor_underlines(kind: Kind, text: str, places: list[str]) -> None:
    assert underlined(kind, text) == places
