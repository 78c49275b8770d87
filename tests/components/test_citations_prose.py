from __future__ import annotations

import pytest

from tests.components.citation_samples import prose, read

MTUS, ODG, ACOEM, OTHER = "MTUS", "ODG", "ACOEM", "other"
CHRONIC = "Chronic Pain Medical Treatment"

NAMED = [
    (
        "MTUS Knee Disorders (2019), Diagnostic Testing, favors films first.",
        [{"source": MTUS, "guideline": "Knee Disorders", "edition": "2019", "sections": ["Diagnostic Testing"]}],
    ),
    (
        "The ODG, Pain Chapter (updated 3/4/16), Ketamine, is against it.",
        [{"source": ODG, "guideline": "Pain", "edition": "2016", "sections": ["Ketamine"]}],
    ),
    ("The MTUS is silent on this.", [{"source": MTUS}]),
    ("The California MTUS/ACOEM Guidelines do not address it.", [{"source": MTUS}]),
    ("The California MTUS and ACOEM Guidelines do not address it.", [{"source": MTUS}]),
    ("According to the ACOEM and MTUS Guidelines, it is an option.", [{"source": MTUS}]),
    ("American College of Occupational and Environmental Medicine guidelines state this.", [{"source": ACOEM}]),
    (
        "The California MTUS 2016 Chronic Pain Guidelines and ACOEM guidelines do not address it.",
        [{"source": MTUS, "guideline": "Chronic Pain", "edition": "2016"}, {"source": ACOEM}],
    ),
    ("According to the California Chronic Pain MTUS, it helps.", [{"source": MTUS, "guideline": "Chronic Pain"}]),
    ("Per the CA MTUS/Chronic Pain Medical Treatment Guidelines, it helps.", [{"source": MTUS, "guideline": CHRONIC}]),
    (
        "Pursuant to the Chronic Pain Medical Treatment Guidelines 2016 and the Official Disability Guidelines, no.",
        [{"source": MTUS, "guideline": CHRONIC, "edition": "2016"}, {"source": ODG}],
    ),
    (
        "California Medical Treatment Utilization Schedule 2009 Acupuncture Guidelines allow six.",
        [{"source": MTUS, "guideline": "Acupuncture", "edition": "2009"}],
    ),
    ("As noted in the MTUS-adopted ACOEM Guidelines in Chapter 5, it is so.", [{"source": MTUS, "chapter": 5}]),
    (
        "As noted in the MTUS Guideline in ACOEM Chapter 8, Table 8-8, page 181, it is so.",
        [{"source": MTUS, "chapter": 8, "pages": [(181, 181)]}],
    ),
    (
        "MTUS ACOEM, Chapter 8, Neck and Upper Back complaints, says so.",
        [{"source": MTUS, "guideline": "Neck and Upper Back complaints", "chapter": 8}],
    ),
    (
        "As noted on page 47 of the MTUS Chronic Pain Medical Treatment Guidelines, it is so.",
        [{"source": MTUS, "guideline": CHRONIC, "pages": [(47, 47)]}],
    ),
    (
        "MTUS 2016, Chronic Pain Medical Treatment Guidelines, pages 40-41 under Work conditioning Section say so.",
        [
            {
                "source": MTUS,
                "guideline": CHRONIC,
                "edition": "2016",
                "sections": ["Work conditioning"],
                "pages": [(40, 41)],
            }
        ],
    ),
    (
        "Opioids Treatment Guidelines MTUS - 8 C.C.R. 9792.24.4 (July 28, 2016), Tapering Opioids, p. 40, cites ACOEM "
        "Chapter 9, Shoulder Complaints, Initial Care, Page 204 and Special Studies, Page 207 for this.",
        [
            {
                "source": MTUS,
                "guideline": "Opioids Treatment",
                "edition": "2016",
                "sections": ["Tapering Opioids"],
                "regulations": ["9792.24.4"],
                "pages": [(40, 40)],
            },
            {
                "source": ACOEM,
                "guideline": "Shoulder Complaints",
                "chapter": 9,
                "sections": ["Initial Care", "Special Studies"],
                "pages": [(204, 204), (207, 207)],
            },
        ],
    ),
    (
        "The MTUS chronic pain guidelines, page 98, 2 times a week.",
        [{"source": MTUS, "guideline": "chronic pain", "pages": [(98, 98)]}],
    ),
    (
        "ACOEM Guidelines, Chapter 12 Low Back Complaints, Table 12-8 Summary of Methods, page 309 (MTUS, p. 9).",
        [
            {"source": ACOEM, "guideline": "Low Back Complaints", "chapter": 12, "pages": [(309, 309)]},
            {"source": MTUS, "pages": [(9, 9)]},
        ],
    ),
    (
        "The MTUS Chronic Pain Guidelines, under Opioids, criteria for use, page 78 say so.",
        [
            {
                "source": MTUS,
                "guideline": "Chronic Pain",
                "sections": ["Opioids, criteria for use"],
                "pages": [(78, 78)],
            }
        ],
    ),
    ("The ODG physical therapy guidelines allow ten.", [{"source": ODG, "sections": ["physical therapy guidelines"]}]),
    ("MTUS guidelines for physical therapy allow ten visits.", [{"source": MTUS, "sections": ["physical therapy"]}]),
    ("The ODG states that it is an option.", [{"source": ODG}]),
    (
        "Official Disability Guidelines (ODG), Neck and Upper Back section recommends it.",
        [{"source": ODG, "guideline": "Neck and Upper Back"}],
    ),
    ("In the Low Back Chapter of the ODG it says so.", [{"source": ODG, "guideline": "Low Back"}]),
    (
        "The ODG's Low Back Chapter Lumbar Supports topic says so.",
        [{"source": ODG, "guideline": "Low Back", "sections": ["Lumbar Supports"]}],
    ),
    (
        "Also see Physical Therapy in the ODG Preface.",
        [{"source": ODG, "guideline": "Preface", "sections": ["Physical Therapy"]}],
    ),
    ("ODG Acupuncture Guidelines: three visits.", [{"source": ODG, "sections": ["Acupuncture Guidelines"]}]),
    (
        "The AMA Guides, 5th Edition, page 382 define it; UpToDate does too.",
        [
            {"source": OTHER, "guideline": "AMA Guides", "pages": [(382, 382)]},
            {"source": OTHER, "guideline": "UpToDate"},
        ],
    ),
]


@pytest.mark.parametrize(("text", "said"), NAMED)
def test_named_documents(text: str, said: list[dict[str, object]]) -> None:
    assert prose(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "The guidelines do not support this, and other chronic pain treatment guidelines are silent.",
        "Exercise helps (Smith, 2002) (Miller, 2006).",
        "The patient's chronic pain treatment was reviewed, and the FDA warns of it.",
        "A Cochrane review found no benefit.",
        "",
    ],
)
def test_what_names_no_document(text: str) -> None:
    assert prose(text) == []


def test_words_of_the_argument_are_not_taken_in() -> None:
    text = "According to MTUS, chronic pain patients exercise. Per ODG, shoulder surgery needs imaging. MTUS, 2."
    assert [c.text for c in read(text, "rationale")] == ["MTUS", "ODG"]


ONCE = [
    ("The MTUS says so. Specifically, the MTUS says more.", 1),
    ("The 2016 MTUS Chronic Pain Guidelines say so. MTUS Chronic Pain Guidelines are silent on it.", 1),
    ("The MTUS/ACOEM Guidelines say so. The position of ACOEM is clear.", 1),
    ("The MTUS says so. The MTUS Opioid Treatment Guidelines say more.", 2),
    (
        "The MTUS Opioid Treatment Guidelines say so. Consult the MTUS Opioids Treatment Guidelines "
        '("Tapering opioids").',
        2,
    ),
    ("The MTUS Guideline in ACOEM Chapter 11, page 261 and the MTUS Guideline in ACOEM Chapter 11, page 261.", 1),
    ("The MTUS Guideline in ACOEM Chapter 11, page 261 and the MTUS Guideline in ACOEM Chapter 11, page 269.", 2),
    ("ODG, Pain Chapter says so. ODG says more. ODG, Knee Chapter is silent.", 2),
    ("The MTUS says so. ACOEM says more. The ODG is silent.", 3),
]


@pytest.mark.parametrize(("text", "count"), ONCE)
def test_a_document_is_listed_once_unless_a_place_adds_to_it(text: str, count: int) -> None:
    assert len(prose(text)) == count


def test_extent_reaches_from_the_name_to_the_last_page() -> None:
    text = "As noted on page 47 of the MTUS Chronic Pain Medical Treatment Guidelines, it is so."
    (citation,) = read(text, "rationale")
    assert citation.text == "page 47 of the MTUS Chronic Pain Medical Treatment Guidelines"
    (citation,) = read("It is an option (MTUS, Chronic Pain, page 9).", "rationale")
    assert citation.text == "MTUS, Chronic Pain, page 9"


def test_a_letter_whose_lower_case_is_longer_shifts_nothing() -> None:
    (citation,) = read("İİİ The California MTUS says so.", "rationale")
    assert citation.text == "California MTUS"
