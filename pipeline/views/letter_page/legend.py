"""The legend: every label of the page with its colour, its count and a box that switches it off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.views.colours import Colour, colours
from pipeline.views.letter_page.marks import RECORD, Mark, drawn_at_first, group_name, group_order
from pipeline.views.letter_page.safe import attribute, shown

_IN_WORDS = {
    "ur_denial_date": "UR denial",
    "ur_decision": "UR decision",
    "date_assigned": "assigned",
    "decision_date": "decided",
    "disputed": "disputed request",
    "original": "original request",
    "authorized": "authorized part",
    "uncited": "cites nothing",
    "outside_mtus": "outside of the MTUS",
    "depends_on": "rests on another item",
    "chapter_number": "chapter",
    "chapter_title": "chapter's title",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A label of a group. `style` is the class that has its colour."""

    group: str
    label: str
    count: int
    style: str


def label_words(label: str) -> str:
    """A shipped label for a reader: `date_of_injury` is `date of injury`. One of a user's own stays as it is."""
    if not label.islower():
        return label
    return _IN_WORDS.get(label, label.replace("_", " "))


def entries_of(marks: Sequence[Mark]) -> list[Entry]:
    """The entries of the legend, in its order."""
    counts = Counter((m.group, m.label) for m in marks if m.group != RECORD)
    styles = {label: f"k{i}" for i, label in enumerate(sorted({label for _, label in counts}))}
    order = sorted(counts, key=lambda key: (group_order(key[0]), key[0], key[1]))
    return [Entry(group, label, counts[group, label], styles[label]) for group, label in order]


def legend_html(entries: Sequence[Entry]) -> str:
    """The legend's groups, each with a box for all of its labels."""
    groups: dict[str, list[int]] = {}
    for i, entry in enumerate(entries):
        groups.setdefault(entry.group, []).append(i)
    return "".join(_group(group, numbers, entries) for group, numbers in groups.items())


def colour_rules(entries: Sequence[Entry]) -> str:
    """CSS that gives each entry's class its colours, in light and dark mode and (light) in print."""
    found = colours(entry.label for entry in entries)
    styles = {entry.style: found[entry.label] for entry in entries}
    light = "".join(_light(style, colour) for style, colour in styles.items())
    dark = "".join(_dark(style, colour) for style, colour in styles.items())
    return f"{light}@media screen and (prefers-color-scheme:dark){{{dark}}}"


def _light(style: str, colour: Colour) -> str:
    return f".{style}{{--bar:{colour.bar};--ground:{colour.ground};--ink:{colour.ink}}}"


def _dark(style: str, colour: Colour) -> str:
    return f".{style}{{--bar:{colour.dark_bar};--ground:{colour.dark_ground};--ink:{colour.dark_ink}}}"


def _group(group: str, numbers: Sequence[int], entries: Sequence[Entry]) -> str:
    state = " checked" if drawn_at_first(group) else ""
    labels = "".join(
        f'<label class="lab {entries[i].style}"><input type="checkbox" data-k="{i}"{state}>'
        f'<span class="chip">{shown(label_words(entries[i].label))}</span>'
        f'<span class="count">{entries[i].count}</span></label>'
        for i in numbers
    )
    name = shown(group_name(group))
    return (
        f'<fieldset data-group="{attribute(group)}"><legend><label><input type="checkbox" class="all"{state}>'
        f"{name}</label></legend>{labels}</fieldset>"
    )
