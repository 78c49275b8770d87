"""The role of a date, told from the cues in its sentence.

A careful reader's order: a noun that the date describes ("A May 9, 2013 progress note"); what follows a
date that opens its clause ("On 2-16-2015 Utilization Review non-certified"); what stands nearest before it;
what comes after.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.components.date_reading.calendar_dates import CalendarDate
from pipeline.components.date_reading.cues import Cue
from pipeline.text.folding import fold


class Reading(NamedTuple):
    """A date's role and the rule that gave it; rules that start with `date.` are this module's own."""

    role: str
    rule: str


OPENING = Reading("visit", "date.opening")
KNOWN = "date.known"
UNTOLD = Reading("other", "date.untold")

# Far behind whatever a cue before the date scores.
_AFTER_PENALTY = 120
# "an MRI of the right shoulder performed on ...": what was performed is the thing named last.
_DONE_BONUS = 60
# "an RFA form and a progress note of …": the note is dated.
_DATED = re.compile(r" (?:of|dated|from) (?:the )?", re.IGNORECASE)
_DATED_BONUS = 60
# What stands before a date that opens its clause belongs to the clause before.
_OPENING_PENALTY = 40
# "On 1-5-17, she ..." means a visit unless a cue stands this near.
_SUBJECT_DISTANCE = 45

# "On 1-5-17", "Additionally, on 1-5-17", "... knee pain, and on 1-5-17": what speaks of the date follows it.
_PREPOSITION = r"(?:on|in|as of|by|effective|during|around)\b(?: or (?:about|around))?(?: about| approximately)?"
_OPENS_SENTENCE = re.compile(
    r"[\W_]*(?:(?:and|then|also|again|initially|previously|currently|later|subsequently|thereafter"
    r"|(?:more|most) recently|additionally|furthermore|however|finally|specifically)\b[\s,]*)*"
    rf"(?:{_PREPOSITION})?[\s(:,]*$",
    re.IGNORECASE,
)
_OPENS_CLAUSE = re.compile(
    rf"(?:,|\b(?:that|and|but|while|when|where|which|then))\s+{_PREPOSITION}[\s(:,]*$", re.IGNORECASE
)
_LAST_OF_OPENING = ("on", "in", "of", "by", "effective", "during", "around", "about", "approximately")
_LONGEST_LAST = max(map(len, _LAST_OF_OPENING))
_LONGEST_OPENING = 60  # characters; more than any words of `_OPENS_CLAUSE`, in a text of single spaces
_SUBJECT = re.compile(
    r"""[\s,)]* (?:\([^()]{1,60}\)[\s,]*)? (?:(?:the|an?|this|his|her)\s)? (?:\w+'s\s)?
        (?:injured\s(?:worker|employee)|worker|patient|applicant|claimant|employee|he|she
          |(?:(?:primary|secondary|attending|requesting|treating|prescribing)\s)*
           (?:physician|provider|doctor|surgeon|dr)) \b
        (?! \s(?:\w+ly\s|then\s|also\s)?(?:underwent|received|had)\b )""",
    re.VERBOSE | re.IGNORECASE,
)
_DETERMINER = re.compile(
    r"\b(?:an?|the|this|that|his|her|their|its|recent|per|said|according to)\s$|\($", re.IGNORECASE
)
_NOUN_GAP = re.compile(r"\s?(?:[a-z'/-]+\s){0,3}", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:on|in|and|the|an?|was|were|is|that|which|by|he|she|patient|worker|applicant)\b", re.IGNORECASE
)
_DONE = re.compile(
    r"\b(?:dated|performed|done|taken?|obtained|completed|administered|undertaken|conducted|carried out)"
    r"(?: on| in)?[\s,(:]*$",
    re.IGNORECASE,
)
# "On 1-5-17 he asked for a refill, which utilization review denied on 2-1-17."
_RELATIVE = re.compile(r",? (?:which|who|whom|but|and (?:this|that|it)) ", re.IGNORECASE)
_JOINED = re.compile(
    r"[\s)]*(?:,|;|-|&|to|through|thru|and|or|until)?\s*(?:and|on|then|again on|again in)?[\s(]*", re.IGNORECASE
)
# "underwent release of the right on 3-4-15 and of the left hand on 5-4-15", where no cue stands in between.
_ELLIPSIS = re.compile(
    r"[\s,]*and (?:again )?(?:(?:of|in|at|for|to) )?(?:(?:the|an?|his|her) )?(?:[a-z-]+ ){0,3}"
    r"(?:on|in|of|dated) ",
    re.IGNORECASE,
)


class Sentence(NamedTuple):
    """A sentence's half-open range and its cues, in text order."""

    start: int
    end: int
    cues: Sequence[Cue]


def read_role(
    text: str,
    sentence: Sentence,
    date: CalendarDate,
    previous: tuple[CalendarDate, Reading] | None,
    following: CalendarDate | None,
) -> Reading | None:
    """What happened on `date`; `None` where its sentence does not tell.

    `previous` and `following` are the sentence's neighbouring dates: a cue beyond one of them speaks of it.
    """
    left = previous[0].end if previous is not None else sentence.start
    right = following.start if following is not None else sentence.end
    split = bisect_left(sentence.cues, (date.start,))
    before = [c for c in sentence.cues[:split] if c.start >= left and c.end <= date.start]
    after = [c for c in sentence.cues[split:] if c.start >= date.end and c.end <= right and c.bearing.after]
    if after and following is not None:
        relative = _RELATIVE.search(text, date.end, right)
        if relative is not None:  # it speaks of the date that follows
            after = [c for c in after if c.end <= relative.start() + 1]

    noun = _noun_behind(text, sentence, date, after)
    if noun is not None:
        return noun
    if previous is not None and _joined(text, previous, date, bool(before)):
        return previous[1]
    before = [c for c in before if c.bearing.before]
    best: tuple[int, Reading] | None = None
    opens = _opens(text[left - (previous is not None) : date.start])
    for cue in after:
        distance = cue.start - date.end - cue.bearing.reach + (0 if opens else _AFTER_PENALTY)
        best = _nearer(best, distance, cue)
    if opens and _SUBJECT.match(text, date.end, right) and (best is None or best[0] > _SUBJECT_DISTANCE):
        best = (_SUBJECT_DISTANCE, OPENING)
    done = bool(before) and _DONE.search(text[before[-1].end : date.start]) is not None
    for cue in before:
        distance = date.start - cue.end - cue.bearing.reach
        if cue is before[-1] and done:
            distance -= _DONE_BONUS
        elif cue is before[-1] and _DATED.fullmatch(text, cue.end, date.start):
            distance -= _DATED_BONUS
        if opens:
            distance += _OPENING_PENALTY
        best = _nearer(best, distance, cue)
    if best is not None:
        return best[1]
    names_day = len(date.value) > len("2016-11")
    return OPENING if opens and names_day else None


def _opens(lead: str) -> bool:
    """Whether a date behind `lead`, which is all that its sentence says before it, opens a clause."""
    if _OPENS_SENTENCE.match(lead) is not None:
        return True
    words_end = len(lead.rstrip(" (:,"))
    if not fold(lead[max(0, words_end - _LONGEST_LAST) : words_end]).endswith(_LAST_OF_OPENING):
        return False
    return _OPENS_CLAUSE.search(lead, max(0, words_end - _LONGEST_OPENING)) is not None


def shared_role(text: str, date: CalendarDate, following: CalendarDate, reading: Reading) -> Reading | None:
    """The role that a date without words of its own takes over from the next one of its list or range ("between
    11-15-16 and 12-8-16 he had therapy"); `None` where the two do not belong together."""
    if reading.rule in (KNOWN, UNTOLD.rule) or _JOINED.fullmatch(text[date.end : following.start]) is None:
        return None
    return reading


def _joined(text: str, previous: tuple[CalendarDate, Reading], date: CalendarDate, cued: bool) -> bool:
    """Whether a date goes on with the one before ("11-15-16 to 12-8-16"), whose own words gave its role; `cued`:
    a cue stands between them."""
    if previous[1].rule in (KNOWN, UNTOLD.rule):
        return False
    gap = text[previous[0].end : date.start]
    return _JOINED.fullmatch(gap) is not None or (not cued and _ELLIPSIS.fullmatch(gap) is not None)


def _nearer(best: tuple[int, Reading] | None, distance: int, cue: Cue) -> tuple[int, Reading]:
    if best is None or distance < best[0]:
        return distance, Reading(cue.role, cue.rule)
    return best


def _noun_behind(text: str, sentence: Sentence, date: CalendarDate, after: Sequence[Cue]) -> Reading | None:
    """The noun that the date describes: "a December 1, 2016 RFA form", "the 11/28/2016 clinical note"."""
    cue = next((cue for cue in after if cue.bearing.before), None)  # a verb stands on one side only
    if cue is None:
        return None
    gap = text[date.end : cue.start]
    described = (
        len(gap) < 40
        and _DETERMINER.search(text[max(sentence.start, date.start - 12) : date.start])
        and _NOUN_GAP.fullmatch(gap)
        and not _CLAUSE.search(gap)
    )
    return Reading(cue.role, cue.rule) if described else None
