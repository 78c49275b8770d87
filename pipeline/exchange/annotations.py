"""A record as labelled spans of its letter: what annotation tools show and change.

A label says what a span is and, where the value is a name of a closed list, which one: `decision.upheld`,
`conclusion.not_medically_necessary`, `date.visit`, `citation.MTUS`, `sex.male`. So an expert changes a decision by
changing a label, in any tool.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.rules.load import shipped_shared

_CASE = (
    "case_number",
    "date_assigned",
    "date_of_injury",
    "decision_date",
    "ur_denial_date",
    "priority",
    "application_received",
)
_ONE = ("disputed", "original", "authorized", "quantity", "refills", "sessions", "frequency", "laterality")
MANY = {
    "drugs": "drug",
    "body_parts": "body_part",
    "spinal_levels": "spinal_level",
    "dates_of_service": "date_of_service",
}
LINES = ("claims_administrator_guideline", "reviewer_guideline")
SOURCES = ("MTUS", "ACOEM", "ODG", "other")
OWN = "own"
DATE_ROLES = tuple(shipped_shared().vocabularies.lists["date_roles"])
"""What a date in a letter can be the date of, as it ships; a pack may add to it."""
# Every label that an import takes, but for `own.…`: what an annotation tool is to offer.
LABELS: tuple[str, ...] = (
    *("request", *_ONE, *MANY.values()),
    *("decision.upheld", "decision.overturned"),
    *("conclusion.not_medically_necessary", "conclusion.medically_necessary"),
    *LINES,
    "rationale",
    *(f"citation.{source}" for source in SOURCES),
    "section",
    *_CASE,
    *("licensure", "specialty", "age", "sex.male", "sex.female"),
    *(f"date.{role}" for role in DATE_ROLES),
)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A labelled span.

    Attributes:
        label: as above.
        start, end: half-open character offsets into the letter's text.
        value: the normal value for a reader; empty where the text is the value.
        path: the record's value it stands for (`determinations.0.decision`); empty for one that an expert made.
    """

    label: str
    start: int
    end: int
    value: str = ""
    path: str = ""

    @property
    def kind(self) -> str:
        """The label without the value in it."""
        return self.label.partition(".")[0]


@dataclass(frozen=True, slots=True)
class AnnotatedLetter:
    """A letter's text with its annotations, and the record (as data) that they come from."""

    text: str
    record: Mapping[str, Any]
    annotations: tuple[Annotation, ...] = field(default=())

    @property
    def letter_id(self) -> str:
        """What the letter is called."""
        return str(self.record["letter_id"])


def annotations_of(record: Mapping[str, Any]) -> list[Annotation]:
    """Every value of a record's data that has a place, in the text's order."""
    found = [*_letter(record)]
    for i, item in enumerate(record["determinations"]):
        found += _item(item, f"determinations.{i}")
    return sorted(found, key=lambda a: (a.start, -a.end, a.path))


def _letter(record: Mapping[str, Any]) -> Iterator[Annotation]:
    for key in _CASE:
        yield from _one(record["case"].get(key), key, f"case.{key}")
    for key, label in (("licensure", "licensure"), ("specialties", "specialty")):
        for i, value in enumerate(record["expert_reviewer"].get(key) or ()):
            yield from _one(value, label, f"expert_reviewer.{key}.{i}")
    yield from _one(record["injured_worker"].get("age"), "age", "injured_worker.age")
    sex = record["injured_worker"].get("sex")
    yield from _one(sex, f"sex.{sex['value']}" if sex else "", "injured_worker.sex")
    for i, date in enumerate(record.get("dates") or ()):
        yield from _one(date, f"date.{date['role']}", f"dates.{i}")
    for i, span in enumerate(record.get("spans") or ()):
        yield from _one(span, f"{OWN}.{span['label']}", f"spans.{i}")


def _item(item: Mapping[str, Any], path: str) -> Iterator[Annotation]:
    request = item["request"]
    yield from _one(request, "request", f"{path}.request")
    for key in _ONE:
        yield from _one(request.get(key), key, f"{path}.request.{key}")
    for key, label in MANY.items():
        for i, value in enumerate(request.get(key) or ()):
            yield from _one(value, label, f"{path}.request.{key}.{i}")
    decision, conclusion = item["decision"], item["rationale"]["conclusion"]
    yield from _one(decision, f"decision.{decision['value']}" if decision else "", f"{path}.decision")
    for key in LINES:
        yield from _one(item[key], key, f"{path}.{key}")
        yield from _citations(item[key]["citations"], f"{path}.{key}.citations")
    yield from _one(item["rationale"], "rationale", f"{path}.rationale")
    label = f"conclusion.{conclusion['value']}" if conclusion else ""
    yield from _one(conclusion, label, f"{path}.rationale.conclusion")
    yield from _citations(item["rationale"]["citations"], f"{path}.rationale.citations")


def _citations(citations: list[Mapping[str, Any]], path: str) -> Iterator[Annotation]:
    for i, citation in enumerate(citations):
        yield from _one(citation, f"citation.{citation['source']}", f"{path}.{i}")
        for k, section in enumerate(citation["sections"]):
            yield from _one(section, "section", f"{path}.{i}.sections.{k}")


def _one(part: Mapping[str, Any] | None, label: str, path: str) -> Iterator[Annotation]:
    if part is None or not isinstance(part.get("start"), int) or part["end"] <= part["start"]:
        return
    value = part.get("value", part.get("name", part.get("guideline")))
    value = value if isinstance(value, str | int | float | None) else json.dumps(value, ensure_ascii=False)
    yield Annotation(label, part["start"], part["end"], "" if value is None else str(value), path)
