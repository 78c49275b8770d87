"""A letter's sections and items, read off its text by one layout."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from pipeline.layouts.decision_lines import DecisionLineReader, Doubt, ItemParts
from pipeline.layouts.model import DecisionLine, Layout
from pipeline.layouts.printed import Printed
from pipeline.layouts.rulings import FINDING, PARTLY, SEAT, UNSTATED
from pipeline.layouts.statements import StatementReader
from pipeline.rules.expressions.prefiltered import PrefilteredRegex
from pipeline.rules.tags import FrozenMapping, Tag
from pipeline.text.reading_text import ReadingText
from pipeline.text.trimming import trimmed

ITEMS = "items"
_HEADING = frozenset({"request", "decision"})  # what an item's heading consists of
_LEAD_IN = 400  # characters in which the fixed sentences behind a heading stand
_LINE = 200  # characters in which a text with lines has a break
_OTHERS = 2  # places at which a line that runs through the letter stands beside the one in a request
_PIECE = 4  # words of a fixed sentence by which it is known
_OPENING_MARKS = "([#\"'.$\u2022"  # with which requests begin
_DIGITS = str.maketrans("123456789", "000000000")
_SENTENCE_ENDS = (".", "!", "?", ":", '"', ")")


class _Heading(NamedTuple):
    """A heading of the layout, with the fixed sentences that may stand behind it; with `keep` its words are content."""

    section: str
    printed: Printed
    lead_ins: list[Printed]
    keep: bool


class Structure(NamedTuple):
    """What a layout makes of a letter: tags as the groups `sections`, `decisions` and `reviewers` are documented, and
    doubts."""

    sections: list[Tag]
    decisions: list[Tag]
    doubts: list[Doubt]
    reviewers: list[Tag]

    @property
    def items(self) -> int:
        """How many items it makes of the letter."""
        return sum(section.label == "request" for section in self.sections)

    @property
    def labelled(self) -> int:
        """How many items with labelled parts it makes of the letter."""
        return len({s.value for s in self.sections if s.value and s.label not in _HEADING})

    @property
    def reasoned(self) -> int:
        """How many items with a rationale it makes of the letter."""
        return len({s.value for s in self.sections if s.value and s.label == "rationale"})


NOTHING = Structure([], [], [], [])
"""Of a letter that no layout reads."""


class StructureReader:
    """Cuts a reading text into the sections that one layout describes."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        # In whatever order they are looked for, the same are found: what may settle it first, and expressions, which
        # take longer than words, last.
        marks = sorted(enumerate(layout.recognised_by), key=lambda m: (not m[1].required, m[1].regex is not None))
        self._evidence = [(number, Printed(mark.text, mark.regex), mark.required) for number, mark in marks]

    @cached_property
    def _headings(self) -> list[_Heading]:
        return [
            _Heading(h.section, Printed(h.text, h.regex), [Printed((lead,)) for lead in h.lead_in], h.keep)
            for h in self.layout.headings
        ]

    @cached_property
    def _printed_elsewhere(self) -> PrefilteredRegex:
        """What such letters print outside of their items: headings, parts of the sentences behind them, labels of the
        header."""
        headings = self.layout.headings
        words = {words for heading in headings for words in heading.text}
        words |= {piece for heading in headings for lead in heading.lead_in for piece in _pieces(lead)}
        labels = self.layout.fields.labels if self.layout.fields is not None else ()
        words |= {words for label in labels for words in (*label.text, label.closing or "") if words.endswith(":")}
        printed = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        expressions = [self.layout.elsewhere, *(label.regex for label in labels if label.regex)]
        return PrefilteredRegex("|".join((f"(?-i:{printed})", *expressions) if words else expressions))

    @cached_property
    def _damage(self) -> PrefilteredRegex:
        return PrefilteredRegex(self.layout.damage)

    @cached_property
    def _lines(self) -> DecisionLineReader | None:
        items = self.layout.items
        return DecisionLineReader(items) if isinstance(items, DecisionLine) else None

    @cached_property
    def _statements(self) -> StatementReader | None:
        items = self.layout.items
        return None if isinstance(items, DecisionLine) else StatementReader(items)

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

    def read(self, reading: ReadingText, *, damaged: bool) -> Structure:
        """The letter's structure; the rule of its tags is the layout."""
        tags: list[Tag] = []
        decisions: list[Tag] = []
        sections, doubts = self._sections(reading, damaged)
        items, further = self._items(reading, sections)
        for section, start, end in sections:
            if section != ITEMS:
                self._add(tags, reading.text, section, start, end)
        for number, item in enumerate(items, 1):
            self._add_item(tags, decisions, reading.text, item, str(number))
            first = reading.text[item.request[0] : item.request[0] + 1]
            if first and not first.isalnum() and first not in _OPENING_MARKS:
                further.append(Doubt(*item.request, "a request begins with a mark: words of it may be missing"))
            if _has_line_twice(reading, *item.request):
                further.append(Doubt(*item.request, "a line stands twice in an item's request"))
            strange = self._printed_elsewhere.search(reading.text, *item.request)
            if strange is not None:
                further.append(Doubt(*strange.span(), "words of another part of the letter stand in an item's request"))
            damaged_words = self._damage.search(reading.text, *item.request)
            if damaged_words is not None:
                further.append(Doubt(*damaged_words.span(), "a word that cannot be read stands in an item's request"))
        for item in _with_running_lines(reading, items):
            further.append(Doubt(*item.request, "a line that the letter prints elsewhere stands in this request"))
        return Structure(_apart(tags), decisions, doubts + further, self._reviewers(reading))

    def _reviewers(self, reading: ReadingText) -> list[Tag]:
        """Of a panel whose reviewers write one by one: the stretch of each, and what each finds of the denial."""
        if self._statements is None or not self.layout.reviewers:
            return []
        tags: list[Tag] = []
        rule = f"{self.layout.layout}.seat"
        for number, start, end, found in self._statements.seats(reading, 0, len(reading.text)):
            start, end = trimmed(reading.text, start, end)
            tags.append(Tag(SEAT, start, end, number, rule))
            if found is not None and found.value is not None:
                value = PARTLY if found.in_part else found.value
                tags.append(Tag(FINDING, found.start, found.end, value, rule, FrozenMapping(reviewer=str(number))))
        return tags

    def _add(self, tags: list[Tag], text: str, label: str, start: int, end: int, value: str = "") -> None:
        """Add a section without the white space around it; an empty one is left out."""
        start, end = trimmed(text, start, end)
        if start < end:
            tags.append(Tag(label, start, end, value, self.layout.layout))

    def _add_item(self, tags: list[Tag], decisions: list[Tag], text: str, item: ItemParts, number: str) -> None:
        start, end = trimmed(text, *item.request)  # empty: what was asked for is not told
        attributes = FrozenMapping({UNSTATED: "yes"}) if item.unstated else FrozenMapping()
        tags.append(Tag("request", start, end, number, self.layout.layout, attributes))
        if item.decision is not None:
            start, end, value, in_part, _ = item.decision
            found = {"in_part": "yes"} if in_part else {}
            if any(s <= start and end <= e for _, s, e in item.parts):  # sections do not overlap
                found["item"] = number
            else:
                tags.append(Tag("decision", start, end, number, self.layout.layout))
            decisions.append(Tag("decision", start, end, value, f"{self.layout.layout}.decision", FrozenMapping(found)))
        for section, start, end in item.parts:
            self._add(tags, text, section, start, end, number)

    def _sections(self, reading: ReadingText, damaged: bool) -> tuple[list[tuple[str, int, int]], list[Doubt]]:
        """The parts of the letter between its headings."""
        text = reading.text
        labels = self._lines.labels(text, damaged=damaged) if self._lines is not None else []
        found = []
        for heading in self._headings:
            place = self._first_place(reading, heading, labels, damaged)
            if place:
                start, content = place
                found.append(
                    (start, self._behind_lead_ins(text, heading, start if heading.keep else content), heading.section)
                )
        found.sort()
        if found and found[0][2] == "header" and not (labels and labels[0] < found[0][0]):
            del found[0]  # what stands before the first heading is the header in any case
        # A layout without a header begins with the summary, whose heading may be lost.
        headless = self.layout.fields is None and all(section != "summary" for _, _, section in found)
        whole = len(text) if headless or labels else 0
        sections = [("summary" if headless else "header", 0, found[0][0] if found else whole)]
        for i, (_, content, section) in enumerate(found):
            sections.append((section, content, found[i + 1][0] if i + 1 < len(found) else len(text)))
        return self._with_items_elsewhere(reading, sections, labels)

    def _first_place(
        self, reading: ReadingText, heading: _Heading, labels: Sequence[int], damaged: bool
    ) -> tuple[int, int] | None:
        """The first place of a heading that is none of a rationale's words: where items' labels stand before and behind
        it, it is a line of its own; where they stand before it, it begins a line or, in a text without lines or whose
        lines tell nothing as it is wrapped anew, a sentence."""
        text = reading.text
        first = heading.printed.first(text, 0, len(text), damaged=damaged)
        if first is None or not labels or first[0] < labels[0]:
            return first
        in_lines = all(label == 0 or reading.breaks_between(label - 1, label) for label in labels)
        for start, end in heading.printed.every(text, first[0], len(text), damaged=damaged):
            begins = start == 0 or reading.breaks_between(start - 1, start)
            if labels[-1] > start:
                if begins and (heading.keep or reading.breaks_between(end, end + 1)):
                    return start, end
            elif begins or (
                text[start - 2 : start - 1] in _SENTENCE_ENDS
                and not (in_lines and reading.breaks_between(start - _LINE, start))
            ):
                return start, end
        return None

    @staticmethod
    def _behind_lead_ins(text: str, heading: _Heading, content: int) -> int:
        """Where a section's content begins behind its heading's fixed sentences."""
        for lead_in in heading.lead_ins:
            behind = lead_in.first(text, content, min(len(text), content + _LEAD_IN), damaged=True)
            if behind and not text[content : behind[0]].strip(" :.-"):
                content = behind[1]
        return content

    def _with_items_elsewhere(
        self, reading: ReadingText, sections: list[tuple[str, int, int]], labels: Sequence[int]
    ) -> tuple[list[tuple[str, int, int]], list[Doubt]]:
        """Items stand behind their heading; where that is lost, or pages stand in another order, where labels are."""
        if self._lines is None:
            return sections, []
        has_heading = any(section == ITEMS for section, _, _ in sections)
        cut: list[tuple[str, int, int]] = []
        doubts: list[Doubt] = []
        for section, start, end in sections:
            here = labels[bisect_left(labels, start) : bisect_left(labels, end)]
            last = (section, start, end) == sections[-1]
            heading = None
            if section != ITEMS and (len(here) > 1 or (last and not has_heading)):
                heading = self._lines.first_heading(reading, start, end)
            if heading is None:
                cut.append((section, start, end))
                continue
            if has_heading or not last:
                doubts.append(
                    Doubt(heading, here[-1], "items stand here before their heading or behind the letter's end")
                )
            elif any(heading.section == ITEMS for heading in self._headings):
                doubts.append(Doubt(heading, here[0], "the heading of the items is missing, and more may be"))
            lead_ins = [lead for known in self._headings if known.section == ITEMS for lead in known.lead_ins]
            places = [lead.first(reading.text, start, heading + _LEAD_IN, damaged=True) for lead in lead_ins]
            behind = max((place[1] for place in places if place), default=heading)
            cut += [(section, start, heading), (ITEMS, max(heading, behind), end)]
        return cut, doubts

    def _items(self, reading: ReadingText, sections: list[tuple[str, int, int]]) -> tuple[list[ItemParts], list[Doubt]]:
        ranges = [(start, end) for section, start, end in sections if section == ITEMS]
        items: list[ItemParts] = []
        doubts: list[Doubt] = []
        if self._lines is not None:
            for start, end in ranges:
                found, further = self._lines.read(reading, start, end)
                items += found
                doubts += further
        elif self._statements is not None:
            start, end = (ranges[0][0], ranges[-1][1]) if ranges else (0, len(reading.text))
            barriers = [m for section, m in self._marks(reading.text) if section != ITEMS]
            items, doubts = self._statements.read(reading, start, end, barriers)
            for item in items:
                if bisect_left(barriers, item.request[0] + 1) < bisect_left(barriers, item.request[1]):
                    doubts.append(Doubt(*item.request, "a heading of the letter stands inside a request"))
            for outside in ((0, start), (end, len(reading.text))):
                doubts += self._statements.elsewhere(reading.text, *outside, items)
        return items, doubts

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


def _has_line_twice(reading: ReadingText, start: int, end: int) -> bool:
    """Whether two lines that follow one another say the same, but for a number before them."""
    places = reading.breaks[bisect_left(reading.breaks, start) : bisect_left(reading.breaks, end)]
    if not places:
        return False
    lines = [reading.text[a:b].strip() for a, b in pairwise([start, *places, end])]
    return any(behind.endswith(before) or before.endswith(behind) for before, behind in pairwise(lines) if behind)


def _with_running_lines(reading: ReadingText, items: Sequence[ItemParts]) -> Iterator[ItemParts]:
    """Items with a line inside their request that stands as a whole line elsewhere in the letter, but for its digits,
    and not in requests alone, as what runs at the tops or feet of its pages does."""
    breaks, text = reading.breaks, ""
    requests = [[bisect_left(breaks, place) for place in item.request] for item in items]
    outside: Counter[str] = Counter()
    for item, (first, last) in zip(items, requests, strict=True):
        if last - first < 2:  # no line stands between two of its lines
            continue
        if not text:
            text = reading.text.translate(_DIGITS)
            ends = [0, *breaks, len(text)]
            inside = {n for one, other in requests for n in range(one, other + 1)}
            outside.update(text[a:b].strip() for n, (a, b) in enumerate(pairwise(ends)) if n not in inside)
        lines = (text[a:b].strip() for a, b in pairwise(breaks[first:last]))
        if any(line and outside[line] >= _OTHERS for line in lines):
            yield item


def _pieces(sentence: str) -> list[str]:
    """Every few words of a sentence that follow one another."""
    words = sentence.split(" ")
    return [" ".join(words[at : at + _PIECE]) for at in range(max(1, len(words) - _PIECE + 1))]


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
