"""Where the record's values stand: every part of a record that has a place in the text, by its path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_WORDS = {
    "case": "Header",
    "expert_reviewer": "Reviewer",
    "votes": "How many found alike",
    "injured_worker": "Injured worker",
    "claims_administrator_guideline": "Claims administrator's guideline line",
    "reviewer_guideline": "Reviewer's guideline line",
    "body_parts": "body part",
    "spinal_levels": "spinal level",
    "citations": "citation",
    "sections": "section",
    "drugs": "drug",
    "dates": "Date",
    "spans": "Your rule",
    "specialties": "specialty",
    "dates_of_service": "date of service",
}
# The record's key of a value and the span label that states it, where the two differ.
LABELS = {
    "drugs": "drug",
    "body_parts": "body_part",
    "spinal_levels": "spinal_level",
    "dates_of_service": "date_of_service",
    "sections": "section",
    "votes": "vote",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A value of the record and where it was read.

    Attributes:
        path: its path in the record, `determinations.0.request.drugs.1`.
        name: the same for a reader, `Item 1 · request · drug`.
        label: the span label under which components leave such a value.
        value: the value for a reader; empty where it is the text itself.
        start, end: half-open character offsets into the source text.
        page: the page (1, 2 …) on which it begins, 0 where the source has none.
    """

    path: str
    name: str
    label: str
    value: str
    start: int
    end: int
    page: int = 0


def places_of(record: Mapping[str, Any]) -> list[Place]:
    """Every value of a record's data (as `to_data` gives it) that has a place, in the record's order. Findings and
    warnings are none: they are told apart; the letter's sections are no values."""
    apart = ("findings", "warnings", "source", "sections", "summary", "reviewers")
    items = {key: part for key, part in record.items() if key not in apart}
    # What a reviewer writes is a stretch of the text and no value.
    found = [{key: part for key, part in one.items() if key != "start"} for one in record.get("reviewers") or ()]
    items["reviewers"] = found
    return list(_places(items, "", ()))


def _places(part: Any, path: str, words: tuple[str, ...]) -> Iterator[Place]:
    if isinstance(part, Mapping):
        start, end = part.get("start"), part.get("end")
        if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
            label = _label(part, path)
            yield Place(path, " · ".join(words), label, _value(part), start, end, part.get("page") or 0)
        for key, inner in part.items():
            if isinstance(inner, Mapping | list):
                yield from _places(inner, f"{path}.{key}" if path else key, _named(words, key, inner))
    elif isinstance(part, list):
        for i, inner in enumerate(part):
            if isinstance(inner, Mapping):
                yield from _places(inner, f"{path}.{i}", _numbered(words, path, i, inner))


def _named(words: tuple[str, ...], key: str, part: Any) -> tuple[str, ...]:
    if key in ("determinations", "reviewers"):
        return words
    word = _WORDS.get(key, key.replace("_", " "))
    return (*words, word)


def _numbered(words: tuple[str, ...], path: str, i: int, part: Mapping[str, Any]) -> tuple[str, ...]:
    if path == "determinations":
        return (f"Item {part.get('number', i + 1)}",)
    if path == "reviewers":
        return (f"Reviewer {part.get('number', i + 1)}",)
    return words


def _label(part: Mapping[str, Any], path: str) -> str:
    keys = [key for key in path.split(".") if not key.isdigit()]
    if keys[-1] == "dates":
        return str(part.get("role") or "")
    if keys[-1] == "spans":
        return str(part.get("label") or "")
    if keys[-1] == "citations":
        return str(part.get("source") or "")
    return LABELS.get(keys[-1], keys[-1])


def _value(part: Mapping[str, Any]) -> str:
    for key in ("value", "name", "guideline"):
        value = part.get(key)
        if isinstance(value, str | int) and not isinstance(value, bool):
            return "" if value == part.get("text") else str(value)
    return ""
