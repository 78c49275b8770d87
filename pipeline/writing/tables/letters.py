"""The table of letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pipeline.records.model import Letter, UserSpan
from pipeline.records.panel import agreeing
from pipeline.records.places import day_of
from pipeline.rules.words.specialties import specialty_name
from pipeline.writing.json_text import json_text
from pipeline.writing.tables.kinds import DATE, NUMBER, TEXT, TEXTS, YES
from pipeline.writing.tables.model import OWN, ROW, Column, Extras, Table, value_of

OFFICIAL = ("official_outcome", "official_agrees")


class LetterRow(NamedTuple):
    """A letter with its key."""

    key: str
    letter: Letter


def _rows(letter: Letter, key: str) -> Iterator[LetterRow]:
    yield LetterRow(key, letter)


LetterColumn = Column[LetterRow]


def _official(row: LetterRow, name: str) -> Any:
    official = row.letter.official_outcome
    return getattr(official, name) if official is not None else None


def row_cell(letter: Letter, name: str) -> str | None:
    """A column of the table that a letter comes from, as text: it may hold values of several kinds."""
    value = (letter.source.row or {}).get(name)
    return value if value is None or isinstance(value, str) else json_text(value)


def own_values(spans: tuple[UserSpan, ...], label: str) -> list[str]:
    """The values of a user's own label, or the words where it has none, each once."""
    found = (span.text if span.value is None else _as_text(span.value) for span in spans if span.label == label)
    return list(dict.fromkeys(found))


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json_text(value)


def further(extras: Extras) -> tuple[LetterColumn, ...]:
    """The columns of own labels, and of the rows that letters come from."""
    own = [
        LetterColumn(OWN + label, TEXTS, f"Hits of the label {label} of your own.", _own(label))
        for label in extras.own_labels
    ]
    official = [
        LetterColumn(
            OFFICIAL[0], TEXT, "The decision that the source table publishes.", lambda r: _official(r, "value")
        ),
        LetterColumn(OFFICIAL[1], YES, "Whether the text says the same.", lambda r: _official(r, "agrees")),
    ]
    rows = [
        LetterColumn(ROW + name, TEXT, f"The source table's column {name}.", _of_row(name))
        for name in extras.row_columns
    ]
    return (*own, *(official if rows else ()), *rows)


def _own(label: str) -> Any:
    return lambda r: own_values(r.letter.spans, label)


def _of_row(name: str) -> Any:
    return lambda r: row_cell(r.letter, name)


LETTER_COLUMNS: tuple[LetterColumn, ...] = (
    LetterColumn("letter_key", TEXT, "The letter: joins all tables of a run.", lambda r: r.key, required=True),
    LetterColumn("letter_id", TEXT, "The letter's case number or name.", lambda r: r.letter.letter_id, required=True),
    LetterColumn("path", TEXT, "Where the letter was read from.", lambda r: r.letter.source.path),
    LetterColumn("layout", TEXT, "How the letter is printed.", lambda r: r.letter.layout),
    LetterColumn("case_number", TEXT, "The case number.", lambda r: value_of(r.letter.case.case_number)),
    LetterColumn(
        "date_assigned", DATE, "When the review was assigned.", lambda r: day_of(value_of(r.letter.case.date_assigned))
    ),
    LetterColumn("date_of_injury", DATE, "The injury.", lambda r: day_of(value_of(r.letter.case.date_of_injury))),
    LetterColumn("decision_date", DATE, "The decision.", lambda r: day_of(value_of(r.letter.case.decision_date))),
    LetterColumn(
        "ur_denial_date",
        DATE,
        "Utilization review's decision.",
        lambda r: day_of(value_of(r.letter.case.ur_denial_date)),
    ),
    LetterColumn("priority", TEXT, "`standard` or `expedited`.", lambda r: value_of(r.letter.case.priority)),
    LetterColumn(
        "application_received",
        DATE,
        "When the application came in.",
        lambda r: day_of(value_of(r.letter.case.application_received)),
    ),
    LetterColumn(
        "licensure",
        TEXTS,
        "States in which the reviewer is licensed.",
        lambda r: [one.value for one in r.letter.expert_reviewer.licensure],
    ),
    LetterColumn(
        "specialties",
        TEXTS,
        "The reviewer's specialties, one name for each however it is printed.",
        lambda r: [specialty_name(one.value) for one in r.letter.expert_reviewer.specialties],
    ),
    LetterColumn("age", NUMBER, "The injured worker's age in years.", lambda r: value_of(r.letter.injured_worker.age)),
    LetterColumn("sex", TEXT, "`male` or `female`.", lambda r: value_of(r.letter.injured_worker.sex)),
    LetterColumn(
        "outcome", TEXT, "`upheld`, `overturned` or `partially_overturned`, of all items.", lambda r: r.letter.outcome
    ),
)
"""What the table of items has of its letter too."""

LETTERS = Table(
    "letters",
    "One row per letter.",
    ("letter_key",),
    (
        *LETTER_COLUMNS,
        LetterColumn(
            "determinations", NUMBER, "How many items are in dispute.", lambda r: len(r.letter.determinations)
        ),
        LetterColumn(
            "reviewers",
            NUMBER,
            "How many reviewers a review for a health plan, an insurer or New York has; 0 where it does not tell.",
            lambda r: len(r.letter.reviewers),
        ),
        LetterColumn(
            "reviewers_agreeing",
            NUMBER,
            "How many of them found as was decided; empty where it does not tell.",
            lambda r: agreeing(r.letter),
        ),
        LetterColumn("findings", TEXTS, "Codes of all findings.", lambda r: [f.code for f in r.letter.findings]),
        LetterColumn("warnings", TEXTS, "Codes of all warnings.", lambda r: [w.code for w in r.letter.warnings]),
        LetterColumn(
            "summary",
            TEXT,
            "The clinical case summary.",
            lambda r: r.letter.summary.text if r.letter.summary is not None else None,
        ),
        LetterColumn("media_type", TEXT, "The source's media type.", lambda r: r.letter.source.media_type),
        LetterColumn("sha256", TEXT, "SHA-256 of the source's bytes.", lambda r: r.letter.source.sha256),
        LetterColumn("characters", NUMBER, "Characters of its text.", lambda r: r.letter.source.characters),
        LetterColumn("pages", NUMBER, "Pages of a PDF.", lambda r: r.letter.source.pages),
    ),
    _rows,
    further,
)
