"""A stretch of the reading text with the tags inside it, as the readers of requests and citations ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from pipeline.rules.tags import Tag, beginning_in


class TaggedText:
    """Tags in text order, by label and place.

    Args:
        text: the reading text, into which all offsets are.
        tags: the tags, in text order; those outside of `start` and `end` are left out.
        start, end: the stretch that is read.
    """

    def __init__(self, text: str, tags: Iterable[Tag], start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.tags = [tag for tag in tags if start <= tag.start and tag.end <= end]
        self._of: dict[str, list[Tag]] = {}
        for tag in self.tags:
            self._of.setdefault(tag.label, []).append(tag)
        self._longest = {label: max(tag.end - tag.start for tag in tags) for label, tags in self._of.items()}

    @cached_property
    def _at(self) -> dict[tuple[str, int], Tag]:
        found: dict[tuple[str, int], Tag] = {}
        for tag in self.tags:
            longest = found.setdefault((tag.label, tag.start), tag)
            if tag.end > longest.end:
                found[tag.label, tag.start] = tag
        return found

    def of(self, *labels: str, start: int = 0, end: int | None = None) -> list[Tag]:
        """The tags with these labels that lie in `[start, end)`."""
        stop = self.end if end is None else end
        begun = (tag for label in labels for tag in beginning_in(self._of.get(label, ()), start, stop + 1))
        found = [tag for tag in begun if tag.end <= stop]
        return sorted(found, key=lambda tag: tag.start) if len(labels) > 1 else found

    def at(self, label: str, place: int, end: int | None = None, value: str = "") -> Tag | None:
        """The longest tag of `label` that begins at `place`, unless it reaches behind `end` or has another value."""
        tag = self._at.get((label, place))
        if tag is None or (end is not None and tag.end > end) or (value and tag.value != value):
            return None
        return tag

    def any_at(self, labels: Iterable[str], place: int) -> bool:
        """Whether a tag of one of the labels begins at `place`."""
        return any((label, place) in self._at for label in labels)

    def ending(self, label: str, end: int, value: str = "") -> Tag | None:
        """The longest tag of `label` that ends at `end`, unless it has another value."""
        tag = next((tag for tag in self._around(label, end) if tag.end == end), None)
        return tag if tag is not None and value in ("", tag.value) else None

    def over(self, label: str, place: int) -> Tag | None:
        """The tag of `label` that covers `place`."""
        return next((tag for tag in self._around(label, place) if tag.start <= place < tag.end), None)

    def _around(self, label: str, place: int) -> list[Tag]:
        """The tags of `label` that may reach `place` from before."""
        return beginning_in(self._of.get(label, ()), place - self._longest.get(label, 0), place + 1)

    def without(self, label: str, dropped: Sequence[Tag]) -> None:
        """Leave out of `label` the tags that share a character with one of `dropped`."""
        if dropped and label in self._of:
            self._of[label] = [tag for tag in self._of[label] if not overlaps(tag, dropped)]

    def only_between(self, start: int, end: int, *labels: str) -> bool:
        """Whether `text[start:end]` has no letters but those of tags with these labels."""
        position = start
        for tag in self.of(*labels):
            if tag.end <= position or tag.start >= end:
                continue
            if self._letters(position, tag.start):
                return False
            position = tag.end
        return not self._letters(position, end)

    def is_blank(self, start: int, end: int) -> bool:
        """Whether `text[start:end]` has neither letters nor figures."""
        return not any(map(str.isalnum, self.text[start:end]))

    def _letters(self, start: int, end: int) -> bool:
        return any(character.isalpha() for character in self.text[start:end])


def inside(tag: Tag, others: Iterable[Tag]) -> bool:
    """Whether the tag lies within one of `others`."""
    return any(other.start <= tag.start and tag.end <= other.end for other in others)


def overlaps(tag: Tag, others: Iterable[Tag]) -> bool:
    """Whether the tag shares a character with one of `others`."""
    return any(other.start < tag.end and tag.start < other.end for other in others)
