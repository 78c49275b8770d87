"""The JSON Schema of rule packs, made from the models that load them."""

from __future__ import annotations

import json
from typing import Any

from pipeline.rules.load import shipped_shared
from pipeline.rules.model import Pack


def json_schema() -> dict[str, Any]:
    """The schema as data; `docs/rule-schema.json` is this."""
    schema = _with_vocabularies(Pack.model_json_schema(by_alias=True))
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_without_nulls(schema)}


def schema_text() -> str:
    """The schema as the text of `docs/rule-schema.json`."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _with_vocabularies(schema: Any) -> Any:
    """Where a list holds values of a vocabulary, the shipped ones are named for editors; others are allowed."""
    if isinstance(schema, list):
        return [_with_vocabularies(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: _with_vocabularies(value) for key, value in schema.items() if key != "vocabulary"}
    if "vocabulary" in schema and schema.get("type") == "array":
        values = shipped_shared().vocabularies.lists[schema["vocabulary"]]
        kept["items"] = {"anyOf": [{"enum": list(values)}, kept["items"]]}
    return kept


def _without_nulls(schema: Any) -> Any:
    """A key is left out or has content; `null` stands in the models for what was left out."""
    if isinstance(schema, list):
        return [_without_nulls(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    some = [option for option in schema.get("anyOf", ()) if option != {"type": "null"}]
    kept = {key: _without_nulls(value) for key, value in schema.items() if not (key == "default" and value is None)}
    if "anyOf" not in schema:
        return kept
    if len(some) == 1:
        del kept["anyOf"]
        return {**_without_nulls(some[0]), **kept}
    return {**kept, "anyOf": _without_nulls(some)}
