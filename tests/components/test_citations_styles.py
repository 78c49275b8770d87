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


SECTIONS: list[tuple[str, Said]] = [
    (
        "MTUS, Manual therapy & manipulation, pages 58 & 59, limits it.",
        [{"source": MTUS, "sections": ["Manual therapy & manipulation"], "pages": [(58, 58), (59, 59)]}],
    ),
    (
        "MTUS guidelines, muscle relaxants, page 63, limit it.",
        [{"source": MTUS, "sections": ["muscle relaxants"], "pages": [(63, 63)]}],
    ),
    ("MTUS guidelines, muscle relaxants included, limit it.", [{"source": MTUS}]),
    (
        "The MTUS Chronic Pain Medical Treatment Guidelines, 2009, Section: Biofeedback, page 24, agree.",
        [{"source": MTUS, "guideline": MEDICAL, "edition": "2009", "sections": ["Biofeedback"], "pages": [(24, 24)]}],
    ),
    (
        "The Chronic Pain Medical Treatment Guidelines Baclofen section on page 64 agrees.",
        [{"source": MTUS, "guideline": MEDICAL, "sections": ["Baclofen"], "pages": [(64, 64)]}],
    ),
    (
        "Page 24 of the Chronic Pain Medical Treatment Guidelines section on Benzodiazepines states so.",
        [{"source": MTUS, "guideline": MEDICAL, "sections": ["Benzodiazepines"], "pages": [(24, 24)]}],
    ),
    (
        "The MTUS Guidelines section on Opioids, criteria for use, p 76-78, (d) asks for it.",
        [{"source": MTUS, "sections": ["Opioids, criteria for use"], "pages": [(76, 78)]}],
    ),
    ('The MTUS section titled "Weight control" states so.', [{"source": MTUS, "sections": ["Weight control"]}]),
    ("The MTUS section on Ganglion Cyst Removal states so.", [{"source": MTUS, "sections": ["Ganglion Cyst Removal"]}]),
    ("The MTUS section on Ganglion removal of this patient is silent.", [{"source": MTUS}]),
    (
        "The MTUS Post-Surgical Treatment Guidelines, Shoulder, page 27 allow 24.",
        [{"source": MTUS, "guideline": "Post-Surgical Treatment", "sections": ["Shoulder"], "pages": [(27, 27)]}],
    ),
]


@pytest.mark.parametrize(("text", "said"), SECTIONS)
def test_a_section_between_a_guideline_and_its_page(text: str, said: Said) -> None:
    assert prose(text) == said
