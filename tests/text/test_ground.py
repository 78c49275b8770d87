"""Printed words and places in the document."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text.ground import ground, printed
from tests.text.shipped import reflow

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


PIECES = st.sampled_from(
    [
        " ",
        "  ",
        "\n",
        "\r\n",
        "\t",
        "\f",
        "\v",
        "\x1c",
        "\x1f",
        "a",
        "Knee",
        ".",
        f"\n{FOOTER}\n",
        f"\n{FOOTER}\n\f",
        "\0",
    ]
)
ODD = st.sampled_from(["\u2019", "\u00a0", "\ufb03", "\u00ad", "\x85", "é"])


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=30) | st.lists(PIECES | ODD, max_size=30), st.data())
def test_what_was_read_stands_for_what_is_printed(pieces: list[str], data: st.DataObject) -> None:
    """The shorter ways through `ground` give what the map and `printed` give."""
    source = "".join(pieces)
    reading = reflow(source)
    if reading.text:
        start = data.draw(st.integers(0, len(reading.text) - 1))
        end = data.draw(st.integers(start + 1, len(reading.text)))
        s, e = reading.source_span(start, end)
        assert ground(reading, source, start, end) == (printed(source, s, e, reading.furniture), s, e)
