"""The factory `imr_decisions`: the reviewer's verdict on each item, and the items on which it is said to rest.

The decision itself stands in the letter's decision line and was read with the sections; a verdict is read without a
look at it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from spacy.tokens import Doc

from pipeline.assembling.groups import REVIEWER, REVIEWERS, VOTE
from pipeline.components.conventions import LetterComponent, factory
from pipeline.components.decision_reading.dependence import Reasons
from pipeline.components.decision_reading.letter import Letter
from pipeline.components.decision_reading.panel import COUNTED, finding_of, reviewers_of, stretches_of
from pipeline.components.decision_reading.verdicts import CONCLUSION, Statement
from pipeline.components.tags import Tag, in_text_order, layout_has, read_tags, write_tags
from pipeline.layouts.recognition import PANEL
from pipeline.layouts.rulings import FINDING, UNSTATED
from pipeline.rules.tags import FrozenMapping


class DecisionsComponent(LetterComponent):
    """Adds the tags `conclusion` and `depends_on` to the span group `decisions`, and tells the reviewers of a panel
    apart (`reviewers`). Of a letter without a layout, whose items are not known, the sentences that state a verdict
    stand in the group `verdicts`.

    Reads `sections`, `rules` (the words of verdicts and reasons, with what cues found on them) and `requests`.
    """

    needs: ClassVar[dict[str, str]] = {"imr_sections": "sections", "imr_rules": "rules", "imr_requests": "requests"}
    writes: ClassVar[tuple[str, ...]] = ("decision", CONCLUSION, "depends_on")

    def annotate(self, doc: Doc) -> None:
        letter = Letter(doc)
        decisions = letter.of("decisions", "decision")
        tags: list[Tag] = []
        for section in letter.of("sections", "rationale"):
            tags += _conclusion(letter, section, section.value)
            if section.value.isdigit():
                rationale = letter.stretch(section.start, section.end)
                tags += Reasons(rationale, int(section.value), letter.items, letter.splitter).depends_on()
        if not any(tag.label == CONCLUSION for tag in tags):
            tags += _of_the_result(letter)
        if layout_has(doc, PANEL):
            if not decisions:
                decisions = _read_off(letter, reviewers_of(letter, None))
            write_tags(doc, REVIEWERS, reviewers_of(letter, next(iter(decisions), None)))
        write_tags(doc, "decisions", in_text_order([*decisions, *tags]))
        if not read_tags(doc, "layout"):
            write_tags(doc, "verdicts", _verdict_sentences(letter))


def _conclusion(letter: Letter, section: Tag, number: str, **attributes: str) -> list[Tag]:
    """The tag of the verdict that a section states on the item with this number, if it does; of a panel, that of most
    reviewers."""
    whole = letter.verdicts(section.start, section.end, number)
    made, seats = whole.conclusion(), stretches_of(letter, section)
    if made is not None and _is_of_few(letter, made.tag):
        made = None
    if seats and len({statement.tag.value for statement in whole.statements()}) > 1:
        if min(seats)[0] > 1:  # the number before may stand before the section
            seats.insert(0, (seats[0][0] - 1, section.start, seats[0][1]))
        found = ((seat, letter.verdicts(start, end, number).conclusion()) for seat, start, end in seats)
        said = {seat: one for seat, one in found if one is not None}
        made = _majority(list(said.values())) if len({seat for seat, _, _ in seats}) > 1 else made
    if made is None:
        return []
    return [made.tag._replace(attributes=FrozenMapping(certainty=made.certainty, **attributes))]


def _is_of_few(letter: Letter, verdict: Tag) -> bool:
    """Whether the sentence of a verdict says that fewer than half of the reviewers are of its opinion."""
    sentence = letter.splitter.sentence_at(letter.text, verdict.start)
    return any(2 * vote.value[0] < vote.value[1] for vote in letter.stretch(*sentence).of(COUNTED))


def _majority(said: Sequence[Statement]) -> Statement | None:
    """The last verdict of those in which most reviewers of a panel agree."""
    ranked = Counter(one.tag.value for one in said).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return max(one for one in said if one.tag.value == ranked[0][0])


def _read_off(letter: Letter, reviewers: Sequence[Tag]) -> list[Tag]:
    """The decision on the one item of a review in which no words decide on the denial: by what most reviewers of a
    panel are said to find, or by every sure verdict of a single one."""
    items = letter.of("sections", "request")
    if len(items) != 1:
        return []
    count = sum(tag.label == REVIEWER for tag in reviewers)
    votes = [t for t in reviewers if t.label == VOTE and FINDING in t.attributes and 2 * t.value[0] > t.value[1]]
    found = [(tag, str(tag.attributes[FINDING])) for tag in votes]
    if not found and count > 1:
        said = [(tag, str(tag.value)) for tag in reviewers if tag.label == FINDING]
        ranked = Counter(value for _, value in said).most_common(1)
        found = [one for one in said if (one[1], 1) == (ranked[0][0], 2 * ranked[0][1] > count)]
    elif not found and UNSTATED in items[0].attributes:
        places = [s for s in letter.sections if s.label in ("rationale", "result")]
        stated = [one for s in places for one in letter.verdicts(s.start, s.end, items[0].value).statements()]
        found = [(one.tag, finding_of(one.tag.value)) for one in stated if one.certainty == "strong"]
    if len({value for _, value in found}) != 1:
        return []
    tag, value = found[-1]
    return [Tag("decision", tag.start, tag.end, value, tag.rule, FrozenMapping(item=items[0].value))]


def _of_the_result(letter: Letter) -> list[Tag]:
    """The verdict that a review of one item states in its result alone; its attribute `item` is that one's."""
    items = [section.value for section in letter.of("sections", "request")]
    results = letter.of("sections", "result") if len(items) == 1 else []
    made = (_conclusion(letter, section, items[0], item=items[0]) for section in reversed(results))
    return next(filter(None, made), [])


def _verdict_sentences(letter: Letter) -> list[Tag]:
    """The sentences in which the reviewer states a verdict, each with the verdict's value and rule."""
    found: dict[int, Tag] = {}
    for said in letter.verdicts(0, len(letter.text)).statements():
        if said.certainty == "strong":
            start, end = letter.splitter.sentence_at(letter.text, said.tag.start)
            end = start + len(letter.text[start:end].rstrip())
            found[start] = said.tag._replace(label="VERDICT", start=start, end=end)
    return list(found.values())


make_decisions = factory(
    lambda nlp: DecisionsComponent(),
    *("decisions", "rationale.conclusion", "rationale.agreement", "rationale.depends_on", "reviewers.*"),
)
