"""Flat tables of a letter's parts: one row per citation, cited section, drug, date, finding, section and own span.

A table of another list of the record takes some ten lines; `clinical.py` beside this module is one:

    NOTES = Table(
        "notes",
        "One row per note.",
        ("letter_key", "note"),
        (
            *KEY,
            PartColumn("note", NUMBER, "Its place among the letter's notes.", lambda r: r.place, required=True),
            field("value", TEXT, "Its normal value."),
            *PLACE,
        ),
        listed("notes"),
    )

`listed(name)` makes a row of each part in the letter's tuple `name`; the item is the part's `determination` or `item`,
or the one in whose section it stands. Named in `TABLES` and in `formats.TABLE_NAMES`, it is written as CSV and Parquet
and stands in the data dictionary (its page: `python -m pipeline schema > docs/data-dictionary.md`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from pipeline.records.model import Citation, Determination, Finding, GroundedText, Letter
from pipeline.records.places import day_of
from pipeline.writing.citations import work_of
from pipeline.writing.json_text import json_text
from pipeline.writing.tables.kinds import DATE, NUMBER, PAGES, TEXT, TEXTS, Kind
from pipeline.writing.tables.model import KEY, Column, Part, Table

PartColumn = Column[Part]


def field(name: str, kind: Kind, about: str, attribute: str = "") -> PartColumn:
    """A column that is an attribute of what the row is made of."""
    return PartColumn(name, kind, about, attrgetter(f"part.{attribute or name}"))


PLACE: tuple[PartColumn, ...] = (
    field("start_offset", NUMBER, "Where its words begin in the source's text.", "start"),
    field("end_offset", NUMBER, "The first character behind them.", "end"),
    field("page", NUMBER, "The page on which they begin."),
)
"""Where something stands."""


def listed(name: str) -> Callable[[Letter, str], Iterator[Part]]:
    """A row of each part in a letter's tuple of that name."""

    def rows(letter: Letter, key: str) -> Iterator[Part]:
        found = getattr(letter, name)
        number = _numbers(letter, found)
        for place, part in enumerate(found, 1):
            yield Part(key, letter, number(part), part, place)

    return rows


def _numbers(letter: Letter, parts: Sequence[Any]) -> Callable[[Any], int | None]:
    """What tells the item that a part of the letter is of."""
    for name in ("determination", "item"):
        if parts and hasattr(parts[0], name):
            return attrgetter(name)
    ranges = [(s.start, s.end, s.item) for s in letter.sections if s.item is not None] if parts else []
    return lambda part: next((item for start, end, item in ranges if start <= part.start < end), None)


def _citations(letter: Letter, key: str) -> Iterator[Part]:
    place = 0
    for item in letter.determinations:
        for where, citations in _cited(item):
            for citation in citations:
                place += 1
                yield Part(key, letter, item.number, citation, place, where)


def _cited(item: Determination) -> Iterable[tuple[str, tuple[Citation, ...]]]:
    yield "claims_administrator", item.claims_administrator_guideline.citations
    yield "reviewer", item.reviewer_guideline.citations
    yield "rationale", item.rationale.citations


def _cited_sections(letter: Letter, key: str) -> Iterator[Part]:
    for row in _citations(letter, key):
        for section in row.part.sections:
            yield Part(row.key, letter, row.number, section, row.place, row.where, row.part)


def _drugs(letter: Letter, key: str) -> Iterator[Part]:
    place = 0
    for item in letter.determinations:
        for drug in item.request.drugs:
            place += 1
            yield Part(key, letter, item.number, drug, place)


def _check(aspect: str) -> PartColumn:
    def checked(row: Part) -> str | None:
        return getattr(row.part.check, aspect) if row.part.check is not None else None

    about = f"How its {aspect} agrees with the catalogue: `ok`, `mismatch` or `unknown`."
    return PartColumn(f"check_{aspect}", TEXT, about, checked)


def _first(name: str) -> Callable[[Part], Any]:
    def first(row: Part) -> Any:
        finding: Finding = row.part
        span: GroundedText | None = finding.spans[0] if finding.spans else None
        return getattr(span, name) if span is not None else None

    return first


def _place(name: str, what: str) -> PartColumn:
    return PartColumn(name, NUMBER, f"Its place among the letter's {what}, from 1.", attrgetter("place"), required=True)


_CITED_IN = PartColumn(
    "cited_in",
    TEXT,
    "Who cites: `claims_administrator` or `reviewer` (guideline lines), `rationale`.",
    lambda r: r.where,
)
_TEXT = field("text", TEXT, "The words as printed.")

CITATIONS = Table(
    "citations",
    "One row per cited guideline document.",
    ("letter_key", "citation"),
    (
        *KEY,
        _place("citation", "citations"),
        _CITED_IN,
        field("source", TEXT, "`MTUS`, `ACOEM`, `ODG` or `other`."),
        field("guideline", TEXT, "The title, or of ODG the chapter, as printed."),
        field("edition", TEXT, "The year that the citation gives."),
        PartColumn("chapter", NUMBER, "An ACOEM chapter's number.", lambda r: r.part.chapter and r.part.chapter.number),
        PartColumn("sections", TEXTS, "Sections as printed.", lambda r: [s.text for s in r.part.sections]),
        field("regulations", TEXTS, "Sections of the regulations."),
        field("pages", PAGES, "Pages."),
        field("entry", TEXT, "The guideline in the catalogue, with its edition where it is known."),
        PartColumn(
            "work", TEXT, "The same without the edition: one name for one guideline.", lambda r: work_of(r.part.entry)
        ),
        *map(_check, ("guideline", "edition", "sections", "pages", "chapter")),
        _TEXT,
        *PLACE,
    ),
    _citations,
)
CITED_SECTIONS = Table(
    "cited_sections",
    "One row per section of a citation.",
    ("letter_key", "citation"),
    (
        *KEY,
        _place("citation", "citations"),
        _CITED_IN,
        PartColumn("source", TEXT, "`MTUS`, `ACOEM`, `ODG` or `other`.", lambda r: r.of.source),
        PartColumn("guideline", TEXT, "The citation's title or chapter, as printed.", lambda r: r.of.guideline),
        PartColumn("guideline_entry", TEXT, "The guideline in the catalogue.", lambda r: r.of.entry),
        field("section", TEXT, "The section as printed.", "text"),
        field("entry", TEXT, "The section in the catalogue; empty where it has none."),
        *PLACE,
    ),
    _cited_sections,
)
DRUGS = Table(
    "drugs",
    "One row per drug that was asked for.",
    ("letter_key", "drug"),
    (
        *KEY,
        _place("drug", "drugs"),
        field("name", TEXT, "The generic name."),
        PartColumn("ingredients", TEXTS, "Its ingredients, one of most drugs.", lambda r: r.part.name.split("/")),
        field("class", TEXT, "The drug's class.", "class_"),
        field("strength", TEXT, "As printed."),
        field("form", TEXT, "As printed."),
        _TEXT,
        *PLACE,
    ),
    _drugs,
)
DATES = Table(
    "dates",
    "One row per date that the letter tells.",
    ("letter_key", "mention"),
    (
        *KEY,
        _place("mention", "dates"),
        PartColumn("date", DATE, "The day; empty where only a month is named.", lambda r: day_of(r.part.value)),
        field("value", TEXT, "The day or the month, as ISO 8601."),
        field("role", TEXT, "What it is the date of."),
        field("section", TEXT, "The part of the letter."),
        _TEXT,
        *PLACE,
    ),
    listed("dates"),
)
FINDINGS = Table(
    "findings",
    "One row per finding: what the letter itself gets wrong or leaves open.",
    ("letter_key", "finding"),
    (
        *KEY,
        _place("finding", "findings"),
        field("code", TEXT, "Its code."),
        field("severity", TEXT, "`info`, `warning` or `error`."),
        field("message", TEXT, "What it is, in words."),
        PartColumn("text", TEXT, "The first words that it concerns.", _first("text")),
        PartColumn("start_offset", NUMBER, "Where they begin in the source's text.", _first("start")),
        PartColumn("end_offset", NUMBER, "The first character behind them.", _first("end")),
        PartColumn("page", NUMBER, "The page on which they begin.", _first("page")),
    ),
    listed("findings"),
)
SECTIONS = Table(
    "sections",
    "One row per part of the letter.",
    ("letter_key", "section"),
    (*KEY, _place("section", "sections"), field("name", TEXT, "What it is."), *PLACE),
    listed("sections"),
)
SPANS = Table(
    "spans",
    "One row per hit of a label of your own.",
    ("letter_key", "span"),
    (
        *KEY,
        _place("span", "spans"),
        field("label", TEXT, "The label."),
        field("rule", TEXT, "The rule that found it.", "id"),
        PartColumn("value", TEXT, "Its value; of a normaliser's, JSON.", lambda r: _as_text(r.part.value)),
        PartColumn("attributes", TEXT, "Its attributes, as JSON.", lambda r: json_text(dict(r.part.attributes))),
        field("section", TEXT, "The part of the letter."),
        _TEXT,
        *PLACE,
    ),
    listed("spans"),
)


def _as_text(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json_text(value)
