"""Items that a sentence opens: `1) … has determined the request for X is not medically necessary and appropriate.`"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.components.layouts.decision_lines import ItemParts
from pipeline.components.layouts.model import Statement
from pipeline.components.layouts.tolerance import Printed
from pipeline.text.reading_text import ReadingText


class StatementReader:
    """Reads the items of layouts with opening sentences.

    An item may be opened several times (stated at the top, and again with its reasons): what belongs to it stands
    behind its last opening, and its verdicts must agree.
    """

    def __init__(self, items: Statement) -> None:
        self._openings = [re.compile(opening, re.IGNORECASE) for opening in items.openings]
        self._granted = re.compile(items.granted, re.IGNORECASE)
        self._refused = re.compile(items.refused, re.IGNORECASE)
        self._parts = [(part.section, Printed(part.text, part.regex), part.keep) for part in items.parts]
        self._otherwise = items.otherwise
        self._verdicts = [re.compile(verdict, re.IGNORECASE) for verdict in items.verdicts]
        self.verdict_in = items.verdict_in
        self._ends = [re.compile(end, re.IGNORECASE) for end in items.ends]

    def read(self, reading: ReadingText, start: int, end: int, verdict_range: tuple[int, int] | None) -> list[ItemParts]:
        """The items in `[start, end)` of the reading text; `verdict_range` is where a verdict on all of them stands."""
        text = reading.text
        groups = self._grouped(self._matches(text, start, end))
        lasts = sorted(matches[-1].start() for matches in groups)
        items = []
        for matches in groups:
            last = matches[-1]
            behind = next((s for s in lasts if s > last.start()), end)
            stop = min([behind, *(m.start() for e in self._ends for m in [e.search(text, last.end(), behind)] if m)])
            decision = self._decision(text, matches, verdict_range)
            items.append(ItemParts(last.span("request"), decision, tuple(self._parts_behind(text, last.end(), stop))))
        return items

    def _matches(self, text: str, start: int, end: int) -> list[re.Match[str]]:
        found = [m for opening in self._openings for m in opening.finditer(text, start, end)]
        found.sort(key=lambda m: (m.start(), -m.end()))
        apart: list[re.Match[str]] = []
        for m in found:
            if not apart or m.start() >= apart[-1].end():
                apart.append(m)
        return apart

    @staticmethod
    def _grouped(matches: Iterable[re.Match[str]]) -> list[list[re.Match[str]]]:
        """The openings of each item, in the order of the items: by number, or by what was asked for."""
        groups: dict[str, list[re.Match[str]]] = {}
        for m in matches:
            number = m.groupdict().get("number")
            key = number or " ".join(re.findall(r"\w+", m.group("request").casefold()))
            groups.setdefault(key, []).append(m)
        return list(groups.values())

    def _decision(
        self, text: str, matches: list[re.Match[str]], verdict_range: tuple[int, int] | None
    ) -> tuple[int, int, str] | None:
        """The decision, where every statement of it agrees."""
        stated = [m.span("verdict") for m in matches if m.groupdict().get("verdict")]
        if not stated and verdict_range is not None:
            stated = [m.span() for v in self._verdicts for m in v.finditer(text, *verdict_range)]
        values = {self._value(text[s:e]) for s, e in stated}
        if len(values) != 1 or None in values:
            return None
        s, e = stated[-1]
        return s, e, str(values.pop())

    def _value(self, verdict: str) -> str | None:
        if self._refused.search(verdict):
            return "upheld"
        return "overturned" if self._granted.search(verdict) else None

    def _parts_behind(self, text: str, start: int, end: int) -> list[tuple[str, int, int]]:
        labels = []
        for section, printed, keep in self._parts:
            m = printed.search(text, start, end)
            if m:
                labels.append((m.start(), m.start() if keep else m.end(), section))
        labels.sort()
        parts = [(self._otherwise, start, labels[0][0] if labels else end)]
        for i, (_, content, section) in enumerate(labels):
            parts.append((section, content, labels[i + 1][0] if i + 1 < len(labels) else end))
        if len(parts) > 1 and any(section == self._otherwise for section, _, _ in parts[1:]):
            parts = parts[1:]
        return [part for part in parts if text[part[1] : part[2]].strip(" .:")]
