"""Where an item's heading begins, when the text before it is the last item's rationale.

Nothing marks the place for certain: extractors lose blank lines, pages break anywhere. What can be relied on is that
a sentence has ended, and that a paragraph or a line ended too or that the sentence was a verdict's; and that the
rationale is not empty.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from pipeline.layouts.model import DecisionLine
from pipeline.rules.expressions.prefiltered import PrefilteredRegex
from pipeline.text.reading_text import ReadingText

# A footnote's mark behind a sentence's end.
_NOTE = (
    r"(?: ?\[\d{1,2}(?:, ?\d{1,2})*\]|\(\d{1,2}\)|(?<=[a-z)\"'][.!?])\d{1,2}"
    r"|[*\u2020\u2021\u00b9\u00b2\u00b3\u2070-\u2079]{1,3})?"
)
_SENTENCE_END = re.compile(rf"[.!?][\"')\]]*{_NOTE}[\"')\]]* (?=[\"'(\[]?[A-Z0-9#])")
_MARKED_END = re.compile(rf"[.!?][\"')\]]*{_NOTE}[\"')\]]* $")
_SMALL_BEGINNING = re.compile(r"(?<=[a-z)])\. (?=[a-z])")
_LONGEST_CLOSING = 260  # characters of a sentence in which its verdict is looked for
_LONGEST_MODIFIED_HEADING = 2500  # characters; the longest seen has 560
_FEWEST_LETTERS = 3  # of a heading
_LONGEST_NOTE = 16  # characters of a sentence's end with its footnote mark


class HeadingFinder:
    """Finds the first character of a heading that ends at a known place."""

    def __init__(self, items: DecisionLine) -> None:
        self._closing = re.compile(rf"(?:{items.closings})[^.]{{0,200}}$", re.IGNORECASE)
        self._unpunctuated = re.compile(rf"(?:{items.unpunctuated_closings})\.?[\"')]* ", re.IGNORECASE)
        self._abbreviation = re.compile(rf"(?:^|[\s(/])(?:{items.abbreviations})\.[\"')\]]* $", re.IGNORECASE)
        self._verb = re.compile(rf"\b(?:{items.verbs})\b")
        self._of_sentences = re.compile(rf"\b(?:{items.verbs}|{items.subjects})\b", re.IGNORECASE)
        self._opened = PrefilteredRegex(rf"\b(?:{items.modified_opening})\b")
        self._left = PrefilteredRegex(rf"\b(?:{items.modified_rest})\b")
        self._undecided = re.compile(rf": ?(?:{items.undecided})\b[^.:]{{0,60}}?\.? ", re.IGNORECASE)

    def start(self, reading: ReadingText, low: int, high: int) -> int:
        """The heading's start in `[low, high)` of the reading text: `low` is where the rationale before it begins,
        `high` where the heading ends."""
        modified = self._modified_form(reading, low, high)
        limit = high if modified is None else modified
        paragraph = self._after_paragraph(reading, low, limit)
        start = self._after_sentence(reading, paragraph, limit)
        if start is None:
            start = paragraph if paragraph > low else self._behind_something(reading, low, limit)
        return self._after_clause(reading, self._after_unpunctuated(reading, start, limit), limit)

    def behind_remarks(self, reading: ReadingText, start: int, end: int) -> int:
        """Where the first heading begins in `[start, end)`: behind a paragraph that is a sentence."""
        text = reading.text
        first = bisect_left(reading.paragraphs, start + 1) if _has_paragraphs(reading) else len(reading.paragraphs)
        for place in reversed(reading.paragraphs[first : bisect_left(reading.paragraphs, end)]):
            said = self._verb.search(text, start, place) is not None and text[place - 1] == "."
            if said and not self.opens(text, start, place):
                return place + 1
        return start

    def behind_undecided(self, reading: ReadingText, start: int, end: int) -> int:
        """Where a heading begins behind what was not decided: "MRI: Withdrawn", a line of its own."""
        ends = [m.end() for m in self._undecided.finditer(reading.text, start, end)]
        return next((place for place in reversed(ends) if reading.breaks_between(place - 1, place)), start)

    def lacks_rest(self, text: str, start: int, end: int) -> bool:
        """Whether a heading says what the original request was, and not what is left of it."""
        opened = self._opened.search(text, start, end)
        return opened is not None and self._left.search(text, opened.end(), end) is None

    def opens(self, text: str, start: int, end: int) -> bool:
        """Whether words say what the original request was."""
        return self._opened.search(text, start, end) is not None

    def has_clauses(self, text: str, start: int, end: int) -> bool:
        """Whether a heading has the verbs of two clauses, without saying what the original request was; one alone may
        be a prescription's: "may repeat once"."""
        return sum(1 for _ in self._verb.finditer(text, start, end)) > 1 and not self.opens(text, start, end)

    def lacks_opening(self, text: str, start: int, end: int) -> bool:
        """Whether a heading says what is left of the original request, and not what that was."""
        return self._left.search(text, start, end) is not None and not self.opens(text, start, end)

    def goes_on_small(self, text: str, start: int, end: int) -> bool:
        """Whether behind a full stop in a heading of several sentences, which is no abbreviation's, a small letter
        follows, as where its lines stand in another order."""
        if not self.opens(text, start, end):
            return False
        return any(
            self._abbreviation.search(text, max(start, m.start() - 12), m.end()) is None
            for m in _SMALL_BEGINNING.finditer(text, start, end)
        )

    def holds_sentence(self, reading: ReadingText, start: int, end: int) -> bool:
        """Whether a heading has a word of sentences before a full stop, or in a line before one that begins with no
        small letter: it may begin inside a rationale that breaks off. What the original request was is said with a
        verb."""
        text, breaks = reading.text, reading.breaks
        opened = self._opened.search(text, start, end)
        end = opened.start() if opened is not None else end
        inside = breaks[bisect_left(breaks, start) : bisect_left(breaks, end)]
        last = next((place for place in reversed(inside) if not text[place + 1].islower()), start)
        return self._of_sentences.search(text, start, max(last, text.rfind(". ", start, end))) is not None

    def is_sentence(self, text: str, start: int, end: int) -> bool:
        """Whether what stands where a heading should is the end of a rationale: "It is not advised."."""
        if end <= start:
            return True
        last = text[end - 1] == "." or self._unpunctuated.search(f"{text[start:end]} ") is not None
        return last and self._verb.search(text, start, end) is not None

    def _modified_form(self, reading: ReadingText, low: int, high: int) -> int | None:
        """Where a heading that says what the original request was says so. In a rationale that quotes such words a
        sentence ends behind them."""
        text, low = reading.text, max(low, high - _LONGEST_MODIFIED_HEADING)
        openings = list(self._opened.finditer(text, low, high))
        for m in reversed(openings):
            rest = list(self._left.finditer(text, m.end(), high))
            if rest:
                return None if self._sentence_ends(reading, rest[-1].end(), high) else m.start()
        return None

    def _sentence_ends(self, reading: ReadingText, low: int, high: int) -> list[tuple[int, int]]:
        """(where the full stop stands, where the next sentence begins), the last one first. An abbreviation ends a
        sentence only with its line, and where the sentence has a verb: a heading has none."""
        text, found, begins = reading.text, [], low
        for m in _SENTENCE_END.finditer(text, low, high):
            if self._abbreviation.search(text, max(low, m.start() - 12), m.end()) and not (
                reading.breaks_between(m.end() - 1, m.end()) and self._verb.search(text, begins, m.start())
            ):
                continue
            found.append(m.span())
            begins = m.end()
        return found[::-1]

    def _after_paragraph(self, reading: ReadingText, low: int, high: int) -> int:
        """Behind the last empty line in `[low, high)` before which a sentence, or a verdict without its full stop,
        ended; `low` where empty lines stand between all lines."""
        paragraphs, text = reading.paragraphs, reading.text
        if not _has_paragraphs(reading):
            return low
        first = bisect_left(paragraphs, low + 1)
        for place in reversed(paragraphs[first : bisect_left(paragraphs, high)]):
            before = max(low, place - _LONGEST_NOTE)
            if _MARKED_END.search(text, before, place + 1) or self._ends_verdict(text, low, place + 1):
                return place + 1
        return low

    def _ends_verdict(self, text: str, low: int, end: int) -> bool:
        return any(m.end() == end for m in self._unpunctuated.finditer(text, max(low, end - 100), end))

    def _after_sentence(self, reading: ReadingText, low: int, high: int) -> int | None:
        """Behind the last sentence in `[low, high)` that ends with its line or was a verdict's."""
        sentences = self._sentence_ends(reading, low, high)
        for (stop, end), (_, before) in zip(sentences, [*sentences[1:], (low, low)], strict=False):
            if reading.breaks_between(end - 1, end):
                return end
            if self._closing.search(reading.text, max(before, stop - _LONGEST_CLOSING), stop):
                return end
        return None

    def _behind_something(self, reading: ReadingText, low: int, high: int) -> int:
        """Behind what a rationale ends in where no sentence's end tells for certain: the last line that ends in a full
        stop, be it an abbreviation's, or else the first paragraph; where the rationale has no sentence, as none is
        empty, what stands before the last line that begins with a capital."""
        text, sentences = reading.text, self._sentence_ends(reading, low, high)
        low = sentences[0][1] if sentences else low
        lines = reading.breaks[bisect_left(reading.breaks, low + 1) : bisect_left(reading.breaks, high)]
        for place in reversed(lines):
            if _MARKED_END.search(text, max(low, place - _LONGEST_NOTE), place + 1):
                return place + 1
        first = bisect_left(reading.paragraphs, low + 1) if _has_paragraphs(reading) else len(reading.paragraphs)
        capitals = [place for place in lines if text[place + 1 : place + 2].isupper()] if not sentences else []
        places = [*reading.paragraphs[first : first + 1], *capitals[-1:]]
        return next((place + 1 for place in places if text[low:place].strip() and place < high), low)

    def _after_unpunctuated(self, reading: ReadingText, low: int, high: int) -> int:
        """Behind the last verdict that ended without a full stop, where there is one."""
        start = low
        for m in self._unpunctuated.finditer(reading.text, low, high):
            following = reading.text[m.end() : m.end() + 1]
            if reading.breaks_between(m.end() - 1, m.end()) or following.isupper() or following.isdigit():
                start = m.end()
        return start

    def _after_clause(self, reading: ReadingText, low: int, high: int) -> int:
        """Behind the paragraph that ends a sentence without a full stop: hardly any heading has a verb. Where lines
        alone are left, that is too little to part a heading by."""
        verbs = [m.end() for m in self._verb.finditer(reading.text, low, high)] if _has_paragraphs(reading) else []
        if not verbs:
            return low
        first = bisect_left(reading.paragraphs, verbs[-1])
        end = next(iter(reading.paragraphs[first : first + 1]), high)
        return end + 1 if sum(map(str.isalpha, reading.text[end + 1 : high])) >= _FEWEST_LETTERS else low


def _has_paragraphs(reading: ReadingText) -> bool:
    """Whether empty lines tell anything: some extractors put one between all lines."""
    return 0 < len(reading.paragraphs) * 2 <= len(reading.breaks)
