"""The table of what letters tell of the worker's condition and care."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.records.model import Letter
from pipeline.records.places import day_of
from pipeline.writing.tables.kinds import DATE, NUMBER, TEXT, YES
from pipeline.writing.tables.model import KEY, Part, Table, value_of
from pipeline.writing.tables.parts import PLACE, PartColumn, field

KINDS = {
    "diagnoses": "diagnosis",
    "treatments": "treatment",
    "surgeries": "surgery",
    "work_status": "work_status",
    "requests": "request",
    "denial_reasons": "denial_reason",
}
"""The record's lists, and what each holds."""


def _rows(letter: Letter, key: str) -> Iterator[Part]:
    place = 0
    for name, kind in KINDS.items():
        for fact in getattr(letter.clinical, name):
            place += 1
            yield Part(key, letter, fact.item, fact, place, kind)


def _detail(name: str) -> Any:
    return lambda r: value_of(getattr(r.part, name, None))


CLINICAL = Table(
    "clinical",
    "One row per diagnosis, treatment, operation, work status, request of the treating side and reason of a denial.",
    ("letter_key", "fact"),
    (
        *KEY,
        PartColumn("fact", NUMBER, "Its place among the letter's, from 1.", lambda r: r.place, required=True),
        PartColumn("kind", TEXT, f"{', '.join(f'`{kind}`' for kind in KINDS.values())}.", lambda r: r.where),
        field("value", TEXT, "Its usual name, of a drug the generic one; of requests and reasons the words."),
        field("negated", YES, "Whether the letter says that it is not so: no fact."),
        field("hypothetical", YES, "Whether the letter says that it may be so: no fact."),
        PartColumn("code", TEXT, "Of a diagnosis: the code of the ICD that is printed beside it.", _detail("code")),
        PartColumn("result", TEXT, "Of a treatment: `helped`, `partly_helped` or `failed`.", _detail("result")),
        PartColumn("date", DATE, "Of an operation: its day.", lambda r: day_of(_detail("date")(r))),
        PartColumn("reason", TEXT, "Of a request: why.", _detail("reason")),
        field("section", TEXT, "`summary` or `rationale`."),
        field("text", TEXT, "The words as printed."),
        *PLACE,
    ),
    _rows,
)
