"""Spellings and misprints of specialties."""

from __future__ import annotations

import pytest

from pipeline.rules.load import shipped_shared
from pipeline.rules.words.specialties import VOCABULARY, specialty_name


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Sports Medicinea", "Sports Medicine"),
        ("neurology", "Neurology"),
        ("Neuro1ogy", "Neurology"),
        ("Orthopedlc  Surgery", "Orthopedic Surgery"),
        ("Physical Medicine and Rehabilitation", "Physical Medicine & Rehabilitation"),
        ("PM&R", "Physical Medicine & Rehabilitation"),
        ("Family Practice", "Family Medicine"),
        ("Pediatric Surgery", "Pediatric Surgery"),
        ("Podatric Surgery", "Podatric Surgery"),  # of two that it may be, none
        ("Aerospace Medicine", "Aerospace Medicine"),
        ("Urolog", "Urolog"),
    ],
)
def test_one_name(printed: str, name: str) -> None:
    assert specialty_name(printed) == name


def test_every_name_is_its_own() -> None:
    lists = shipped_shared().vocabularies.lists[VOCABULARY]
    for value, words in lists.items():
        assert {specialty_name(word) for word in (value, *words)} == {value}
