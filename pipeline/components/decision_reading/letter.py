"""A letter while its verdicts are read: what all readers of verdicts ask it for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from spacy.tokens import Doc

from pipeline.components.decision_reading.naming import Item, Items, Speaks
from pipeline.components.decision_reading.verdicts import Verdicts
from pipeline.components.extensions import get_reading, get_vocabularies
from pipeline.components.tags import Tag, in_text_order, layout_has, read_tags, within
from pipeline.layouts.recognition import PANEL
from pipeline.rules.matching.tagged_text import TaggedText
from pipeline.rules.words.sentence_words import sentence_splitter
from pipeline.rules.words.treatment_words import naming_words

_NAMES = frozenset({"drug", "drug_class"})  # tags of a request whose values are other names of what was asked for


class Letter:
    """A letter with its sections, its items and what rules and cues found in it: a Doc's groups `sections`, `requests`
    and `rules`."""

    def __init__(self, doc: Doc) -> None:
        self._doc, self._vocabularies = doc, get_vocabularies(doc)
        self.text, self.sections = get_reading(doc).text, read_tags(doc, "sections")
        self.splitter = sentence_splitter(self._vocabularies)
        self._hits = read_tags(doc, "rules")

    def of(self, group: str, label: str) -> list[Tag]:
        """The tags of a group with this label."""
        return [tag for tag in read_tags(self._doc, group) if tag.label == label]

    def stretch(self, start: int, end: int) -> TaggedText:
        """A part of the letter with the rules' tags in it."""
        return TaggedText(self.text, within(self._hits, start, end), start, end)

    def verdicts(self, start: int, end: int, number: str = "") -> Verdicts:
        """The verdicts of a part of the letter on the item with this number."""

        def subject(words: str, before: Iterable[str]) -> Speaks:
            return self.items.subject(words, int(number), before) if number.isdigit() else Speaks.OF_SOMETHING

        return Verdicts(self.stretch(start, end), subject, self.splitter, in_the_past=layout_has(self._doc, PANEL))

    @cached_property
    def items(self) -> Items:
        """The letter's items."""
        details = in_text_order(read_tags(self._doc, "requests"))
        items = [self._item(request, details) for request in self.of("sections", "request")]
        return Items(items, naming_words(self._vocabularies))

    def _item(self, request: Tag, details: Sequence[Tag]) -> Item:
        inside = within(details, request.start, request.end)
        category = next((str(tag.value) for tag in inside if tag.label == "category"), "")
        names = tuple(str(tag.value).replace("_", " ") for tag in inside if tag.label in _NAMES)
        return Item(int(request.value), self.text[request.start : request.end], category, names)
