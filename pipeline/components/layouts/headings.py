"""Where an item's heading begins, when the text before it is the last item's rationale.

Nothing marks the place for certain: extractors lose blank lines, pages break anywhere. What can be relied on is that
a sentence has ended, and either that a line ended too or that the sentence was a verdict's.
"""

from __future__ import annotations

import re

from pipeline.text.reading_text import ReadingText

_SENTENCE_END = re.compile(r"[.!?][\"')\]]* (?=[\"'(\[]?[A-Z0-9#])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(/])(?:Dr|Mr|Mrs|Ms|vs|tabs?|caps?|approx|No|Nos|[a-z]|[A-Z]|hrs?|wks?|mos?|min|mg|ml|gm|qty|St|Inc|(?:[a-z]\.)+[a-z]"
    r"|incl|dept|Rx|Dx|Tx|eval|ref|pg|pp|Fig|et al)\.[\"')\]]* $",
    re.IGNORECASE,
)
_ORIGINAL_REQUEST = re.compile(r"\b(?:was|is|were) the original requests?\b", re.IGNORECASE)
_IMR_ELIGIBLE = re.compile(r"\bIMR[- ]eligible\b|\boriginal request\b", re.IGNORECASE)
_LONGEST_CLOSING = 260  # characters of a sentence in which its verdict is looked for
_LONGEST_MODIFIED_HEADING = 2500  # characters; the longest seen has 560


class HeadingFinder:
    """Finds the first character of a heading that ends at a known place."""

    def __init__(self, closings: str, unpunctuated_closings: str) -> None:
        self._closing = re.compile(rf"(?:{closings})[^.]{{0,200}}$", re.IGNORECASE)
        self._unpunctuated = re.compile(rf"(?:{unpunctuated_closings})\.?[\"')]* ", re.IGNORECASE)

    def start(self, reading: ReadingText, low: int, high: int) -> int:
        """The heading's start in `[low, high)` of the reading text: `low` is where the rationale before it begins,
        `high` where the heading ends."""
        text = reading.text
        limit = high
        modified = self._modified_form(text, low, high)
        if modified is not None:
            limit = modified
        start = self._after_sentence(reading, low, limit)
        return self._after_unpunctuated(reading, start, limit)

    @staticmethod
    def _modified_form(text: str, low: int, high: int) -> int | None:
        """Where "was the original request" stands, if the heading is of the form that begins with it."""
        low = max(low, high - _LONGEST_MODIFIED_HEADING)
        if "original request" not in text[low:high].lower():
            return None
        matches = list(_ORIGINAL_REQUEST.finditer(text, low, high))
        for m in reversed(matches):
            if _IMR_ELIGIBLE.search(text, m.end(), high):
                return m.start()
        return None

    def _after_sentence(self, reading: ReadingText, low: int, high: int) -> int:
        text = reading.text
        ends = (m.span() for m in reversed([*_SENTENCE_END.finditer(text, low, high)]))
        sentences = (span for span in ends if not _ABBREVIATION.search(text, max(low, span[0] - 12), span[1]))
        last: int | None = None
        following = next(sentences, None)
        while following is not None:
            stop, end = following
            if last is None:
                last = end
            if reading.breaks_between(end - 1, end):
                return end
            following = next(sentences, None)
            before = low if following is None else following[1]
            if self._closing.search(text, max(before, stop - _LONGEST_CLOSING), stop):
                return end
        return low if last is None else last

    def _after_unpunctuated(self, reading: ReadingText, low: int, high: int) -> int:
        """Behind the last verdict that ended without a full stop, where there is one."""
        start = low
        for m in self._unpunctuated.finditer(reading.text, low, high):
            following = reading.text[m.end() : m.end() + 1]
            if reading.breaks_between(m.end() - 1, m.end()) or following.isupper() or following.isdigit():
                start = m.end()
        return start
