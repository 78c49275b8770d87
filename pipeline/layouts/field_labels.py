"""What stands in a header table: labels of fields, and values that are no dates, as tags of the group `labels`.

Dates are found by the rules labelled `DATE`; which value is which label's, the component `imr_fields` tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from pipeline.layouts.model import Fields, Marked
from pipeline.layouts.printed import tolerant
from pipeline.rules.expressions.prefiltered import PrefilteredRegex
from pipeline.rules.tags import FrozenMapping, Tag
from pipeline.text.boxes import Answers, answered

LABEL, CLOSING, VALUE, BROKEN = "label", "closing", "value", "broken"
ASIDE = "aside"
DATE, PRIORITY = "date", "priority"
USUAL, OTHERWISE = "usual", "otherwise"
_VALUES = ("case_number", PRIORITY, BROKEN)
_FARTHEST = 300  # characters behind its label at which a case number of a form of its own is looked for


class FieldFinder:
    """Finds a header's labels by the ways in which a layout prints them.

    A tag's label is the field that it names (of a value, its kind; `broken` of what stands in a value's place and is
    none, `aside` of the boxes and words beside a priority); its value is the kind of value that belongs there.
    Attributes: `is` (`label`, `closing`, the second half of a label that may follow the value, or `value`), `printed`
    (`usual`, or `otherwise`: as few letters print it), and of a date's label its place in `order`, the order of time,
    with how many labels that order has (`ordered`).

    Args:
        fields: the layout's fields.
        layout: its name, for the tags' rules.
    """

    def __init__(self, fields: Fields, layout: str) -> None:
        self._fields = fields
        self._layout = layout
        self._order = {name: str(place) for place, name in enumerate(fields.order)}

    @cached_property
    def _usual(self) -> re.Pattern[str]:
        return _elements(self._fields, otherwise=False)

    @cached_property
    def _all(self) -> re.Pattern[str]:
        """The labels in all ways in which they are printed: a large expression, which few letters need."""
        return _elements(self._fields, otherwise=True)

    @cached_property
    def _otherwise(self) -> PrefilteredRegex | None:
        """The ways in which few letters print labels, alone."""
        rare = [way for label in self._fields.labels if label.otherwise for way in _printed(label.otherwise)]
        return PrefilteredRegex("|".join(rare)) if rare else None

    @cached_property
    def _patterns(self) -> list[re.Pattern[str] | None]:
        """Of each label, what its value looks like where that is not as usual: a whole word."""
        found = (label.pattern for label in self._fields.labels)
        return [re.compile(rf"(?<![\w/-])(?:{one})(?![\w/-])", re.IGNORECASE) if one else None for one in found]

    def find(self, text: str, start: int, end: int, *, usual: bool = False) -> list[Tag]:
        """The tags in `[start, end)` of the reading text, in text order: by the usual labels, and then, where these do
        not name every field (and not with `usual`), by all ways in which labels are printed."""
        found = _in_text_order(self._tags(self._usual, text, start, end, USUAL))
        named = {tag.label for tag in found if tag.attributes["is"] == LABEL}
        if usual or self._otherwise is None or named == {label.field for label in self._fields.labels}:
            return found
        labels = self._all if self._otherwise.may_match(text, start, end) else self._usual
        return [*found, *_in_text_order(self._tags(labels, text, start, end, OTHERWISE))]

    def _tags(self, regex: re.Pattern[str], text: str, start: int, end: int, printed: str) -> Iterator[Tag]:
        priorities: list[tuple[int, int]] = []
        for m in regex.finditer(text, start, end):
            kind = m.lastgroup or ""
            attributes = {"is": VALUE, "printed": printed}
            name = kind
            if kind not in _VALUES:
                place = int(kind.lstrip(LABEL + CLOSING))
                label, pattern = self._fields.labels[place], self._patterns[place]
                value = pattern.search(text, m.end(), min(end, m.end() + _FARTHEST)) if pattern else None
                if value is not None:
                    yield Tag(
                        label.kind,
                        *value.span(),
                        label.kind,
                        f"{self._layout}.{label.field}",
                        FrozenMapping(attributes),
                    )
                name, attributes = label.field, {**attributes, "is": CLOSING if kind.startswith(CLOSING) else LABEL}
                kind = label.kind
                if name in self._order:
                    attributes |= {"order": self._order[name], "ordered": str(len(self._order))}
            elif kind == PRIORITY:
                priorities.append(m.span())
                continue
            elif kind == BROKEN:
                kind = DATE
            yield Tag(name, *m.span(), kind, f"{self._layout}.{name}", FrozenMapping(attributes))
        for answers in answered(text, priorities):
            yield from _answers(answers, f"{self._layout}.{PRIORITY}", FrozenMapping({"is": VALUE, "printed": printed}))


def _in_text_order(tags: Iterable[Tag]) -> list[Tag]:
    return sorted(tags, key=lambda tag: tag.start)


def _answers(answers: Answers, rule: str, attributes: FrozenMapping[str, str]) -> Iterator[Tag]:
    """The priority that counts, and what stands beside it; a broken value where that is not certain."""
    start, end, chosen = answers
    if chosen is None:
        yield Tag(BROKEN, start, end, PRIORITY, rule, attributes)
        return
    yield Tag(PRIORITY, *chosen, PRIORITY, rule, attributes)
    beside = ((start, chosen[0]), (chosen[1], end))
    yield from (Tag(ASIDE, *place, PRIORITY, rule, attributes) for place in beside if place[0] < place[1])


def _printed(mark: Marked) -> list[str]:
    """Expressions for the ways in which a mark is printed."""
    return [*([mark.regex] if mark.regex else []), *map(tolerant, mark.text)]


def _elements(fields: Fields, *, otherwise: bool) -> re.Pattern[str]:
    """The expression for labels as they are usually printed, or with `otherwise` as they are printed at all, and for
    values."""
    alternatives, labels = [], fields.labels
    for i, label in enumerate(labels):
        marks = [label, label.otherwise] if otherwise and label.otherwise else [label]
        printed = [*(m.regex for m in marks if m.regex), *(tolerant(words) for mark in marks for words in mark.text)]
        alternatives.append(f"(?P<{LABEL}{i}>{'|'.join(printed)})")
    alternatives += [f"(?P<{CLOSING}{i}>{tolerant(x.closing)})" for i, x in enumerate(labels) if x.closing]
    alternatives += [f"(?P<{kind}>{getattr(fields, kind)})" for kind in _VALUES]
    return re.compile("|".join(alternatives), re.IGNORECASE)
