"""Reads the dates of one section of a letter, with their roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.components.date_reading.calendar_dates import CalendarDate, find_dates
from pipeline.components.date_reading.cues import Cues
from pipeline.components.date_reading.roles import KNOWN, UNTOLD, Reading, Sentence, read_role, shared_role
from pipeline.components.date_reading.sentences import sentence_around
from pipeline.components.tags import Tag

FIELD_ROLES: Mapping[str, str] = {
    "date_assigned": "assignment",
    "date_of_injury": "injury",
    "decision_date": "decision",
    "ur_denial_date": "ur_decision",
    "application_received": "application",
}
# Sections in which every date has the same role.
_SECTION_ROLES: Mapping[str, Reading] = {
    "request": Reading("service", "date.request"),
    "claims_administrator_guideline": Reading("guideline", "date.guideline"),
    "reviewer_guideline": Reading("guideline", "date.guideline"),
}


def read_dates(
    text: str,
    start: int,
    end: int,
    section: str,
    cues: Cues,
    fields: Sequence[Tag] = (),
    known: Mapping[str, str] | None = None,
) -> list[Tag]:
    """The dates in `text[start:end]`, which is one section of a letter, in text order.

    Args:
        text: the reading text.
        start, end: half-open range of the section.
        section: the section's name, as in `doc.spans["sections"]`.
        cues: the letter's cues.
        fields: the header's fields; a date inside one has that field's role.
        known: roles that the letter gave to dates before, by ISO value; they count where a sentence tells
            nothing.

    Returns:
        one tag a date: the label is its role, the value the ISO date, the rule a cue's id or one of the
        reader's own, which start with `date.`.
    """
    dates = find_dates(text, start, end)
    if not dates:
        return []
    fixed = _SECTION_ROLES.get(section)
    if fixed is not None:
        return [_tag(date, fixed) for date in dates]
    own = {f.start: f.label for f in fields if f.label in FIELD_ROLES and f.start >= start and f.end <= end}
    tags: list[Tag] = []
    sentence = Sentence(start, start, [])
    previous: tuple[CalendarDate, Reading] | None = None  # the date before in this sentence
    for i, date in enumerate(dates):
        label = own.get(date.start)
        if label is not None:
            tags.append(_tag(date, Reading(FIELD_ROLES[label], f"date.field.{label}")))
            continue
        if date.start >= sentence.end:
            left, right = sentence_around(text, start, end, date.start)
            sentence, previous = Sentence(left, right, cues.between(left, right)), None
        ahead = dates[i + 1] if i + 1 < len(dates) and dates[i + 1].start < sentence.end else None
        reading = read_role(text, sentence, date, previous, ahead)
        if reading is None:
            role = (known or {}).get(date.value)
            reading = UNTOLD if role is None else Reading(role, KNOWN)
        if previous is not None and previous[1] is UNTOLD and reading is not UNTOLD:
            shared = shared_role(text, previous[0], date, reading)
            if shared is not None:
                tags[-1] = _tag(previous[0], shared)
        tags.append(_tag(date, reading))
        previous = (date, reading)
    return tags


def _tag(date: CalendarDate, reading: Reading) -> Tag:
    return Tag(reading.role, date.start, date.end, date.value, reading.rule)
