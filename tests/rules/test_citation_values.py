from __future__ import annotations

import pytest

from pipeline.rules.load import shipped_shared
from pipeline.rules.normalisers import NORMALISERS, Words


@pytest.mark.parametrize(
    ("name", "groups", "value"),
    [
        ("edition", {"text": "updated 11/23/16"}, "2016"),
        ("edition", {"text": "July 28, 2016"}, "2016"),
        ("edition", {"text": "Version 2.2017"}, "2017"),
        ("edition", {"text": "5th Edition"}, "5th"),
        ("edition", {"text": "21st ed."}, "21st"),
        ("edition", {"text": "12th Edition"}, "12th"),
        ("edition", {"text": "Third Edition"}, "3rd"),
        ("edition", {"text": "V. 3"}, ""),
        ("edition", {"text": "page 1126 of 1999", "year": "1999"}, "1999"),
        ("edition", {"text": "no. 1126"}, ""),
        ("regulation", {"text": "(9792.20 - 9792.26)"}, "9792.20-9792.26"),
        ("regulation", {"text": "section 9792.24.2"}, "9792.24.2"),
        ("regulation", {"text": "section"}, None),
        ("text", {"text": "section on TENS", "words": "TENS "}, "TENS"),
        ("text", {"text": " "}, None),
    ],
)
def test_normal_values_of_citations(name: str, groups: dict[str, str], value: object) -> None:
    assert NORMALISERS[name](groups, Words(shipped_shared().vocabularies)) == value
