"""Several letters in one text: where each begins."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.layouts.model import Layout, Marked
from pipeline.rules.words.furniture import shipped_forms
from pipeline.text.furniture import furniture_ranges

_CREDENTIALS = (
    "reviewer",
    "documents",
)  # these headings may open a letter, so that they do not show its middle


class BundleSplitter:
    """Finds the letters of a text by marks that stand at a letter's beginning and marks that stand inside it."""

    def __init__(self, layouts: Iterable[Layout]) -> None:
        layouts = tuple(layouts)
        begins = [_source(mark) for layout in layouts for mark in layout.begins]
        inside = [_source(h) for layout in layouts for h in layout.headings if h.section not in _CREDENTIALS]
        self._begin = re.compile(
            "|".join(dict.fromkeys([*(layout.numbered for layout in layouts), *filter(None, begins)])) or "(?!)"
        )
        self._inside = re.compile("|".join(dict.fromkeys(filter(None, inside))) or "(?!)")

    def ranges(self, text: str) -> list[tuple[int, int]]:
        """The half-open ranges of the letters in a document's text, which cover it; one range for a single letter.

        A letter begins at the first mark of a beginning behind the last letter's middle, at the start of its line.
        """
        inside = [m.end() for m in self._inside.finditer(text)]
        if len(inside) < 2:
            return [(0, len(text))]
        furniture = furniture_ranges(text, shipped_forms(), running=False)  # each letter of a bundle may begin alike
        events = [(place, False) for place in inside]
        events += [
            (m.start(), True)
            for m in self._begin.finditer(text)
            if not any(start <= m.start() < end for start, end in furniture) and not _is_foot(text, m.end())
        ]
        starts, in_letter = [0], False
        for place, begins in sorted(events, key=lambda event: (event[0], not event[1])):
            if not begins:
                in_letter = True
            elif in_letter and _line_start(text, place) > starts[-1]:
                starts.append(_line_start(text, place))
                in_letter = False
        if len(starts) > 1 and not in_letter:
            starts.pop()  # a footer behind the last letter
        return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _source(mark: Marked) -> str:
    """An expression over the document's text for a mark's printed words."""
    return "|".join(r"\s+".join(re.escape(word) for word in words.rstrip(":").split()) for words in mark.text)


def _is_foot(text: str, place: int) -> bool:
    """Whether the line that holds the place is the last one of its page, and the page is not the text's last."""
    page, line = text.find("\f", place), text.find("\n", place)
    return page >= 0 and (line < 0 or line > page or not text[line:page].strip())


def _line_start(text: str, place: int) -> int:
    return max(text.rfind("\n", 0, place), text.rfind("\f", 0, place), text.rfind("\r", 0, place), -1) + 1
