"""Items whose heading ends in the decision: `MRI of the left knee: Upheld`, then labelled parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, permutations
from typing import NamedTuple

from pipeline.layouts.decisions import DecisionFinder, Stated
from pipeline.layouts.headings import HeadingFinder
from pipeline.layouts.model import DecisionLine
from pipeline.layouts.printed import Printed
from pipeline.layouts.rulings import Ruling
from pipeline.rules.expressions.prefiltered import PrefilteredRegex
from pipeline.text.numbering import (
    LETTERS,
    behind_its_names,
    behind_its_number,
    letter,
    numbered_line,
)
from pipeline.text.reading_text import ReadingText
from pipeline.text.trimming import trimmed

_LONGEST_HEADING = 1200  # characters; the longest seen has 560
_FEWEST_LETTERS = 3  # of a heading
_QUOTE = '"'
_ALIKE = 60  # characters by which the parts of two items are told to be the same
_EARLY = 0.65  # of a letter's long lines: a line that is shorter, with the next one's first word, ended early
_LEAD = 14  # characters before a heading in which words that lead to a quotation end
_LONGEST_LEAD = 60  # characters of such words, with these
_WITHOUT_ITEM = "what looks like an item's decision stands here without an item"
_LOST_OPENING = 400  # characters before a heading in which its own beginning may stand
_PRINTED_MARKS = "(#\u2022"  # that a heading may begin with


@dataclass(frozen=True, slots=True)
class ItemParts:
    """One item: half-open ranges of the reading text. `decision` is `None` where the letter shows none, or none that
    can be read; `unstated` where nothing is said of the denial at all."""

    request: tuple[int, int]
    decision: Ruling | None
    parts: tuple[tuple[str, int, int], ...]
    unstated: bool = False


class Doubt(NamedTuple):
    """A place in the reading text that a careful reader should look at, and why."""

    start: int
    end: int
    reason: str


@dataclass(slots=True)
class _Open:
    """An item while its parts are being collected; `label`: where the first of its labels stands, or the text's end."""

    heading: tuple[int, int]
    decision: Stated | None
    label: int
    labels: list[tuple[str, int, int]] = field(default_factory=list)

    def close(self, end: int) -> None:
        """The last part ends here."""
        if self.labels:
            section, start, _ = self.labels[-1]
            self.labels[-1] = (section, start, end)


class DecisionLineReader:
    """Reads the items of layouts with decision lines."""

    def __init__(self, items: DecisionLine) -> None:
        self._found = DecisionFinder(items)
        self._named = re.compile(f" (?:{items.names})$", re.IGNORECASE)
        self._names = re.compile(items.heading_names, re.IGNORECASE)
        self._parts = [(part.section, Printed(part.text, part.regex), part.keep) for part in items.parts]
        self._rank = {part.section: i for i, part in enumerate(items.parts)}
        self._heading_finder = HeadingFinder(items)
        self._breaks_off = re.compile(rf"(?:,|\b(?:{items.open_ends})) ?$", re.IGNORECASE)
        self._quotation = PrefilteredRegex(items.quotation_leads)

    def labels(self, text: str, *, damaged: bool = False) -> list[int]:
        """Where labels stand as they are printed, or if `damaged` with tolerance, in the whole text."""
        places = (p.every(text, 0, len(text), damaged=damaged) for _, p, _ in self._parts)
        return sorted(start for found in places for start, _ in found)

    def first_heading(self, reading: ReadingText, start: int, end: int) -> int | None:
        """Where the first item's heading begins, in a text without a heading of the items; `None` without items."""
        labels = self._labels(reading.text, start, end)
        if not labels:
            return None
        first = labels[0][1]
        decision = self._found.before(reading, start, first, True)
        return self._heading_finder.start(reading, start, decision.start if decision else first)

    def read(self, reading: ReadingText, start: int, end: int) -> tuple[list[ItemParts], list[Doubt]]:
        """The items in `[start, end)` of the reading text, in order, and what is doubtful about them."""
        labels = self._labels(reading.text, start, end)
        decisions = self._decisions(reading, start, end, [s for _, s, _ in labels])
        rank = self._order([(a[0], b[0]) for a, b in pairwise(labels) if b[1] not in decisions])
        items: list[_Open] = []
        doubts: list[Doubt] = []
        low = quoted = start
        for section, label_start, content in labels:
            if label_start < quoted:
                continue
            decision = decisions.get(label_start)
            if decision is not None or not items or rank[section] <= rank[items[-1].labels[-1][0]]:
                heading_end = decision.start if decision is not None else label_start
                heading = self._heading(reading, items, start, low, heading_end, decision, doubts)
                quoted = _end_of_quotation(reading.text, heading, heading_end, content, end) if items else 0
                if quoted:
                    doubts.append(Doubt(heading, quoted, "an item stands inside a quotation"))
                    continue
                if items:
                    items[-1].close(heading)
                items.append(_Open((heading, heading_end), decision, label_start))
            elif items:
                items[-1].close(label_start)
            items[-1].labels.append((section, content, end))
            low = content
        last = decisions.get(end)
        if last is not None:  # a letter cut off behind a decision
            heading = self._heading(reading, items, start, low, last.start, last, doubts)
            if items:
                items[-1].close(heading)
            items.append(_Open((heading, last.start), last, end))
        return self._settled(reading, items, doubts), doubts

    def _settled(self, reading: ReadingText, items: list[_Open], doubts: list[Doubt]) -> list[ItemParts]:
        """The items with their parts, but for what shows to be none."""
        text = reading.text
        lettered = all(letter(text, *item.heading) == LETTERS[n : n + 1] != "" for n, item in enumerate(items))
        firm = sum(item.decision is not None and item.decision.is_firm for item in items) * 2 > len(items)
        read = [self._parts_of(reading, item, number, lettered, firm) for number, item in enumerate(items, 1)]
        kept: list[ItemParts] = []
        for item in read:
            start, end = item.request
            if item.decision is None and self._heading_finder.is_sentence(text, start, end):
                where = item.parts[0][1] if item.parts else end
                doubts.append(
                    Doubt(start, max(where, start + 1), "the labels of an item stand here without its heading")
                )
                if kept and kept[-1].parts:  # the sentence ends the item before
                    section, s, _ = kept[-1].parts[-1]
                    kept[-1] = replace(kept[-1], parts=(*kept[-1].parts[:-1], (section, s, end)))
            else:
                kept.append(item)
        doubts += _amid_lines(reading, items)
        doubts += _repeated(text, kept)
        doubts += _unlike_others(text, kept, self._breaks_off)
        doubts += _early_breaks(reading, kept)
        for before, item in zip([None, *kept], kept, strict=False):
            said = max(before.request[1], item.request[0] - _LOST_OPENING) if before else item.request[0]
            if self._heading_finder.opens(text, said, item.request[0]):
                doubts.append(Doubt(*item.request, "before this item stands what another one requested at first"))
            if self._heading_finder.has_clauses(text, *item.request):
                doubts.append(Doubt(*item.request, "a sentence stands in this item's heading"))
            doubts += self._decisions_inside(reading, item)
            doubts += self._quoted(text, item)
            if self._heading_finder.holds_sentence(reading, *item.request):
                doubts.append(Doubt(*item.request, "a part of a sentence stands in this item's heading"))
            if self._heading_finder.goes_on_small(text, *item.request):
                doubts.append(Doubt(*item.request, "a sentence of this heading begins with a small letter"))
            if self._heading_finder.lacks_rest(text, *item.request):
                doubts.append(Doubt(*item.request, "what is left of the original request is missing from this heading"))
            if self._heading_finder.lacks_opening(text, *item.request):
                doubts.append(Doubt(*item.request, "what was requested at first is missing from this item's heading"))
        return kept

    def _heading(
        self,
        reading: ReadingText,
        items: list[_Open],
        start: int,
        low: int,
        end: int,
        decision: Stated | None,
        doubts: list[Doubt],
    ) -> int:
        """Where the heading begins that ends at `end`; behind a stray decision that belongs to no heading."""
        heading = (self._heading_finder.start if items else self._heading_finder.behind_remarks)(reading, low, end)
        if not items:
            doubts += self._decisions_among(reading.text, start, heading)
        heading = self._heading_finder.behind_undecided(reading, heading, end)
        heading = numbered_line(reading, heading, end, len(items) + 1)
        if decision is None:
            return heading
        for m in self._found.within(reading.text, heading, end):
            rest = reading.text[m.end() : end]
            if sum(map(str.isalpha, rest)) >= _FEWEST_LETTERS and self._found.is_stray(reading, low, m):
                doubts.append(Doubt(*m.span("decision"), "a decision stands here without an item"))
                heading = m.end() + 1
        return heading

    def _parts_of(self, reading: ReadingText, item: _Open, number: int, lettered: bool, firm: bool) -> ItemParts:
        """The item's parts; a number that counts the items is no part of its heading, nor is what names it. `lettered`:
        the items have letters; else a letter is that of a heading over several items. `firm`: most of the letter's
        decisions stand behind a colon; behind another mark, what follows the heading's colon may speak of the
        decision."""
        text = reading.text
        stated = item.decision
        start, end = item.heading
        if stated is not None:
            strange = firm and not stated.is_firm and text.find(":", start, stated.start) >= 0
            end, stated = self._found.settled(text, start, stated)
            stated = stated._replace(plain=stated.plain and not strange)
        start, end = trimmed(text, start, end, " ", " :;")
        named = self._named.search(text, max(start, end - 30), end) if stated is not None else None
        if named is not None and stated is not None:
            end = named.start()
            if not reading.breaks_between(end - 1, end + 1) and self._found.doubtful_end(text, start, end) is not None:
                stated = stated._replace(plain=False)
        start = behind_its_names(reading, behind_its_number(text, start, end, number), end, self._names, lettered)
        if stated is None:
            stated = self._found.leading(reading, start, end)
            if stated is not None:
                start = behind_its_names(reading, stated.end, end, self._names, lettered)
        decision = None
        if stated is not None and stated.plain and not self._runs_on(text, start, end):
            decision = Ruling(*stated.word, stated.value)
        return ItemParts((start, end), decision, tuple(item.labels))

    def _runs_on(self, text: str, start: int, end: int) -> bool:
        """Whether a heading runs over a whole item whose labels are too damaged, or holds another decision."""
        return end - start > _LONGEST_HEADING or any(True for _ in self._found.within(text, start, end))

    def _decisions_inside(self, reading: ReadingText, item: ItemParts) -> Iterator[Doubt]:
        """What looks like another item's decision inside an item's parts."""
        for _, start, end in item.parts:
            yield from self._decisions_among(reading.text, start, end)

    def _decisions_among(self, text: str, start: int, end: int) -> Iterator[Doubt]:
        """Decisions behind a colon where no heading is."""
        for m in self._found.within(text, start, end):
            if text[max(0, m.start() - 2) : m.start()].rstrip()[-1:] in (":", ";"):
                yield Doubt(*m.span("decision"), _WITHOUT_ITEM)
        for m in self._found.glued(text, start, end):
            yield Doubt(*m.span("decision"), _WITHOUT_ITEM)

    def _quoted(self, text: str, item: ItemParts) -> Iterator[Doubt]:
        """Where words in an item's heading, or directly before it, say that it is another letter's."""
        start, end = item.request
        leads = self._quotation.finditer(text, max(0, start - _LONGEST_LEAD), end)
        if any(m.end() > start - _LEAD for m in leads):
            yield Doubt(*item.request, "words that lead to a quotation stand before this item")

    def _order(self, neighbours: Iterable[tuple[str, str]]) -> dict[str, int]:
        """In which order this letter prints an item's labels: the one that most pairs of neighbours follow, between
        which no decision stands."""
        usual = self._rank
        pairs = Counter(neighbours)
        if not any(usual[a] > usual[b] for a, b in pairs):
            return usual
        orders = ({section: i for i, section in enumerate(order)} for order in permutations(usual))
        return max(orders, key=lambda rank: sum(n for (a, b), n in pairs.items() if rank[a] < rank[b]))

    def _labels(self, text: str, start: int, end: int) -> list[tuple[str, int, int]]:
        """(section, label's start, content's start) of each label in text order."""
        found = [(section, p.every(text, start, end, damaged=False), keep) for section, p, keep in self._parts]
        if len({len(places) for _, places, _ in found}) != 1 or not found[0][1]:
            found = [(section, p.every(text, start, end, damaged=True), keep) for section, p, keep in self._parts]
        return sorted(
            ((section, s, s if keep else e) for section, places, keep in found for s, e in places),
            key=lambda label: label[1],
        )

    def _decisions(self, reading: ReadingText, start: int, end: int, label_starts: list[int]) -> dict[int, Stated]:
        """For each label (or the end of the text) the decision that stands directly before it."""
        places = zip([*label_starts, end], [start, *label_starts], strict=True)
        found = {label: self._found.before(reading, low, label, label < end) for label, low in places}
        return {label: stated for label, stated in found.items() if stated is not None}


def _amid_lines(reading: ReadingText, items: list[_Open]) -> Iterator[Doubt]:
    """Items that begin, or whose labels begin, in the middle of a line although others' do not: they may be quoted. In
    a text where none begins a line, as it has no lines or is wrapped anew, that tells nothing."""
    headings = [_begins_line(reading, item.heading[0]) for item in items]
    labels = [_begins_line(reading, item.label) for item in items]
    for item, at_line, labelled in list(zip(items, headings, labels, strict=True))[1:]:
        if any(headings) and not at_line:
            yield Doubt(*item.heading, "an item begins here in the middle of a line")
        elif any(labels) and not labelled:
            yield Doubt(*item.heading, "the labels of this item stand in the middle of a line")


def _repeated(text: str, items: list[ItemParts]) -> Iterator[Doubt]:
    """Items that stand in the letter twice, as where a page does: with one heading, and parts that begin alike."""
    seen: dict[str, list[str]] = {}
    for item in items:
        heading = text[slice(*item.request)].strip()
        behind = "".join(text[start:end] for _, start, end in item.parts)[:_ALIKE].strip()
        if any(behind.startswith(other) or other.startswith(behind) for other in seen.get(heading, [])):
            yield Doubt(*item.request, "this item stands in the letter twice")
        seen.setdefault(heading, []).append(behind)


def _unlike_others(text: str, items: list[ItemParts], breaks_off: re.Pattern[str]) -> Iterator[Doubt]:
    """Items whose heading does not begin as others' do: with a mark ("> Bed"), or with a small letter, as where its
    first line is on another page, be it that all do so but the sentence before this one breaks off; or that lack
    labels which most others have."""
    firsts = [text[item.request[0] : item.request[0] + 1] for item in items]  # of an empty request at the end, none
    marks = [first if not first.isalnum() else "" for first in firsts]
    for item, mark in zip(items, marks, strict=True):
        if mark and marks.count("") * 2 > len(marks) and mark not in _PRINTED_MARKS:
            yield Doubt(*item.request, "a mark that other items do not have stands before this one")
    kinds = [frozenset(section for section, _, _ in item.parts) for item in items]
    usual, often = max(Counter(kinds).items(), key=lambda kind: kind[1], default=(frozenset(), 0))
    for item, kind in zip(items, kinds, strict=True):
        if kind < usual and often * 2 > len(items):
            yield Doubt(*item.request, "labels that other items have are missing behind this one")
    small = [first.islower() for first in firsts]
    few = sum(small) < max(2, len(items))
    for before, item, is_small in zip([None, *items], items, small, strict=False):
        if is_small and (few or (before and breaks_off.search(text, before.request[1], item.request[0]))):
            yield Doubt(*item.request, "this item's heading may lack its beginning: it begins with a small letter")


def _early_breaks(reading: ReadingText, items: Iterable[ItemParts]) -> Iterator[Doubt]:
    """Items whose heading has a line that ends long before it had to: another line may stand before the heading, or in
    it."""
    text, breaks = reading.text, reading.breaks
    width = 0
    for item in items:
        first, last = (bisect_left(breaks, place) for place in item.request)
        for n in range(first, last):
            width = width or _width(breaks)
            line, behind = breaks[n] - (breaks[n - 1] + 1 if n else 0), text[breaks[n] + 1 : item.request[1]]
            if not behind[:1].islower() and line + 1 + len(behind.split(" ", 1)[0]) < _EARLY * width:
                yield Doubt(*item.request, "a line ends early in this item's heading: it may be none of the heading's")
                break


def _width(breaks: Sequence[int]) -> int:
    """How long a text's long lines are."""
    lengths = sorted(end - start for start, end in pairwise(breaks))
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _begins_line(reading: ReadingText, place: int) -> bool:
    return place == 0 or reading.breaks_between(place - 1, place + 1)


def _end_of_quotation(text: str, start: int, heading_end: int, content: int, end: int) -> int:
    """Where the quotation ends that a heading stands in; 0 where it stands in none."""
    opened = text.rfind(_QUOTE, start, heading_end)
    if opened < 0 or text.count(_QUOTE, start, heading_end) % 2 == 0:
        return 0
    if text[opened + 1 : opened + 2] == " " or (opened and text[opened - 1].isalnum()):
        return 0
    closed = text.find(_QUOTE, content, end)
    return closed if closed > 0 and text[closed - 1] != " " and not text[closed + 1 : closed + 2].isalnum() else 0
