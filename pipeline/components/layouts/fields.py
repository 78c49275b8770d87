"""The fields of the header table, in whatever order an extractor printed labels and values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.components.date_reading.calendar_dates import day_in_figures, find_dates
from pipeline.components.layouts.tolerance import tolerant
from pipeline.components.tags import Tag
from pipeline.rules.layout_model import FieldLabel, Fields
from pipeline.text.reading_text import ReadingText

_WORDED_YEAR = re.compile(r", ?\d{4}|[a-z]\.? \d{4}")
"""What a date in words ends with: without it none is looked for, which takes long where every word may begin one."""
_FIGURES = r"\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2}(?!\w))(?!\d)|(?<!\d)(?:19|20)\d\d-\d\d-\d\d(?!\d)"
_LONGEST_LABEL = 30  # characters of a label that none knows
_FEWEST = 3  # fields that make a header of what has none of the usual labels
_VALUES = {
    # Behind the digits no single letter, which stands for a digit that was read wrong.
    "case_number": r"[A-Z]{2}\d{2}-\d{5,8}(?!\d|[a-z|](?![a-z]))",
    "date": rf"{_FIGURES}|[A-Z][a-z]{{2,8}}\.? \d{{1,2}}, ?\d{{4}}|\d{{1,2}} [A-Z][a-z]{{2,8}}\.? \d{{4}}",
    "priority": r"(?:Standard|Expedited|Regular)\b",
}


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in the header: the field that it names and the kind of value it wants."""

    field: str
    kind: str


@dataclass(frozen=True, slots=True)
class _Value:
    kind: str
    start: int
    end: int


@dataclass(slots=True)
class _Run:
    """Labels that follow one another, and the values behind them."""

    labels: list[_Label] = field(default_factory=list)
    values: list[_Value] = field(default_factory=list)

    def of(self, kind: str) -> tuple[list[_Label], list[_Value]]:
        return [x for x in self.labels if x.kind == kind], [v for v in self.values if v.kind == kind]


@dataclass(frozen=True, slots=True)
class FieldsReading:
    """The fields that are certain, and the labels whose values could not be told apart."""

    tags: tuple[Tag, ...]
    doubtful: tuple[str, ...]


class _Elements(NamedTuple):
    """Expressions for a header's labels and values: with dates of any form, and in figures alone."""

    any_date: re.Pattern[str]
    in_figures: re.Pattern[str]


def _elements(labels: Sequence[FieldLabel], *, otherwise: bool) -> _Elements:
    """The expressions for these labels as they are usually printed, or with `otherwise` as they are printed at all."""
    alternatives = []
    for i, label in enumerate(labels):
        marks = [label, label.otherwise] if otherwise and label.otherwise else [label]
        printed = [*(m.regex for m in marks if m.regex), *(tolerant(words) for mark in marks for words in mark.text)]
        alternatives.append(f"(?P<l{i}>{'|'.join(printed)})")
    alternatives += [f"(?P<closing{i}>{tolerant(x.closing)})" for i, x in enumerate(labels) if x.closing]
    return _Elements(
        *(
            re.compile("|".join([*alternatives, *(f"(?P<{k}>{regex})" for k, regex in values.items())]), re.IGNORECASE)
            for values in (_VALUES, {**_VALUES, "date": _FIGURES})
        )
    )


def iso_date(printed: str) -> str | None:
    """`2014-05-30` for `05/30/2014` or `May 30, 2014`; `None` where it is no calendar day."""
    day = day_in_figures(printed)
    if day is not None:
        return day
    found = find_dates(printed)
    return found[0].value if found and len(found[0].value) == 10 else None


class FieldsReader:
    """Reads header fields by the labels of a layout."""

    def __init__(self, fields: Fields, layout: str) -> None:
        self._layout = layout
        self._labels = fields.labels
        self._order = fields.order
        self._names = {label.field for label in fields.labels}
        self._usual = _elements(fields.labels, otherwise=False)
        self._all = _elements(fields.labels, otherwise=True) if any(x.otherwise for x in fields.labels) else None

    def read(self, reading: ReadingText, start: int, end: int, *, usual: bool = False) -> FieldsReading:
        """The fields in `[start, end)` of the reading text; with `usual` by the usual labels alone.

        Labels that follow one another are given the values that follow them, in order and by kind. Where numbers
        differ (an extractor printed values before their labels), only the order of dates in time is left to tell
        them apart; where that contradicts what stands on one line, nothing is given.
        """
        found = self._read(reading, start, end, self._usual)
        if usual or self._all is None or {tag.label for tag in found.tags} == self._names:
            return found
        further = self._read(reading, start, end, self._all)
        # Without any usual label this may be no header, but a summary that says when the injury was.
        is_header = found.tags or len(further.tags) >= _FEWEST
        return further if is_header and len(further.tags) > len(found.tags) else found

    def _read(self, reading: ReadingText, start: int, end: int, elements: _Elements) -> FieldsReading:
        """The fields by some of the labels."""
        runs, same_line = self._runs(reading, start, end, elements)
        pairs = self._pair_runs(runs)
        tags = {} if pairs is None else self._tags(reading.text, pairs)
        doubtful: list[str] = []
        if pairs is None or not self._in_order(tags, runs):
            pairs = self._pair_garbled(reading.text, runs, same_line)
            doubtful = [x.field for run in runs for x in run.labels if x.field not in pairs]
            tags = self._tags(reading.text, pairs)
        tags.pop("", None)
        return FieldsReading(tuple(sorted(tags.values(), key=lambda t: t.start)), tuple(filter(None, doubtful)))

    def _runs(
        self, reading: ReadingText, start: int, end: int, elements: _Elements
    ) -> tuple[list[_Run], dict[str, _Value]]:
        """The header's runs of labels and values, and the values that stand behind their label on one line."""
        text = reading.text
        runs = [_Run()]
        same_line: dict[str, _Value] = {}
        before: tuple[_Label, int, bool] | None = None  # the label directly before, where it ends, whether on its own
        at = start
        element = elements.any_date if _WORDED_YEAR.search(text, start, end) else elements.in_figures
        for m in element.finditer(text, start, end):
            unread = text[at : m.start()].strip(" :;,.|")
            chained = not unread
            at = m.end()
            kind = m.lastgroup or ""
            if kind.startswith("closing"):
                continue
            if kind in _VALUES:
                value = _Value(kind, m.start(), m.end())
                if not chained and (runs[-1].labels or runs[-1].values) and len(unread) <= _LONGEST_LABEL:
                    # A label that is damaged, or that none knows: a value behind it is not the one before's.
                    if runs[-1].values:
                        runs.append(_Run())
                    runs[-1].labels.append(_Label("", kind))
                    chained = True
                if chained:
                    runs[-1].values.append(value)
                # Behind several labels on one line, the last one need not be the value's.
                alone = before and before[2] and not reading.breaks_between(before[1], m.start())
                if before and alone and before[0].kind == kind:
                    same_line[before[0].field] = value
                before = None
                continue
            if runs[-1].values or not chained:
                runs.append(_Run())
            printed = self._labels[int(kind[1:])]
            label = _Label(printed.field, printed.kind)
            runs[-1].labels.append(label)
            label_end = m.start() + len(m.group().rstrip())
            before = (label, label_end, before is None or reading.breaks_between(before[1], m.start()))
        return [run for run in runs if run.labels or run.values], same_line

    @staticmethod
    def _pair_runs(runs: list[_Run]) -> dict[str, _Value] | None:
        """Labels and values run by run; `None` where a run does not come out even."""
        pairs: dict[str, _Value] = {}
        for run in runs:
            if len(run.labels) == len(run.values) == 1 and run.labels[0].kind == run.values[0].kind:
                pairs.setdefault(run.labels[0].field, run.values[0])
                continue
            for kind in _VALUES:
                labels, values = run.of(kind)
                if len(labels) != len(values):
                    return None
                for label, value in zip(labels, values, strict=True):
                    pairs.setdefault(label.field, value)
        return pairs

    def _pair_garbled(self, text: str, runs: list[_Run], same_line: dict[str, _Value]) -> dict[str, _Value]:
        """Single values of a kind, dates by their order in time, and otherwise what stands on one line."""
        whole = _Run([x for run in runs for x in run.labels], [v for run in runs for v in run.values])
        pairs: dict[str, _Value] = {}
        for kind in _VALUES:
            labels, values = whole.of(kind)
            by_line = {x.field: same_line[x.field] for x in labels if x.field in same_line}
            if kind == "date":
                in_time = self._by_time(text, [x.field for x in labels], values)
                if in_time is not None and all(in_time[name] == value for name, value in by_line.items()):
                    pairs.update(in_time)
                elif in_time is None:
                    pairs.update(by_line)
            elif len(labels) == len(values) == 1:
                pairs[labels[0].field] = values[0]
            else:
                pairs.update(by_line)
        return pairs

    def _by_time(self, text: str, names: list[str], values: list[_Value]) -> dict[str, _Value] | None:
        """The one assignment of dates that agrees with the order in which they can only have happened."""
        days = [iso_date(text[v.start : v.end]) for v in values]
        if len(names) != len(values) or len(set(names)) != len(names) or not set(names) <= set(self._order):
            return None
        if None in days or len(set(days)) != len(days):
            return None
        in_time = sorted(values, key=lambda v: iso_date(text[v.start : v.end]) or "")
        return dict(zip(sorted(names, key=self._order.index), in_time, strict=True))

    def _tags(self, text: str, pairs: dict[str, _Value]) -> dict[str, Tag]:
        tags = {name: self._tag(name, v.kind, text, v.start, v.end) for name, v in pairs.items()}
        return {name: tag for name, tag in tags.items() if tag is not None}

    def _tag(self, name: str, kind: str, text: str, start: int, end: int) -> Tag | None:
        printed = text[start:end]
        value: str | None = printed.upper()
        if kind == "date":
            value = iso_date(printed)
        elif kind == "priority":
            value = "expedited" if printed.casefold() == "expedited" else "standard"
        return None if value is None else Tag(name, start, end, value, f"{self._layout}.{name}")

    def _in_order(self, tags: dict[str, Tag], runs: list[_Run]) -> bool:
        """Whether the dates are in the order of time, where some were told apart by counting alone."""
        if all(sum(x.kind == "date" for x in run.labels) < 2 for run in runs):
            return True
        days = [tags[name].value for name in self._order if name in tags]
        return days == sorted(days)
