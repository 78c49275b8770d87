"""A stretch of the reading text with what the rules found in it that citations are read from."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.components.tags import Tag, in_text_order
from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.phrases import PhraseTrie
from pipeline.rules.matching.tagged_text import TaggedText, overlaps
from pipeline.rules.tags import FrozenMapping

LABELS = {
    **{f"CITATION_{name.upper()}": name for name in ("word", "label", "join", "basis", "aside", "fact", "outside")},
    **{f"CITED_{name.upper()}": name for name in ("pages", "edition", "chapter", "regulation", "table", "address")},
    **{f"CITED_{name.upper()}": name for name in ("topic", "piece", "section", "reference")},
    "GUIDELINE_BODY": "body",
}
"""The labels of the rules that citations are read from, with their names here."""

_WORK = FrozenMapping({"cited_as": "work"})


def cited_as(tag: Tag | None) -> str:
    """How a body is cited: `MTUS`, `ACOEM`, `ODG`, `work`, `publisher`, `title`; `none`: its words name nothing. Empty
    where there is no body."""
    return tag.attributes.get("cited_as", "") if tag is not None else ""


class CitedText(TaggedText):
    """A stretch with the tags of `LABELS` in it, each labelled by its name there; works that only the catalogue knows
    are bodies too.

    Args:
        text: the text that offsets are into.
        start, end: the stretch.
        tags: the rules' tags in text order.
        catalogue: where titles and sections are looked up.
    """

    def __init__(self, text: str, start: int, end: int, tags: Iterable[Tag], catalogue: Catalogue) -> None:
        named = [tag._replace(label=LABELS[tag.label]) for tag in tags if tag.label in LABELS]
        bodies = [tag for tag in named if tag.label == "body"]
        names = (Tag("body", name.start, name.end, name.id, "", _WORK) for name in catalogue.names_in(text, start, end))
        works = [name for name in names if not overlaps(name, bodies)]
        super().__init__(text, in_text_order([*named, *works]) if works else named, start, end)
        self.catalogue = catalogue

    def phrase(self, trie: PhraseTrie, place: int, end: int) -> tuple[int, tuple[str, ...]] | None:
        """(offset behind it, ids) of the longest phrase of the catalogue at `place`."""
        return trie.match(self.text, place, end)
