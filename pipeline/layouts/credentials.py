"""The expert reviewer's licensure and specialties: where lists of them stand, as fields or in prose, and the names in
such a list."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.layouts.model import Credentials
from pipeline.rules.expressions.prefiltered import PrefilteredRegex
from pipeline.rules.shared import Shared
from pipeline.rules.tags import Tag
from pipeline.text.reading_text import ReadingText
from pipeline.text.trimming import trimmed

FIELD, PROSE, WHOLE = "field", "prose", "whole"
_LONGEST_NAME = 70  # characters
_AROUND = " .,;:*-\u2022"


class CredentialsFinder:
    """Finds lists of names by the expressions of a layout."""

    def __init__(self, credentials: Credentials, layout: str) -> None:
        self.section = credentials.section
        self._regexes = [
            (label, f"{layout}.{label}.{i}", PrefilteredRegex(regex))
            for label in ("licensure", "specialties")
            for i, regex in enumerate(getattr(credentials, label), 1)
        ]
        names = sorted(credentials.whole, key=len, reverse=True)
        self._whole = re.compile("|".join(map(re.escape, names)), re.IGNORECASE) if names else None

    def find(self, text: str, start: int, end: int) -> Iterator[Tag]:
        """The tags `licensure` and `specialties` in `[start, end)` of the reading text, one for each list, with the
        value `field` or `prose`; and `whole`, one for each name of the layout's own that is not to be parted."""
        for label, rule, regex in self._regexes:
            for m in regex.finditer(text, start, end):
                first, last = m.span("values")
                yield Tag(label, first, last, FIELD if ":" in text[m.start() : first] else PROSE, rule)
        if self._whole is not None:
            yield from (Tag(WHOLE, *m.span(), m.group(), "") for m in self._whole.finditer(text, start, end))


class CredentialNames:
    """Cuts the lists of names that `CredentialsFinder` finds.

    Args:
        shared: its fragments tell what joins names.
    """

    def __init__(self, shared: Shared) -> None:
        self._joint = re.compile(shared.filled("{NAME_JOINT}"))
        self._comma = re.compile(" ?[,;] ?")
        self._line = re.compile(shared.filled("{NAME_OF_LINE}"))
        self._lead = re.compile(shared.filled("{STATE_LEAD}"), re.IGNORECASE)

    def read(self, reading: ReadingText, lists: Sequence[Tag], whole: Sequence[Tag]) -> list[Tag]:
        """The tags `licensure` and `specialties`, one per name, in text order.

        Args:
            reading: the reading text.
            lists: the lists of names: tags with these labels.
            whole: names that hold an "and" or a comma, which are not parted there.
        """
        text = reading.text
        tags = [
            Tag(found.label, start, end, text[start:end], found.rule)
            for found in lists
            for start, end in self._lines(reading, found) or self._names(text, found, whole)
        ]
        return sorted(tags, key=lambda tag: tag.start)

    def _lines(self, reading: ReadingText, found: Tag) -> list[tuple[int, int]]:
        """The names of a field that has each on a line of its own; none where a line is no whole name."""
        breaks = reading.breaks[bisect_left(reading.breaks, found.start) : bisect_left(reading.breaks, found.end)]
        if not breaks or found.value != FIELD:
            return []
        ends = [found.start - 1, *breaks, found.end]
        lines = [trimmed(reading.text, left + 1, right, " ") for left, right in pairwise(ends)]
        lines = [line for line in lines if line[0] < line[1]]
        return lines if all(self._line.fullmatch(reading.text, *line) for line in lines) else []

    def _names(self, text: str, found: Tag, whole: Sequence[Tag]) -> list[tuple[int, int]]:
        """The names in a list of them; in a field only commas part names, in prose "and" does too."""
        joints = (self._joint if found.value == PROSE else self._comma).finditer(text, found.start, found.end)
        names, at = [], found.start
        for m in joints:
            if not any(tag.start < m.end() and m.start() < tag.end <= found.end for tag in whole):
                names.append((at, m.start()))
                at = m.end()
        found_names = [self._trimmed(text, s, e) for s, e in [*names, (at, found.end)]]
        return [(s, e) for s, e in found_names if s < e and _is_name(text[s:e])]

    def _trimmed(self, text: str, start: int, end: int) -> tuple[int, int]:
        lead = self._lead.match(text, start, end)
        return trimmed(text, start if lead is None else lead.end(), end, _AROUND)


def _is_name(printed: str) -> bool:
    """Whether this may be the name of a state or a specialty, and not what stands behind a list without an end."""
    return len(printed) <= _LONGEST_NAME and not any(map(str.isdigit, printed))
