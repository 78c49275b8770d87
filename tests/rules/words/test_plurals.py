"""Singulars of words."""

from __future__ import annotations

import pytest

from pipeline.rules.load import shipped_shared
from pipeline.rules.vocabularies import Vocabularies
from pipeline.rules.words.plurals import singular


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *[("bodies", "body"), ("Units", "unit"), ("injections", "injection"), ("MRIs", "mris"), ("knee", "knee")],
        *[("pelvis", "pelvis"), ("thrombus", "thrombus"), ("abscess", "abscess"), ("his", "his"), ("gas", "gas")],
    ],
)
def test_an_ending_of_the_plural_is_taken_off(word: str, expected: str) -> None:
    assert singular(shipped_shared().vocabularies)(word) == expected


def test_without_endings_every_word_is_singular() -> None:
    assert singular(Vocabularies())("Units") == "units"


def test_the_longest_ending_counts() -> None:
    of = singular(Vocabularies.of([{"plural_endings": {"-": ["s"], "y": ["ies"], "no": ["ss"]}}]))
    assert (of("bodies"), of("pass"), of("units")) == ("body", "pass", "unit")
