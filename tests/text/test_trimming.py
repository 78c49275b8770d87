"""Stretches without what stands around their words."""

from __future__ import annotations

import pytest

from pipeline.text.trimming import trimmed


@pytest.mark.parametrize(
    ("around", "left"),
    [((), "a, b."), ((" .",), "a, b"), ((" ", " .,"), "a, b"), ((" a,",), "b."), (("ab ,.",), "")],
)
def test_what_stands_around_the_words_is_left_out(around: tuple[str, ...], left: str) -> None:
    text = "x  a, b. x"
    assert text[slice(*trimmed(text, 1, 9, *around))] == left
    assert trimmed(text, 3, 3) == (3, 3)
