"""What is marked in a letter's text, and in which groups."""

from __future__ import annotations

from dataclasses import dataclass

RECORD, FINDINGS, WARNINGS = "record", "findings", "warnings"
# In the order of the legend: (span group, its name, whether it is drawn from the start).
GROUPS: tuple[tuple[str, str, bool], ...] = (
    ("fields", "Header and credentials", True),
    ("people", "Injured worker", True),
    ("dates", "Dates", True),
    ("requests", "Requests", True),
    ("citations", "Citations", True),
    ("citation_parts", "Parts of citations", True),
    ("guideline_lines", "Guideline lines", True),
    ("decisions", "Decisions and verdicts", True),
    ("clinical", "Clinical facts", True),
    ("own", "Your own rules", True),
    (FINDINGS, "Findings", True),
    (WARNINGS, "Warnings", True),
    ("sections", "Sections", False),
    ("reviewers", "Reviewers one by one", False),
    ("statements", "Statements", False),
    ("labels", "Printed labels", False),
    ("rules", "All hits of rules", False),
    ("layout", "Layout", False),
)
_NAMES = {group: name for group, name, _ in GROUPS}
_SHOWN = {group: drawn for group, _, drawn in GROUPS}
_ORDER = {group: i for i, (group, _, _) in enumerate(GROUPS)}


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled stretch of the source text.

    Attributes:
        group: the span group; `record` for a value of the record that no span states, never drawn.
        label: what it is.
        start, end: half-open character offsets into the source text.
        value: the normal value, empty where there is none.
        rule: id of the rule that found it, empty where no rule did.
    """

    group: str
    label: str
    start: int
    end: int
    value: str = ""
    rule: str = ""


def group_name(group: str) -> str:
    """A span group's name for a reader."""
    return _NAMES.get(group, group.replace("_", " "))


def drawn_at_first(group: str) -> bool:
    """Whether a group's marks are drawn before anybody asked for them; groups of a user's own components are."""
    return _SHOWN.get(group, True)


def group_order(group: str) -> int:
    """The group's place in the legend."""
    return _ORDER.get(group, len(GROUPS))


def by_place(mark: Mark) -> tuple[int, int, int, str]:
    """What marks are sorted by: the order of their start, longer ones first."""
    return mark.start, -mark.end, group_order(mark.group), mark.label
