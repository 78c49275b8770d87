"""Rule files as spaCy's entity ruler and span ruler save them: lists of `{"label", "pattern", "id"}`, as JSONL or YAML.

They are taken as they are. A label may be written in any case; ids may be missing or stand there twice: then a number
makes them unique. What spaCy calls the id is the value of the hits.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import PurePath

from pydantic import BaseModel, ConfigDict

from pipeline.rules.files.layering import Layered
from pipeline.rules.files.reading import read_model
from pipeline.rules.files.schema_errors import empty_problems
from pipeline.rules.files.yaml_text import Path, YamlText
from pipeline.rules.model import Pack, Pattern, RuleEntry, Text
from pipeline.rules.problems import PatternError, Problem

NOT_IN_IDS = re.compile(r"[^A-Za-z0-9_.:/+-]+")


class SpacyEntry(BaseModel):
    """One pattern of a ruler; keys that other tools add are left alone."""

    model_config = ConfigDict(extra="ignore", strict=True, defer_build=True)

    label: Text
    pattern: Pattern
    id: Text | None = None


class SpacyFile(BaseModel):
    """All patterns of a file."""

    model_config = ConfigDict(strict=True, defer_build=True)

    rules: list[SpacyEntry]


class ListText(YamlText):
    """The text of a list of rules: the lines of `rules` are those of the list."""

    def line(self, path: Path) -> int:
        return super().line(path[1:] if tuple(path[:1]) == ("rules",) else path)

    def raw(self, path: Path) -> str:
        return super().raw(path[1:])


def as_list(text: YamlText) -> ListText | None:
    """The text of a file that holds a list of rules, as JSONL or in YAML; `None` for any other.

    Raises `PatternError` (E301) where a line of JSONL is no JSON.
    """
    first = text.text.lstrip()[:1]
    if text.file.endswith(".jsonl") or (first == "{" and not text.file.endswith((".yml", ".yaml"))):
        return ListText("\n".join(_as_yaml(text)), text.file, text.sha256)
    listed = first in ("-", "[") or isinstance(text.data, list)
    return ListText(text.text, text.file, text.sha256) if listed and isinstance(text.data, list) else None


def _as_yaml(text: YamlText) -> Iterator[str]:
    """Each line of JSONL as an entry of a list in YAML, on its own line."""
    for number, line in enumerate(text.text.split("\n"), start=1):
        try:
            yield f"- {json.dumps(json.loads(line))}" if line.strip() else ""
        except (ValueError, RecursionError) as error:
            advice = 'Each line holds one pattern: {"label": …, "pattern": …}.'
            message = f"this line is no JSON: {str(error).partition(':')[0].lower()}."
            raise PatternError([Problem("E301", message, text.file, number, advice=advice)]) from None


def read_list(text: ListText) -> Pack:
    """A list of rules as the pack that it stands for. Raises `PatternError` with all its problems."""
    if problems := empty_problems(text):
        raise PatternError(problems)
    path: tuple[str | int, ...] = ("rules",)
    listed = read_model(SpacyFile, Layered({"rules": text.data}, {(): (text, ()), path: (text, path)}))
    name = NOT_IN_IDS.sub("-", PurePath(text.file).stem) or "rules"
    taken: dict[str, int] = {}
    entries: list[RuleEntry] = []
    for number, entry in enumerate(listed.rules, start=1):
        rule_id = _free(NOT_IN_IDS.sub("-", entry.id or "").strip("-.:/+") or f"{name}.{number}", taken)
        rule = RuleEntry(id=rule_id, label="X", pattern=entry.pattern, value=entry.id)
        entries.append(rule.model_copy(update={"label": entry.label}))  # in any case
    return Pack(pack=name).model_copy(update={"rules": entries})


def _free(base: str, taken: dict[str, int]) -> str:
    """`base`, with a number where it is `taken`; there stands of each name the last number that went with it."""
    name = base
    while name in taken:
        taken[base] += 1
        name = f"{base}.{taken[base]}"
    taken[name] = 1
    return name
