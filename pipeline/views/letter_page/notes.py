"""Findings and warnings, each told where it arose: at an item, or at the letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

from pipeline.views.letter_page.cards import Values
from pipeline.views.letter_page.linking import Links
from pipeline.views.letter_page.safe import shown

LETTER = -1


@dataclass(frozen=True, slots=True)
class Note:
    """A finding or warning. `item` is the index of its determination, or `LETTER`; `places` are half-open ranges of
    the text, each with what to call it."""

    kind: str
    severity: str
    code: str
    message: str
    item: int
    places: tuple[tuple[int, int, str], ...]


def notes_of(record: Mapping[str, Any]) -> list[Note]:
    """The findings and warnings of a record's data, findings first."""
    items = record["determinations"]
    numbers = {item["number"]: i for i, item in enumerate(items)}
    notes = []
    for finding in record["findings"]:
        places = tuple((place["start"], place["end"], _short(place["text"])) for place in finding["spans"])
        item = numbers.get(finding["determination"], LETTER)
        notes.append(Note("finding", finding["severity"], finding["code"], finding["message"], item, places))
    for warning in record["warnings"]:
        start, end = warning["start"], warning["end"]
        places = ((start, end, "show"),) if start is not None and end is not None and end > start else ()
        item = LETTER if start is None else _item_at(start, items)
        notes.append(Note("warning", "warning", warning["code"], warning["message"], item, places))
    return notes


def _item_at(offset: int, items: Sequence[Mapping[str, Any]]) -> int:
    """The index of the item whose block holds the offset: from its heading to the next one's."""
    found = LETTER
    for i, item in enumerate(items):
        if item["request"]["start"] <= offset:
            found = i
    return found


def notes_html(notes: Sequence[Note], item: int, links: Links, values: Values) -> str:
    """The notes of one item (or of the letter) as a list; empty where there are none."""
    listed = [_note(note, links, values) for note in notes if note.item == item]
    return f'<ul class="notes">{"".join(listed)}</ul>' if listed else ""


def _note(note: Note, links: Links, values: Values) -> str:
    text = shown(note.message)
    group = note.kind + "s"
    marks = enumerate(links.marks)
    at = {(m.start, m.end): i for i, m in marks if m.group == group and m.value.startswith(note.code)}
    named = [(at.get((start, end)), name) for start, end, name in note.places]
    buttons = "".join(f" {values.to_mark(i, shown(name), 'quiet')}" for i, name in named if i is not None)
    return f'<li class="{note.kind} {shown(note.severity)}"><b>{shown(note.code)}</b> {text}{buttons}</li>'


def _short(text: str) -> str:
    """The beginning of a finding's words, in quotes."""
    return f"“{shorten(text, 48, placeholder=' …')}”"
