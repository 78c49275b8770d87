"""Guideline lines: chapters, sections and regulations with their pages."""

from __future__ import annotations

import pytest

from tests.components.citation_samples import line

MTUS = "MTUS"


PAGES = [
    (
        "ACOEM Practice Guidelines, Chapter 12 (Low Back Complaints) Page(s): 303-305",
        [{"source": MTUS, "guideline": "Low Back Complaints", "chapter": 12, "pages": [(303, 305)]}],
    ),
    (
        "Chronic Pain Treatment Guidelines Opioids, criteria for use Page(s): 76-80, 91",
        [
            {
                "source": MTUS,
                "guideline": "Chronic Pain Treatment",
                "sections": ["Opioids, criteria for use"],
                "pages": [(76, 80), (91, 91)],
            }
        ],
    ),
    (
        "Chronic Pain Treatment Guidelines NSAIDs Page 67-68 of 127",
        [{"source": MTUS, "guideline": "Chronic Pain Treatment", "sections": ["NSAIDs"], "pages": [(67, 68)]}],
    ),
    (
        "Chronic Pain Treatment Guidelines Physical Medicine Section (9792.20 - 9792.26) Page(s): 98-99",
        [
            {
                "source": MTUS,
                "guideline": "Chronic Pain Treatment",
                "sections": ["Physical Medicine"],
                "regulations": ["9792.20-9792.26"],
                "pages": [(98, 99)],
            }
        ],
    ),
    (
        "ACOEM Chapter 8 Neck and Upper Back Complaints Page(s): 177-8, and Postsurgical Treatment "
        "Guidelines Page(s): 16",
        [
            {"source": MTUS, "guideline": "Neck and Upper Back Complaints", "chapter": 8, "pages": [(177, 178)]},
            {"source": MTUS, "guideline": "Postsurgical Treatment", "pages": [(16, 16)]},
        ],
    ),
    (
        "ACOEM, and Chronic Pain Treatment Guidelines Opioids Page(s): 78",
        [
            {"source": MTUS},
            {"source": MTUS, "guideline": "Chronic Pain Treatment", "sections": ["Opioids"], "pages": [(78, 78)]},
        ],
    ),
    (
        "Chronic Pain Treatment Guidelines Anti-inflammatory medications, NSAIDs, specific drug list & "
        "adverse effects "
        "Page(s): 22; 70-73",
        [
            {
                "source": MTUS,
                "guideline": "Chronic Pain Treatment",
                "sections": ["Anti-inflammatory medications", "NSAIDs, specific drug list & adverse effects"],
                "pages": [(22, 22), (70, 73)],
            }
        ],
    ),
]


@pytest.mark.parametrize(("text", "said"), PAGES)
def test_wording_with_chapters_and_pages(text: str, said: list[dict[str, object]]) -> None:
    assert line(f"Decision based on MTUS {text}.") == said
