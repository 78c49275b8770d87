"""The letter's text as HTML: its paragraphs, cut into pieces wherever a mark begins or ends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.views.letter_page.marks import Mark
from pipeline.views.letter_page.safe import shown

_PARAGRAPH_END = re.compile(r"(?:[^\S\n\r]*\r?\n){2,}")
_LINE_END = re.compile(r"\n?\f|\n")
_LEADING = re.compile(r"(?:[^\S\n]*\n)*")
_SHORT = 0.72  # of a full line; what is shorter was broken on purpose: a heading, a line of the header
_WORD = re.compile(r"(\S+[^\S\r\n\f]*|[^\S\r\n\f]+)|[\r\n\f]+")
_PAGE_BREAK = '<span class="ff" role="separator" aria-label="page break"></span>'
# A piece bears at most this many marks: a letter that is marked a thousandfold stays a page of bounded size.
_DEEPEST = 24


def text_html(text: str, marks: Sequence[Mark], limit: int) -> str:
    """The first `limit` characters as paragraphs. A stretch under marks is `<span class="w" data-m="3 17">` with the
    marks' indices, word by word, so that each word can bear its bars on any line."""
    pieces = _Pieces(text[:limit], marks)
    short = _SHORT * full_line(text[:limit])
    made = []
    for start, end in paragraphs(text, limit):
        lines = (_line(text, *line, pieces, short) for line in _lines(text, start, end))
        made.append(f"<p>{''.join(lines)}</p>\n")
    return "".join(made)


def _line(text: str, start: int, end: int, pieces: _Pieces, short: float) -> str:
    """A line of the text; one that is short keeps its end (class `brk`) where the text is shown without line breaks."""
    kept = " brk" if len(text[start:end].rstrip()) < short else ""
    return f'<span class="l{kept}">{"".join(pieces.between(start, end))}</span>'


def full_line(text: str) -> int:
    """How long a full line of the text is: as nine in ten of its lines at most, white space at their ends left out."""
    lengths = sorted(len(line.strip()) for line in text.splitlines() if not line.isspace() and line)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the lines in `[start, end)`, each with its line break or page break."""
    for found in _LINE_END.finditer(text, start, end):
        yield start, found.end()
        start = found.end()
    if start < end:
        yield start, end


def paragraphs(text: str, limit: int) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the paragraphs in the first `limit` characters: parted by blank lines, never empty."""
    at = _LEADING.match(text, 0, limit).end()  # type: ignore[union-attr]
    for found in _PARAGRAPH_END.finditer(text, 0, limit):
        if text[at : found.start()].strip():
            yield at, found.start()
        at = found.end()
    end = min(limit, len(text))
    if text[at:end].strip():
        yield at, end


class _Pieces:
    """Walks through the text from left to right and knows the marks that hold at each place."""

    def __init__(self, text: str, marks: Sequence[Mark]) -> None:
        self._text = text
        self._marks = marks
        self._opening = sorted(range(len(marks)), key=lambda i: marks[i].start)
        edges = {m.start for m in marks} | {m.end for m in marks}
        self._edges = sorted(edge for edge in edges if edge <= len(text))
        self._next_opening = self._next_edge = 0
        self._active: list[int] = []

    def between(self, start: int, end: int) -> Iterator[str]:
        """HTML of `[start, end)`, which lies behind every range asked for before."""
        for stretch_start, stretch_end in self._stretches(start, end):
            self._move_to(stretch_start)
            piece = self._text[stretch_start:stretch_end]
            if not self._active:
                yield _plain(piece)
                continue
            names = " ".join(map(str, self._active[:_DEEPEST]))
            for found in _WORD.finditer(piece):
                yield _word(found, names)

    def _stretches(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        at = start
        while self._next_edge < len(self._edges) and self._edges[self._next_edge] < end:
            edge = self._edges[self._next_edge]
            self._next_edge += 1
            if edge > at:
                yield at, edge
                at = edge
        if at < end:
            yield at, end

    def _move_to(self, at: int) -> None:
        marks = self._marks
        self._active = [i for i in self._active if marks[i].end > at]
        while self._next_opening < len(self._opening):
            i = self._opening[self._next_opening]
            if marks[i].start > at:
                break
            if marks[i].end > at:
                self._active.append(i)
            self._next_opening += 1


def _word(found: re.Match[str], names: str) -> str:
    """A word under marks. Line breaks stand outside of it: what bears bars has to lie on one line."""
    html = _plain(found.group())
    if found.group(1) is None:
        return html
    broken = found.string[found.end() : found.end() + 1] in ("\n", "\r", "\f")
    return f'<span class="w{" n" if broken else ""}" data-m="{names}">{html}</span>'


def _plain(text: str) -> str:
    html = shown(text)
    return html.replace("\f", _PAGE_BREAK) if "\f" in html else html
