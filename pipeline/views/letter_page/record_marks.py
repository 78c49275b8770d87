"""The marks of a letter of which the record alone is at hand: its values, at their places in the source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.views.letter_page.marks import FINDINGS, WARNINGS, Mark, by_place
from pipeline.views.letter_page.places import Place, places_of

# By the part of the record that a value stands in, and in an item by its own name.
_GROUP_OF = {
    "clinical": "clinical",
    "case": "fields",
    "expert_reviewer": "fields",
    "injured_worker": "people",
    "reviewers": "reviewers",
    "votes": "reviewers",
    "dates": "dates",
    "spans": "own",
    "decision": "decisions",
    "conclusion": "decisions",
    "citations": "citations",
    "sections": "citation_parts",
    "request": "sections",
    "rationale": "sections",
    "claims_administrator_guideline": "sections",
    "reviewer_guideline": "sections",
}


def marks_of_record(record: Mapping[str, Any]) -> list[Mark]:
    """The marks of a record's data: every value that has a place, with findings and warnings, in the order of
    `marks_of`. Which rule found a value the record does not say, but for a user's own."""
    rules = [span["id"] for span in record["spans"]]
    values = (_mark(place, rules) for place in places_of(record))
    return sorted(dict.fromkeys([*values, *_notes(record)]), key=by_place)


def _mark(place: Place, rules: list[str]) -> Mark:
    names = [part for part in place.path.split(".") if not part.isdigit()]
    inside = names[0] == "determinations"
    group = _GROUP_OF.get(names[-1], "requests") if inside else _GROUP_OF.get(names[0], names[0])
    rule = rules[int(place.path.split(".")[1])] if group == "own" else ""
    return Mark(group, place.label, place.start, place.end, place.value, rule)


def _notes(record: Mapping[str, Any]) -> Iterator[Mark]:
    for finding in record["findings"]:
        for place in finding["spans"]:
            told = f"{finding['code']} {finding['message']}"
            yield Mark(FINDINGS, "finding", place["start"], place["end"], told)
    for warning in record["warnings"]:
        start, end = warning["start"], warning["end"]
        if start is not None and end is not None and end > start:
            yield Mark(WARNINGS, "warning", start, end, f"{warning['code']} {warning['message']}")
