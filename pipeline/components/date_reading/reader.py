"""Reads the dates of one section of a letter, with their roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.components.date_reading.cues import Cues
from pipeline.components.date_reading.roles import UNTOLD, Reading, RoleReader, Sentence, Told
from pipeline.components.tags import Tag
from pipeline.text.sentences import SentenceSplitter

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
# Prose seldom tells anything else of the day that the header names as utilization review's decision (of 48 mentions in
# letters read by hand none): a reading as one of these, or one whose words are not tied to the date, gives way to it.
_STATED = "ur_decision"
_YIELDS = frozenset({"visit", "other"})
KNOWN, STATED = "date.known", "date.stated"


class DateReader:
    """Reads the dates of sections.

    Args:
        roles: reads a date's role in its sentence.
        sentences: the splitter of sentences.
    """

    def __init__(self, roles: RoleReader, sentences: SentenceSplitter) -> None:
        self._roles = roles
        self._sentences = sentences

    def read(
        self,
        text: str,
        section: Tag,
        cues: Cues,
        dates: Sequence[Tag],
        fields: Sequence[Tag] = (),
        known: Mapping[str, str] | None = None,
    ) -> list[Tag]:
        """The dates in a section of the reading text, in text order.

        Args:
            text: the reading text.
            section: the section; its label is its name.
            cues: the letter's cues.
            dates: the section's dates, in text order.
            fields: the header's fields; a date inside one has that field's role.
            known: roles that the letter gave to dates before, by ISO value; they count where a sentence tells nothing.

        Returns:
            one tag a date: the label is its role, the value the ISO date, the rule a cue's id or one of the reader's
            own, which start with `date.`.
        """
        fixed = _SECTION_ROLES.get(section.label)
        if fixed is not None or not dates:
            return [_tag(date, fixed or UNTOLD) for date in dates]
        own = {f.start: f.label for f in fields if f.label in FIELD_ROLES}
        stated = {f.value for f in fields if FIELD_ROLES.get(f.label) == _STATED}
        tags: list[Tag] = []
        sentence = Sentence(section.start, section.start, [])
        previous: Told | None = None  # the date before in this sentence
        for i, date in enumerate(dates):
            label = own.get(date.start)
            if label is not None:
                tags.append(_tag(date, Reading(FIELD_ROLES[label], f"date.field.{label}")))
                continue
            if date.start >= sentence.end:
                left, right, _ = self._statement(text, date, dates[i:], section)
                sentence, previous = Sentence(left, right, cues.between(left, right)), None
            ahead = dates[i + 1] if i + 1 < len(dates) and dates[i + 1].start < sentence.end else None
            told = self._roles.read(text, sentence, date, previous, ahead)
            if date.value in stated and not (told.firm and told.reading and told.reading.role not in _YIELDS):
                told = told._replace(reading=Reading(_STATED, STATED))
            shares = previous is not None and previous.reading is None and told.reading is not None
            if shares and previous is not None and self._roles.joins(text, previous.date.end, date.start):
                tags[-1] = _tag(previous.date, told.reading or UNTOLD)
            role = (known or {}).get(date.value)
            untold = UNTOLD if role is None else Reading(role, KNOWN)
            tags.append(_tag(date, told.reading or untold))
            previous = told
        return tags

    def _statement(self, text: str, date: Tag, dates: Sequence[Tag], section: Tag) -> Sentence:
        """The sentence in which a date stands, or its part between semicolons, but for those of a list of dates
        ("3/4/15; 4/4/15; and 5/4/15")."""
        left, right = self._sentences.sentence_at(text, date.start, section.start, section.end)
        at = text.find(";", left, right)
        while at >= 0:
            following = next((d for d in dates if d.start > at), None)
            if following is None or not self._roles.joins(text, at, following.start):
                if at > date.start:
                    return Sentence(left, at + 1, [])
                left = at + 1
            at = text.find(";", at + 1, right)
        return Sentence(left, right, [])


def _tag(date: Tag, reading: Reading) -> Tag:
    return Tag(reading.role, date.start, date.end, date.value, reading.rule)
