"""Guideline lines that say in sentences, or in several clauses, what they rest on."""

from __future__ import annotations

import pytest

from tests.components.citation_samples import brief, line, read

MTUS, ODG = "MTUS", "ODG"


SENTENCES = [
    (
        "The Physician Reviewer found no section of the MTUS was applicable and relevant. The Physician Reviewer based "
        "his/her decision on the Official Disability Guidelines (ODG), Hip & Pelvis Chapter, Home traction kits.",
        [{"source": ODG, "guideline": "Hip & Pelvis", "sections": ["Home traction kits"]}],
    ),
    (
        "The Claims Administrator based its decision on the Chronic Pain Medical Treatment Guidelines (2009), Epidural "
        "steroid injections (ESIs), page 46, which is part of the MTUS.",
        [
            {
                "source": MTUS,
                "guideline": "Chronic Pain Medical Treatment",
                "edition": "2009",
                "sections": ["Epidural steroid injections (ESIs)"],
                "pages": [(46, 46)],
            }
        ],
    ),
    (
        "MTUS ACOEM Practice Guidelines, Chapter 15, page 400 and Official Disability Guidelines (ODG), Mental Illness "
        "& Stress Chapter. Both were relied upon because they speak of it.",
        [
            {"source": MTUS, "chapter": 15, "pages": [(400, 400)]},
            {"source": ODG, "guideline": "Mental Illness & Stress"},
        ],
    ),
    (
        "The Claims Administrator relied on the MTUS. The provider did not dispute the guidelines used.",
        [{"source": MTUS}],
    ),
]


@pytest.mark.parametrize(("text", "said"), SENTENCES)
def test_lines_in_sentences(text: str, said: list[dict[str, object]]) -> None:
    assert line(text) == said


def test_part_of_the_schedule_makes_acoem_the_schedules() -> None:
    text = (
        "The Claims Administrator based its decision on the American College of Occupational and "
        "Environmental Medicine "
        "(ACOEM), 2nd Edition, (2004), Chapter 12 Low Back Complaints, page 301, which is part of the MTUS."
    )
    assert line(text) == [
        {"source": MTUS, "guideline": "Low Back Complaints", "edition": "2004", "chapter": 12, "pages": [(301, 301)]}
    ]


def test_both_kinds_of_clause_in_one_line() -> None:
    text = (
        "Decision based on MTUS Acupuncture Treatment 2007. Decision based on Non-MTUS Citation Official Disability "
        "Guidelines (ODG) Low Back/Traction and Other Medical Treatment Guidelines http://www.example.com/cpb/1.html."
    )
    assert [(c.source, c.text) for c in read(text)] == [
        ("MTUS", "MTUS Acupuncture Treatment 2007"),
        ("ODG", "Official Disability Guidelines (ODG) Low Back/Traction"),
        ("other", "http://www.example.com/cpb/1.html"),
    ]


SAID_OTHERWISE = [
    (
        "The Claims Administrator based its decision on California MTUS, ACOEM, Chapter 9.",
        [{"source": MTUS, "chapter": 9}],
    ),
    (
        "The Expert Reviewer based his/her decision on the Official Disability Guidelines (ODG), (Low Back), (MRI).",
        [{"source": ODG, "guideline": "Low Back", "sections": ["MRI"]}],
    ),
    ("The Claims Administrator based its decision on the ODG-TWC.", [{"source": ODG}]),
    (
        "The Claims Administrator based its decision on the Acupuncture Medical Treatment Guidelines, "
        "a Non-MTUS guideline.",
        [{"source": MTUS, "guideline": "Acupuncture Medical Treatment"}],
    ),
    (
        "Decision based on MTUS 2017 Chronic Pain, and Non-MTUS Citation ODG, Pain, Opioids.",
        [
            {"source": MTUS, "guideline": "Chronic Pain", "edition": "2017"},
            {"source": ODG, "guideline": "Pain", "sections": ["Opioids"]},
        ],
    ),
    (
        "Decision based on the MTUS Elbow Disorders Chapter (ACOEM Practice Guidelines, 2nd Edition (Revised 2007), "
        "Chapter 10), page 40.",
        [{"source": MTUS, "guideline": "Elbow Disorders", "edition": "2007", "chapter": 10, "pages": [(40, 40)]}],
    ),
    (
        "The Claims Administrator used the Official Disability Guidelines (ODG), Knee Chapter, Walking Aids.",
        [{"source": ODG, "guideline": "Knee", "sections": ["Walking Aids"]}],
    ),
    (
        "The Physician Reviewer based his/her decision on Buprenorphine, pages 26-27, and Opioids, page 78, "
        "which are part of the MTUS.",
        [{"source": MTUS, "sections": ["Buprenorphine", "Opioids"], "pages": [(26, 27), (78, 78)]}],
    ),
    (
        "Official Disability Guidelines (ODG), Knee Chapter, MRI. The MTUS ACOEM Guidelines, Chapter 13 "
        "were considered.",
        [{"source": ODG, "guideline": "Knee", "sections": ["MRI"]}, {"source": MTUS, "chapter": 13}],
    ),
    ("The MTUS is not applicable to the request.", []),
    (
        "1) MTUS Chronic Pain Treatment Guidelines, page 63; 2) ODG, Pain Chapter, Opioids.",
        [
            {"source": MTUS, "guideline": "Chronic Pain Treatment", "pages": [(63, 63)]},
            {"source": ODG, "guideline": "Pain", "sections": ["Opioids"]},
        ],
    ),
    (
        "Calif. MTUS (2009), Chronic Pain, Topical Analgesics, pages 111-113.",
        [
            {
                "source": MTUS,
                "guideline": "Chronic Pain",
                "edition": "2009",
                "sections": ["Topical Analgesics"],
                "pages": [(111, 113)],
            }
        ],
    ),
    (
        "Decision based on MTUS ACOEM, and the Chronic Pain Treatment Guidelines Page(s): 78.",
        [{"source": MTUS}, {"source": MTUS, "guideline": "Chronic Pain Treatment", "pages": [(78, 78)]}],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SAID_OTHERWISE)
def test_what_sentences_of_2013_name(text: str, expected: list[dict[str, object]]) -> None:
    assert [brief(citation) for citation in read(text)] == expected
