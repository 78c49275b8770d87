"""The JSON Schema is made from the models that load rule files, and the one in docs/ is current."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.rules.model import Pack, RuleEntry, TokenSpec
from pipeline.rules.schema import json_schema, schema_text

FILE = Path(__file__).parents[2] / "docs" / "rule-schema.json"


def test_the_schema_in_docs_is_current() -> None:
    assert FILE.read_text("utf-8") == schema_text(), "run `python -m pipeline patterns schema > docs/rule-schema.json`"


def test_it_knows_every_key_and_no_other() -> None:
    schema = json_schema()
    for name, properties in (("RuleEntry", RuleEntry), ("TokenSpec", TokenSpec)):
        assert set(schema["$defs"][name]["properties"]) == {f.alias or k for k, f in properties.model_fields.items()}
        assert schema["$defs"][name]["additionalProperties"] is False
    assert set(schema["properties"]) == set(Pack.model_fields)


def test_a_rule_is_written_in_exactly_one_way() -> None:
    ways = json_schema()["$defs"]["RuleEntry"]["oneOf"]
    assert ways == [{"required": ["pattern"]}, {"required": ["phrases"]}, {"required": ["regex"]}]


def test_it_never_asks_for_null() -> None:
    assert "null" not in json.dumps(json_schema())
