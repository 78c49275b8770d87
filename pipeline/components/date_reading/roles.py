"""The role of a date, told from the cues in its sentence.

A careful reader's order: a noun that the date describes ("A May 9, 2013 progress note"); the date before, where this
one goes on with it; what follows a date that opens its clause ("On 2-16-2015 Utilization Review non-certified"); what
stands nearest before it; what comes after. Distances are characters, less the reach of the cue.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import NamedTuple

from pipeline.components.date_reading.cues import ANCHOR, START, context_of, reach, stands_before, stands_behind
from pipeline.components.tags import Tag
from pipeline.rules.words.date_words import DateWords
from pipeline.text.folding import fold


class Reading(NamedTuple):
    """A date's role and the rule that gave it; rules that start with `date.` are the reader's own."""

    role: str
    rule: str


OPENING = Reading("visit", "date.opening")
UNTOLD = Reading("other", "date.untold")

# Far behind whatever a cue before the date scores.
_AFTER_PENALTY = 120
# What the words directly before a date speak of is what was named last.
_BOUND_BONUS = 60
# What stands before a date that opens its clause belongs to the clause before.
_OPENING_PENALTY = 40
# "On 1-5-17, she ..." means a visit unless a cue stands this near.
_SUBJECT_DISTANCE = 45
_LONGEST_OPENING = 60  # characters; more than the words that open a clause
_LONGEST_WORD = 24
_BESIDE = 4  # between a cue and a date right behind it: "surgery on 3-4-15"
_LONGEST_NOUN = 40  # what a date describes, with the words before it


class Sentence(NamedTuple):
    """A sentence's half-open range and its cues, in text order."""

    start: int
    end: int
    cues: Sequence[Tag]


class Told(NamedTuple):
    """A date with its role, `None` where its sentence does not tell it; whether it opens a clause; whether the words
    that tell it are tied to it."""

    date: Tag
    reading: Reading | None
    opens: bool
    firm: bool = False


class RoleReader:
    """Reads roles of dates.

    Args:
        words: the small words around dates.
    """

    def __init__(self, words: DateWords) -> None:
        self.words = words

    def read(self, text: str, sentence: Sentence, date: Tag, previous: Told | None, following: Tag | None) -> Told:
        """What happened on `date`.

        `previous` and `following` are the sentence's neighbouring dates: a cue beyond one of them speaks of it.
        """
        left = previous.date.end if previous is not None else sentence.start
        right = following.start if following is not None else sentence.end
        joined = previous is not None and self.joins(text, left, date.start)
        opens = self._opens(text[left - (previous is not None) : date.start])
        opens = opens or (joined and previous is not None and previous.opens)
        split = bisect_left(sentence.cues, date.start, key=attrgetter("start"))
        before = [c for c in sentence.cues[:split] if c.end > left and c.end <= date.start]
        after = [c for c in sentence.cues[split:] if c.start >= date.end and c.end <= right and stands_behind(c)]
        if after and following is not None:
            turn = self.words.turn.search(text, date.end, right)
            if turn is not None:  # it speaks of the date that follows
                after = [c for c in after if c.end <= turn.start() + 1]
        reading = self._described(text, sentence, date, after)
        firm = reading is not None
        goes_on = joined or (not before and self.words.goes_on.fullmatch(text, left, date.start) is not None)
        if reading is None and previous is not None and goes_on:
            reading, firm = previous.reading, previous.firm
        if reading is None:
            reading, firm = self._nearest(text, date, right, opens, before, after)
        weak = reading is None or reading is OPENING
        if (
            weak
            and previous is not None
            and previous.reading is not None
            and self.words.again.fullmatch(text, left, date.start)
        ):
            reading = previous.reading
        # A date without any words is a visit's, unless the next one of its list has words for both.
        joins = following is not None and self.joins(text, date.end, following.start)
        if reading is None and opens and not joins and len(date.value) > len("2016-11"):
            reading = OPENING
        return Told(date, reading, opens, firm)

    def joins(self, text: str, start: int, end: int) -> bool:
        """Whether what stands between two dates makes them one list or range, so that the first may share the second's
        role ("between 11-15-16 and 12-8-16 he had therapy")."""
        return self.words.joined.fullmatch(text, start, end) is not None

    def _nearest(
        self, text: str, date: Tag, right: int, opens: bool, before: Sequence[Tag], after: Sequence[Tag]
    ) -> tuple[Reading | None, bool]:
        """The role that the nearest cue gives, and whether the date is tied to that cue or stands right behind it.
        `right`: where what may speak of the date ends."""
        scores: list[tuple[int, Reading, bool]] = []
        for cue in after:
            bearing = -reach(cue) if opens else _AFTER_PENALTY
            scores.append((cue.start - date.end + bearing, Reading(cue.value, cue.rule), False))
        if opens and self.words.subject.match(text, date.end, right):
            scores.append((_SUBJECT_DISTANCE, OPENING, False))
        for i, cue in enumerate(before):
            if stands_before(cue) and not self._is_anchor(text, cue, date):
                distance = date.start - cue.end - reach(cue) + _OPENING_PENALTY * opens
                bound = self._bound(text, cue, before[i + 1 :], date)
                tied = bound or date.start - cue.end <= _BESIDE
                scores.append((distance - _BOUND_BONUS * bound, Reading(cue.value, cue.rule), tied))
        if not scores:
            return None, False
        _, reading, firm = min(scores, key=lambda scored: scored[0])
        return reading, firm

    def _is_anchor(self, text: str, cue: Tag, date: Tag) -> bool:
        """Whether an interval is counted from what the cue names, and the date is not that one's own ("two weeks after
        the injury, on 3-18-15", but not "two weeks after the injury of 3-4-15")."""
        if context_of(cue) != ANCHOR or text[cue.end : date.start] == " (":
            return False
        return self.words.dated.fullmatch(text, cue.end, date.start) is None

    def _bound(self, text: str, cue: Tag, later: Sequence[Tag], date: Tag) -> bool:
        """Whether words tie a cue to a date ("an MRI of the neck, performed on 3-4-15", "after the fusion on 3-4-15");
        `later` are the cues between them."""
        if context_of(cue) == START and all(c.value == cue.value for c in later):
            return "," not in text[cue.end : date.start]
        if later:
            return False
        words = self.words
        return bool(words.done.search(text, cue.end, date.start) or words.dated.fullmatch(text, cue.end, date.start))

    def _opens(self, lead: str) -> bool:
        """Whether a date behind `lead`, which is all that its sentence says before it, opens a clause."""
        if self.words.opens_sentence.match(lead) is not None:
            return True
        words_end = len(lead.rstrip(" (:,"))
        if not fold(lead[max(0, words_end - _LONGEST_WORD) : words_end]).endswith(self.words.last_of_opening):
            return False
        return self.words.opens_clause.search(lead, max(0, words_end - _LONGEST_OPENING)) is not None

    def _described(self, text: str, sentence: Sentence, date: Tag, after: Iterable[Tag]) -> Reading | None:
        """The noun that the date describes: "a December 1, 2016 RFA form", "the 11/28/2016 clinical note"."""
        cue = next((cue for cue in after if stands_before(cue)), None)  # a verb stands on one side only
        if cue is None or cue.start - date.end >= _LONGEST_NOUN:
            return None
        if not self.words.determiner.search(text[max(sentence.start, date.start - _LONGEST_WORD) : date.start]):
            return None
        gap = text[date.end : cue.start]
        is_noun = gap.count(" ") < 5 and all(c.isalpha() or c in " '/-" for c in gap)
        return Reading(cue.value, cue.rule) if is_noun and not self.words.no_noun.search(gap) else None
