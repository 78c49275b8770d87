"""Guidelines and publications outside of the schedule."""

from __future__ import annotations

import pytest

from tests.components.citation_samples import brief, line, read

ODG, ACOEM, OTHER = "ODG", "ACOEM", "other"


OUTSIDE = [
    (
        "Decision based on Non-MTUS Citation the Low Back Chapter of the Official Disability Guidelines, Traction.",
        [{"source": ODG, "guideline": "Low Back", "sections": ["Traction"]}],
    ),
    (
        "Decision based on Non-MTUS Citation ODG, Knee and Leg Chapter, Manipulation under anesthesia (MUA).",
        [{"source": ODG, "guideline": "Knee and Leg", "sections": ["Manipulation under anesthesia (MUA)"]}],
    ),
    ("Official Disability Guidelines (ODG)", [{"source": ODG}]),
    ("ODG Neck & Upper Back Chapter", [{"source": ODG, "guideline": "Neck & Upper Back"}]),
    (
        "Official Disability Guidelines (ODG), Pain (Chronic), Opioids, criteria for use",
        [{"source": ODG, "guideline": "Pain (Chronic)", "sections": ["Opioids, criteria for use"]}],
    ),
    (
        "Official Disability Guidelines, Head Chapter (updated 11/3/16): Headache, triptans",
        [{"source": ODG, "guideline": "Head", "edition": "2016", "sections": ["Headache, triptans"]}],
    ),
    ("ODG Physical Therapy Guidelines", [{"source": ODG, "sections": ["Physical Therapy Guidelines"]}]),
    ("ODG Pain (Benzodiazepines)", [{"source": ODG, "guideline": "Pain", "sections": ["Benzodiazepines"]}]),
    (
        "Official Disability Guidelines (ODG) Hip/DME, Low Back Lumbar and Thoracic/Traction",
        [
            {"source": ODG, "guideline": "Hip", "sections": ["DME"]},
            {"source": ODG, "guideline": "Low Back Lumbar and Thoracic", "sections": ["Traction"]},
        ],
    ),
    (
        "Official Disability Guidelines (ODG) Treatment in Workers' Compensation (TWC), 18th edition, Low "
        "Back Procedure "
        "Summary last updated 03/18/2014",
        [{"source": ODG, "guideline": "Low Back", "edition": "2014"}],
    ),
    (
        "Official Disability Guidelines (ODG), Hip & Pelvis (Acute and Chronic): Arthroplasty (2015)",
        [
            {
                "source": ODG,
                "guideline": "Hip & Pelvis (Acute and Chronic)",
                "edition": "2015",
                "sections": ["Arthroplasty"],
            }
        ],
    ),
    (
        "Official Disability Guidelines, Neck and Upper Back, Traction; Low Back - Lumbar & Thoracic (Acute & Chronic)",
        [
            {"source": ODG, "guideline": "Neck and Upper Back", "sections": ["Traction"]},
            {"source": ODG, "guideline": "Low Back - Lumbar & Thoracic (Acute & Chronic)"},
        ],
    ),
    (
        "ACOEM: Shoulder disorders, diagnostic and treatment recommendations, shoulder pain/rotator cuff, X-rays",
        [
            {
                "source": ACOEM,
                "guideline": "Shoulder disorders",
                "sections": ["diagnostic and treatment recommendations", "shoulder pain/rotator cuff", "X-rays"],
            }
        ],
    ),
    (
        "ACOEM Practice Guidelines, 2nd Edition (2004), Chapter 7, page 127",
        [{"source": ACOEM, "edition": "2004", "chapter": 7, "pages": [(127, 127)]}],
    ),
    (
        "Ankle & Foot, Physical Therapy, ODG Preface – Exercise",
        [
            {"source": OTHER, "guideline": "Ankle & Foot", "sections": ["Physical Therapy"]},
            {"source": ODG, "guideline": "Preface", "sections": ["Exercise"]},
        ],
    ),
    (
        "http://www.example.org/a-b/skilled- nursing, https://example.org/x.html",
        [
            {"source": OTHER, "guideline": "http://www.example.org/a-b/skilled- nursing"},
            {"source": OTHER, "guideline": "https://example.org/x.html"},
        ],
    ),
    (
        "AMA Guides, 5th Edition, pages 382-383",
        [{"source": OTHER, "guideline": "AMA Guides", "pages": [(382, 383)]}],
    ),
    (
        "College of Example Health. Sprains and strains. Ann Arbor (MI): College of Example Health; 2007 Jan. 10",
        [{"source": OTHER, "guideline": "Sprains and strains", "edition": "2007"}],
    ),
    (
        "Miller J. Example practice guidelines 2nd ed (2004) p 301",
        [{"source": OTHER, "guideline": "Example practice guidelines", "edition": "2004", "pages": [(301, 301)]}],
    ),
    (
        "ODG Neck and Upper Back Complaints, MRI",
        [{"source": ODG, "guideline": "Neck and Upper Back Complaints", "sections": ["MRI"]}],
    ),
    (
        "Miller J, et al. Shoulder imaging. J Example Surg. 2011; 20: 1-5",
        [{"source": OTHER, "guideline": "Shoulder imaging", "edition": "2011"}],
    ),
]


@pytest.mark.parametrize(("text", "said"), OUTSIDE)
def test_citations_outside_of_the_schedule(text: str, said: list[dict[str, object]]) -> None:
    assert line(f"Decision based on Non-MTUS Citation {text}.") == said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Joint ABC-DEF guidelines (2019) list it.",
            {"source": OTHER, "guideline": "Joint ABC-DEF", "edition": "2019"},
        ),
        ("The NCCN guidelines list it.", {"source": OTHER, "guideline": "NCCN"}),
    ],
)
def test_other_bodies_in_a_rationale(text: str, expected: dict[str, object]) -> None:
    assert [brief(citation) for citation in read(text, "rationale")] == [expected]
