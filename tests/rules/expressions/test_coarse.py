"""Expressions as the literal prefilter sees them; that it loses nothing is shown in `test_regexes.py`."""

from __future__ import annotations

import pytest

from pipeline.rules.expressions.coarse import coarse, in_coarse


@pytest.mark.parametrize(
    ("regex", "expected"),
    [
        (r"\d{1,2}/\d{4}", "  (?:000|000000)  (?:000){4,4}  "),
        (r"(?:if|or)\b", "(?:  if  |  or  )"),
        (r"not(?= certified)", "  not(?:  certified)"),
        (r"^no|[^\w/]x", "(?:  no  |  x  )"),
        (r"(?<!a)[\d.]é+$", "(?:  |000)(?:_)(?:_)*  "),
        (r"(?m:^)x(?:ab){1,3}[a,]", "(?:)x(?:ab|abab|ababab)(?:[a]|  )"),
    ],
)
def test_numbers_are_alike_and_borders_of_words_are_blanks(regex: str, expected: str) -> None:
    assert coarse(regex) == expected


def test_a_text_keeps_its_letters_alone() -> None:
    assert in_coarse(b"on 3/4, c5_?") == b"  on  000  000    c000_    "
