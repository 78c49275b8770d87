"""Annotations as CSV: one row each, with the words that it covers."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from pipeline.exchange.annotations import AnnotatedLetter
from pipeline.writing.csv_text import cell

COLUMNS = ("letter_id", "source", "sha256", "item", "label", "value", "start", "end", "text", "path")


def write_csv(letters: Iterable[AnnotatedLetter], target: Path) -> None:
    """Write the rows; `text` is the covered text as it stands, line breaks and all, but that nothing in a cell can
    start a formula (an apostrophe before it)."""
    with target.open("w", encoding="utf-8", newline="", errors="backslashreplace") as stream:
        writer = csv.writer(stream)
        writer.writerow(COLUMNS)
        for letter in letters:
            source = letter.record.get("source") or {}
            head = [cell(v) for v in (letter.letter_id, source.get("path"), source.get("sha256"))]
            for a in letter.annotations:
                item = _item(letter, a.path)
                rest = (item, a.label, a.value, a.start, a.end, letter.text[a.start : a.end], a.path)
                writer.writerow([*head, *map(cell, rest)])


def _item(letter: AnnotatedLetter, path: str) -> int | None:
    keys = path.split(".")
    if keys[0] != "determinations":
        return None
    number: int = letter.record["determinations"][int(keys[1])]["number"]
    return number
