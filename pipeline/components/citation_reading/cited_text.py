"""A stretch of the reading text with what the rules found in it that citations are read from."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.components.tags import Tag
from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.phrases import PhraseTrie
from pipeline.rules.matching.tagged_text import TaggedText

LABELS = {
    **{f"CITATION_{name.upper()}": name for name in ("word", "label", "join", "basis", "aside", "fact", "outside")},
    **{f"CITED_{name.upper()}": name for name in ("pages", "edition", "chapter", "regulation", "table", "address")},
    **{f"CITED_{name.upper()}": name for name in ("topic", "piece", "section", "reference")},
    "GUIDELINE_BODY": "body",
}
"""The labels of the rules that citations are read from, with their names here."""


def cited_as(tag: Tag | None) -> str:
    """How a body is cited: `MTUS`, `ACOEM`, `ODG`, `work`, `publisher`, `title`; `none`: its words name nothing. Empty
    where there is no body."""
    return tag.attributes.get("cited_as", "") if tag is not None else ""


class CitedText(TaggedText):
    """A stretch with the tags of `LABELS` in it, each labelled by its name there.

    Args:
        text: the text that offsets are into.
        start, end: the stretch.
        tags: the rules' tags in text order.
        catalogue: where titles and sections are looked up.
    """

    def __init__(self, text: str, start: int, end: int, tags: Iterable[Tag], catalogue: Catalogue) -> None:
        named = (tag._replace(label=LABELS[tag.label]) for tag in tags if tag.label in LABELS)
        super().__init__(text, named, start, end)
        self.catalogue = catalogue

    def phrase(self, trie: PhraseTrie, place: int, end: int) -> tuple[int, tuple[str, ...]] | None:
        """(offset behind it, ids) of the longest phrase of the catalogue at `place`."""
        if place >= end or not self.text[place].isalnum():
            return None
        return trie.match(self.text, place, end)

    def behind(self, label: str, place: int, end: int) -> int | None:
        """Behind the tag of `label` at `place`, where there is one that ends before `end`."""
        tag = self.at(label, place, end)
        return tag.end if tag is not None else None

    def year(self, edition: Tag) -> str:
        """The year of an edition; empty where it gives none."""
        value: str = edition.value or self.printed(edition)
        return value if value.isdigit() else ""

    def printed(self, tag: Tag) -> str:
        """A tag's words."""
        return self.text[tag.start : tag.end]
