"""How far cues reach: sentences, clauses, and the parts of a clause around its verbs."""

from __future__ import annotations

import pytest

from pipeline.rules.matching.scopes import Scopes
from pipeline.rules.words.sentence_words import sentence_splitter

TEXT = "It hurts. The denial of the scan was not supported, and the cast is old. It was late and is upheld."


@pytest.mark.parametrize(
    ("kind", "at", "expected"),
    [
        ("sentence", "supported", "The denial of the scan was not supported, and the cast is old. "),
        ("clause", "supported", "The denial of the scan was not supported, "),
        ("predicate", "supported", "was not supported, "),
        ("subject", "supported", "The denial of the scan was not supported, "),
        ("predicate", "is upheld", "is upheld."),
        ("subject", "is upheld", "It was late and is upheld."),
    ],
)
def test_scopes(kind: str, at: str, expected: str) -> None:
    start, end = Scopes(TEXT, [], sentence_splitter())(kind, TEXT.index(at))
    assert TEXT[start:end] == expected


def test_a_section_inside_another_does_not_cut_its_sentences() -> None:
    place = TEXT.index("is upheld")
    scopes = Scopes(TEXT, [(10, len(TEXT)), (place, len(TEXT))], sentence_splitter())
    assert scopes("sentence", place)[0] < place
