"""Which layout a letter has: the one whose marks it shows, and which explains most of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from pipeline.layouts.credentials import CredentialsFinder
from pipeline.layouts.field_labels import FieldFinder
from pipeline.layouts.model import Layout
from pipeline.layouts.structure import NOTHING, Structure, StructureReader
from pipeline.rules.tags import FrozenMapping, Tag
from pipeline.text.reading_text import ReadingText

CLASSIFIED, PANEL = "classified", "panel"
"""Attributes of the tags in the group `layout`: reviews of this layout have the state's categories, and the record
lists their reviewers."""
_HEADER = 3000  # characters in which the header of a letter of unknown layout is looked for


class LayoutReader:
    """What finds the parts of a letter by one layout, each made when a letter needs it."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.structure = StructureReader(layout)

    @cached_property
    def attributes(self) -> Mapping[str, str]:
        """Those of the tags in the group `layout`."""
        kinds = {CLASSIFIED: self.layout.classified, PANEL: self.layout.reviewers}
        return FrozenMapping({kind: "yes" for kind, holds in kinds.items() if holds})

    @cached_property
    def fields(self) -> FieldFinder | None:
        return FieldFinder(self.layout.fields, self.layout.layout) if self.layout.fields else None

    @cached_property
    def credentials(self) -> CredentialsFinder | None:
        return CredentialsFinder(self.layout.credentials, self.layout.layout) if self.layout.credentials else None

    def labels(self, text: str, sections: Iterable[Tag]) -> Iterator[Tag]:
        """The labels and values of the header, and the lists of the reviewer's credentials."""
        for section in sections:
            if section.label == "header" and self.fields is not None:
                yield from self.fields.find(text, section.start, section.end)
            elif self.credentials is not None and section.label == self.credentials.section:
                yield from self.credentials.find(text, section.start, section.end)


class Recognised(NamedTuple):
    """A layout, `None` where the letter has none that is known; the places of its marks; what it makes of the
    letter."""

    reader: LayoutReader | None
    evidence: list[tuple[int, int]]
    structure: Structure


class Recogniser:
    """Reads letters, each by the layout that explains it best.

    Args:
        layouts: those to choose from.
    """

    def __init__(self, layouts: Iterable[Layout]) -> None:
        self.readers = [LayoutReader(layout) for layout in layouts]

    def read(self, reading: ReadingText, *, published: bool = False) -> Recognised:
        """The letter's parts, by the layout that it shows; where that leaves most items without a decision, finds none,
        or is none, by the fallback layout that reads more decisions, and of several the one that reads most
        rationales. Those `of_tables` are for `published` reviews alone, of which the table has told that they are
        some."""
        candidates, damaged = self.recognise(reading.text)
        found = [
            Recognised(
                one,
                marks,
                one.structure.read(reading, damaged=damaged or len(marks) < len(one.layout.recognised_by)),
            )
            for one, marks in candidates
        ]
        # Of layouts that explain a letter equally well the first counts.
        unknown = Recognised(None, [], NOTHING)
        best = max(found, key=lambda one: (one.structure.labelled, len(one.evidence)), default=unknown)
        items, decided = best.structure.items, len(best.structure.decisions)
        if items and 2 * decided >= items:
            return best
        others = [
            # A heading may be printed in small letters: what differs there is what tolerance looks for.
            Recognised(fallback, marks, fallback.structure.read(reading, damaged=True))
            for fallback in self.readers
            if fallback.layout.fallback
            and (published or not fallback.layout.of_tables)
            and (marks := fallback.structure.evidence(reading.text))
        ]
        usable = [
            one for one in others if one.structure.items and (len(one.structure.decisions) > decided or not items)
        ]
        return max(
            usable,
            key=lambda one: (len(one.structure.decisions), one.structure.reasoned, len(one.evidence)),
            default=best,
        )

    def recognise(self, text: str) -> tuple[list[tuple[LayoutReader, list[tuple[int, int]]]], bool]:
        """(the layouts that the reading text shows marks enough of, with the marks' places, whether they are damaged).

        Damaged marks count only where no layout shows enough whole ones; fallback layouts are left out. A letter that
        has more marks of one layout than another one asks for may still be the other's, which then explains more of
        its items: where several fit, each reads it. Layouts whose marks the letter has too few of are told quickly.
        """
        for damaged in (False, True):
            found = [
                (reader, evidence)
                for reader in self.readers
                if not reader.layout.fallback and (evidence := reader.structure.evidence(text, damaged=damaged))
            ]
            if found:
                return found, damaged
        return [], True

    def labels_of_any_layout(self, text: str) -> list[Tag]:
        """The header's labels of a letter without a known layout: of the layout that finds the most."""
        finders = (reader.fields for reader in self.readers)
        found = (finder.find(text, 0, min(len(text), _HEADER), usual=True) for finder in finders if finder is not None)
        return max(found, key=lambda tags: len({tag.label for tag in tags}), default=[])

    def looked_for(self) -> str:
        """The marks that a letter of any of the layouts would have shown."""
        marks = (
            (r.layout.layout, (mark.text[0] for mark in r.layout.recognised_by if mark.text)) for r in self.readers
        )
        return ", ".join(f"{name} ({'; '.join(words)})" for name, words in marks)
