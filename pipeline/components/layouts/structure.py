"""A letter's sections and items, read off its text by one layout."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.components.layouts.headings import HeadingFinder
from pipeline.components.layouts.model import Layout
from pipeline.components.tags import Tag
from pipeline.text.reading_text import ReadingText

_STRAY = 120  # characters of unread page furniture that may stand between a decision and the next label


@dataclass(slots=True)
class _Item:
    """An item while it is being collected: offsets into the reading text."""

    heading: tuple[int, int]
    decision: re.Match[str] | None
    labels: list[tuple[str, int, int]] = field(default_factory=list)


class StructureReader:
    """Cuts a reading text into the sections that one layout describes."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self._headings = [
            (h.section, re.compile(h.regex, 0 if h.case_sensitive else re.IGNORECASE)) for h in layout.headings
        ]
        items = layout.items
        self._decision = re.compile(items.decision, re.IGNORECASE)
        self._parts = tuple(part.section for part in items.parts)
        self._label = re.compile("|".join(f"({part.regex})" for part in items.parts), re.IGNORECASE)
        self._heading_finder = HeadingFinder(items.closings, items.unpunctuated_closings)

    def evidence(self, text: str) -> int:
        """How many of the layout's marks the reading text shows; 0 where they are too few to recognise it."""
        found = sum(1 for regex in self.layout.evidence_regexes if regex.search(text))
        return found if found >= self.layout.minimum_evidence else 0

    def read(self, reading: ReadingText) -> list[Tag]:
        """The sections in text order, as the group `sections` is documented; the rule is the layout's name."""
        tags: list[Tag] = []
        for section, start, end in self._sections(reading.text):
            if section == "items":
                tags += self._items(reading, start, end)
            else:
                self._add(tags, reading.text, section, start, end)
        return tags

    def _add(self, tags: list[Tag], text: str, label: str, start: int, end: int, value: str = "") -> None:
        """Add a section without the white space around it; an empty one is left out."""
        while start < end and text[start] == " ":
            start += 1
        while end > start and text[end - 1] == " ":
            end -= 1
        if start < end:
            tags.append(Tag(label, start, end, value, self.layout.layout))

    def _sections(self, text: str) -> list[tuple[str, int, int]]:
        found = []
        for section, regex in self._headings:
            m = regex.search(text)
            if m:
                found.append((m.start(), m.end(), section))
        found.sort()
        sections = [("header", 0, found[0][0] if found else 0)]
        for i, (_, end, section) in enumerate(found):
            sections.append((section, end, found[i + 1][0] if i + 1 < len(found) else len(text)))
        if all(section != "items" for section, _, _ in sections):
            sections = self._without_items_heading(text, sections)
        return sections

    def _without_items_heading(self, text: str, sections: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
        """Where the heading of the items is lost, they begin somewhere in the last section."""
        section, start, end = sections.pop()
        end = len(text)
        first = next((m.start() for m in self._decision.finditer(text, start, end)), None)
        label = self._label.search(text, start, end)
        if label is None:
            return [*sections, (section, start, end)]
        anchor = min(first if first is not None else end, label.start())
        heading = self._heading_finder.start(ReadingText(text, (0,), (0,)), start, anchor)
        return [*sections, (section, start, heading), ("items", heading, end)]

    def _items(self, reading: ReadingText, start: int, end: int) -> list[Tag]:
        tags: list[Tag] = []
        for number, item in enumerate(self._collect(reading, start, end), 1):
            self._item_tags(tags, reading.text, item, str(number))
        return tags

    def _collect(self, reading: ReadingText, start: int, end: int) -> list[_Item]:
        text = reading.text
        labels = [(self._parts[(m.lastindex or 1) - 1], m.start(), m.end()) for m in self._label.finditer(text, start, end)]
        decisions = self._decision_lines(reading, start, end, [s for _, s, _ in labels])
        items: list[_Item] = []
        rank = {section: i for i, section in enumerate(self._parts)}
        low = start
        for i, (section, label_start, label_end) in enumerate(labels):
            decision = decisions.get(label_start)
            last = rank[items[-1].labels[-1][0]] if items and items[-1].labels else len(rank)
            if decision is not None or not items or rank[section] <= last:
                high = decision.start() if decision is not None else label_start
                heading = start if not items else self._heading_finder.start(reading, low, high)
                items.append(_Item((heading, high), decision))
                if i:
                    name, s, _ = items[-2].labels[-1]
                    items[-2].labels[-1] = (name, s, heading)
            elif items[-1].labels:
                name, s, _ = items[-1].labels[-1]
                items[-1].labels[-1] = (name, s, label_start)
            items[-1].labels.append((section, label_end, end))
            low = label_end
        self._last_decision(reading, start, end, low, items, decisions.get(end))
        return items

    def _last_decision(
        self, reading: ReadingText, start: int, end: int, low: int, items: list[_Item], decision: re.Match[str] | None
    ) -> None:
        """A letter cut off right behind a decision still has that item."""
        if decision is None:
            return
        heading = self._heading_finder.start(reading, low, decision.start()) if items else start
        if items:
            name, s, _ = items[-1].labels[-1]
            items[-1].labels[-1] = (name, s, heading)
        items.append(_Item((heading, decision.start()), decision))

    def _decision_lines(
        self, reading: ReadingText, start: int, end: int, label_starts: list[int]
    ) -> dict[int, re.Match[str]]:
        """For each label (or the end of the text) the decision that stands directly before it."""
        text = reading.text
        found: dict[int, re.Match[str]] = {}
        following = iter([*label_starts, end])
        label = next(following)
        for m in self._decision.finditer(text, start, end):
            while label < m.end():
                label = next(following, end)
                if label == end:
                    break
            gap = text[m.end() : label]
            if not gap.strip(" .") or (len(gap) <= _STRAY and reading.breaks_between(m.end(), m.end() + 1) and label < end):
                found[label] = m
        return found

    def _item_tags(self, tags: list[Tag], text: str, item: _Item, number: str) -> None:
        start, end = item.heading
        while end > start and text[end - 1] in " :;":
            end -= 1
        self._add(tags, text, "request", start, end, number)
        if item.decision is not None:
            s, e = item.decision.span("decision")
            tags.append(Tag("decision", s, e, number, self.layout.layout))
        for section, s, e in item.labels:
            self._add(tags, text, section, s, e, number)

    def decisions(self, text: str, sections: list[Tag]) -> list[Tag]:
        """The tags `decision` with their values, for the sections `decision`."""
        values = self.layout.items.decisions
        return [
            Tag("decision", s.start, s.end, values[text[s.start : s.end].casefold()], f"{self.layout.layout}.decision")
            for s in sections
            if s.label == "decision"
        ]
