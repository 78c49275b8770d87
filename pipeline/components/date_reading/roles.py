"""The role of a date, told from the cues in its sentence.

A careful reader's order: a noun that the date describes ("A May 9, 2013 progress note"); the date before, where this
one goes on with it; what follows a date that opens its clause ("On 2-16-2015 Utilization Review non-certified"); what
stands nearest before it; what comes after. Distances are characters, less the reach of the cue.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import NamedTuple

from pipeline.components.tags import Tag
from pipeline.rules.words.date_words import DateWords
from pipeline.text.folding import fold


class Reading(NamedTuple):
    """A date's role and the rule that gave it; rules that start with `date.` are the reader's own."""

    role: str
    rule: str


ANCHOR, START = "anchor", "start"  # the attribute `context` of a cue that the words before it make one
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
_MOST_WORDS = 4  # of that noun


class Told(NamedTuple):
    """A date with its role, `None` where its sentence does not tell it; whether it opens a clause; whether the words
    that tell it are tied to it."""

    date: Tag
    reading: Reading | None = None
    opens: bool = False
    firm: bool = False


class RoleReader:
    """Reads roles of dates in a reading text, by cues and the small words around dates."""

    def __init__(self, text: str, words: DateWords) -> None:
        self.text, self.words = text, words

    def read(self, date: Tag, cues: Sequence[Tag], previous: Told, following: Tag) -> Told:
        """What happened on `date`, by the cues of its sentence, in text order. `previous` and `following` are the dates
        beside it there (the sentence's edges are dates without a value): a cue beyond one of them speaks of it."""
        text, words, left, right = self.text, self.words, previous.date.end, following.start
        is_first = not previous.date.value
        joined = not is_first and self.joins(left, date.start)
        opens = self._opens(text[left - (not is_first) : date.start]) or (joined and previous.opens)
        before = [cue for cue in cues if left < cue.end <= date.start]
        after = [cue for cue in cues if date.end <= cue.start and cue.end <= right and not _stands(cue, "before")]
        turn = words.turn.search(text, date.end, right) if after and following.value else None
        if turn is not None:  # it speaks of the date that follows
            after = [cue for cue in after if cue.end <= turn.start() + 1]
        reading = self._described(date, max(0, left, date.start - _LONGEST_WORD), after)
        firm = reading is not None
        stands_alone = is_first or bool(before)
        goes_on = joined or (not stands_alone and words.goes_on.fullmatch(text, left, date.start) is not None)
        anew = goes_on and bool(after) and words.own_clause.match(text, date.end, right) is not None
        if reading is None and goes_on and not anew:
            reading, firm = previous.reading, previous.firm
        if reading is None:
            reading, firm = self._nearest(date, right, opens or anew, before, after)
        if (
            not anew
            and reading in (None, OPENING)
            and previous.reading
            and words.again.fullmatch(text, left, date.start)
        ):
            reading = previous.reading
        # A date without any words is a visit's, unless the next one of its list has words for both.
        joins = bool(following.value) and self.joins(date.end, right)
        if reading is None and opens and not joins and len(date.value) > len("2016-11"):
            reading = OPENING
        return Told(date, reading, opens, firm)

    def joins(self, start: int, end: int) -> bool:
        """Whether what stands between two dates makes them one list or range, so that the first may share the second's
        role ("between 11-15-16 and 12-8-16 he had therapy")."""
        return self.words.joined.fullmatch(self.text, start, end) is not None

    def _nearest(
        self, date: Tag, right: int, opens: bool, before: Sequence[Tag], after: Sequence[Tag]
    ) -> tuple[Reading | None, bool]:
        """The role that the nearest cue gives, and whether the date is tied to that cue or stands right behind it.
        `right`: where what may speak of the date ends."""
        scores: list[tuple[int, Reading, bool]] = []
        for cue in after:
            bearing = -_reach(cue) if opens else _AFTER_PENALTY
            scores.append((cue.start - date.end + bearing, Reading(cue.value, cue.rule), False))
        if opens and self.words.subject.match(self.text, date.end, right):
            scores.append((_SUBJECT_DISTANCE, OPENING, False))
        for i, cue in enumerate(before):
            if not _stands(cue, "after") and not self._is_anchor(cue, date):
                bound, distance = self._bound(cue, before[i + 1 :], date), date.start - cue.end
                score = distance - _reach(cue) + _OPENING_PENALTY * opens - _BOUND_BONUS * bound
                scores.append((score, Reading(cue.value, cue.rule), bound or distance <= _BESIDE))
        return min(scores, key=itemgetter(0))[1:] if scores else (None, False)

    def _is_dated(self, cue: Tag, date: Tag) -> bool:
        """Whether a date is that of what a cue before it names: "a note of 3-4-15"."""
        return self.words.dated.fullmatch(self.text, cue.end, date.start) is not None

    def _is_anchor(self, cue: Tag, date: Tag) -> bool:
        """Whether an interval is counted from what the cue names, and the date is not that one's own ("two weeks after
        the injury, on 3-18-15", but not "two weeks after the injury of 3-4-15")."""
        is_own = self.text[cue.end : date.start] == " (" or self._is_dated(cue, date)
        return cue.attributes.get("context") == ANCHOR and not is_own

    def _bound(self, cue: Tag, later: Sequence[Tag], date: Tag) -> bool:
        """Whether words tie a cue to a date ("an MRI of the neck, performed on 3-4-15", "after the fusion on 3-4-15");
        `later` are the cues between them."""
        if cue.attributes.get("context") == START and all(c.value == cue.value for c in later):
            return "," not in self.text[cue.end : date.start]
        is_done = not later and self.words.done.search(self.text, cue.end, date.start) is not None
        return is_done or (not later and self._is_dated(cue, date))

    def _opens(self, lead: str) -> bool:
        """Whether a date behind `lead`, which is all that its sentence says before it, opens a clause."""
        if self.words.opens_sentence.match(lead) is not None:
            return True
        words_end = len(lead.rstrip(" (:,"))
        if not fold(lead[max(0, words_end - _LONGEST_WORD) : words_end]).endswith(self.words.last_of_opening):
            return False
        return self.words.opens_clause.search(lead, max(0, words_end - _LONGEST_OPENING)) is not None

    def _described(self, date: Tag, start: int, after: Sequence[Tag]) -> Reading | None:
        """The noun that the date describes: "a December 1, 2016 RFA form", "the 11/28/2016 clinical note"; the words
        before the date are looked at from `start` on."""
        cue = next((cue for cue in after if not _stands(cue, "after")), None)  # a verb stands on one side only
        if cue is None or cue.start - date.end >= _LONGEST_NOUN:
            return None
        gap = self.text[date.end : cue.start]
        is_noun = gap.count(" ") <= _MOST_WORDS and all(c.isalpha() or c in " '/-" for c in gap)
        if (
            not is_noun
            or self.words.no_noun.search(gap)
            or not self.words.determiner.search(self.text[start : date.start])
        ):
            return None
        return Reading(cue.value, cue.rule)


def _stands(cue: Tag, side: str) -> bool:
    """Whether a cue may stand on this side of its date alone."""
    return cue.attributes.get("direction") == side


def _reach(cue: Tag) -> int:
    """Characters that are taken off a cue's distance."""
    return int(cue.attributes.get("reach", "0"))
