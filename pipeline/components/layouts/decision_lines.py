"""Items whose heading ends in the decision: `MRI of the left knee: Upheld`, then labelled parts."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise, permutations

from pipeline.components.layouts.heading_names import (
    LETTERS,
    behind_its_names,
    behind_its_number,
    letter,
    numbered_line,
    stripped,
)
from pipeline.components.layouts.headings import HeadingFinder
from pipeline.components.layouts.tolerance import Printed, TolerantWords, tolerant
from pipeline.rules.layout_model import DecisionLine
from pipeline.rules.re_tree import parse, widest
from pipeline.text.reading_text import ReadingText

# An item that is overturned in part has neither of the two decisions.
_PARTLY = r"(?P<partly>(?:partial(?:ly)?|partly|modified|not)[ ,/-]{1,3}(?:and )?)?"
_IN_PART = r"(?P<in_part> in part)?"
_OF_UR = r"(?:(?:the )?(?:UR |utilization review )?(?:decision|denial|determination) )?"
_THE_DENIAL = r"(?: the (?:UR |utilization review )?(?:decision|denial|determination))?"
_OF_DECISION = re.compile(r" (?:(?:IMR|Final|Reviewer's) )?(?:Decision|Determination|Outcome|Result)$", re.IGNORECASE)
_LONGEST_HEADING = 1200  # characters; the longest seen has 560
_PREDICATE = re.compile(r"\b(?:is|are|was|were|be|been|being|hereby|therefore|thus|also|and)[ ,:;.]*$", re.IGNORECASE)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|does|do|should|cannot|must|would)\b")
_STRAY = 120  # characters of unread page furniture that may stand between a decision and the next label


@dataclass(frozen=True, slots=True)
class ItemParts:
    """One item: half-open ranges of the reading text. `decision` is `None` where the letter shows none."""

    request: tuple[int, int]
    decision: tuple[int, int, str] | None
    parts: tuple[tuple[str, int, int], ...]


@dataclass(slots=True)
class _Open:
    """An item while its parts are being collected."""

    heading: tuple[int, int]
    decision: re.Match[str] | None
    labels: list[tuple[str, int, int]] = field(default_factory=list)

    def close(self, end: int) -> None:
        """The last part ends here."""
        if self.labels:
            section, start, _ = self.labels[-1]
            self.labels[-1] = (section, start, end)


class DecisionLineReader:
    """Reads the items of layouts with decision lines."""

    def __init__(self, items: DecisionLine) -> None:
        self._values = items.decisions
        words = "|".join(sorted(map(re.escape, items.decisions), key=len, reverse=True))
        loose = "|".join(f"(?P<d{i}>{tolerant(word)})" for i, word in enumerate(items.decisions))
        self._names = list(items.decisions)
        self._exact = re.compile(
            rf"[:;(\[] ?{_OF_UR}{_PARTLY}(?P<decision>{words})\b{_IN_PART}{_THE_DENIAL}[)\]]?[.,]?", re.IGNORECASE
        )
        before = rf"(?:[:;.,*(\[-] ?| |(?<=\))){{1,2}}{_OF_UR}"
        self._loose = re.compile(
            rf"{before}{_PARTLY}(?P<decision>{loose})(?!\w){_IN_PART}{_THE_DENIAL}[)\]]?[.,]?", re.IGNORECASE
        )
        self._leading = re.compile(
            rf"(?:We )?(?P<decision>{words})(?P<partly>)(?P<in_part>)"
            r"(?: the (?:denial|decision|determination) (?:of|for|on) ?:?| ?[:|-]{1,2}|(?P<alone>)) ?(?!in part)(?=\w)",
            re.IGNORECASE,
        )
        self._words = TolerantWords(items.decisions)
        self._longest = widest(parse(loose)) + len(" in part the utilization review determination),")
        self._parts = [(part.section, Printed(part.text, part.regex), part.keep) for part in items.parts]
        self._rank = {part.section: i for i, part in enumerate(items.parts)}
        self._heading_finder = HeadingFinder(items.closings, items.unpunctuated_closings)

    def first_heading(self, reading: ReadingText, start: int, end: int) -> int | None:
        """Where the first item's heading begins, in a text without a heading of the items; `None` without items."""
        labels = self._labels(reading.text, start, end)
        if not labels:
            return None
        decision = self._decisions(reading, start, end, [s for _, s, _ in labels]).get(labels[0][1])
        return self._heading_finder.start(reading, start, decision.start() if decision else labels[0][1])

    def read(self, reading: ReadingText, start: int, end: int) -> list[ItemParts]:
        """The items in `[start, end)` of the reading text, in order."""
        labels = self._labels(reading.text, start, end)
        decisions = self._decisions(reading, start, end, [s for _, s, _ in labels])
        rank = self._order([(a[0], b[0]) for a, b in pairwise(labels) if b[1] not in decisions])
        items: list[_Open] = []
        low = start
        for section, label_start, content in labels:
            decision = decisions.get(label_start)
            if decision is not None or not items or rank[section] <= rank[items[-1].labels[-1][0]]:
                heading_end = decision.start() if decision is not None else label_start
                items.append(self._opened(reading, items, start, low, heading_end, decision))
            elif items:
                items[-1].close(label_start)
            items[-1].labels.append((section, content, end))
            low = content
        if decisions.get(end) is not None:  # a letter cut off behind a decision
            items.append(self._opened(reading, items, start, low, decisions[end].start(), decisions[end]))
        lettered = all(letter(reading.text, *item.heading) == LETTERS[n : n + 1] != "" for n, item in enumerate(items))
        read = [self._parts_of(reading, item, number, lettered) for number, item in enumerate(items, 1)]
        return [item for item in read if item.decision is not None or not _is_sentence(reading.text, *item.request)]

    def _opened(
        self,
        reading: ReadingText,
        items: list[_Open],
        start: int,
        low: int,
        heading_end: int,
        decision: re.Match[str] | None,
    ) -> _Open:
        heading = self._heading_finder.start(reading, low, heading_end) if items else start
        heading = numbered_line(reading, heading, heading_end, len(items) + 1)
        if items:
            items[-1].close(heading)
        return _Open((heading, heading_end), decision)

    def _parts_of(self, reading: ReadingText, item: _Open, number: int, lettered: bool) -> ItemParts:
        """The item's parts; a number that counts the items is no part of its heading, nor is what names it. `lettered`:
        the items have letters; else a letter is that of a heading over several items."""
        text = reading.text
        start, end = stripped(text, *item.heading)
        stated = item.decision
        named = _OF_DECISION.search(text, max(start, end - 30), end) if stated is not None else None
        end = named.start() if named is not None else end
        start = behind_its_names(reading, behind_its_number(text, start, end, number), end, lettered)
        if stated is None:
            stated = self._before_heading(reading, start, end)
            start = behind_its_names(reading, stated.end(), end, lettered) if stated is not None else start
        decision = None
        if stated is not None and not self._doubtful(text, start, end, stated):
            decision = (*stated.span("decision"), self._value(stated))
        return ItemParts((start, end), decision, tuple(item.labels))

    def _before_heading(self, reading: ReadingText, start: int, end: int) -> re.Match[str] | None:
        """The decision that a heading begins with: "Upheld" on a line of its own, or parted by a stroke or a colon."""
        stated = self._leading.match(reading.text, start, end)
        if stated is None or stated["alone"] is None or reading.breaks_between(stated.end() - 1, stated.end()):
            return stated
        return None

    def _doubtful(self, text: str, start: int, end: int, decision: re.Match[str]) -> bool:
        """Whether a decision is one in part, or its heading runs over a whole item whose labels are too damaged."""
        if decision["partly"] or decision["in_part"] or end - start > _LONGEST_HEADING:
            return True
        if not self._words.stand(text, start, end):
            return False
        return self._exact.search(text, start, end) is not None or self._loose.search(text, start, end) is not None

    def _value(self, m: re.Match[str]) -> str:
        printed = m.group("decision").casefold()
        if printed in self._values:
            return self._values[printed]
        return next(self._values[name] for i, name in enumerate(self._names) if m.groupdict().get(f"d{i}"))

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

    def _decisions(
        self, reading: ReadingText, start: int, end: int, label_starts: list[int]
    ) -> dict[int, re.Match[str]]:
        """For each label (or the end of the text) the decision that stands directly before it."""
        found: dict[int, re.Match[str]] = {}
        for label, before in zip([*label_starts, end], [start, *label_starts], strict=True):
            low, is_label = max(before, label - _STRAY - 40), label < end
            if not self._may_end_before(reading, low, label):
                continue
            m = _before_label(self._exact, reading, low, label, is_label)
            if m is None and is_label:  # tolerance takes long, and most labels have a plain decision or none
                m = _before_label(self._loose, reading, low, label, is_label)
            if m is not None:
                found[label] = m
        return found

    def _may_end_before(self, reading: ReadingText, low: int, label: int) -> bool:
        """Whether a decision's word stands at one of the places in `[low, label)` where a decision has to end: before
        the label, or before a break. Most labels have none, and searching for a whole decision takes longer."""
        text, stand, stop = reading.text, self._words.stand, label
        while stop > low and text[stop - 1] in " .":
            stop -= 1
        if stand(text, max(low, stop - self._longest), label):
            return True
        breaks = reading.breaks
        for end in breaks[bisect_left(breaks, low) : bisect_right(breaks, label)]:
            if stand(text, max(low, end - self._longest), end):
                return True
        return False


def _before_label(
    regex: re.Pattern[str], reading: ReadingText, low: int, label: int, is_label: bool
) -> re.Match[str] | None:
    """The last decision in `[low, label)` that nothing parts from the label, or from the end of the text, but unread
    page furniture before a label."""
    text, found = reading.text, None
    for m in regex.finditer(text, low, label):
        gap = text[m.end() : label]
        # Behind a sentence's end, a decision on a line of its own is that of the heading which follows.
        stray = is_label and reading.breaks_between(m.end(), m.end() + 1) and not _ends_sentence(text, low, m.start())
        if (not gap.strip(" .") or (stray and len(gap) <= _STRAY)) and not _in_prose(text, m):
            found = m
    return found


def _ends_sentence(text: str, low: int, end: int) -> bool:
    """Whether a sentence ends at `end`, where a decision's full stop or space stands, or the text begins there."""
    before = text[max(low, end - 3) : end + 1].rstrip()
    return before[-1:] in ("", ".", "!", "?")


def _is_sentence(text: str, start: int, end: int) -> bool:
    """Whether what stands where a heading should is the last sentence of a rationale: "It is not advised."."""
    return end > start and text[end - 1] == "." and _FINITE.search(text, start, end) is not None


def _in_prose(text: str, m: re.Match[str]) -> bool:
    """Whether the decision's word ends a sentence of a rationale: "the utilization review decision is upheld."."""
    if not m["decision"][:1].islower():
        return False
    return _PREDICATE.search(text, max(0, m.start() - 40), m.start("decision")) is not None
