"""The normalisers of counts, frequencies and spinal levels, with the shipped vocabularies."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.rules import load_rules
from pipeline.rules.normalisers import NORMALISERS, Words

WORDS = Words(load_rules().vocabularies)


def value(name: str, **groups: str) -> Any:
    return NORMALISERS[name]({"text": "", **groups}, WORDS)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("twelve", 12),
        ("Eight (8)", 8),
        ("twenty-four", 24),
        ("1,200", 1200),
        ("60.00", 60),
        ("60.5", 60.5),
        ("no", 0),
        ("several", None),
    ],
)
def test_count(text: str, number: float | None) -> None:
    assert value("count", count=text) == number


@pytest.mark.parametrize(
    ("text", "limits"),
    [("7-10", (7, 10)), ("one to two", (1, 2)), ("six (6)", (6, 6)), ("twenty four", (24, 24)), ("some", None)],
)
def test_counts(text: str, limits: tuple[int, int] | None) -> None:
    assert value("counts", count=text) == limits


@pytest.mark.parametrize(
    ("groups", "frequency"),
    [
        ({"times": "2-3", "per": "wk"}, {"times": (2, 3), "per": "week"}),
        ({"times": "Thrice", "per": "weekly"}, {"times": (3, 3), "per": "week"}),
        ({"times": "b.i.d", "per": "day"}, {"times": (2, 2), "per": "day"}),
        ({"per": "nightly"}, {"times": (1, 1), "per": "day"}),
        ({"hours": "4-6"}, {"times": (4, 6), "per": "day"}),
        ({"hours": "72"}, None),
        ({"length": "a", "unit": "fortnight"}, {"for": (2, 2), "unit": "week"}),
        ({"times": "1", "per": "fortnight"}, None),
        ({"length": "2", "unit": "moons"}, None),
    ],
)
def test_frequency(groups: dict[str, str], frequency: dict[str, Any] | None) -> None:
    assert value("frequency", **groups) == frequency


def test_course_is_by_the_week_where_nothing_else_is_said() -> None:
    assert value("course", times="2", length="6") == {"times": (2, 2), "per": "week", "for": (6, 6), "unit": "week"}
    assert value("course", times="1", length="3", unit="days")["per"] == "day"
    assert value("course", per="weekly", length="6")["times"] == (1, 1)


@pytest.mark.parametrize(
    ("groups", "levels"),
    [
        ({"first": "L4", "rest": "-5"}, ("L4-L5",)),
        ({"first": "L4", "rest": "-L5-S1"}, ("L4-L5", "L5-S1")),
        ({"first": "C-4", "rest": "/5"}, ("C4-C5",)),
        ({"first": "T12", "rest": " to L1"}, ("T12-L1",)),
        ({"first": "L3", "listed": ", 4, 5"}, ("L3", "L4", "L5")),
        ({"first": "s1"}, ("S1",)),
        ({"first": "C9"}, None),
    ],
)
def test_levels(groups: dict[str, str], levels: tuple[str, ...] | None) -> None:
    assert value("levels", **groups) == levels
