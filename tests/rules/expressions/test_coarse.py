"""Expressions as the literal prefilter sees them; that it loses nothing is shown in `test_regexes.py`."""

from __future__ import annotations

import pytest

from pipeline.rules.expressions.coarse import as_expression, coarse, in_coarse


@pytest.mark.parametrize(
    ("regex", "expected"),
    [
        (r"\d{1,2}/\d{4}", "(?:  000  000000000000  |  000000  000000000000  )"),
        (r"(?:if|or)\b", "(?:  if  |  or  )"),
        (r"not(?= certified)(?= x)", "  not  certified"),
        (r"(?:is|not(?= so)) ?", "(?:  is  |  not  )"),
        (r"(?:is|not(?= so))", "(?:  is  |  not  so)"),
        (r"^no|[^\w/]x", "(?:  no  |  x  )"),
        (r"(?<!a)[\d.]é+$", ""),
        (r"(?m:^)x(?:ab){1,3}[a,]", "(?:  xab  |  xaba  |  xabab  |  xababa  |  xababab  |  xabababa  )"),
    ],
)
def test_numbers_are_alike_and_borders_of_words_are_blanks(regex: str, expected: str) -> None:
    assert as_expression(coarse(regex)) == expected


@pytest.mark.parametrize(
    ("regex", "expected"),
    [
        (r"not [^.]{0,20}\bnecessary", "  not  .*  necessary  "),
        (r"American (?:Medical|Heart.*Association)", "(?:  american  medical  |  american  heart.*association  )"),
        (r"(?:mri|mra)s?", "(?:  mra  |  mras  |  mri  |  mris  )"),
        (r"(?:scan|scanner)", "(?:  scan  |  scanner  )"),
        (r"(?:non-?)?certified", "(?:  certified  |  noncertified  )"),
        (r"\d{5,}x", "000000000000.*x  "),
        (r"(?:a|b\w*) ?x?", "(?:  a|  b)"),
        (r"(?:\w|b\w*) ?x?", ""),
        (r"(?:very )*good|(?:as good|well){2,}", "(?:good  |(?:as  goodas  good|as  goodwell|wellas  good|wellwell))"),
        (r"(?:no\bt|not)", "  not  "),
        (
            r"(?:aa|bb|cc|dd|ee)\)? (?:on|in|of) [^x]+ (?:\w)on",
            "(?:  aa  |  bb  |  cc  |  dd  |  ee  ).*(?:  in  |  of  |  on  ).*on  ",
        ),
        (r"(?<=odg )(?!treat)\w+ guides?", "odg  .*(?:  guide  |  guides  )"),
        (r"(?:(?<=male )|(?<=^The ))(?:worker|man)", "(?:  the  man  |  the  worker  |male  man  |male  worker  )"),
        (r"no (?:(?<=o )x|y)", "(?:  no  x  |  no  y  )"),
    ],
)
def test_what_every_match_holds(regex: str, expected: str) -> None:
    assert as_expression(coarse(regex)) == expected


def test_a_text_keeps_its_letters_alone() -> None:
    assert in_coarse(b"on 3/4, c5_?") == b"  on  000  000    c000_    "
