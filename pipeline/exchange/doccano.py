"""doccano's sequence labelling: one JSON object to a line, `text` and `label` as `[start, end, label]`.

Every other key is kept by doccano as the letter's metadata.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from pipeline.exchange.annotations import AnnotatedLetter
from pipeline.writing.json_text import json_line


def row_of(letter: AnnotatedLetter) -> dict[str, Any]:
    """A letter as doccano imports it (format JSONL, columns `text` and `label`). Spans may overlap: the project has to
    allow it."""
    source = letter.record.get("source") or {}
    return {
        "text": letter.text,
        "label": [[a.start, a.end, a.label] for a in letter.annotations],
        "letter_id": letter.letter_id,
        "path": source.get("path"),
    }


def write_doccano(letters: Iterable[AnnotatedLetter], target: Path) -> None:
    """Write the letters as JSONL."""
    with target.open("w", encoding="utf-8", newline="", errors="backslashreplace") as stream:
        for letter in letters:
            stream.write(json_line(row_of(letter)) + "\n")
