"""Reads the dates of a letter, with their roles.

What happened on a date is told by cues, words beside it that the rules labelled `DATE_CUE` find. Such a rule's `value`
is the date's role. Its attributes: `direction`, the side of the date on which the cue stands (`before`, `after`,
`either`); `reach`, the characters by which it may stand farther from the date than a rival; `retrospective`, the role
that it gives where the sentence or the letter speaks of a retrospective request.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pipeline.components.date_reading.roles import ANCHOR, UNTOLD, Reading, RoleReader, Told
from pipeline.components.tags import Tag, within
from pipeline.rules.cues import standing
from pipeline.rules.shared import Shared
from pipeline.rules.tags import FrozenMapping, beginning_in
from pipeline.rules.words.date_words import DateWords
from pipeline.rules.words.sentence_words import sentence_splitter
from pipeline.text.sentences import Range

DATE = "DATE"
_CUE, _CONTEXT, _RETROSPECTIVE = "DATE_CUE", "DATE_CONTEXT", "retrospective"
_NEAR = 25  # characters between the words of a context and the cue that they speak of
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
_DONE: Mapping[str, str] = {"diagnostic_testing": "study", "surgery": "surgery"}
# Prose seldom tells anything else of the day that the header names as utilization review's decision (of 48 mentions in
# letters read by hand none): a reading as one of these, or one whose words are not tied to the date, gives way to it.
_STATED = Reading("ur_decision", "date.stated")
_YIELDS = frozenset({"visit", "other"})
_KNOWN, _ITEM = "date.known", "date.item"
# Grounds that say nothing of the day itself, and so nothing of its other mentions.
_WEAK = frozenset({"date.opening", _KNOWN, "date.untold", "date.request", "date.guideline"})


class DateReader:
    """Reads the dates of a letter section by section, in text order: what was told of a day before counts where a
    sentence tells nothing of it. A date inside a field of the header has that field's role. The rule hits are in text
    order; `shared` has the words around dates."""

    def __init__(
        self, text: str, sections: Sequence[Tag], fields: Sequence[Tag], hits: Sequence[Tag], shared: Shared
    ) -> None:
        self._text, self._sections, self._hits = text, sections, hits
        self._words, self._sentences = shared.made(DateWords), sentence_splitter(shared.vocabularies)
        self._roles = RoleReader(text, self._words)
        self._dates = standing(hits, DATE)
        self._cues = [hit for hit in hits if hit.label in (_CUE, _CONTEXT)]
        requests = (within(self._cues, s.start, s.end) for s in sections if s.label == "request")
        said = (hit for found in requests for hit in found if hit.label == _CONTEXT)
        self._is_retrospective = any(hit.value == _RETROSPECTIVE for hit in said)
        self._fields = {field.start: field for field in fields if field.label in FIELD_ROLES}
        self._stated = {field.value for field in fields if FIELD_ROLES.get(field.label) == _STATED.role}
        self._known: dict[str, str] = {}

    def read(self) -> Iterator[Tag]:
        """One tag a date: the label is its role, the value the ISO date, the rule a cue's id or one of the reader's
        own grounds, which start with `date.`."""
        given, item = self._words.given, None
        for section in self._sections:
            for tag in self._of_section(section):
                is_untold = tag.rule == UNTOLD.rule
                if item and is_untold and given.fullmatch(self._text, section.start, tag.start):
                    tag = tag._replace(label=self._role_of_item(item), rule=_ITEM)
                if tag.rule not in _WEAK:
                    self._known.setdefault(tag.value, tag.label)
                yield tag
            item = section if section.label == "request" else None

    def _role_of_item(self, item: Tag) -> str:
        """The role of the day on which what a request names was done."""
        named = within(self._hits, item.start, item.end)
        kind = next((hit.value.partition("/")[0] for hit in named if hit.label == "TREATMENT"), "")
        return _DONE.get(kind, "treatment")

    def _of_section(self, section: Tag) -> list[Tag]:
        dates, fixed = within(self._dates, section.start, section.end), _SECTION_ROLES.get(section.label)
        if fixed is not None:
            return [_tag(date, fixed) for date in dates]
        tags: list[Tag] = []
        end, cues, previous = section.start, list[Tag](), _edge(section.start)  # of the sentence
        for date, ahead in zip(dates, [*dates[1:], None], strict=False):
            field = self._fields.get(date.start)
            if field is not None:
                tags.append(_tag(date, Reading(FIELD_ROLES[field.label], f"date.field.{field.label}")))
                continue
            if date.start >= end:
                start, end = self._statement(date, section)
                cues = self._cues_in(start, end)
                previous = _edge(start)
            following = ahead if ahead is not None and ahead.start < end else _edge(end).date
            told = self._roles.read(date, cues, previous, following)
            if date.value in self._stated and not (told.firm and told.reading and told.reading.role not in _YIELDS):
                told = told._replace(reading=_STATED)
            shares = bool(previous.date.value) and previous.reading is None
            if shares and told.reading is not None and self._roles.joins(previous.date.end, date.start):
                tags[-1] = _tag(previous.date, told.reading)
            known = self._known.get(date.value)
            tags.append(_tag(date, told.reading or (UNTOLD if known is None else Reading(known, _KNOWN))))
            previous = told
        return tags

    def _cues_in(self, start: int, end: int) -> list[Tag]:
        """The cues that begin in `[start, end)`, in text order; the value of each is the role that it gives here, and
        its attribute `context` is `anchor` or `start` where the words before it make it one."""
        inside = beginning_in(self._cues, start, end)
        contexts = [hit for hit in inside if hit.label == _CONTEXT]
        found = [hit for hit in inside if hit.label == _CUE]
        if self._is_retrospective or any(context.value == _RETROSPECTIVE for context in contexts):
            found = [cue._replace(value=cue.attributes.get(_RETROSPECTIVE, cue.value)) for cue in found]
        for context in contexts:
            i = next((i for i, cue in enumerate(found) if cue.end > context.end), None)
            if i is not None and found[i].start < context.end + _NEAR:
                known = found[i].attributes
                if known.get("context") != ANCHOR:
                    found[i] = found[i]._replace(attributes=FrozenMapping({**known, "context": context.value}))
        return found

    def _statement(self, date: Tag, section: Tag) -> Range:
        """The sentence in which a date stands, or its part between semicolons, but for those of a list of dates
        ("3/4/15; 4/4/15; and 5/4/15")."""
        left, right = self._sentences.sentence_at(self._text, date.start, section.start, section.end)
        at = self._text.find(";", left, right)
        while at >= 0:
            following = next(iter(beginning_in(self._dates, at, right)), None)
            if following is None or not self._roles.joins(at, following.start):
                if at > date.start:
                    return left, at + 1
                left = at + 1
            at = self._text.find(";", at + 1, right)
        return left, right


def _edge(place: int) -> Told:
    """What stands for the date beside the first or the last one of a sentence."""
    return Told(Tag("", place, place))


def _tag(date: Tag, reading: Reading) -> Tag:
    return Tag(reading.role, date.start, date.end, date.value, reading.rule)
