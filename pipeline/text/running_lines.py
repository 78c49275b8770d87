"""Running headers and footers of any form, known by standing again and again where pages break."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from pipeline.text.furniture_forms import UNKNOWN_FORMS, FurnitureForms

_LONGEST_LINE = 120  # characters
_MOST_LINES = 5  # of a header or footer
_NARROWEST = 40  # characters of a text's long lines, below which a line's length tells nothing
_APART = "⓪①②③④⑤⑥⑦⑧⑨"  # stands for the digits of a case number
_MARKED = re.compile(rf"[\d{_APART}]")
_NUMBER = re.compile(r"\d+", re.ASCII)
_OTHER_DIGITS = "123456789"
_CASE_DIGIT = re.compile(f"[{_APART}]")
_SENTENCE_ENDS = (".", "!", "?", ":", ";")


class _Line(NamedTuple):
    """A line with words: its range without the white space around it."""

    start: int
    end: int


def masked(line: str) -> str:
    """The line with `#` for each of its numbers."""
    return _NUMBER.sub("#", " ".join(line.split()))


def with_numbers_apart(text: str, numbers: re.Pattern[str]) -> str:
    """The text, character by character, with other characters for the digits of case numbers, which tell letters apart
    and do not count their pages."""
    return numbers.sub(lambda m: "".join(_APART[int(c)] if c.isdecimal() else c for c in m[0]), text)


def at_page_edges(text: str, forms: FurnitureForms = UNKNOWN_FORMS) -> list[tuple[int, int]]:
    """The ranges of lines that stand at the top or the bottom of several pages, alike but for their numbers.

    A letter repeats its phrases, so that being alike is not enough: one of the numbers has to count on from page to
    page, or the line has to stand on every page. What stands inside of such a line may be one too.
    """
    pages = [_at_edges(text, start, end) for start, end in pages_of(text)]
    pages = [lines for lines in pages if lines]

    def printed(line: _Line) -> str:
        return with_numbers_apart(text[line.start : line.end], forms.numbers)

    found: list[tuple[int, int]] = []
    for edge in (0, -1):
        for depth in range(_MOST_LINES):
            lines = [lines[edge] for lines in pages if len(lines) > 1]
            if depth:  # a letter's own lines may be alike too
                lines = [line for line in lines if _is_marked(printed(line))]
            running = _running(printed, lines, len(pages), forms)
            if not running:
                break
            found += [(line.start, line.end) for line in running]
            for lines_of_page in pages:
                if lines_of_page[edge] in running:
                    del lines_of_page[edge]
    return sorted(found)


def _at_edges(text: str, start: int, end: int) -> list[_Line]:
    """Those of a page's lines that may be of a header or footer, and a line beside them."""
    most = _MOST_LINES + 1
    lines = list(islice(_lines(text, start, end), 2 * most + 1))
    if len(lines) <= 2 * most:
        return lines
    return [*lines[:most], *reversed(list(islice(_lines_backwards(text, start, end), most)))]


def _is_marked(line: str) -> bool:
    """Whether a line has a number, or no small letters."""
    return line.isupper() or _MARKED.search(line) is not None


def _running(printed: Callable[[_Line], str], lines: Sequence[_Line], pages: int, forms: FurnitureForms) -> set[_Line]:
    alike: dict[str, list[_Line]] = {}
    for line in lines:
        if line.end - line.start <= _LONGEST_LINE:
            alike.setdefault(masked(printed(line)), []).append(line)
    return {
        line
        for group in alike.values()
        if len(group) >= max(2, pages - 1) and _is_running([printed(line) for line in group], pages, forms)
        for line in group
    }


def _is_running(lines: Sequence[str], pages: int, forms: FurnitureForms) -> bool:
    """Whether lines that are alike but for their numbers are headers or footers: one of their numbers counts the pages,
    or they are the same on every page. Two lines alone need a word of page furniture too."""
    if len(lines) == 2 and not all(_has_a_word(line, forms) for line in lines):
        return False
    if len({" ".join(line.split()) for line in lines}) == 1:
        is_sentence = lines[0].endswith(_SENTENCE_ENDS) and not _has_a_word(lines[0], forms)
        return len(lines) == pages > 2 and " " in lines[0] and not is_sentence
    return _counts(lines)


def _has_a_word(line: str, forms: FurnitureForms) -> bool:
    """Whether a line holds a case number, or a word of page furniture."""
    return _CASE_DIGIT.search(line) is not None or forms.word.search(line) is not None


def _counts(lines: Sequence[str]) -> bool:
    """Whether a number counts on from line to line."""
    numbers = zip(*(map(int, _NUMBER.findall(line)) for line in lines), strict=False)
    return any(all(b - a == 1 for a, b in pairwise(number)) for number in numbers)


def between_lines(
    text: str, known: Sequence[tuple[int, int]] = (), forms: FurnitureForms = UNKNOWN_FORMS
) -> list[tuple[int, int]]:
    """The ranges of short lines that stand again and again in the middle of sentences: what is left of headers and
    footers where the pages are not kept apart. Those of `known` ranges, in order, need not be found again."""
    if not _may_have_any(_without(text, known)):
        return []
    lines = list(_lines(text, 0, len(text)))
    widths = sorted(line.end - line.start for line in lines)
    width = widths[len(widths) * 9 // 10]
    if width < _NARROWEST:
        return []
    found: list[tuple[int, int]] = []
    for first_lines, length in _blocks(text, lines, forms.numbers):
        blocks = [(first, first + length - 1) for first in first_lines]
        if _parts_sentences(text, lines, blocks, width, forms):
            found += [(lines[first].start, lines[last].end) for first, last in blocks]
    return found


def _without(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """The text without some of its stretches."""
    ends = [0, *(end for _, end in ranges)]
    starts = [*(start for start, _ in ranges), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _may_have_any(text: str) -> bool:
    """Whether a line that is alike to another one stands in the middle of a sentence. Most letters have none, and to
    look at their lines closely takes longer."""
    for digit in _OTHER_DIGITS:  # one by one, as `str.translate` takes ten times as long
        text = text.replace(digit, "0")
    lines = [line for line in map(str.strip, text.replace("\f", "\n").split("\n")) if line]
    often = Counter(lines)
    before = ""
    waiting = False  # for the line behind lines that are alike to others
    for line in lines:
        if often[line] > 1 and not line[0].islower():
            waiting = waiting or not before.endswith(_SENTENCE_ENDS)
        else:
            if waiting and line[0].islower():
                return True
            waiting = False
        before = line
    return False


def _blocks(text: str, lines: Sequence[_Line], numbers: re.Pattern[str]) -> Iterator[tuple[list[int], int]]:
    """(the first lines, how many lines) of the blocks of lines that stand more than once, always together."""
    places: dict[str, list[int]] = {}
    for n in _repeated(text, lines):
        start, end = lines[n]
        if end - start <= _LONGEST_LINE and not text[start].islower():
            places.setdefault(masked(with_numbers_apart(text[start:end], numbers)), []).append(n)
    begins = {tuple(found): 1 for found in places.values() if len(found) > 1}
    for found in sorted(begins, reverse=True):
        behind = tuple(n + 1 for n in found)
        if behind in begins:
            begins[found] += begins.pop(behind)
    _join_at_page_ends(begins, len(lines))
    return ((list(found), length) for found, length in begins.items() if length <= _MOST_LINES)


def _repeated(text: str, lines: Sequence[_Line]) -> list[int]:
    """Those of a text's lines that are like another one but for digits and white space."""
    for digit in _OTHER_DIGITS:
        text = text.replace(digit, "0")
    letters = ["".join(text[start:end].replace("0", "").split()) for start, end in lines]
    often = Counter(letters)
    return [n for n, line in enumerate(letters) if often[line] > 1]


def _join_at_page_ends(begins: dict[tuple[int, ...], int], lines: int) -> None:
    """Join a footer, which ends the text, with the header behind it, which begins the text: between pages they are one
    block."""
    headers = {first[1:]: first for first in begins if first[0] == 0 and len(first) > 2}
    for first, length in list(begins.items()):
        header = headers.get(tuple(n + length for n in first[:-1]))
        if header is not None and first[-1] + length == lines:
            begins[first[:-1]] = length + begins.pop(header)
            del begins[first]
            return


def _parts_sentences(
    text: str, lines: Sequence[_Line], blocks: Sequence[tuple[int, int]], width: int, forms: FurnitureForms
) -> bool:
    """Whether blocks of lines that are alike stand between other lines each time, and in the middle of a sentence:
    twice, or once where they count the pages or hold a word of page furniture; two blocks alone do."""
    inner = [(first, last) for first, last in blocks if first > 0 and last + 1 < len(lines)]
    if not any(_is_in_sentence(text, lines, *block) for block in inner):
        return False
    before = {masked(with_numbers_apart(text[slice(*lines[first - 1])], forms.numbers)) for first, _ in inner}
    behind = {masked(with_numbers_apart(text[slice(*lines[last + 1])], forms.numbers)) for _, last in inner}
    if min(len(before), len(behind)) < len(inner):
        return False
    printed = [with_numbers_apart(text[lines[first].start : lines[last].end], forms.numbers) for first, last in blocks]
    counted = _counts(printed)
    sure = counted or all(_has_a_word(one, forms) for one in printed)
    if len(blocks) < (2 if sure else 3):
        return False
    return sum(_is_between(text, lines, *block, width, counted) for block in inner) >= (1 if sure else 2)


def _is_between(text: str, lines: Sequence[_Line], first: int, last: int, width: int, counted: bool) -> bool:
    """Whether lines stand in the middle of a sentence, and end before they had to."""
    if not _is_in_sentence(text, lines, first, last):
        return False
    behind = lines[last + 1]
    word = len(text[behind.start : behind.end].split(maxsplit=1)[0])
    return counted or lines[last].end - lines[last].start + 1 + word < width


def _is_in_sentence(text: str, lines: Sequence[_Line], first: int, last: int) -> bool:
    """Whether lines stand in the middle of a sentence."""
    return text[lines[first - 1].end - 1] not in _SENTENCE_ENDS and text[lines[last + 1].start].islower()


def pages_of(text: str) -> list[tuple[int, int]]:
    """The ranges of a text's pages."""
    ends = [*(m.start() for m in re.finditer("\f", text)), len(text)]
    return list(zip([0, *(end + 1 for end in ends[:-1])], ends, strict=True))


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    at = start
    for line in text[start:end].replace("\f", "\n").split("\n"):
        words = line.strip()
        if words:
            first = at + line.index(words[0])
            yield _Line(first, first + len(words))
        at += len(line) + 1


def _lines_backwards(text: str, start: int, end: int) -> Iterator[_Line]:
    at = end
    for line in reversed(text[start:end].replace("\f", "\n").split("\n")):
        at -= len(line)
        words = line.strip()
        if words:
            first = at + line.index(words[0])
            yield _Line(first, first + len(words))
        at -= 1
