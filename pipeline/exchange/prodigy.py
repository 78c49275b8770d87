"""Prodigy's tasks for `spans.manual` and `review`: one JSON object to a line.

A task has `text`, `tokens` (`text`, `start`, `end`, `id`, `ws`), `spans` (`start`, `end`, `label`, `token_start`,
`token_end`, the last token included), `meta` (shown below the text). Prodigy keeps further keys: `imr` has what an
import needs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.exchange.annotations import AnnotatedLetter, Annotation
from pipeline.exchange.tokens import token_places
from pipeline.writing.json_text import json_line

_KEPT = "imr"


def task_of(letter: AnnotatedLetter) -> dict[str, Any]:
    """A letter as a task. Spans carry, beside Prodigy's own keys, the record's `path` and `value`."""
    places = token_places(letter.text, [(a.start, a.end) for a in letter.annotations])
    starts = {p.start: i for i, p in enumerate(places)}
    ends = {p.end: i for i, p in enumerate(places)}
    tokens = [
        {"text": letter.text[p.start : p.end], "start": p.start, "end": p.end, "id": i, "ws": p.space}
        for i, p in enumerate(places)
    ]
    spans = [
        {
            "start": a.start,
            "end": a.end,
            "token_start": starts[a.start],
            "token_end": ends[a.end],
            "label": a.label,
            "value": a.value,
            "path": a.path,
        }
        for a in letter.annotations
        if a.start in starts and a.end in ends
    ]
    source = letter.record.get("source") or {}
    return {
        "text": letter.text,
        "tokens": tokens,
        "spans": spans,
        "meta": {"letter_id": letter.letter_id, "path": source.get("path")},
        _KEPT: {"record": letter.record},
    }


def write_prodigy(letters: Iterable[AnnotatedLetter], target: Path) -> None:
    """Write the tasks as JSONL."""
    with target.open("w", encoding="utf-8", newline="", errors="backslashreplace") as stream:
        for letter in letters:
            stream.write(json_line(task_of(letter)) + "\n")


def from_task(task: Mapping[str, Any]) -> AnnotatedLetter | None:
    """The corrected letter of a task as `prodigy db-out` gives it; `None` where its answer is not `accept`.

    Raises:
        KeyError, TypeError: it is no task, or none that was exported here.
    """
    if task.get("answer", "accept") != "accept":
        return None
    annotations = [
        Annotation(str(s["label"]), int(s["start"]), int(s["end"]), str(s.get("value") or ""), str(s.get("path") or ""))
        for s in task.get("spans") or ()
    ]
    return AnnotatedLetter(task["text"], task[_KEPT]["record"], tuple(annotations))
