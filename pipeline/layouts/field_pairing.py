"""The fields of the header table, in whatever order an extractor printed labels and values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from pipeline.layouts.field_labels import ASIDE, BROKEN, CLOSING, DATE, OTHERWISE, PRIORITY, USUAL, VALUE
from pipeline.rules.tags import Tag
from pipeline.rules.vocabularies import Vocabularies
from pipeline.text.reading_text import ReadingText

_KINDS = ("case_number", DATE, PRIORITY)
_LONGEST_LABEL = 30  # characters of a label that none knows
_BROKEN = 2  # characters before a value that may be its own: "1 2/26/2016"
_LOOK_ALIKES = "lIOSB"  # of figures
_FEWEST = 3  # fields that make a header of what has none of the usual labels
_DAY = len("2016-11-05")
_CENTURIES = ("/19", "/20", "-19", "-20")  # at the end of a date whose year may have lost its last figures


class Element(NamedTuple):
    """A label, or a value of a kind; `field` is empty for values, and for labels that none knows.

    Attributes:
        value: of a date, its ISO form.
        order: of a date's label, its place in the order of time; empty where none is known.
        ordered: how many labels that order has.
        rule: of a label, the rule that found it.
        broken: of a value, whether it cannot be read.
    """

    kind: str
    start: int
    end: int
    field: str = ""
    value: str = ""
    order: str = ""
    ordered: int = 0
    rule: str = ""
    closing: bool = False
    broken: bool = False


@dataclass(slots=True)
class _Run:
    """Labels that follow one another, and the values behind them."""

    labels: list[Element] = field(default_factory=list)
    values: list[Element] = field(default_factory=list)

    def of(self, kind: str) -> tuple[list[Element], list[Element]]:
        return [x for x in self.labels if x.kind == kind], [v for v in self.values if v.kind == kind]


class FieldsReading(NamedTuple):
    """The fields that are certain, and the labels whose values could not be told apart."""

    tags: tuple[Tag, ...]
    doubtful: tuple[str, ...]


def pair_fields(
    reading: ReadingText, labels: Sequence[Tag], dates: Sequence[Tag], vocabularies: Vocabularies
) -> FieldsReading:
    """The fields of a header.

    Labels that follow one another are given the values that follow them, in order and by kind. Where numbers
    differ (an extractor printed values before their labels), only the order of dates in time is left to tell them
    apart; where that contradicts what stands on one line, nothing is given. Where a date's label is missing, only
    what stands on one line with its label is given, or the only date behind the only label. A date that cannot be
    read holds its place, and of the others only what stands with its own label, and with no other, is given.

    Args:
        reading: the letter's reading text.
        labels: the header's tags of the group `labels`.
        dates: its dates, in text order; those that name no day are broken ones.
        vocabularies: `priorities` gives the record's names of the words for a priority.
    """
    found = _paired(reading, _elements(reading.text, labels, dates, USUAL), vocabularies)
    if all(tag.attributes["printed"] != OTHERWISE for tag in labels):
        return found
    further = _paired(reading, _elements(reading.text, labels, dates, OTHERWISE), vocabularies)
    # Without any usual label this may be no header, but a summary that says when the injury was.
    is_header = found.tags or len(further.tags) >= _FEWEST
    return further if is_header and len(further.tags) > len(found.tags) else found


def _paired(reading: ReadingText, elements: Iterable[Element], vocabularies: Vocabularies) -> FieldsReading:
    runs, same_line = _runs(reading, elements)
    pairs = _pair_runs(runs)
    if pairs is None or not _in_order(pairs, runs):
        pairs = _pair_garbled(reading, runs, same_line)
    elif not _complete(runs) and not _alone(runs):
        certain = {name for name, (_, value) in pairs.items() if value.kind != DATE or same_line.get(name) == value}
        pairs = {name: pair for name, pair in pairs.items() if name in certain}
    else:
        pairs = _uncontradicted(pairs, runs, same_line)
        if not _in_time(pairs):  # a value on another line than its label may be another one's
            pairs = {x: pair for x, pair in pairs.items() if pair[1].kind != DATE or same_line.get(x) == pair[1]}
    pairs = _whole(pairs, runs, same_line)
    doubtful = [x.field for run in runs for x in run.labels if x.field not in pairs]
    tags = []
    for label, value in pairs.values():
        if label.field:
            printed = reading.text[value.start : value.end]
            normal = value.value or printed.upper()
            if value.kind == PRIORITY:
                normal = vocabularies.value("priorities", printed) or printed.lower()
            tags.append(Tag(label.field, value.start, value.end, normal, label.rule))
    return FieldsReading(tuple(sorted(tags, key=lambda t: t.start)), tuple(filter(None, doubtful)))


_Pairs = dict[str, tuple[Element, Element]]


def _elements(text: str, labels: Sequence[Tag], dates: Sequence[Tag], printed: str) -> list[Element]:
    """Labels and values in text order, none over another."""
    found = _days(text, dates)
    for tag in labels:
        named = tag.attributes
        if named["printed"] != printed:
            continue
        if tag.label == BROKEN:
            if all(tag.end <= day.start or day.end <= tag.start for day in dates):
                found.append(Element(tag.value, tag.start, tag.end, broken=True))
        elif tag.label == ASIDE:
            found.append(Element(ASIDE, tag.start, tag.end))
        elif named["is"] == VALUE:
            found.append(Element(tag.value, tag.start, tag.end))
        else:
            order, closing = named.get("order", ""), named["is"] == CLOSING
            ordered = int(named.get("ordered", "0")) if printed == USUAL else 0  # letters of other forms have fewer
            found.append(Element(tag.value, tag.start, tag.end, tag.label, "", order, ordered, tag.rule, closing))
    found.sort(key=lambda element: (element.start, -element.end))
    apart: list[Element] = []
    for element in found:
        if not apart or element.start >= apart[-1].end:
            apart.append(element)
    return apart


def _days(text: str, dates: Sequence[Tag]) -> list[Element]:
    """The dates as elements; those that name no day, or whose year may be cut behind its century, are broken."""
    whole = any(text[tag.end - 4 : tag.end].isdigit() for tag in dates)

    def is_cut(tag: Tag) -> bool:
        if text[tag.end - 3 : tag.end] not in _CENTURIES:
            return False
        others = [int(other.value[:4]) for other in dates if other is not tag]
        return whole or (len(others) > 1 and int(tag.value[:4]) > max(others) + 1)

    return [
        Element(DATE, tag.start, tag.end, value=tag.value, broken=len(tag.value) != _DAY or is_cut(tag))
        for tag in dates
    ]


def _whole(pairs: _Pairs, runs: Iterable[_Run], same_line: dict[str, Element]) -> _Pairs:
    """The pairs without broken values; where there are such, of dates those that stand with their own label alone."""
    broken = [value for run in runs for value in run.values if value.broken]
    if all(value.kind != DATE for value in broken):
        return {name: pair for name, pair in pairs.items() if not pair[1].broken}
    single = [run.values[0] for run in runs if len(run.labels) == len(run.values) == 1]
    return {
        name: (label, value)
        for name, (label, value) in pairs.items()
        if not value.broken and (value.kind != DATE or value in single or same_line.get(name) == value)
    }


def _runs(reading: ReadingText, elements: Iterable[Element]) -> tuple[list[_Run], dict[str, Element]]:
    """The header's runs of labels and values, and the values that stand behind their label on one line."""
    text, elements = reading.text, list(elements)
    named = {element.field for element in elements if element.field and not element.closing}
    of_dates = {_last_word(text[x.start : x.end]) for x in elements if x.field and x.kind == DATE}
    runs = [_Run()]
    same_line: dict[str, Element] = {}
    contradicted: set[str] = set()
    before: tuple[Element, int, bool] | None = None  # the label directly before, where it ends, whether on its own
    at = -1
    for element, behind in zip(elements, [*(x.start for x in elements), len(text)][1:], strict=True):
        unread = text[at : element.start].strip(" :;,.|") if at >= 0 else ""
        chained = not unread
        far = len(unread) > _LONGEST_LABEL or (at < 0 and text[element.end : behind].strip())
        if far and element.broken and not element.value:  # words elsewhere in a header stand in no date's place
            continue
        if element.kind == ASIDE:
            at = element.end if chained else at
            continue
        at = element.end
        if element.closing:
            if before and element.field not in named:  # its first half is lost: the value behind may be its own
                runs[-1].labels.append(Element(element.kind, element.start, element.start))
            continue
        if not element.field:
            if element.broken and before:
                element = element._replace(kind=before[0].kind)  # a blank may be that of any kind
            if not chained and (runs[-1].labels or runs[-1].values) and len(unread) <= _LONGEST_LABEL:
                # A label that is damaged, or that none knows: a value behind it is not the one before's.
                if runs[-1].values:
                    runs.append(_Run())
                runs[-1].labels.append(Element(element.kind, element.start, element.start))
                chained = True
            if chained:
                runs[-1].values.append(element)
            # Behind several labels on one line, the last one need not be the value's.
            broken = 0 < len(unread) <= _BROKEN and (unread in _LOOK_ALIKES or not unread.isalpha())
            if element.kind == DATE and len(unread) > _BROKEN:
                broken = any(map(str.isalpha, unread))  # what is left of another label
            alone = before and before[2] and not broken and not reading.breaks_between(before[1], element.start)
            if before and alone and before[0].kind == element.kind:
                other = same_line.setdefault(before[0].field, element)
                if other.value != element.value:  # one of two labels is another's
                    contradicted.add(before[0].field)
            before = None
            continue
        if runs[-1].values or not chained:
            runs.append(_Run())
        if 0 < len(unread) <= _LONGEST_LABEL and _last_word(unread) in of_dates:  # "UR [...] Date:"
            runs[-1].labels.append(Element(DATE, element.start, element.start))
        runs[-1].labels.append(element)
        label_end = element.start + len(text[element.start : element.end].rstrip())
        before = (element, label_end, before is None or reading.breaks_between(before[1], element.start))
    for run in runs if contradicted else ():
        run.labels = [x._replace(field="") if x.field in contradicted else x for x in run.labels]
    certain = {name: value for name, value in same_line.items() if name not in contradicted}
    return [run for run in runs if run.labels or run.values], certain


def _last_word(label: str) -> str:
    return label.strip(" :").rpartition(" ")[2]


def _pair_runs(runs: list[_Run]) -> _Pairs | None:
    """Labels and values run by run; `None` where a run does not come out even."""
    pairs: _Pairs = {}
    for run in runs:
        if len(run.labels) == len(run.values) == 1 and run.labels[0].kind == run.values[0].kind:
            pairs.setdefault(run.labels[0].field, (run.labels[0], run.values[0]))
            continue
        for kind in _KINDS:
            labels, values = run.of(kind)
            if len(labels) != len(values):
                return None
            for label, value in zip(labels, values, strict=True):
                pairs.setdefault(label.field, (label, value))
    return pairs


def _pair_garbled(reading: ReadingText, runs: list[_Run], same_line: dict[str, Element]) -> _Pairs:
    """Single values of a kind, dates by their order in time, and otherwise what stands on one line."""
    whole = _Run([x for run in runs for x in run.labels], [v for run in runs for v in run.values])
    pairs: _Pairs = {}
    for kind in _KINDS:
        labels, values = whole.of(kind)
        by_line = {x.field: (x, same_line[x.field]) for x in labels if x.field in same_line}
        if kind == DATE:
            in_time = _by_time(labels, values)
            if in_time is None or _crowded(reading, runs):
                pairs.update(by_line)
            elif all(in_time[name][1] == pair[1] for name, pair in by_line.items()):
                pairs.update(in_time if _complete(runs) else by_line)
        elif len(labels) == len(values) == 1:
            pairs[labels[0].field] = labels[0], values[0]
        else:
            pairs.update(by_line)
    return pairs


def _uncontradicted(pairs: _Pairs, runs: Iterable[_Run], same_line: dict[str, Element]) -> _Pairs:
    """The pairs without those of runs in which a value stands on the line of another label than it was given to, where
    the header has a label that none knows: a part of a label that stands elsewhere makes numbers even."""
    if all(label.field for run in runs for label in run.labels):
        return pairs
    wrong = {name for name, value in same_line.items() if name in pairs and pairs[name][1] != value}
    dropped = {x.field for run in runs if wrong & {x.field for x in run.labels} for x in run.labels}
    return {name: pair for name, pair in pairs.items() if name not in dropped}


def _alone(runs: Iterable[_Run]) -> bool:
    """Whether a header has one label of a date and one date: there is no other that it could have lost its place to."""
    labels, values = zip(*((run.labels, run.values) for run in runs), strict=True)
    return all(sum(x.kind == DATE for each in kind for x in each) == 1 for kind in (labels, values))


def _complete(runs: Iterable[_Run]) -> bool:
    """Whether the labels of all dates whose order in time is known are there, or others among them in their places.
    Where one is lost, a value may be lost too, so that what comes out even is none the less put under wrong names."""
    among = [run.labels for run in runs if any(label.field for label in run.labels)]
    dates = [label for labels in among for label in labels if label.kind == DATE]
    names = {label.field for label in dates if label.order}
    unknown = sum(not label.field for label in dates)
    return len(names) + unknown >= max((label.ordered for label in dates), default=0)


def _by_time(labels: list[Element], values: list[Element]) -> _Pairs | None:
    """The one assignment of dates that agrees with the order in which they can only have happened."""
    names, days = {label.field for label in labels}, {value.value for value in values}
    broken = any(value.broken for value in values) or not all(label.order for label in labels)
    if broken or not len(labels) == len(values) == len(names) == len(days):
        return None
    in_time = sorted(values, key=lambda value: value.value)
    in_order = sorted(labels, key=lambda label: int(label.order))
    return {label.field: (label, value) for label, value in zip(in_order, in_time, strict=True)}


def _crowded(reading: ReadingText, runs: Sequence[_Run]) -> bool:
    """Whether more dates stand on one line than labels before them: one of them is the date of no label. Only lines
    that end where labels and their values do tell that, not those that a wrapped text has anywhere."""
    for left, right in pairwise(runs):
        if left.values and right.labels and not reading.breaks_between(left.values[-1].end, right.labels[0].start):
            return False
    for labels, values in (run.of(DATE) for run in runs):
        lines = zip(values, values[len(labels) :], strict=False) if labels else ()
        if any(not reading.breaks_between(first.start, last.end) for first, last in lines):
            return True
    return False


def _in_order(pairs: _Pairs, runs: list[_Run]) -> bool:
    """Whether the dates are in the order of time, where some were told apart by counting alone."""
    if all(sum(x.kind == DATE for x in run.labels) < 2 for run in runs):
        return True
    return _in_time(pairs)


def _in_time(pairs: _Pairs) -> bool:
    """Whether the dates are in the order of time."""
    dated = [(label, value) for label, value in pairs.values() if label.order and not value.broken]
    ordered = sorted((int(label.order), value.value) for label, value in dated)
    days = [day for _, day in ordered]
    return days == sorted(days)
