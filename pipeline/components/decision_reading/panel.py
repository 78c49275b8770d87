"""The reviewers of a review for a health plan, an insurer or New York, one by one.

Reviewers write one by one, each under a number (`seat`), or together: then the credentials tell who they are, and a
sentence how many found alike ("Two of the three reviewers found that …").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.assembling.groups import REVIEWER, REVIEWERS, SPECIALTY, VOTE
from pipeline.components.decision_reading.letter import Letter
from pipeline.components.decision_reading.verdicts import NECESSARY
from pipeline.components.tags import Tag, in_text_order
from pipeline.layouts.rulings import FINDING, OVERTURNED, PARTLY, SEAT, UPHELD
from pipeline.rules.tags import FrozenMapping

_ONE, _SEVERAL, COUNTED = "PANEL_REVIEWER", "PANEL_REVIEWERS", "PANEL_VOTE"
"""Labels of the rules for one reviewer's number, for several or all of them, for how many found alike."""
LABELS = (_ONE, _SEVERAL, COUNTED)
_ALL, _OTHER = "all", "other"
_DENIED = {UPHELD: OVERTURNED, OVERTURNED: UPHELD}


def reviewers_of(letter: Letter, decision: Tag | None) -> list[Tag]:
    """The group `reviewers`: for each reviewer a tag `reviewer` (value: the number; the stretch that this one writes,
    empty where they write together), with the tags `specialty` and `finding` whose attribute `reviewer` is the number;
    and `vote`, how many found alike (value: how many of how many, attribute `finding`).

    Empty where a text speaks of several reviewers and does not tell how many.

    Args:
        letter: its group `reviewers` as the layout has left it: `seat` and `finding`.
        decision: that of the item, where it is known.
    """
    return list(_Panel(letter, decision).tags())


class _Panel:
    def __init__(self, letter: Letter, decision: Tag | None) -> None:
        self._letter, self._decision = letter, decision
        self._decided = None if decision is None else str(decision.value)
        if decision is not None and decision.attributes.get("in_part") == "yes":
            self._decided = PARTLY
        self._item = next((section.value for section in letter.sections if section.label == "request"), "")
        self._seats = {int(tag.value): tag for tag in letter.of(REVIEWERS, SEAT)}
        self._credentials = self._marks("reviewer")
        self._told = self._marks("rationale", "findings", "result")
        self._votes = [self._vote(mark) for mark in self._told if mark.label == COUNTED]
        self._numbers = self._all_numbers()

    def _marks(self, *sections: str) -> list[Tag]:
        """The tags that name reviewers in the sections with these names."""
        places = ((s.start, s.end) for s in self._letter.sections if s.label in sections)
        return [mark for place in places for mark in self._letter.stretch(*place).of(*LABELS)]

    def _vote(self, mark: Tag) -> Tag:
        """How many found alike, and what: by the verdict of the sentence, or of a majority the decision."""
        start, end = self._letter.splitter.sentence_at(self._letter.text, mark.start)
        said = list(self._letter.verdicts(start, end, self._item).statements())
        some, of = mark.value
        value = finding_of(said[-1].tag.value) if said else None
        if mark.attributes.get(FINDING) == _OTHER:  # they dissent: a majority decides
            value = _DENIED.get(self._decided or "") if 2 * some < of else None
        elif value is None and 2 * some > of:
            value = self._decided
        attributes = {} if value is None else {FINDING: value}
        return mark._replace(label=VOTE, attributes=FrozenMapping(attributes))

    def _all_numbers(self) -> list[int]:
        """The reviewers' numbers: those that are printed, and as many as are said to be; 1 of a single one."""
        numbers = {*self._seats, *(number for mark in self._credentials for number in numbers_of(mark))}
        told = {number for mark in self._told for number in numbers_of(mark)}
        numbers |= told if len(told) > 1 else set()
        for mark in (*self._told, *self._credentials):
            if mark.label == COUNTED:
                numbers.update(range(1, mark.value[1] + 1))
        anywhere = self._letter.stretch(0, len(self._letter.text))
        return sorted(numbers) if numbers or anywhere.of(_SEVERAL, COUNTED) else [1]

    def tags(self) -> Iterator[Tag]:
        for number in self._numbers:
            seat = self._seats.get(number)
            yield Tag(REVIEWER, *((seat.start, seat.end) if seat else (0, 0)), number)
        yield from self._specialties()
        findings: dict[int, Tag] = {}
        for finding in (*self._letter.of(REVIEWERS, FINDING), *self._found()):
            findings.setdefault(int(finding.attributes[REVIEWER]), finding)
        yield from in_text_order(findings[number] for number in findings if number in self._numbers)
        yield from self._votes

    def _specialties(self) -> Iterator[Tag]:
        """The specialties, each of the reviewers whose mark stands before it in the credentials."""
        for tag in self._letter.of("fields", "specialties"):
            before = [mark for mark in self._credentials if mark.start < tag.start][-1:]
            is_of_all = before[0].value == _ALL if before else len(self._numbers) == 1
            for number in self._numbers if is_of_all else (n for mark in before for n in numbers_of(mark)):
                yield _of(number, SPECIALTY, tag, tag.value)

    def _found(self) -> Iterator[Tag]:
        """What each reviewer is known to find: of a single one the decision, of all alike what all found, and else
        what the verdict is of what a reviewer writes or is said to have found."""
        decision, count = self._decision, len(self._numbers)
        if count == 1 and decision is not None:
            yield _of(self._numbers[0], FINDING, decision, self._decided)
        for vote in self._votes:
            if FINDING in vote.attributes and vote.value == (count, count):
                yield from (_of(number, FINDING, vote, vote.attributes[FINDING]) for number in self._numbers)
        for number, start, end in self._stretches():
            said = self._letter.verdicts(start, end, self._item).conclusion()
            if said is not None:
                yield _of(number, FINDING, said.tag, finding_of(said.tag.value))

    def _stretches(self) -> Iterator[tuple[int, int, int]]:
        """(number, start, end) of what each reviewer writes, or is said to have found in a sentence."""
        if self._seats:
            yield from ((number, seat.start, seat.end) for number, seat in self._seats.items())
            return
        for section in self._letter.sections:
            if section.label in ("rationale", "findings"):
                for number, start, end in stretches_of(self._letter, section):
                    is_headed = any(mark.start == start and self._is_heading(mark) for mark in self._told)
                    sentence = self._letter.splitter.sentence_at(self._letter.text, start)
                    yield number, start, end if is_headed else min(end, sentence[1])

    def _is_heading(self, mark: Tag) -> bool:
        """Whether what a reviewer writes stands behind the words that name this one: "Reviewer 2: …"."""
        return self._letter.text[mark.end : mark.end + 2].lstrip().startswith(":")


def stretches_of(letter: Letter, section: Tag) -> list[tuple[int, int, int]]:
    """(number, start, end) of what a section says of each reviewer of a panel, behind the words that name one."""
    marks = letter.stretch(section.start, section.end).of(*LABELS)
    stops = [*(mark.start for mark in marks), section.end][1:]
    return [(n, mark.start, stop) for mark, stop in zip(marks, stops, strict=True) for n in numbers_of(mark)]


def numbers_of(mark: Tag) -> Sequence[int]:
    """The numbers of the reviewers whom a tag of `LABELS` names."""
    if mark.label == COUNTED:
        some, of = mark.value
        return range(1, of + 1) if some == of else ()
    if isinstance(mark.value, int):
        return (mark.value,)
    return mark.value if isinstance(mark.value, tuple) else ()


def _of(number: int, label: str, tag: Tag, value: str | None) -> Tag:
    return Tag(label, tag.start, tag.end, value, tag.rule, FrozenMapping(reviewer=str(number)))


def finding_of(value: str) -> str:
    """What a verdict on a treatment is on its denial."""
    return OVERTURNED if value == NECESSARY else UPHELD
