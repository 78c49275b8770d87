"""Page furniture: running headers and footers, page numbers. What is left out of a reading text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.text.furniture_forms import UNKNOWN_FORMS, FurnitureForms
from pipeline.text.running_lines import at_page_edges, between_lines, masked, with_numbers_apart

_FIRST_TITLE = 300  # characters at a letter's beginning, where a title is none of a page
# A line "Page 2 of 5", or a number before a page break, may be the wrapped end of a guideline's pages or of a dose: it
# is a footer only where the next one counts on.
_PAGE_NUMBER_LINE = re.compile(r"\n[^\S\n]*(?:- ?)?(\d{1,3})(?: ?-)?\s*\Z")
_LONGEST_NUMBER_LINE = 40  # characters
_LONGEST_RUNNING_LINE = 120  # characters
_MOST_PAGES = 40  # of a letter; guidelines have more
_STROKES = ("|", "-", "\u2013", "\u2014", "\u00b7", "\u2022")  # what parts a running title from the page's number


def furniture_ranges(
    text: str, forms: FurnitureForms = UNKNOWN_FORMS, *, running: bool = True
) -> tuple[tuple[int, int], ...]:
    """The ranges of `text` that are running headers, footers or lone page numbers before a page break; with `running`
    also lines of any form that stand on page after page. `forms`: what such lines look like."""
    found: list[tuple[int, int]] = [m.span() for m in forms.lines.finditer(text)] if forms.lines else []
    found += _with_case_number(text, forms)
    for printed in _page_lines(text, forms).values():
        found += _in_sequence(printed)
    if "\f" in text:
        found += _in_sequence(_page_numbers(text))
        if running:
            found += at_page_edges(text, forms)
    known = merged(found)
    more = between_lines(text, known, forms) if running else []
    return merged([*known, *more]) if more else known


def merged(found: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """The ranges in order, those that touch as one."""
    ranges: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if ranges and start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        else:
            ranges.append((start, end))
    return tuple(ranges)


def _with_case_number(text: str, forms: FurnitureForms) -> list[tuple[int, int]]:
    """The ranges of headers and footers with the case number."""
    found = forms.header.finditer(text, 0, len(text))
    return [m.span() for m in found if m.groupdict().get("title") is None or m.start() >= _FIRST_TITLE]


def _page_lines(text: str, forms: FurnitureForms) -> dict[str, list[tuple[int, int, int]]]:
    """(number, start, end) of each line that ends in "Page 2" or "Page 2 of 5", by what stands before that in the line:
    nothing, or a title that is set off by a gap or a stroke."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for m in forms.count.finditer(text):
        line = max(text.rfind("\n", 0, m.start()), text.rfind("\f", 0, m.start())) + 1
        before, number = text[line : m.start()], int(m.groupdict().get("page") or 0)
        title = before.strip()
        if not title:
            found.setdefault("", []).append((number, *m.span()))
        elif (
            len(title) <= _LONGEST_RUNNING_LINE
            and number <= _MOST_PAGES
            and (before.endswith(("  ", "\t")) or title.endswith(_STROKES))
        ):
            found.setdefault(masked(with_numbers_apart(title, forms.numbers)), []).append((number, line, m.end()))
    return found


def _page_numbers(text: str) -> list[tuple[int, int, int]]:
    """(number, start, end) of each line that is a number alone, at the end of a page."""
    found = []
    for page_end in [*(m.start() for m in re.finditer("\f", text)), len(text)]:
        start = max(0, page_end - _LONGEST_NUMBER_LINE)
        m = _PAGE_NUMBER_LINE.search(text[start:page_end])
        if m:
            found.append((int(m[1]), start + m.start() + 1, page_end))
    return found


def _in_sequence(numbered: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """The ranges of those (number, start, end) whose neighbour counts on from them, or they from it."""
    return [
        (start, end)
        for i, (number, start, end) in enumerate(numbered)
        if any(numbered[j][0] - number == j - i for j in (i - 1, i + 1) if 0 <= j < len(numbered))
    ]
