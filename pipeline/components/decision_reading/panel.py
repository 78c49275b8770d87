"""The reviewers of a review for a health plan, an insurer or New York, one by one.

Reviewers write one by one, each under a number (`seat`), or together: then the credentials tell who they are, and a
sentence how many found alike ("Two of the three reviewers found that …").
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from pipeline.assembling.groups import REVIEWER, SPECIALTY, VOTE
from pipeline.components.decision_reading.verdicts import NECESSARY, Subject, Verdicts
from pipeline.components.tags import Tag, in_text_order, within
from pipeline.layouts.rulings import FINDING, OVERTURNED, PARTLY, SEAT, UPHELD
from pipeline.rules.tags import FrozenMapping
from pipeline.text.sentences import SentenceSplitter

ONE, SEVERAL, COUNTED = "PANEL_REVIEWER", "PANEL_REVIEWERS", "PANEL_VOTE"
"""Labels of the rules for one reviewer's number, for several or all of them, for how many found alike."""
LABELS = frozenset({ONE, SEVERAL, COUNTED})
_ALL, _OTHER = "all", "other"
_START = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Review:
    """What is known of a review when its reviewers are told apart; tags in text order.

    Attributes:
        text: the reading text.
        sections: the group `sections`.
        seats: the group `reviewers` as the layout has left it: `seat` and `finding`.
        hits: the tags of `LABELS`, and those of verdicts, with what cues found on them.
        specialties: the tags `specialties` of the reviewers' credentials.
        decision: that of the item, where it is known.
        subject: tells what the words of a subject speak of.
        splitter: cuts sentences.
    """

    text: str
    sections: Sequence[Tag]
    seats: Sequence[Tag]
    hits: Sequence[Tag]
    specialties: Sequence[Tag]
    decision: Tag | None
    subject: Subject
    splitter: SentenceSplitter

    def marks(self, *names: str) -> list[Tag]:
        """The tags of `LABELS` in the sections of these names."""
        inside = [tag for s in self.sections if s.label in names for tag in within(self.hits, s.start, s.end)]
        return in_text_order(tag for tag in inside if tag.label in LABELS)

    def verdicts(self, start: int, end: int) -> Verdicts:
        """The verdicts of a stretch."""
        return Verdicts(self.text, start, end, within(self.hits, start, end), self.subject, self.splitter)


def reviewers_of(review: Review) -> list[Tag]:
    """The group `reviewers`: for each reviewer a tag `reviewer` (value: the number; the stretch that this one writes,
    empty where they write together), with the tags `specialty` and `finding` whose attribute `reviewer` is the number;
    and `vote`, how many found alike (value: how many of how many, attribute `finding`).

    Empty where a text speaks of several reviewers and does not tell how many.
    """
    votes = list(_votes(review))
    numbers = _numbers(review, votes)
    found = {int(tag.attributes[REVIEWER]): tag for tag in review.seats if tag.label == FINDING}
    for number, tag in _found(review, numbers, votes):
        found.setdefault(number, tag)
    seats = {int(str(tag.value)): tag for tag in review.seats if tag.label == SEAT}
    tags = []
    for number in numbers:
        seat = seats.get(number)
        tags.append(Tag(REVIEWER, *((seat.start, seat.end) if seat else (0, 0)), number))
    of = [_of(number, tag) for number, tag in found.items() if number in numbers]
    return [*tags, *_specialties(review, numbers), *in_text_order(of), *votes]


def _of(number: int, tag: Tag) -> Tag:
    return tag._replace(attributes=FrozenMapping(reviewer=str(number)))


def _numbers(review: Review, votes: Iterable[Tag]) -> list[int]:
    """The reviewers' numbers: those that are printed, and as many as are said to be; 1 of a single one."""
    numbers = {int(str(tag.value)) for tag in review.seats if tag.label == SEAT}
    credentials = review.marks("reviewer")
    numbers |= {number for mark in credentials for number in numbers_of(mark)}
    told = {number for mark in review.marks("rationale", "findings", "result") for number in numbers_of(mark)}
    numbers |= told if len(told) > 1 else set()
    for mark in (*votes, *(mark for mark in credentials if mark.label == COUNTED)):
        numbers |= set(range(1, counts_of(mark)[1] + 1))
    if not numbers and all(tag.label == ONE for tag in review.hits if tag.label in LABELS):
        numbers = {1}
    return sorted(numbers)


def numbers_of(mark: Tag) -> tuple[int, ...]:
    """The numbers of the reviewers whom a tag of `LABELS` names."""
    if mark.label == ONE and isinstance(mark.value, int):
        return (mark.value,)
    if mark.label == COUNTED:
        some, of = counts_of(mark)
        return tuple(range(1, of + 1)) if some == of else ()
    return tuple(map(int, mark.value)) if isinstance(mark.value, tuple) else ()


def counts_of(vote: Tag) -> tuple[int, int]:
    """(how many found alike, of how many)."""
    some, of = vote.value
    return int(some), int(of)


def _specialties(review: Review, numbers: Sequence[int]) -> Iterator[Tag]:
    """The specialties, each of the reviewers whose mark stands before it in the credentials."""
    credentials = review.marks("reviewer")
    for tag in review.specialties:
        before = [mark for mark in credentials if mark.start < tag.start]
        if before:
            of = numbers if before[-1].value == _ALL else numbers_of(before[-1])
        else:
            of = numbers if len(numbers) == 1 else ()
        for number in of:
            yield Tag(SPECIALTY, tag.start, tag.end, tag.value, tag.rule, FrozenMapping(reviewer=str(number)))


def _votes(review: Review) -> Iterator[Tag]:
    """How many found alike, and what: by the verdict of the sentence, or of a majority the decision."""
    for mark in review.marks("rationale", "findings", "result"):
        if mark.label != COUNTED:
            continue
        start, end = review.splitter.sentence_at(review.text, mark.start)
        said = list(review.verdicts(start, end).statements())
        some, of = counts_of(mark)
        value = _finding(said[-1].value) if said else None
        decided = _decided(review.decision) if review.decision is not None else None
        if mark.attributes.get(FINDING) == _OTHER:  # they dissent: a majority decides
            value = {UPHELD: OVERTURNED, OVERTURNED: UPHELD}.get(decided or "") if 2 * some < of else None
        elif value is None and 2 * some > of:
            value = decided
        attributes = FrozenMapping(finding=value) if value is not None else FrozenMapping()
        yield Tag(VOTE, mark.start, mark.end, mark.value, mark.rule, attributes)


def _found(review: Review, numbers: Sequence[int], votes: Sequence[Tag]) -> Iterator[tuple[int, Tag]]:
    """What each reviewer is known to find: of a single one the decision, of all alike what all found, and else what
    the verdict is of what a reviewer writes or is said to have found."""
    decision = review.decision
    if len(numbers) == 1 and decision is not None:
        yield numbers[0], Tag(FINDING, decision.start, decision.end, _decided(decision), decision.rule)
    for vote in votes:
        some, of = counts_of(vote)
        value = vote.attributes.get(FINDING)
        if value is not None and some == of == len(numbers):
            for number in numbers:
                yield number, Tag(FINDING, vote.start, vote.end, value, vote.rule)
    for number, start, end in _stretches(review):
        said = review.verdicts(start, end).conclusion()
        if said is not None:
            yield number, Tag(FINDING, said.start, said.end, _finding(said.value), said.rule)


def _stretches(review: Review) -> Iterator[tuple[int, int, int]]:
    """(number, start, end) of what each reviewer writes, or is said to have found in a sentence of a rationale."""
    seats = [tag for tag in review.seats if tag.label == SEAT]
    yield from ((int(str(seat.value)), seat.start, seat.end) for seat in seats)
    for section in review.sections if not seats else ():
        if section.label not in ("rationale", "findings"):
            continue
        marks = [tag for tag in within(review.hits, section.start, section.end) if tag.label in LABELS]
        stops = [*(mark.start for mark in marks), section.end][1:]
        for mark, stop in zip(marks, stops, strict=True):
            end = min(stop, review.splitter.sentence_at(review.text, mark.start)[1])
            yield from ((number, mark.start, end) for number in numbers_of(mark))


def _finding(value: str) -> str:
    """What a verdict on a treatment is on its denial."""
    return OVERTURNED if value == NECESSARY else UPHELD


def _decided(decision: Tag) -> str:
    return PARTLY if decision.attributes.get("in_part") == "yes" else str(decision.value)
