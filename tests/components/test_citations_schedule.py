"""Guideline lines: titles of the schedule with their years and sections."""

from __future__ import annotations

import pytest

from pipeline.guidelines.loading import shipped_catalogue
from pipeline.rules.matching.regexes import Stretch
from pipeline.running.citations_alone import stand_alone
from tests.components.citation_samples import line, read

MTUS = "MTUS"


def test_two_guidelines_and_three_sections() -> None:
    text = (
        "Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): Special Studies, and "
        "Chronic Pain "
        "Medical Treatment 2016, Section(s): NSAIDs, GI symptoms & cardiovascular risk, Opioids, criteria for use."
    )
    first, second = read(text)
    assert first.text == "MTUS Forearm, Wrist, and Hand Complaints 2004, Section(s): Special Studies"
    assert (first.guideline, first.edition) == ("Forearm, Wrist, and Hand Complaints", "2004")
    assert [s.text for s in first.sections] == ["Special Studies"]
    assert [s.text for s in second.sections] == [
        "NSAIDs, GI symptoms & cardiovascular risk",
        "Opioids, criteria for use",
    ]
    assert (first.entry, second.entry) == ("mtus.forearm_wrist_hand.2004", "mtus.chronic_pain.2016")
    assert all(s.entry for s in (*first.sections, *second.sections))


SCHEDULE = [
    (
        "Elbow Complaints 2007, Section(s): Diagnostic Criteria, and Postsurgical Treatment 2009, "
        "Section(s): Forearm, "
        "Wrist, & Hand, and Chronic Pain Medical Treatment 2016",
        [
            {"source": MTUS, "guideline": "Elbow Complaints", "edition": "2007", "sections": ["Diagnostic Criteria"]},
            {
                "source": MTUS,
                "guideline": "Postsurgical Treatment",
                "edition": "2009",
                "sections": ["Forearm, Wrist, & Hand"],
            },
            {"source": MTUS, "guideline": "Chronic Pain Medical Treatment", "edition": "2016"},
        ],
    ),
    (
        "General Approaches 2004, Section(s): Initial Approaches to Treatment, and Knee Complaints 2004",
        [
            {
                "source": MTUS,
                "guideline": "General Approaches",
                "edition": "2004",
                "sections": ["Initial Approaches to Treatment"],
            },
            {"source": MTUS, "guideline": "Knee Complaints", "edition": "2004"},
        ],
    ),
    (
        "Opioid Treatment 2016, Section(s): 2. Opioids for Subacute Pain, 4.1 Tapering Opioids: Indications "
        "for Tapering "
        "Opioids",
        [
            {
                "source": MTUS,
                "guideline": "Opioid Treatment",
                "edition": "2016",
                "sections": [
                    "2. Opioids for Subacute Pain",
                    "4.1 Tapering Opioids: Indications for Tapering Opioids",
                ],
            }
        ],
    ),
    (
        "Elbow Complaints 2007, Section(s): 326",
        [{"source": MTUS, "guideline": "Elbow Complaints", "edition": "2007", "sections": ["326"]}],
    ),
    (
        "Cervical and Thoracic Spine Disorders 2018, Section(s): Magnetic Resonance Imaging (MRI), and "
        "Chronic Pain 2017",
        [
            {
                "source": MTUS,
                "guideline": "Cervical and Thoracic Spine Disorders",
                "edition": "2018",
                "sections": ["Magnetic Resonance Imaging (MRI)"],
            },
            {"source": MTUS, "guideline": "Chronic Pain", "edition": "2017"},
        ],
    ),
    (  # neither title nor sections are in the catalogue; a lower-case piece goes on with the title before it
        "Toxic Exposure Disorders 2031, Section(s): Lead, mercury and arsenic, Clean-up (indoors, outdoors)",
        [
            {
                "source": MTUS,
                "guideline": "Toxic Exposure Disorders",
                "edition": "2031",
                "sections": ["Lead, mercury and arsenic", "Clean-up (indoors, outdoors)"],
            }
        ],
    ),
]


@pytest.mark.parametrize(("text", "said"), SCHEDULE)
def test_titles_with_years_and_sections(text: str, said: list[dict[str, object]]) -> None:
    assert line(f"Decision based on MTUS {text}.") == said


@pytest.mark.parametrize(
    ("cited", "title", "edition"),
    [
        ("Gait and Balance Guidelines 2018, Section(s): Walking aids", "Gait and Balance", "2018"),
        ("ACOEM Tendon Care 2017 Guidelines, pages 12-14", "Tendon Care", "2017"),
        ("Hand Paresthesias (ACOEM) 2016", "Hand Paresthesias", "2016"),
        ("Rotator Disorders Guidelines, page 33", "Rotator Disorders", None),
    ],
)
def test_a_title_that_the_catalogue_does_not_know_ends_at_its_year_or_its_body(
    cited: str, title: str, edition: str | None
) -> None:
    (citation,) = read(f"Decision based on MTUS {cited}.")
    assert (citation.source, citation.guideline, citation.edition) == (MTUS, title, edition)


def test_offsets_are_into_the_whole_text() -> None:
    before = "MAXIMUS guideline: "
    text = before + "Decision based on MTUS Low Back Complaints 2004."
    reader = stand_alone(shipped_catalogue())
    hits = reader.hits(text, [Stretch("reviewer_guideline", len(before), len(text))])
    tags = reader.reader.read(text, len(before), len(text), "reviewer_guideline", hits).tags
    assert [(tag.label, text[tag.start : tag.end], tag.value) for tag in tags] == [
        ("MTUS", "MTUS Low Back Complaints 2004", "mtus.low_back.2004"),
        ("guideline", "Low Back Complaints", ""),
        ("edition", "2004", "2004"),
    ]
