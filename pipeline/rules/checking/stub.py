"""A new rule with its example, written into a file of the user's own."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Container, Sequence
from pathlib import Path

from pipeline.rules.checking.examples import BadMarks, read_example
from pipeline.rules.load import parse_pack
from pipeline.rules.problems import PatternError, Problem
from pipeline.rules.where import schema_file

ENTRY = re.compile(r"^( *)- ", re.MULTILINE)


def stub(
    label: str, text: str, taken: Container[str], value: str = "", sections: Sequence[str] = ()
) -> tuple[str, str]:
    """The id and the YAML of a phrase rule for the span marked `[[…]]` in `text`, or for the whole of it.

    `taken` holds the ids that are in use. Raises `PatternError` (E357) where the marks are wrong.
    """
    try:
        example = read_example(text if "[[" in text else f"[[{text}]]")
    except BadMarks as error:
        raise PatternError([Problem("E357", f"in the text {error}.", advice="Mark the span [[like this]].")]) from None
    start, end = example.spans[0]
    phrase = example.text[start:end]
    marked = f"{example.text[:start]}[[{phrase}]]{example.text[end:]}"
    rule_id = _free_id(label, phrase, taken)
    lines = [f"- id: {rule_id}", f"  label: {label}", f"  pattern: {_quoted(phrase.lower())}"]
    lines += [f"  value: {_quoted(value)}"] if value else []
    lines += [f"  sections: [{', '.join(sections)}]"] if sections else []
    lines += ["  examples:", "    match:", f"      - {_quoted(marked)}", "    no_match: []"]
    return rule_id, "\n".join(lines) + "\n"


def add_stub(file: Path, rule: str) -> str:
    """The new text of `file` with the rule at its end; the file need not exist.

    Raises `PatternError`: what is wrong with the file, or E332 where its `rules` are not its last part.
    """
    if not file.is_file():
        name = re.sub(r"[^a-z0-9]+", "_", file.stem.lower()).strip("_") or "mine"
        return f"{schema_line(file)}pack: {name}\nrules:\n{_indented(rule, 2)}"
    text = file.read_text("utf-8-sig")
    before = parse_pack(text, file.as_posix())
    entries = list(ENTRY.finditer(text[text.find("\nrules:") + 1 :]))
    indent = len(entries[0].group(1)) if entries else 2
    joined = text.rstrip("\n") + "\n" + _indented(rule, indent)
    try:
        if len(parse_pack(joined, file.as_posix()).rules) == len(before.rules) + 1:
            return joined
    except PatternError:
        pass
    message = "the rule cannot be added at the file's end, where its `rules:` do not stand."
    raise PatternError([Problem("E332", message, file.as_posix(), advice=f"Add it by hand:\n{rule}")])


def schema_line(file: Path) -> str:
    """The line at a rule pack's top by which editors find the schema; its path is relative inside a checkout."""
    schema, folder = schema_file("rules"), file.resolve().parent
    root = schema.parents[2]
    path = os.path.relpath(schema, folder) if folder.is_relative_to(root) else str(schema)
    return f"# yaml-language-server: $schema={path.replace(os.sep, '/')}\n"


def _free_id(label: str, phrase: str, taken: Container[str]) -> str:
    words = re.findall(r"[a-z0-9]+", phrase.lower()) or ["rule"]
    base = f"mine.{label.lower()}.{'_'.join(words[:6])}"
    number, rule_id = 2, base
    while rule_id in taken:
        rule_id, number = f"{base}.{number}", number + 1
    return rule_id


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _indented(rule: str, by: int) -> str:
    return "".join(" " * by + line for line in rule.splitlines(keepends=True))
