"""Manners of citing in the letters of 2013 to 2016, one list per manner."""

from __future__ import annotations

from typing import Any

import pytest

from tests.components.citation_samples import prose

MTUS, ODG, ACOEM, OTHER = "MTUS", "ODG", "ACOEM", "other"
CHRONIC = "Chronic Pain Treatment"
MEDICAL = "Chronic Pain Medical Treatment"
Said = list[dict[str, Any]]

INITIALS: list[tuple[str, Said]] = [
    ("MTUS CPMTG p63 limits them.", [{"source": MTUS, "guideline": "CPMTG", "pages": [(63, 63)]}]),
    ("The CPMTG (pages 63-64) limits them.", [{"source": MTUS, "guideline": "CPMTG", "pages": [(63, 64)]}]),
    ("Per the AMTG, it is an option.", [{"source": MTUS, "guideline": "AMTG"}]),
    ("The ACOEM OMPG, Chapter 11, p. 271 agrees.", [{"source": ACOEM, "chapter": 11, "pages": [(271, 271)]}]),
    (
        "The Acupuncture Medical Treatment Guidelines (AMTG), page 9, agree.",
        [{"source": MTUS, "guideline": "Acupuncture Medical Treatment", "pages": [(9, 9)]}],
    ),
]


@pytest.mark.parametrize(("text", "said"), INITIALS)
def test_titles_that_go_by_their_initials(text: str, said: Said) -> None:
    assert prose(text) == said
