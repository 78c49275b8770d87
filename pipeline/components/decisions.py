"""The factory `imr_decisions`: the reviewer's verdict on each item, and the items on which it is said to rest.

The decision itself stands in the letter's decision line and was read with the sections; a verdict is read without a
look at it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import ClassVar

from spacy.tokens import Doc

from pipeline.assembling.groups import REVIEWERS
from pipeline.components.conventions import LetterComponent, factory
from pipeline.components.decision_reading.dependence import LABELS as OF_DEPENDENCE
from pipeline.components.decision_reading.dependence import Reasons
from pipeline.components.decision_reading.naming import Item, Items, Speaks
from pipeline.components.decision_reading.panel import LABELS as OF_PANELS
from pipeline.components.decision_reading.panel import ONE, SEVERAL, Review, numbers_of, reviewers_of
from pipeline.components.decision_reading.verdicts import LABELS as OF_VERDICTS
from pipeline.components.decision_reading.verdicts import Statement, Subject, Verdicts
from pipeline.components.extensions import get_reading, get_vocabularies
from pipeline.components.tags import Tag, in_text_order, layout_has, read_tags, within, write_tags
from pipeline.layouts.recognition import PANEL
from pipeline.rules.tags import FrozenMapping
from pipeline.rules.words.sentence_words import sentence_splitter
from pipeline.rules.words.treatment_words import naming_words

_LABELS = OF_VERDICTS | OF_DEPENDENCE | OF_PANELS
_NAMES = frozenset({"drug", "drug_class"})  # tags of a request whose values are other names of what was asked for


class DecisionsComponent(LetterComponent):
    """Adds the tags `conclusion` and `depends_on` to the span group `decisions`, and tells the reviewers of a panel
    apart (`reviewers`). Of a letter without a layout, whose items are not known, the sentences that state a verdict
    stand in the group `verdicts`.

    Reads `sections`, `rules` (the words of verdicts and reasons, with what cues found on them) and `requests`.
    """

    needs: ClassVar[dict[str, str]] = {"imr_sections": "sections", "imr_rules": "rules", "imr_requests": "requests"}
    writes: ClassVar[tuple[str, ...]] = ("decision", "conclusion", "depends_on")

    def annotate(self, doc: Doc) -> None:
        letter = _Letter(doc)
        sections = read_tags(doc, "sections")
        tags = [tag for tag in read_tags(doc, "decisions") if tag.label == "decision"]
        for section in sections:
            if section.label == "rationale":
                tags += letter.conclusion(section, section.value)
                tags += letter.depends_on(section)
        if not any(tag.label == "conclusion" for tag in tags):
            tags += letter.final(sections)
        write_tags(doc, "decisions", sorted(tags, key=lambda tag: tag.start))
        if layout_has(doc, PANEL):
            write_tags(doc, REVIEWERS, reviewers_of(letter.review(sections, tags)))
        if not read_tags(doc, "layout"):
            write_tags(doc, "verdicts", letter.verdict_sentences())


class _Letter:
    """A letter while its verdicts are read."""

    def __init__(self, doc: Doc) -> None:
        self._doc, self._text, self._vocabularies = doc, get_reading(doc).text, get_vocabularies(doc)
        self._hits = in_text_order(tag for tag in read_tags(doc, "rules") if tag.label in _LABELS)
        self._splitter = sentence_splitter(self._vocabularies)

    @cached_property
    def _items(self) -> Items:
        details = in_text_order(read_tags(self._doc, "requests"))
        requests = (section for section in read_tags(self._doc, "sections") if section.label == "request")
        return Items([self._item(section, details) for section in requests], naming_words(self._vocabularies))

    def _item(self, section: Tag, details: Sequence[Tag]) -> Item:
        inside = within(details, section.start, section.end)
        category = next((str(tag.value) for tag in inside if tag.label == "category"), "")
        names = tuple(str(tag.value).replace("_", " ") for tag in inside if tag.label in _NAMES)
        return Item(int(section.value), self._text[section.start : section.end], category, names)

    def conclusion(self, section: Tag, number: str, **attributes: str) -> list[Tag]:
        """The tag of the verdict that a section states on the item with this number, if it does; of a panel, that of
        most reviewers."""
        tags = within(self._hits, section.start, section.end)
        if not tags:
            return []
        subject = self._subject_of(number)
        seats = _seats(section, [tag for tag in tags if tag.label in (ONE, SEVERAL)])
        whole = self._verdicts(section.start, section.end, subject)
        several = len({seat for seat, _, _ in seats}) > 1
        if several and len({statement.value for statement in whole.statements()}) > 1:
            said = {
                seat: made for seat, start, end in seats if (made := self._verdicts(start, end, subject).conclusion())
            }
            made = _majority(list(said.values()))
        else:
            made = whole.conclusion()
        if made is None:
            return []
        given = FrozenMapping(certainty=made.certainty, **attributes)
        return [Tag("conclusion", made.start, made.end, made.value, made.rule, given)]

    def final(self, sections: Sequence[Tag]) -> list[Tag]:
        """The verdict that a review of one item states in its result alone; its attribute `item` is that one's."""
        items = [section.value for section in sections if section.label == "request"]
        results = [section for section in sections if section.label == "result"] if len(items) == 1 else []
        made = (self.conclusion(section, items[0], item=items[0]) for section in reversed(results))
        return next(filter(None, made), [])

    def depends_on(self, rationale: Tag) -> list[Tag]:
        """The tags of the reasons in an item's rationale that name other items."""
        tags = within(self._hits, rationale.start, rationale.end)
        if not rationale.value.isdigit() or not any(tag.label in ("DECIDED", "REFERENCE") for tag in tags):
            return []
        place = rationale.start, rationale.end
        return Reasons(self._text, int(rationale.value), place, tags, self._items, self._splitter).depends_on()

    def review(self, sections: Sequence[Tag], decisions: Sequence[Tag]) -> Review:
        """What tells the reviewers apart."""
        number = next((section.value for section in sections if section.label == "request"), "")
        return Review(
            self._text,
            sections,
            read_tags(self._doc, REVIEWERS),
            self._hits,
            [tag for tag in read_tags(self._doc, "fields") if tag.label == "specialties"],
            next((tag for tag in decisions if tag.label == "decision"), None),
            self._subject_of(number),
            self._splitter,
        )

    def verdict_sentences(self) -> list[Tag]:
        """The sentences in which the reviewer states a verdict, each with the verdict's value and rule."""
        found: dict[int, Tag] = {}
        for said in self._verdicts(0, len(self._text), _of_something).statements():
            if said.certainty == "strong":
                start, end = self._splitter.sentence_at(self._text, said.start)
                end = start + len(self._text[start:end].rstrip())
                found[start] = Tag("VERDICT", start, end, said.value, said.rule)
        return list(found.values())

    def _verdicts(self, start: int, end: int, subject: Subject) -> Verdicts:
        return Verdicts(self._text, start, end, within(self._hits, start, end), subject, self._splitter)

    def _subject_of(self, number: str) -> Subject:
        """What tells whether words speak of the item with this number."""
        if not number.isdigit():
            return _of_something
        return lambda words, before: self._items.subject(words, int(number), before)


def _of_something(words: str, before: Iterable[str]) -> Speaks:
    return Speaks.OF_SOMETHING


def _seats(section: Tag, panel: Sequence[Tag]) -> list[tuple[int, int, int]]:
    """(number, start, end) of what each reviewer of a panel says, behind the number. What stands before the first
    number is said by the one before it, whose number may stand before the rationale."""
    stops = [*(tag.start for tag in panel), section.end][1:]
    seats = [(n, tag.start, stop) for tag, stop in zip(panel, stops, strict=True) for n in numbers_of(tag)]
    if seats and min(number for number, _, _ in seats) > 1:
        seats.insert(0, (seats[0][0] - 1, section.start, panel[0].start))
    return seats


def _majority(said: Sequence[Statement]) -> Statement | None:
    """The last verdict of those in which most reviewers of a panel agree."""
    ranked = Counter(one.value for one in said).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return max(one for one in said if one.value == ranked[0][0])


make_decisions = factory(
    lambda nlp: DecisionsComponent(),
    *("decisions", "rationale.conclusion", "rationale.agreement", "rationale.depends_on", "reviewers.*"),
)
