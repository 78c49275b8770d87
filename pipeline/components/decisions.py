"""The factory `imr_decisions`: the reviewer's verdict on each item, and the items on which it is said to rest.

The decision itself stands in the letter's decision line and was read with the sections; a verdict is read without a
look at it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from spacy.tokens import Doc

from pipeline.components.conventions import LetterComponent, factory
from pipeline.components.dependence import LABELS as OF_DEPENDENCE
from pipeline.components.dependence import depends_on
from pipeline.components.extensions import get_reading, get_vocabularies
from pipeline.components.naming import Item, Items, Speaks
from pipeline.components.tags import Tag, in_text_order, read_tags, within, write_tags
from pipeline.components.verdicts import LABELS as OF_VERDICTS
from pipeline.components.verdicts import Statement, Subject, conclusion, statements
from pipeline.rules.sentence_words import sentence_splitter
from pipeline.rules.tags import FrozenMapping
from pipeline.rules.treatment_words import naming_words
from pipeline.text.sentences import SentenceSplitter

_PANEL = "PANEL_REVIEWER"
_LABELS = OF_VERDICTS | OF_DEPENDENCE | {_PANEL}
_NAMES = frozenset({"drug", "drug_class"})  # tags of a request whose values are other names of what was asked for


class DecisionsComponent(LetterComponent):
    """Adds the tags `conclusion` and `depends_on` to the span group `decisions`. Of a letter without a layout, whose
    items are not known, the sentences that state a verdict stand in the group `verdicts`.

    Reads `sections`, `rules` (the words of verdicts and reasons, with what cues found on them) and `requests`.
    """

    needs: ClassVar[dict[str, str]] = {"imr_sections": "sections", "imr_rules": "rules", "imr_requests": "requests"}
    writes: ClassVar[tuple[str, ...]] = ("decision", "conclusion", "depends_on")

    def __call__(self, doc: Doc) -> Doc:
        self.check(doc)
        text = get_reading(doc).text
        hits = in_text_order(tag for tag in read_tags(doc, "rules") if tag.label in _LABELS)
        tags = [tag for tag in read_tags(doc, "decisions") if tag.label == "decision"]
        letter = _Letter(doc, text)
        for section in read_tags(doc, "sections"):
            inside = within(hits, section.start, section.end) if section.label == "rationale" else []
            if not inside:
                continue
            verdict = self._conclusion(text, section, inside, letter.subject_of(section.value), letter.splitter)
            if verdict is not None:
                attributes = {"certainty": verdict.certainty}
                tags.append(
                    Tag(
                        "conclusion", verdict.start, verdict.end, verdict.value, verdict.rule, FrozenMapping(attributes)
                    )
                )
            if section.value.isdigit() and any(tag.label in ("DECIDED", "REFERENCE") for tag in inside):
                rationale = section.start, section.end
                tags += depends_on(text, int(section.value), rationale, inside, letter.items, letter.splitter)
        if not any(tag.label == "conclusion" for tag in tags):
            tags += self._final(doc, text, hits, letter)
        write_tags(doc, "decisions", sorted(tags, key=lambda tag: tag.start))
        if not read_tags(doc, "layout"):
            write_tags(doc, "verdicts", _verdict_sentences(text, hits, letter.splitter))
        return doc

    def _final(self, doc: Doc, text: str, hits: list[Tag], letter: _Letter) -> list[Tag]:
        """The verdict that a review of one item states in its result alone; its attribute `item` is that one's."""
        sections = read_tags(doc, "sections")
        results = [section for section in sections if section.label == "result"]
        items = [section.value for section in sections if section.label == "request"]
        for section in reversed(results) if len(items) == 1 else ():
            inside = within(hits, section.start, section.end)
            verdict = self._conclusion(text, section, inside, letter.subject_of(items[0]), letter.splitter)
            if verdict is not None:
                attributes = FrozenMapping(certainty=verdict.certainty, item=items[0])
                return [Tag("conclusion", verdict.start, verdict.end, verdict.value, verdict.rule, attributes)]
        return []

    def _conclusion(
        self, text: str, section: Tag, tags: list[Tag], subject: Subject, splitter: SentenceSplitter
    ) -> Statement | None:
        """The verdict of a rationale; of a panel, that of most reviewers."""
        seats = _seats(section, [tag for tag in tags if tag.label == _PANEL])
        if len({number for number, _, _ in seats}) > 1:
            made = statements(text, section.start, section.end, tags, subject, splitter)
            if len({statement.value for statement in made}) > 1:
                return _majority(text, tags, seats, subject, splitter)
        return conclusion(text, section.start, section.end, tags, subject, splitter)


class _Letter:
    """What is known of a letter's items by now; read when a rationale asks for it."""

    def __init__(self, doc: Doc, text: str) -> None:
        self._doc, self._text = doc, text
        self._vocabularies = get_vocabularies(doc)
        self.splitter = sentence_splitter(self._vocabularies)
        self._items: Items | None = None

    @property
    def items(self) -> Items:
        """The items of the letter."""
        if self._items is None:
            details = in_text_order(read_tags(self._doc, "requests"))
            requests = (section for section in read_tags(self._doc, "sections") if section.label == "request")
            self._items = Items(
                [self._item(section, details) for section in requests], naming_words(self._vocabularies)
            )
        return self._items

    def subject_of(self, number: str) -> Subject:
        """What tells whether words speak of the item with this number."""
        if not number.isdigit():
            return lambda _: Speaks.OF_SOMETHING
        return lambda words: self.items.subject(words, int(number))

    def _item(self, section: Tag, details: Sequence[Tag]) -> Item:
        inside = within(details, section.start, section.end)
        category = next((str(tag.value) for tag in inside if tag.label == "category"), "")
        names = tuple(str(tag.value).replace("_", " ") for tag in inside if tag.label in _NAMES)
        return Item(int(section.value), self._text[section.start : section.end], category, names)


def _seats(section: Tag, panel: Sequence[Tag]) -> list[tuple[int, int, int]]:
    """(number, start, end) of what each reviewer of a panel says, behind the number. What stands before the first
    number is said by the one before it, whose number may stand before the rationale."""
    stops = [*(tag.start for tag in panel), section.end][1:]
    seats = [(tag.value, tag.start, stop) for tag, stop in zip(panel, stops, strict=True)]
    if seats and min(number for number, _, _ in seats) > 1:
        seats.insert(0, (seats[0][0] - 1, section.start, panel[0].start))
    return seats


def _majority(
    text: str, tags: list[Tag], seats: Sequence[tuple[int, int, int]], subject: Subject, splitter: SentenceSplitter
) -> Statement | None:
    """The last verdict of those in which most reviewers of a panel agree."""
    of: dict[int, Statement] = {}
    for number, start, stop in seats:
        said = conclusion(text, start, stop, within(tags, start, stop), subject, splitter)
        if said is not None:
            of[number] = said
    ranked = Counter(said.value for said in of.values()).most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return max(said for said in of.values() if said.value == ranked[0][0])


def _verdict_sentences(text: str, hits: list[Tag], splitter: SentenceSplitter) -> list[Tag]:
    """The sentences in which the reviewer states a verdict, each with the verdict's value and rule."""
    found: dict[int, Tag] = {}
    for said in statements(text, 0, len(text), hits, lambda _: Speaks.OF_SOMETHING, splitter):
        if said.certainty == "strong":
            start, end = splitter.sentence_at(text, said.start)
            found[start] = Tag("VERDICT", start, start + len(text[start:end].rstrip()), said.value, said.rule)
    return list(found.values())


make_decisions = factory(
    lambda nlp: DecisionsComponent(), "decisions", "rationale.conclusion", "rationale.agreement", "rationale.depends_on"
)
