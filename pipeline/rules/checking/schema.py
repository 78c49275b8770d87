"""The JSON Schemas of rule packs, layouts and catalogue files, made from the models that load them, for editors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from pipeline.guidelines.schema import CatalogueFile
from pipeline.layouts.model import Layout
from pipeline.rules.files.found import Kind
from pipeline.rules.load import shipped_shared
from pipeline.rules.model import Pack
from pipeline.rules.normalisers import NORMALISERS
from pipeline.rules.shared import Shared

MODELS: Mapping[Kind, type[BaseModel]] = {"rules": Pack, "layouts": Layout, "guidelines": CatalogueFile}
DRAFT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def json_schema(kind: Kind = "rules") -> Schema:
    """The schema as data; `docs/schemas/KIND.schema.json` is this."""
    schema = _without_nulls(_with_vocabularies(MODELS[kind].model_json_schema(by_alias=True)))
    if kind == "rules":
        _add_names(schema, shipped_shared())
    if kind == "layouts":  # a file without a name adds to another layout, and need not be whole
        schema = {**schema, "required": [], "anyOf": [{"required": ["layout"]}, {"required": ["extends"]}]}
        schema["if"] = {"properties": {"extends": False, "layout": True}, "required": ["layout"]}
        schema["then"] = {"required": ["items"]}
        for name in ("DecisionLine", "Statement"):
            schema["$defs"][name].pop("required", None)
        for name in ("fields", "credentials"):  # a layout may say that it has none, whatever it extends
            schema["properties"][name] = {"anyOf": [schema["properties"][name], {"type": "null"}]}
        schema["properties"]["items"] = {"anyOf": list(schema["properties"]["items"]["oneOf"])}
    return {"$schema": DRAFT, **schema}


def schema_text(kind: Kind = "rules") -> str:
    """The schema as the text of its file."""
    return json.dumps(json_schema(kind), indent=2, ensure_ascii=False) + "\n"


def _add_names(schema: Schema, shared: Shared) -> None:
    """What is shipped is named for completion (labels, normalisers); what a shipped label's value and attributes may be
    is said too, unless the pack has vocabularies of its own."""
    labels = sorted(shared.label_entries)
    entry = schema["$defs"]["RuleEntry"]["properties"]
    for place in (schema["properties"], entry):
        text = place["label"]
        place["label"] = {"anyOf": [{"enum": labels}, {key: text[key] for key in ("pattern", "type")}]}
        place["label"]["description"] = text.get("description", "")
    entry["as"] = {**entry["as"], "enum": sorted(NORMALISERS)}
    rules = {"if": {"not": {"required": ["vocabularies"]}}, "then": {"properties": {"rules": {"items": {}}}}}
    items = rules["then"]["properties"]["rules"]["items"]  # type: ignore[index]
    items["allOf"] = [
        {"if": {"required": ["label"], "properties": {"label": {"const": label}}}, "then": then}
        for label, then in _of_labels(shared)
    ]
    schema["allOf"] = [rules, *(_default(label, then) for label, then in _of_labels(shared))]


def _default(label: str, then: Schema) -> Schema:
    """What holds for the rules without a label of their own in a pack with this default label."""
    named = {"required": ["label"], "properties": {"label": {"const": label}}, "not": {"required": ["vocabularies"]}}
    inner = {"if": {"not": {"required": ["label"]}}, "then": then}
    return {"if": named, "then": {"properties": {"rules": {"items": inner}}}}


def _of_labels(shared: Shared) -> Iterator[tuple[str, Schema]]:
    """For each label that is declared, what its rules' `value` and `attributes` may be."""
    for label, entry in sorted(shared.label_entries.items()):
        properties: Schema = {}
        if (values := shared.labels.values(entry.value)) is not None:
            properties["value"] = {"enum": sorted(values)}
        known = {name: shared.labels.values(given) for name, given in entry.attributes.items()}
        properties["attributes"] = {
            "properties": {name: {"enum": sorted(names)} if names is not None else {} for name, names in known.items()},
            "additionalProperties": False,
        }
        yield label, {"properties": properties}


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
