"""The table of determinations: one row per disputed item, with what it needs of its letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from pipeline.records.model import Citation, Determination, GuidelineLine, Letter, Rationale, Request
from pipeline.records.places import day_of
from pipeline.writing.citations import share_a_guideline
from pipeline.writing.tables.kinds import (
    CITATIONS,
    DATES,
    DECIMAL,
    DRUGS,
    FREQUENCY,
    NUMBER,
    NUMBERS,
    TEXT,
    TEXTS,
    YES,
    Kind,
)
from pipeline.writing.tables.letters import LETTER_COLUMNS, LetterColumn, LetterRow, own_values
from pipeline.writing.tables.letters import further as of_the_letter
from pipeline.writing.tables.model import OWN, Column, Extras, Table, value_of


class ItemRow(NamedTuple):
    """An item, and its letter's row."""

    of: LetterRow
    item: Determination


ItemColumn = Column[ItemRow]


def _rows(letter: Letter, key: str) -> Iterator[ItemRow]:
    of = LetterRow(key, letter)
    return (ItemRow(of, item) for item in letter.determinations)


def _letters(column: LetterColumn) -> ItemColumn:
    """A column of the letter's as one of the item's."""
    value = column.value
    return ItemColumn(column.name, column.kind, column.about, lambda r: value(r.of), column.required)


def _own(label: str) -> ItemColumn:
    def values(row: ItemRow) -> list[str]:
        spans = (s for s in row.of.letter.spans if s.determination in (None, row.item.number))
        return own_values(tuple(spans), label)

    about = f"Hits of the label {label} of your own, in the item's parts and outside of all items."
    return ItemColumn(OWN + label, TEXTS, about, values)


def _further(extras: Extras) -> tuple[ItemColumn, ...]:
    rest = of_the_letter(extras)[len(extras.own_labels) :]
    return (*map(_own, extras.own_labels), *map(_letters, rest))


def _asked(name: str, kind: Kind, about: str) -> ItemColumn:
    """A plain field of the request."""
    return ItemColumn(name, kind, about, lambda r: getattr(r.item.request, name))


def _value(name: str, kind: Kind, about: str) -> ItemColumn:
    """A grounded value of the request."""
    return ItemColumn(name, kind, about, lambda r: value_of(getattr(r.item.request, name)))


def _many(name: str, about: str) -> ItemColumn:
    return ItemColumn(name, TEXTS, about, lambda r: [one.value for one in getattr(r.item.request, name)])


def _line(party: str, who: str) -> tuple[ItemColumn, ...]:
    def line(row: ItemRow) -> GuidelineLine:
        found: GuidelineLine = getattr(row.item, f"{party}_guideline")
        return found

    return (
        ItemColumn(f"{party}_cited", YES, f"Whether {who} cited anything.", lambda r: line(r).cited),
        ItemColumn(
            f"{party}_outside_mtus",
            YES,
            f"Whether {who} went outside of the MTUS.",
            lambda r: line(r).outside_mtus,
        ),
        ItemColumn(f"{party}_citations", CITATIONS, f"What {who} cited.", lambda r: line(r).citations),
        ItemColumn(
            f"{party}_entries",
            TEXTS,
            f"The catalogue's entries of what {who} cited.",
            lambda r: _entries(line(r).citations),
        ),
        ItemColumn(
            f"{party}_sections", TEXTS, f"The sections that {who} cited.", lambda r: _sections(line(r).citations)
        ),
        ItemColumn(f"{party}_guideline", TEXT, f"The guideline line of {who}, as printed.", lambda r: line(r).text),
    )


def _entries(citations: Iterable[Citation]) -> list[str]:
    return list(dict.fromkeys(c.entry for c in citations if c.entry is not None))


def _sections(citations: Iterable[Citation]) -> list[str]:
    return list(dict.fromkeys(section.text for c in citations for section in c.sections))


def _state(name: str) -> ItemColumn:
    about = f"The state's {name.replace('_', ' ')}, of a review for a health plan or insurer, as its words tell."
    return ItemColumn(name, TEXT, about, lambda r: getattr(r.item.state_categories, name, None))


def _classes(request: Request) -> list[str]:
    return list(dict.fromkeys(drug.class_ for drug in request.drugs if drug.class_ is not None))


def _conclusion(rationale: Rationale) -> Any:
    return value_of(rationale.conclusion)


DETERMINATIONS = Table(
    "determinations",
    "One row per disputed item, with the main values of its letter.",
    ("letter_key", "number"),
    (
        *map(_letters, LETTER_COLUMNS),
        ItemColumn("number", NUMBER, "The item's number in its letter.", lambda r: r.item.number, required=True),
        ItemColumn("decision", TEXT, "`upheld` or `overturned`.", lambda r: value_of(r.item.decision)),
        ItemColumn(
            "in_part",
            YES,
            "Whether the denial is overturned for a part of the request alone (`decision` is then `overturned`).",
            lambda r: r.item.in_part,
        ),
        ItemColumn(
            "decision_page",
            NUMBER,
            "The page of the decision.",
            lambda r: r.item.decision.page if r.item.decision is not None else None,
        ),
        ItemColumn("request", TEXT, "The item's heading as printed.", lambda r: r.item.request.text),
        ItemColumn("request_page", NUMBER, "The page of the heading.", lambda r: r.item.request.page),
        _value("disputed", TEXT, "What is decided."),
        _value("original", TEXT, "Of a modified request: what was asked for."),
        _value("authorized", TEXT, "Of a modified request: what was authorized."),
        _asked("utilization_review", TEXT, "`denied` or `modified`."),
        _asked("category", TEXT, "The kind of treatment."),
        _asked("subcategory", TEXT, "The kind within the category."),
        _asked("drugs", DRUGS, "The drugs that were asked for."),
        ItemColumn("drug_classes", TEXTS, "Their classes, each once.", lambda r: _classes(r.item.request)),
        *map(_state, ("diagnosis_category", "diagnosis_subcategory", "treatment_category", "treatment_subcategory")),
        _value("quantity", DECIMAL, "Units of a supply."),
        _value("refills", NUMBER, "Refills."),
        _value("sessions", NUMBER, "Visits or treatments."),
        _asked("frequency", FREQUENCY, "How often and for how long."),
        _many("body_parts", "Body parts, without sides."),
        _value("laterality", TEXT, "`left`, `right` or `bilateral`."),
        _many("spinal_levels", "Levels of the spine."),
        _asked("retrospective", YES, "Whether the treatment had been given."),
        ItemColumn(
            "dates_of_service",
            DATES,
            "Dates of service in the heading.",
            lambda r: [day for one in r.item.request.dates_of_service if (day := day_of(one.value)) is not None],
        ),
        *_line("claims_administrator", "utilization review"),
        *_line("reviewer", "the reviewer"),
        ItemColumn(
            "same_guideline",
            YES,
            "Whether both cited a guideline in common, of any edition; empty where either cited none, or it is open.",
            lambda r: share_a_guideline(r.item.claims_administrator_guideline, r.item.reviewer_guideline),
        ),
        ItemColumn(
            "conclusion",
            TEXT,
            "`medically_necessary` or `not_medically_necessary`: the rationale's verdict.",
            lambda r: _conclusion(r.item.rationale),
        ),
        ItemColumn(
            "conclusion_page",
            NUMBER,
            "The page of the verdict.",
            lambda r: r.item.rationale.conclusion.page if r.item.rationale.conclusion is not None else None,
        ),
        ItemColumn("agreement", TEXT, "`agree`, `disagree`, `no_conclusion`.", lambda r: r.item.rationale.agreement),
        ItemColumn("depends_on", NUMBERS, "Items on which this one rests.", lambda r: r.item.rationale.depends_on),
        ItemColumn(
            "findings",
            TEXTS,
            "Codes of the findings on the item.",
            lambda r: [f.code for f in r.of.letter.findings if f.determination == r.item.number],
        ),
        ItemColumn(
            "rationale_citations", CITATIONS, "Citations of the rationale.", lambda r: r.item.rationale.citations
        ),
        ItemColumn(
            "rationale_entries",
            TEXTS,
            "The catalogue's entries of the rationale's citations.",
            lambda r: _entries(r.item.rationale.citations),
        ),
        ItemColumn("rationale", TEXT, "The reviewer's reasons.", lambda r: r.item.rationale.text),
    ),
    _rows,
    _further,
)
