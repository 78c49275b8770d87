"""The reading text: what rules see of a document, with the map back to its characters.

Each run of white space becomes one space, page furniture and marks of Markdown are left out, curly quotes, dashes and
ligatures become their plain forms. The map is recorded while the text is made; nothing is compared afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from pipeline.text.furniture import furniture_ranges, merged
from pipeline.text.furniture_forms import UNKNOWN_FORMS, FurnitureForms
from pipeline.text.ligatures import LOST
from pipeline.text.markup import without_markup

# Same length, so that they need no entry in the map.
_PLAIN = {
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u201b": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u2010": "-",
    "\u2011": "-",
    "\u2012": "-",
    "\u2013": "-",
    "\u2014": "-",
    "\u2212": "-",
    "\u2044": "/",
    "\uff1a": ":",
}
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
}
_SOFT_HYPHEN = "\u00ad"
# Zero-width characters, marks of direction and soft hyphens stand inside words and are not to be read.
_INVISIBLE = f"{_SOFT_HYPHEN}\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_IRREGULAR = re.compile(rf"[\s{_INVISIBLE}]{{2,}}|[^\S ]|[{_INVISIBLE}]|[\ufb00-\ufb05{LOST}]|[^\W\d_][\u0300-\u036f]+")
_UNSEEN = re.compile(f"[{_INVISIBLE}]+")
_ODD_SPACES = frozenset("\0\t\r\f\v\x1c\x1d\x1e\x1f")
_LINE_BREAKS = frozenset("\n\r\f\v\x1c\x1d\x1e\x85\u2028\u2029")

_LISTS = 6  # of numbers, of which the map consists


def _ranges(ends: Sequence[int]) -> tuple[tuple[int, int], ...]:
    return tuple(zip(ends[::2], ends[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class ReadingText:
    """The reading text of a document and the way back.

    Attributes:
        text: the reading text; single spaces, none at either end.
        starts: offsets in `text` at which a stretch begins that stands in the document character by character, but for
            line breaks that are read as spaces.
        sources: for each of `starts` the offset in the document.
        breaks: offsets in `text` of the spaces that stand for a line or page break.
        paragraphs: those of `breaks` at which the document has an empty line.
        furniture: half-open ranges of the document that were left out: page furniture, and marks of Markdown.
        parted: half-open ranges of the document between the parts of words, which are not read but belong to them.
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]
    breaks: tuple[int, ...] = ()
    furniture: tuple[tuple[int, int], ...] = ()
    paragraphs: tuple[int, ...] = ()
    parted: tuple[tuple[int, int], ...] = ()

    @classmethod
    def from_lists(cls, text: str, lists: Sequence[Sequence[int]]) -> ReadingText:
        """The text with what `to_lists` gave; an earlier version gave fewer lists."""
        starts, sources, breaks, furniture, paragraphs, parted = [*map(tuple, lists), (), ()][:_LISTS]
        return cls(text, starts, sources, breaks, _ranges(furniture), paragraphs, _ranges(parted))

    def to_lists(self) -> list[list[int]]:
        """The map without the text: the attributes in turn, with the two ends of a range as two numbers."""
        furniture, parted = chain.from_iterable(self.furniture), chain.from_iterable(self.parted)
        return list(map(list, (self.starts, self.sources, self.breaks, furniture, self.paragraphs, parted)))

    def source_offset(self, offset: int) -> int:
        """The document offset of the character at `offset` of the reading text."""
        i = bisect_right(self.starts, offset) - 1
        return self.sources[i] + offset - self.starts[i]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The document's half-open range for the non-empty range `[start, end)` of the reading text."""
        starts, sources = self.starts, self.sources
        first = bisect_right(starts, start) - 1
        last = bisect_right(starts, end - 1, first) - 1
        return sources[first] + start - starts[first], sources[last] + end - starts[last]

    def breaks_between(self, start: int, end: int) -> bool:
        """Whether a line or page break stood somewhere in `[start, end)`."""
        i = bisect_left(self.breaks, start)
        return i < len(self.breaks) and self.breaks[i] < end


def reflow(
    text: str,
    forms: FurnitureForms = UNKNOWN_FORMS,
    ligatures: Mapping[int, str] | None = None,
    parted: Sequence[tuple[int, int]] = (),
) -> ReadingText:
    """Make the reading text of a document.

    Args:
        text: the document's text; all source offsets refer to it.
        forms: what headers and footers look like, which are left out.
        ligatures: letters that are read in place of a lost character, by its offset (`LigatureWords.of`).
        parted: what stands between the parts of words that a hyphen parts, and is not read (`PartedWords.of`).

    Returns:
        the reading text. Without its white space it equals `text` without white space and furniture, but for
        plain quotes, dashes, fraction strokes, wide colons, ligatures, accents and hyphens in parted words; between
        digits a soft hyphen is a hyphen.
    """
    plain, marks = without_markup(text)
    reading = _Builder(plain, furniture_ranges(plain, forms), ligatures, parted).build()
    return replace(reading, furniture=merged((*reading.furniture, *marks))) if marks else reading


class _Builder:
    """Collects the pieces of a reading text together with their places."""

    def __init__(
        self,
        text: str,
        furniture: Sequence[tuple[int, int]],
        ligatures: Mapping[int, str] | None = None,
        parted: Sequence[tuple[int, int]] = (),
    ) -> None:
        self.source = text
        self.parted = parted
        self.ligatures = ligatures or {}
        self.furniture = tuple(furniture)
        self.pieces: list[str] = []
        self.starts: list[int] = []
        self.sources: list[int] = []
        self.breaks: list[int] = []
        self.paragraphs: list[int] = []
        self.length = 0
        self.expected = -1  # the source offset with which the last stretch would go on
        self.plain = text.isascii() and "  " not in text
        self.odd_spaces = any(space in text for space in _ODD_SPACES)
        self.at_space = True  # a leading space is never written

    def build(self) -> ReadingText:
        at = 0
        for start, end in self.furniture:
            self._copy_words(at, start)
            self._space(start, True)
            at = end
        self._copy_words(at, len(self.source))
        if self.pieces and self.at_space:
            self._drop_last_space()
        text = "".join(self.pieces)
        if not text.isascii():
            for printed, plain in _PLAIN.items():  # one by one, as `str.translate` takes ten times as long
                text = text.replace(printed, plain)
        return ReadingText(
            text,
            tuple(self.starts),
            tuple(self.sources),
            tuple(self.breaks),
            self.furniture,
            tuple(self.paragraphs),
            tuple(self.parted),
        )

    def _copy_words(self, start: int, end: int) -> None:
        """Copy the document's `[start, end)` without what parts words there."""
        for gap in self.parted[bisect_left(self.parted, (start,)) : bisect_left(self.parted, (end,))]:
            if gap[1] <= end:
                self._copy(start, gap[0])
                start = gap[1]
        self._copy(start, end)

    def _copy(self, start: int, end: int) -> None:
        """Copy the document's `[start, end)`. Before it, a space was written, nothing yet, or the first part of a
        word."""
        *lines, last = self.source[start:end].split("\n")
        self._copy_lines(lines, start)
        words = last.strip(" \r")
        if not self._is_regular(words):
            self._copy_irregular(end - len(last), end)
        elif words:
            self._write_line(words, end - len(last) + last.index(words[0]), end)

    def _copy_lines(self, lines: list[str], at: int) -> None:
        """Copy lines that each end in a break, the first at `at`: most need nothing but their ends trimmed, and letters
        have many, so that all is written in one loop. Empty ones add nothing to the break before them."""
        pieces, starts, sources = self.pieces, self.starts, self.sources
        breaks, paragraphs = self.breaks, self.paragraphs
        length, expected, plain, odd_spaces = self.length, self.expected, self.plain, self.odd_spaces
        for line in lines:
            words = line.strip(" \r")
            if words and (
                (plain or (words.isascii() and "  " not in words)) and (not odd_spaces or words.isprintable())
            ):
                first = at if len(words) == len(line) else at + line.index(words[0])
                if first != expected:
                    starts.append(length)
                    sources.append(first)
                pieces.append(words)
                pieces.append(" ")
                length += len(words) + 1
                expected = first + len(words) + 1
                breaks.append(length - 1)
                self.at_space = True
            elif not words or (words.isspace() and "\f" not in words):
                if breaks and breaks[-1] == length - 1 and (not paragraphs or paragraphs[-1] != length - 1):
                    paragraphs.append(length - 1)
            else:
                self.length, self.expected = length, expected
                self._copy_irregular(at, at + len(line))
                self._space(at + len(line), True)
                length, expected = self.length, self.expected
            at += len(line) + 1
        self.length, self.expected = length, expected

    def _is_regular(self, words: str) -> bool:
        """Whether white space in a line's words is single spaces, and all its characters stay what they are."""
        return words.isascii() and "  " not in words and (not self.odd_spaces or words.isprintable())

    def _write_line(self, words: str, first: int, end: int) -> None:
        """Write the words of a line that ends in no break, and the space behind them."""
        self._write(words, first)
        self.at_space = False
        if first + len(words) < end:
            self._space(first + len(words), False)

    def _copy_irregular(self, start: int, end: int) -> None:
        """Copy a line that holds runs of white space, ligatures or invisible characters."""
        source = self.source
        while self.at_space and start < end and source[start] == " ":
            start += 1
        at = start
        for m in _IRREGULAR.finditer(source, start, end):
            found, behind = m.span()
            if found > at:
                self._write(source[at:found], at)
                self.at_space = source[found - 1] == " "
            at = behind
            run = m.group()
            if run in _LIGATURES or run in LOST:
                for letter in _LIGATURES.get(run) or self.ligatures.get(found, run):
                    self._write(letter, found)
                self.at_space = False
            elif run[0].isalpha():  # a letter and its accents
                for letter in unicodedata.normalize("NFC", run):
                    self._write(letter, found)
                self.at_space = False
            elif run == _SOFT_HYPHEN and source[found - 1 : found].isdigit() and source[behind : behind + 1].isdigit():
                self._write("-", found)
            elif not _UNSEEN.fullmatch(run):
                self._space(found, not _LINE_BREAKS.isdisjoint(run))
        if at < end:
            self._write(source[at:end], at)
            self.at_space = source[end - 1] == " "

    def _space(self, start: int, is_break: bool) -> None:
        if not self.at_space:
            self._write(" ", start)
            self.at_space = True
        if is_break and self.length and (not self.breaks or self.breaks[-1] != self.length - 1):
            self.breaks.append(self.length - 1)

    def _write(self, piece: str, source: int) -> None:
        self.pieces.append(piece)
        if source != self.expected:
            self.starts.append(self.length)
            self.sources.append(source)
        self.length += len(piece)
        self.expected = source + len(piece)

    def _drop_last_space(self) -> None:
        self.pieces[-1] = self.pieces[-1][:-1]
        self.length -= 1
        if self.breaks and self.breaks[-1] >= self.length:
            self.breaks.pop()
            if self.paragraphs and self.paragraphs[-1] >= self.length:
                self.paragraphs.pop()
        if self.starts[-1] == self.length:
            self.starts.pop()
            self.sources.pop()
