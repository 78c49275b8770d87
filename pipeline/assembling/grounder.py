"""Tags as grounded values of the record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from pipeline.records.model import Grounded
from pipeline.rules.tags import Tag
from pipeline.text.ground import Ground, ground
from pipeline.text.reading_text import ReadingText

V = TypeVar("V")


class Grounder:
    """Maps stretches of one letter's reading text to its document.

    Args:
        reading: the reading text with its map.
        source: the document's text.
    """

    def __init__(self, reading: ReadingText, source: str) -> None:
        self.place: Ground = partial(ground, reading, source)

    def text(self, tag: Tag | None) -> Grounded[str] | None:
        """The tag's printed words as their own value."""
        if tag is None:
            return None
        place = self.place(tag.start, tag.end)
        return Grounded(place[0], *place)

    def value(self, tag: Tag | None, convert: Callable[[Any], V]) -> Grounded[V] | None:
        """The tag's normal value, converted to its type."""
        return None if tag is None else Grounded(convert(tag.value), *self.place(tag.start, tag.end))

    def certain(self, tag: Tag, convert: Callable[[Any], V]) -> Grounded[V]:
        """As `value`, for a tag that is there."""
        return Grounded(convert(tag.value), *self.place(tag.start, tag.end))
