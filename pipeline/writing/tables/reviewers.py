"""The table of the reviewers of reviews for health plans, insurers and New York."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.records.model import Letter
from pipeline.rules.words.specialties import specialty_name
from pipeline.writing.tables.kinds import NUMBER, TEXT, TEXTS
from pipeline.writing.tables.model import KEY, Part, Table, value_of
from pipeline.writing.tables.parts import PLACE, PartColumn


def _rows(letter: Letter, key: str) -> Iterator[Part]:
    for place, reviewer in enumerate(letter.reviewers, 1):
        yield Part(key, letter, None, reviewer, place)


REVIEWERS = Table(
    "reviewers",
    "One row per reviewer of a review for a health plan, an insurer or New York.",
    ("letter_key", "reviewer"),
    (
        *KEY[:2],
        PartColumn("reviewer", NUMBER, "The reviewer's number, 1 of a single one.", lambda r: r.part.number, True),
        PartColumn(
            "specialties",
            TEXTS,
            "The reviewer's own specialties, one name for each however it is printed.",
            lambda r: [specialty_name(one.value) for one in r.part.specialties],
        ),
        PartColumn(
            "finding",
            TEXT,
            "`upheld`, `overturned` or `partially_overturned`: the reviewer's own; empty where the text does not tell.",
            lambda r: value_of(r.part.finding),
        ),
        PartColumn("outcome", TEXT, "What was decided on the case, as the text tells.", lambda r: r.letter.outcome),
        *PLACE,
    ),
    _rows,
)
