"""An item's heading with what the rules found in it, as the readers of a request's details ask for it."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.rules.matching.tagged_text import TaggedText
from pipeline.rules.tags import Tag
from pipeline.rules.vocabularies import Vocabularies


class Heading(TaggedText):
    """A heading, or the part of it that is read. The vocabulary `traits` says what is known of classes of drugs and of
    parts of the body."""

    def __init__(self, text: str, tags: Iterable[Tag], start: int, end: int, vocabularies: Vocabularies) -> None:
        super().__init__(text, tags, start, end)
        self.vocabularies, self._traits = vocabularies, vocabularies.lists.get("traits", {})

    def part(self, start: int, end: int) -> Heading:
        """A part of the heading."""
        return Heading(self.text, self.tags, start, end, self.vocabularies)

    def has_trait(self, value: str | None, *traits: str) -> bool:
        """Whether a class or a part is one of those that have one of these traits."""
        return any(value in self._traits.get(trait, ()) for trait in traits)

    def of_kind(self, label: str, *kinds: str) -> list[Tag]:
        """The tags with this label whose attribute `kind` is one of these, kind by kind."""
        return [tag for kind in kinds for tag in self.of(label) if tag.attributes.get("kind") == kind]
