from __future__ import annotations

import pytest

from pipeline.guidelines.loading import shipped_catalogue
from pipeline.rules.regexes import Stretch
from pipeline.running.citations_alone import stand_alone
from tests.components.citation_samples import brief, facts, line, read

MTUS, ODG, ACOEM, OTHER = "MTUS", "ODG", "ACOEM", "other"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Claims Administrator did not cite any medical evidence for its decision.", (False, False)),
        ("No guideline cited.", (False, False)),
        ("No authority was stated.", (False, False)),
        ("No guideline or other medical evidence was named by the Claims Administrator.", (False, False)),
        ("The Claims Administrator gave no guideline or other evidence in support of it.", (False, False)),
        ("The Claims Administrator did not base their decision on the MTUS and cited no guideline.", (False, False)),
        ("None.", (False, False)),
        ("Nothing was cited.", (False, False)),
        ("Nonunion of the scaphoid, page 3.", (True, False)),
        ("Decision based on MTUS Low Back Complaints 2004.", (True, False)),
        (
            "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS Guidelines. "
            "Decision based on Non-MTUS Citation Official Disability Guidelines.",
            (True, True),
        ),
        ("Decision based on Non-MTUS Citation Official Disability Guidelines.", (True, False)),
        ("The Physician Reviewer found no section of the MTUS was applicable. It relied on ODG.", (True, True)),
        ("The decision is based on the Official Disability Guidelines, which is not part of the MTUS.", (True, True)),
        ("", (True, False)),
    ],
)
def test_line_facts(text: str, said: tuple[bool, bool]) -> None:
    assert facts(text) == said


def test_a_line_that_cites_nothing_has_no_citations() -> None:
    assert line("The Expert Reviewer did not cite any medical evidence for its decision.") == []


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
]


@pytest.mark.parametrize(("text", "expected"), SAID_OTHERWISE)
def test_what_sentences_of_2013_name(text: str, expected: list[dict[str, object]]) -> None:
    assert [brief(citation) for citation in read(text)] == expected


def test_a_schedule_that_does_not_apply_is_left_aside() -> None:
    text = "The MTUS was not applicable. The Expert Reviewer based his/her decision on the ODG, Knee Chapter."
    assert facts(text) == (True, True)


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
