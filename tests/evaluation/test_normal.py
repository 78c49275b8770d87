from __future__ import annotations

import pytest

from pipeline.evaluation.normal import flat, normal, normal_guideline, normal_strength


@pytest.mark.parametrize(
    ("value", "same"),
    [
        (" Knee\n brace. ", "knee brace"),
        ("the “open” – patient’s", 'the "open" - patient\'s'),
        (["A", " b "], ("a", "b")),
        ({"b": "X", "a": [1, 2]}, (("a", (1, 2)), ("b", "x"))),
        (12, 12),
        (None, None),
    ],
)
def test_normal(value: object, same: object) -> None:
    assert normal(value) == same


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("Knee & Leg (Acute & Chronic)", "knee and leg"),
        ("The Low-Back Chapter", "low back"),
        ("Chronic Pain Guidelines", "chronic pain"),
        ("Forearm, Wrist, and Hand", "forearm wrist and hand"),
        (None, None),
    ],
)
def test_guideline_titles(title: str | None, same: str | None) -> None:
    assert normal_guideline(title) == same


def test_strength_and_flat() -> None:
    assert normal_strength("1,000 mg") == "1000mg"
    assert normal_strength("20 percent") == "20%"
    assert normal_strength(None) is None
    assert flat("a b\n\x0cc") == "abc"
