"""Small letters for every case of an ASCII letter that an expression in any case takes for it."""

from __future__ import annotations

import re
import string
import sys

import pytest

from pipeline.text.folding import fold, folded

EVERY = [chr(number) for number in range(sys.maxunicode + 1)]


@pytest.mark.parametrize("letter", string.ascii_lowercase)
def test_folding_knows_all_cases_of_a_letter(letter: str) -> None:
    found = {m[0] for m in re.finditer(letter, "".join(EVERY), re.IGNORECASE)}
    assert found == {one for one in EVERY if fold(one) == letter}


def test_folding_keeps_places() -> None:
    text = "".join(EVERY)
    assert len(fold(text)) == len(text)
    assert folded(text) == fold(text) == "".join(map(fold, EVERY))


def test_the_last_text_is_known_without_comparing_it() -> None:
    class Text(str):
        def __eq__(self, other: object) -> bool:
            raise AssertionError("compared")

        __hash__ = str.__hash__

    first, second = Text("One " * 400), Text("One " * 400)
    assert folded(first) is folded(first) and folded(second) == "one " * 400
