"""Printed words and places in the document."""

from __future__ import annotations

import pytest

from pipeline.text.ground import ground, printed
from pipeline.text.reading_text import reflow

FOOTER = "IMR Case Number: CM18-9900999 Page 2 of 5"


def place(text: str, words: str) -> tuple[str, int, int]:
    reading = reflow(text)
    at = reading.text.index(words)
    return ground(reading, text, at, at + len(words))


@pytest.mark.parametrize(
    ("source", "words", "text"),
    [
        ("a  Knee \n\n brace: Upheld", "Knee brace", "Knee brace"),
        ("the o\ufb03ce \u201cvisit\u201d now", 'office "visit"', "o\ufb03ce \u201cvisit\u201d"),
        ("so certi\u00adfied it is", "certified", "certi\u00adfied"),
        (f"is not\n{FOOTER}\n\fmedically necessary.", "not medically", "not medically"),
        (f"is\n{FOOTER}\nnot\n{FOOTER}\nin doubt", "is not in", "is not in"),
    ],
)
def test_words_are_given_as_printed(source: str, words: str, text: str) -> None:
    found, start, end = place(source, words)
    assert found == text
    assert "".join(source[start:end].replace(FOOTER, "").split()) == "".join(text.split())


def test_furniture_beside_a_span_is_not_in_it() -> None:
    source = f"one\n{FOOTER}\ntwo\n{FOOTER}\nthree"
    found, start, end = place(source, "two")
    assert found == source[start:end] == "two"


def test_furniture_at_an_end_is_cut_off() -> None:
    assert printed("abcdef", 1, 5, ((0, 2), (4, 6))) == "cd"
    assert printed("abcdef", 2, 4, ((0, 2), (4, 6))) == "cd"
    assert printed("ab  cd", 0, 6, ()) == "ab cd"
