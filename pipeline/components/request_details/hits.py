"""The rules' tags inside one heading, as the readers of its details ask for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.components.tags import Tag

LABELS = frozenset(
    """TREATMENT SPECIALTY DRUG DRUG_FORM DRUG_SALT DRUG_RELEASE BODY_PART SIDE LEVEL DATE STRENGTH BARE_STRENGTH UNITS
    QUANTITY LEADING FACTOR REFILLS SESSIONS SESSION_WORD DOSE FREQUENCY DURATION COURSE SUPPLY REQUEST_PART
    RETROSPECTIVE SERVICE OTHER_DATE LEAD REASON ROUTE NOT_SKIN SKIN
    FILLER CONNECTIVE""".split()
)
"""Labels of the rules that requests are read with."""


class Hits:
    """Tags in text order, by label.

    Args:
        text: the reading text, into which all offsets are.
        tags: the tags; those outside of `start` and `end` are left out.
        start, end: the stretch that is read.
    """

    def __init__(self, text: str, tags: Iterable[Tag], start: int, end: int) -> None:
        self.text = text
        self.start = start
        self.end = end
        self._by_label: dict[str, list[Tag]] = {}
        for tag in tags:
            if start <= tag.start and tag.end <= end:
                self._by_label.setdefault(tag.label, []).append(tag)

    def of(self, *labels: str, start: int = 0, end: int | None = None) -> list[Tag]:
        """The tags with these labels that lie in `[start, end)`."""
        stop = self.end if end is None else end
        found = [tag for label in labels for tag in self._by_label.get(label, ())]
        found = [tag for tag in found if start <= tag.start and tag.end <= stop]
        return sorted(found, key=lambda tag: tag.start) if len(labels) > 1 else found

    def without(self, label: str, dropped: Sequence[Tag]) -> None:
        """Leave out of `label` the tags that share a character with one of `dropped`."""
        if dropped and label in self._by_label:
            self._by_label[label] = [tag for tag in self._by_label[label] if not overlaps(tag, dropped)]

    def only_between(self, start: int, end: int, *labels: str) -> bool:
        """Whether `text[start:end]` has no letters but those of tags with these labels."""
        position = start
        for tag in self.of(*labels, start=0, end=self.end):
            if tag.end <= position or tag.start >= end:
                continue
            if self._letters(position, tag.start):
                return False
            position = tag.end
        return not self._letters(position, end)

    def _letters(self, start: int, end: int) -> bool:
        return any(character.isalpha() for character in self.text[start:end])


def overlaps(tag: Tag, others: Iterable[Tag]) -> bool:
    """Whether the tag shares a character with one of `others`."""
    return any(other.start < tag.end and tag.start < other.end for other in others)
