"""Readers of a small layout of each form, for the tests here."""

from __future__ import annotations

from typing import Any

from pipeline.layouts.decision_lines import DecisionLineReader, ItemParts
from pipeline.layouts.model import DecisionLine, Statement
from pipeline.layouts.statements import StatementReader
from pipeline.text.reading_text import ReadingText
from tests.text.shipped import reflow

LINES: dict[str, Any] = {
    "form": "decision_line",
    "decisions": {"upheld": "upheld", "overturned": "overturned"},
    "parts": [
        {"section": "claims_administrator_guideline", "text": "Claims guideline:"},
        {"section": "reviewer_guideline", "text": "Reviewer guideline:"},
        {"section": "rationale", "text": "Decision rationale:"},
    ],
    "closings": "necessary|certified|advised",
    "unpunctuated_closings": "(?:is|are) not (?:medically necessary|certified)",
}
STATEMENTS: dict[str, Any] = {
    "form": "statement",
    "openings": [r"(?P<number>\d{1,2})\) The request for (?P<request>.{3,80}?) (?P<verdict>is (?:not )?needed)"],
    "granted": "is needed",
    "refused": "is not needed",
    "parts": [
        {"section": "claims_administrator_guideline", "keep": True, "text": "The administrator relied on"},
        {"section": "rationale", "text": "Reasons:"},
    ],
    "ends": ["Sincerely"],
}
Items = list[tuple[str, str | None, dict[str, str]]]


def lines(text: str, **changes: Any) -> Items:
    reading = reflow(text)
    reader = DecisionLineReader(DecisionLine.model_validate({**LINES, **changes}))
    return _readable(reading, reader.read(reading, 0, len(reading.text))[0])


def doubts(text: str, **changes: Any) -> list[str]:
    """The reasons for which a text's items are doubtful."""
    reading = reflow(text)
    reader = DecisionLineReader(DecisionLine.model_validate({**LINES, **changes}))
    return [doubt.reason for doubt in reader.read(reading, 0, len(reading.text))[1]]


def statements(text: str, barriers: tuple[str, ...] = (), **changes: Any) -> Items:
    reading = reflow(text)
    reader = StatementReader(Statement.model_validate({**STATEMENTS, **changes}))
    places = [reading.text.index(words) for words in barriers]
    return _readable(reading, reader.read(reading, 0, len(reading.text), places)[0])


def statement_doubts(text: str, **changes: Any) -> list[str]:
    """The reasons for which a text's stated items are doubtful."""
    reading = reflow(text)
    reader = StatementReader(Statement.model_validate({**STATEMENTS, **changes}))
    return [doubt.reason for doubt in reader.read(reading, 0, len(reading.text), ())[1]]


def _readable(reading: ReadingText, items: list[ItemParts]) -> Items:
    """(request, decision, parts by section) of each item."""
    text = reading.text
    return [
        (
            text[slice(*item.request)],
            item.decision[2] if item.decision else None,
            {section: text[start:end].strip() for section, start, end in item.parts},
        )
        for item in items
    ]
