"""What is marked in a letter's text: the Doc's spans, at their places in the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.components.extensions import get_reading
from pipeline.components.shown import SHOWN
from pipeline.records.model import Letter

RECORD, FINDINGS, WARNINGS = "record", "findings", "warnings"
# In the order of the legend: (span group, its name, whether it is drawn from the start).
GROUPS: tuple[tuple[str, str, bool], ...] = (
    ("fields", "Header and credentials", True),
    ("people", "Injured worker", True),
    ("dates", "Dates", True),
    ("requests", "Requests", True),
    ("citations", "Citations", True),
    ("citation_parts", "Parts of citations", True),
    ("decisions", "Decisions and verdicts", True),
    ("own", "Your own rules", True),
    (FINDINGS, "Findings", True),
    (WARNINGS, "Warnings", True),
    ("sections", "Sections", False),
    ("rules", "All hits of rules", False),
    ("layout", "Layout", False),
)
_NAMES = {group: name for group, name, _ in GROUPS}
_SHOWN = {group: drawn for group, _, drawn in GROUPS}
_ORDER = {group: i for i, (group, _, _) in enumerate(GROUPS)}
_OWN_BEFORE_RULES = ("own", "rules")


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled stretch of the source text.

    Attributes:
        group: the span group; `record` for a value of the record that no span states, never drawn.
        label: what it is.
        start, end: half-open character offsets into the source text.
        value: the normal value, empty where there is none.
        rule: id of the rule that found it, empty where no rule did.
    """

    group: str
    label: str
    start: int
    end: int
    value: str = ""
    rule: str = ""


def group_name(group: str) -> str:
    """A span group's name for a reader."""
    return _NAMES.get(group, group.replace("_", " "))


def drawn_at_first(group: str) -> bool:
    """Whether a group's marks are drawn before anybody asked for them; groups of a user's own components are."""
    return _SHOWN.get(group, True)


def group_order(group: str) -> int:
    """The group's place in the legend."""
    return _ORDER.get(group, len(GROUPS))


def marks_of(doc: Doc, letter: Letter) -> list[Mark]:
    """The marks of a letter: every span of the Doc, and the places of findings and warnings. In the order of
    their start, longer ones first; hits of a user's own rules once."""
    found = dict.fromkeys([*_span_marks(doc), *_notes(letter)])
    own = {(m.label, m.start, m.end, m.rule) for m in found if m.group == "own"}
    marks = [m for m in found if m.group != "rules" or (m.label, m.start, m.end, m.rule) not in own]
    return sorted(marks, key=_by_place)


def _by_place(mark: Mark) -> tuple[int, int, int, str]:
    return mark.start, -mark.end, group_order(mark.group), mark.label


def _span_marks(doc: Doc) -> Iterator[Mark]:
    reading = get_reading(doc)
    for group, spans in doc.spans.items():
        if group == SHOWN:  # the values of other groups once more
            continue
        if group in (WARNINGS, FINDINGS):
            continue  # they come from the record, which says more
        for span in spans:
            if span.end_char > span.start_char:
                start, end = reading.source_span(span.start_char, span.end_char)
                yield Mark(group, span.label_, start, end, span.kb_id_, span.id_)


def _notes(letter: Letter) -> Iterable[Mark]:
    for finding in letter.findings:
        for place in finding.spans:
            yield Mark(FINDINGS, "finding", place.start, place.end, f"{finding.code} {finding.message}")
    for warning in letter.warnings:
        if warning.start is not None and warning.end is not None and warning.end > warning.start:
            yield Mark(WARNINGS, "warning", warning.start, warning.end, f"{warning.code} {warning.message}")
