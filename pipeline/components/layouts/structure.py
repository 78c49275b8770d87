"""A letter's sections and items, read off its text by one layout."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.components.layouts.decision_lines import DecisionLineReader, ItemParts
from pipeline.components.layouts.statements import StatementReader
from pipeline.components.layouts.tolerance import Printed
from pipeline.components.tags import Tag
from pipeline.rules.layout_model import DecisionLine, Layout
from pipeline.text.reading_text import ReadingText

_ITEMS = "items"
_LEAD_IN = 400  # characters in which the fixed sentences behind a heading stand


class _Heading(NamedTuple):
    """A heading of the layout, with the fixed sentences that may stand behind it; with `keep` its words are content."""

    section: str
    printed: Printed
    lead_ins: list[Printed]
    keep: bool


class StructureReader:
    """Cuts a reading text into the sections that one layout describes."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        # In whatever order they are looked for, the same are found: what may settle it first, and expressions, which
        # take longer than words, last.
        marks = sorted(enumerate(layout.recognised_by), key=lambda m: (not m[1].required, m[1].regex is not None))
        self._evidence = [(number, Printed(mark.text, mark.regex), mark.required) for number, mark in marks]
        self._headings = [
            _Heading(h.section, Printed(h.text, h.regex), [Printed((lead,)) for lead in h.lead_in], h.keep)
            for h in layout.headings
        ]
        items = layout.items
        self._lines = DecisionLineReader(items) if isinstance(items, DecisionLine) else None
        self._statements = None if isinstance(items, DecisionLine) else StatementReader(items)

    def evidence(self, text: str, *, damaged: bool = False, at_least: int = 0) -> list[tuple[int, int]]:
        """The places of the layout's marks in the reading text; none where they are too few to recognise it, or fewer
        than `at_least`."""
        found: list[tuple[int, tuple[int, int]]] = []
        at_least = max(at_least, self.layout.minimum_evidence)
        left = len(self._evidence)
        for number, mark, required in self._evidence:
            if len(found) + left < at_least:
                return []
            left -= 1
            place = mark.first(text, 0, len(text), damaged=damaged)
            if place:
                found.append((number, place))
            elif required:
                return []
        return [place for _, place in sorted(found)] if len(found) >= at_least else []

    def read(self, reading: ReadingText, *, damaged: bool) -> tuple[list[Tag], list[Tag]]:
        """(sections, decisions) as the groups `sections` and `decisions` are documented; the rule is the layout."""
        tags: list[Tag] = []
        decisions: list[Tag] = []
        sections = self._sections(reading, damaged)
        items = self._items(reading, sections)
        for section, start, end in sections:
            if section != _ITEMS:
                self._add(tags, reading.text, section, start, end)
        for number, item in enumerate(items, 1):
            self._add_item(tags, decisions, reading.text, item, str(number))
        return _apart(tags), decisions

    def _add(self, tags: list[Tag], text: str, label: str, start: int, end: int, value: str = "") -> None:
        """Add a section without the white space around it; an empty one is left out."""
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        if start < end:
            tags.append(Tag(label, start, end, value, self.layout.layout))

    def _add_item(self, tags: list[Tag], decisions: list[Tag], text: str, item: ItemParts, number: str) -> None:
        self._add(tags, text, "request", *item.request, number)
        if item.decision is not None:
            start, end, value = item.decision
            tags.append(Tag("decision", start, end, number, self.layout.layout))
            decisions.append(Tag("decision", start, end, value, f"{self.layout.layout}.decision"))
        for section, start, end in item.parts:
            self._add(tags, text, section, start, end, number)

    def _sections(self, reading: ReadingText, damaged: bool) -> list[tuple[str, int, int]]:
        """The parts of the letter between its headings."""
        text = reading.text
        found = []
        for section, printed, lead_ins, keep in self._headings:
            place = printed.first(text, 0, len(text), damaged=damaged)
            if place:
                start, content = place
                content = start if keep else content
                for lead_in in lead_ins:
                    behind = lead_in.first(text, content, min(len(text), content + _LEAD_IN), damaged=True)
                    if behind and not text[content : behind[0]].strip(" :.-"):
                        content = behind[1]
                found.append((start, content, section))
        found.sort()
        if found and found[0][2] == "header":  # what stands before the first heading is the header in any case
            del found[0]
        # A layout without a header begins with the summary, whose heading may be lost.
        headless = self.layout.fields is None and all(section != "summary" for _, _, section in found)
        sections = [("summary" if headless else "header", 0, found[0][0] if found else len(text) if headless else 0)]
        for i, (_, content, section) in enumerate(found):
            sections.append((section, content, found[i + 1][0] if i + 1 < len(found) else len(text)))
        if self._lines is not None and all(section != _ITEMS for section, _, _ in sections):
            sections = self._without_items_heading(self._lines, reading, sections)
        return sections

    def _without_items_heading(
        self, lines: DecisionLineReader, reading: ReadingText, sections: list[tuple[str, int, int]]
    ) -> list[tuple[str, int, int]]:
        """Where the heading of the items is lost, they begin somewhere in the last section, behind its fixed sentences
        if these are left."""
        section, start, _ = sections[-1]
        end = len(reading.text)
        heading = lines.first_heading(reading, start, end)
        if heading is None:
            return [*sections[:-1], (section, start, end)]
        lead_ins = [lead for known in self._headings if known.section == _ITEMS for lead in known.lead_ins]
        places = [lead.first(reading.text, start, heading + _LEAD_IN, damaged=True) for lead in lead_ins]
        behind = max((place[1] for place in places if place), default=heading)
        return [*sections[:-1], (section, start, heading), (_ITEMS, max(heading, behind), end)]

    def _items(self, reading: ReadingText, sections: list[tuple[str, int, int]]) -> list[ItemParts]:
        ranges = [(start, end) for section, start, end in sections if section == _ITEMS]
        if self._lines is not None:
            return [item for start, end in ranges for item in self._lines.read(reading, start, end)]
        if self._statements is None:
            return []
        start, end = (ranges[0][0], ranges[-1][1]) if ranges else (0, len(reading.text))
        barriers = [m for section, m in self._marks(reading.text) if section != _ITEMS]
        return self._statements.read(reading, start, end, barriers)

    def _marks(self, text: str) -> list[tuple[str, int]]:
        """(section, place) of every heading, each as often as it is printed."""
        return sorted(
            (
                (heading.section, start)
                for heading in self._headings
                for start, _ in heading.printed.every(text, 0, len(text), damaged=False)
            ),
            key=lambda mark: mark[1],
        )


def _apart(tags: list[Tag]) -> list[Tag]:
    """The sections in text order, cut so that none overlaps another: an item's part lies over the letter's parts."""
    items = sorted((t for t in tags if t.value), key=lambda t: (t.start, t.end))
    taken = [(t.start, t.end) for t in items]
    kept = list(items)
    for tag in tags:
        if tag.value:
            continue
        at = tag.start
        for start, end in taken:
            if end <= at or start >= tag.end:
                continue
            if start > at:
                kept.append(tag._replace(start=at, end=start))
            at = max(at, end)
        if at < tag.end:
            kept.append(tag._replace(start=at))
    return sorted(kept, key=lambda t: (t.start, t.end))
