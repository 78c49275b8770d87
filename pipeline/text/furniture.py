"""Page furniture: running headers and footers, page numbers. What is left out of a reading text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.text.folding import folded
from pipeline.text.running_lines import CASE_NUMBERS, at_page_edges, between_lines, masked, with_numbers_apart

# Running headers and footers with the case number are so wherever they stand.
_FURNITURE = re.compile(
    r"""(?:Independent\s+Medical\s+Review\s+)?Final\s+Determination\s+Letter\s+for\s+IMR\s+Case\s+Number[\s:]+
            [A-Z]{2}\d\d-\d+
            (?:\s+Page)?(?:\s+\d{1,3}(?!\d)(?:\s+of\s+\d{1,3})?)?
      | (?:IMR\s+)?(?:Case\s+(?:Number|No\.?|\#)[\s:]*)?\b[A-Z]{2}\d\d-\d{6,8}[\s|-]+Page\s+\d{1,3}\s+of\s+\d{1,3}
      | \bPage\s+\d{1,3}\s+of\s+\d{1,3}[\s|-]+(?:IMR\s+)?(?:Case\s+(?:Number|No\.?|\#)[\s:]*)?[A-Z]{2}\d\d-\d{6,8}
      | ^[^\S\n]*[A-Z]{2}\d\d-\d{6,8}[ \t|-]+Page[ ]\d{1,3}(?:[ ]of[ ]\d{1,3})?[^\S\n]*$
      | (?P<title>
          (?:IMR\s+|Independent\s+Medical\s+Review\s+)?(?:Case\s+)?
          (?:Final[ ]Determination[ \t|-]+[A-Z]{2}\d\d-\d{6,8}|[A-Z]{2}\d\d-\d{6,8}[ \t|-]+Final[ ]Determination
            |[A-Z]{2}\d\d-\d{6,8}[ \t|-]+Independent[ ]Medical[ ]Review(?=[ \t|-]+(?:Page[ ])?\d))
          (?:[ \t|-]+(?:Page[ ])?\d{1,3}(?:[ ]of[ ]\d{1,3})?)?[^\S\n]*$
          (?:\s*^[^\S\n]*(?:-[ ]?\d{1,3}[ ]?-|Page[ ]\d{1,3}(?:[ ]of[ ]\d{1,3})?)[^\S\n]*$)?
        )
    """,
    re.VERBOSE | re.MULTILINE | re.IGNORECASE,
)
# What each match of `_FURNITURE` begins with, in small letters, where it does not begin with the case number itself or
# the white space before it: there alone it is tried.
_BEGINNINGS = ("independent", "final", "imr", "case", "page")
_CASE_DIGITS = re.compile(r"\d\d-\d")
# One by one, as an expression that begins with fixed letters skips to them.
_TITLE_HINTS = (r"- Final\s+Determination", r"Final\s+Determination[ \t|-]+[A-Z]{2}\d\d-")
_COUNTED_TITLE = r"Independent Medical Review[ \t|-]+\d"
_FIRST_TITLE = 300  # characters at a letter's beginning, where a title is none of a page
_FURNITURE_HINTS = tuple(
    re.compile(hint).search for hint in (r"Page\s+\d", r"PAGE\s+\d", r"for\s+IMR\s+Case", *_TITLE_HINTS, _COUNTED_TITLE)
)
# A line "Page 2 of 5", or a number before a page break, may be the wrapped end of a guideline's pages or of a dose: it
# is a footer only where the next one counts on.
_PAGE_LINE = re.compile(r"P(?:age|AGE) (\d{1,3})(?: (?:of|OF) \d{1,3})?(?=[^\S\n\f]*(?:[\n\f]|\Z))")
_PAGE_NUMBER_LINE = re.compile(r"\n[^\S\n]*(?:- ?)?(\d{1,3})(?: ?-)?\s*\Z")
_LONGEST_NUMBER_LINE = 40  # characters
_LONGEST_RUNNING_LINE = 120  # characters
_MOST_PAGES = 40  # of a letter; guidelines have more
_STROKES = ("|", "-", "\u2013", "\u2014", "\u00b7", "\u2022")  # what parts a running title from the page's number


def running_line(expressions: Sequence[str]) -> re.Pattern[str] | None:
    """What finds lines that one of these expressions matches from end to end, in any case; `None` without any."""
    if not expressions:
        return None
    lines = "|".join(f"(?:{one})" for one in expressions)
    return re.compile(rf"^[^\S\n]*(?:{lines})[^\S\n\f]*$", re.MULTILINE | re.IGNORECASE)


def furniture_ranges(
    text: str, *, running: bool = True, lines: re.Pattern[str] | None = None, numbers: re.Pattern[str] = CASE_NUMBERS
) -> tuple[tuple[int, int], ...]:
    """The ranges of `text` that are running headers, footers or lone page numbers before a page break; with `running`
    also lines of any form that stand on page after page; and those that `lines` (of `running_line`) finds.
    `numbers`: the form of case numbers."""
    found: list[tuple[int, int]] = [m.span() for m in lines.finditer(text)] if lines else []
    if any(hint(text) for hint in _FURNITURE_HINTS):
        found += _with_case_number(text)
        for printed in _page_lines(text, numbers).values():
            found += _in_sequence(printed)
    if "\f" in text:
        found += _in_sequence(_page_numbers(text))
        if running:
            found += at_page_edges(text, numbers)
    known = merged(found)
    more = between_lines(text, known, numbers) if running else []
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


def _with_case_number(text: str) -> list[tuple[int, int]]:
    """The ranges of headers and footers with the case number."""
    digits = [m.start() for m in _CASE_DIGITS.finditer(text)]
    if not digits:
        return []
    lowered = folded(text)
    places = {m.start() for word in _BEGINNINGS for m in re.finditer(word, lowered)}
    for place in digits:
        letters = max(0, place - 2)
        places |= {letters, text.rfind("\n", 0, letters) + 1}
    found: list[tuple[int, int]] = []
    for place in sorted(places):
        if not found or place >= found[-1][1]:
            m = _FURNITURE.match(text, place)
            if m is not None and (m["title"] is None or place >= _FIRST_TITLE):
                found.append(m.span())
    return found


def _page_lines(text: str, numbers: re.Pattern[str]) -> dict[str, list[tuple[int, int, int]]]:
    """(number, start, end) of each line that ends in "Page 2" or "Page 2 of 5", by what stands before that in the line:
    nothing, or a title that is set off by a gap or a stroke."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for m in _PAGE_LINE.finditer(text):
        line = max(text.rfind("\n", 0, m.start()), text.rfind("\f", 0, m.start())) + 1
        before = text[line : m.start()]
        title = before.strip()
        if not title:
            found.setdefault("", []).append((int(m[1]), *m.span()))
        elif (
            len(title) <= _LONGEST_RUNNING_LINE
            and int(m[1]) <= _MOST_PAGES
            and (before.endswith(("  ", "\t")) or title.endswith(_STROKES))
        ):
            found.setdefault(masked(with_numbers_apart(title, numbers)), []).append((int(m[1]), line, m.end()))
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
