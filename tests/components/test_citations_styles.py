"""Manners of citing in the letters of 2013 to 2016, one list per manner."""

from __future__ import annotations

from typing import Any

import pytest

from tests.components.citation_samples import line, prose

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
    ("The MTUS section on Ganglion removal is silent.", [{"source": MTUS, "sections": ["Ganglion removal"]}]),
    (
        "The MTUS Post-Surgical Treatment Guidelines, Shoulder, page 27 allow 24.",
        [{"source": MTUS, "guideline": "Post-Surgical Treatment", "sections": ["Shoulder"], "pages": [(27, 27)]}],
    ),
]


@pytest.mark.parametrize(("text", "said"), SECTIONS)
def test_a_section_between_a_guideline_and_its_page(text: str, said: Said) -> None:
    assert prose(text) == said


ODG_CHAPTERS: list[tuple[str, Said]] = [
    (
        "The ODG Guidelines under the Neck and Upper Back Chapter state so.",
        [{"source": ODG, "guideline": "Neck and Upper Back"}],
    ),
    (
        "ODG under Shoulder Chapter on Rotator cuff repair says so.",
        [{"source": ODG, "guideline": "Shoulder", "sections": ["Rotator cuff repair"]}],
    ),
    ("ODG in pain that is chronic says so.", [{"source": ODG}]),
    (
        "ODG, Low Back Chapter, under Epidural steroid injections, therapeutic, agrees.",
        [{"source": ODG, "guideline": "Low Back", "sections": ["Epidural steroid injections, therapeutic"]}],
    ),
    (
        "ODG-TWC, Hand Chapter, under Button splints, is silent.",
        [{"source": ODG, "guideline": "Hand", "sections": ["Button splints"]}],
    ),
    (
        "Per the ODG-TWC Shoulder Procedure Summary last updated 03/31/2014, no.",
        [{"source": ODG, "guideline": "Shoulder", "edition": "2014"}],
    ),
    (
        "Official Disability Guidelines Treatment in Workers' Compensation (ODG-TWC), Online Edition, Knee Chapter, "
        "Gym Memberships.",
        [{"source": ODG, "guideline": "Knee", "sections": ["Gym Memberships"]}],
    ),
    (
        "Per ODG, Pain (Chronic), Opioids, criteria for use: it is so.",
        [{"source": ODG, "guideline": "Pain (Chronic)", "sections": ["Opioids, criteria for use"]}],
    ),
    ("According to the ODG Low Back Chapter, MRI is an option.", [{"source": ODG, "guideline": "Low Back"}]),
    (
        "According to the ODG Low Back Chapter, MRI, EMG and x-rays are options.",
        [{"source": ODG, "guideline": "Low Back"}],
    ),
]


@pytest.mark.parametrize(("text", "said"), ODG_CHAPTERS)
def test_chapters_and_topics_of_odg_in_prose(text: str, said: Said) -> None:
    assert prose(text) == said


KNEE = {"source": ODG, "guideline": "Knee", "sections": ["Bracing"]}
OTHER_BODIES: list[tuple[str, Said]] = [
    (
        "ODG; Minnesota Rules, 5221.6050 General Parameters.",
        [{"source": ODG}, {"source": OTHER, "guideline": "Minnesota Rules, 5221.6050 General Parameters"}],
    ),
    (
        "ODG, Minnesota Rules, 5221.6050 General Parameters.",
        [{"source": ODG}, {"source": OTHER, "guideline": "Minnesota Rules, 5221.6050 General Parameters"}],
    ),
    (
        "ODG Knee Chapter, Bracing; AAOS Surgical Care of Hip Fractures, 2014.",
        [KNEE, {"source": OTHER, "guideline": "Surgical Care of Hip Fractures", "edition": "2014"}],
    ),
    (
        "ODG Knee Chapter, Bracing; Medi-Cal, Criteria Manual Chapter 5.2, Walking Aids.",
        [KNEE, {"source": OTHER, "guideline": "Criteria Manual Chapter 5.2, Walking Aids"}],
    ),
    ("ODG-TWC, Knee Procedure Summary, Bracing; FDA: Ketorolac.", [KNEE, {"source": OTHER, "guideline": "Ketorolac"}]),
    (
        "ODG Knee Chapter, Bracing. AMA Guides to the Evaluation of Permanent Impairment, page 17 (Muster, 2001).",
        [
            KNEE,
            {"source": OTHER, "guideline": "AMA Guides to the Evaluation of Permanent Impairment", "pages": [(17, 17)]},
        ],
    ),
    (
        "ODG Knee Chapter, Bracing; Aetna Clinical Policy Bulletin 0009. Cigna Medical Coverage Policy.",
        [
            KNEE,
            {"source": OTHER, "guideline": "Aetna Clinical Policy Bulletin 0009"},
            {"source": OTHER, "guideline": "Cigna Medical Coverage Policy"},
        ],
    ),
    (
        "ODG Knee Chapter, Bracing; Muster A; Beispiel BC; Probe D. Braces in athletes. J Exam Med 2011; 3(4):55-60.",
        [KNEE, {"source": OTHER, "guideline": "Braces in athletes", "edition": "2011"}],
    ),
    (
        "ODG Pain Chapter, Calcium; Vitamin D; Medical food.",
        [{"source": ODG, "guideline": "Pain", "sections": ["Calcium", "Vitamin D", "Medical food"]}],
    ),
    (
        "Exam Surgery Text, 12th ed. Muster House, 2009. Physician's Desk Reference, 68th ed.",
        [
            {"source": OTHER, "guideline": "Exam Surgery Text", "edition": "2009"},
            {"source": OTHER, "guideline": "Physician's Desk Reference"},
        ],
    ),
    (
        "American College of Radiology. ACR Appropriateness Criteria knee pain.",
        [{"source": OTHER, "guideline": "ACR Appropriateness Criteria knee pain"}],
    ),
    (
        "Bracing after surgery. American College of Surgeons; 2013.",
        [{"source": OTHER, "guideline": "Bracing after surgery", "edition": "2013"}],
    ),
]
REFERENCES: list[tuple[str, Said]] = [
    (
        "Muster K, Occupational Bracing Manual, 2nd Ed (2008 Revision) - pp. 50-51.",
        [{"source": OTHER, "guideline": "Occupational Bracing Manual", "edition": "2008", "pages": [(50, 51)]}],
    ),
    (
        "Exam Journal. 2012 Feb;14(2 Suppl):e27S-32S. Braces in the elderly.",
        [{"source": OTHER, "guideline": "Braces in the elderly", "edition": "2012"}],
    ),
    ("Exam Journal, Vol 5, 118-122, Braces versus tape.", [{"source": OTHER, "guideline": "Braces versus tape"}]),
    (
        "Braces in the elderly (http://www.example.org/braces.pdf).",
        [{"source": OTHER, "guideline": "Braces in the elderly"}],
    ),
    ("Exam Policy Bulletin: Braces, Number: 0042.", [{"source": OTHER, "guideline": "Exam Policy Bulletin: Braces"}]),
    (
        "Exam Benefits Manual (Rev. 12, 03-04-12), Chapter 7 - Braces; section 50.2 (Straps).",
        [{"source": OTHER, "guideline": "Exam Benefits Manual", "edition": "2012", "sections": ["50.2 (Straps)"]}],
    ),
    (
        "Exam Fee Schedule; Chapter 3-Braces; 40.1- Straps.",
        [{"source": OTHER, "guideline": "Exam Fee Schedule", "sections": ["Chapter 3-Braces", "40.1- Straps"]}],
    ),
]


@pytest.mark.parametrize(("text", "said"), OTHER_BODIES)
def test_another_body_behind_odg_begins_its_own_citation(text: str, said: Said) -> None:
    assert line(f"Decision based on Non-MTUS Citation {text}") == said


@pytest.mark.parametrize(("text", "said"), REFERENCES)
def test_the_title_of_a_reference(text: str, said: Said) -> None:
    assert line(f"Decision based on Non-MTUS Citation {text}") == said


def test_another_body_behind_an_mtus_document() -> None:
    text = "Decision based on MTUS Chronic Pain Treatment Guidelines Yoga; see also ODG Knee, Bracing Page(s): 126."
    chronic = {"source": MTUS, "guideline": CHRONIC, "sections": ["Yoga"]}
    assert line(text) == [chronic, {**KNEE, "pages": [(126, 126)]}]
    text = "Decision based on MTUS Chronic Pain Treatment Guidelines Yoga; AMA Guides, page 9."
    assert line(text) == [chronic, {"source": OTHER, "guideline": "AMA Guides", "pages": [(9, 9)]}]


DRUGS = "Codeine (Exam, Muster-Co; Beispiel; generic available)"
LISTS: list[tuple[str, list[str]]] = [
    (
        "Opioids, California Controlled Substance Utilization Review and Evaluation System (CURES) [DWC], Yoga",
        ["Opioids, California Controlled Substance Utilization Review and Evaluation System (CURES) [DWC]", "Yoga"],
    ),
    (
        "Clonidine, Intrathecal, Intravenous regional sympathetic blocks (for RSD, nerve blocks) and Tricyclics",
        ["Clonidine, Intrathecal", "Intravenous regional sympathetic blocks (for RSD, nerve blocks)", "Tricyclics"],
    ),
    (f"Opioids, specific drug list, {DRUGS}", ["Opioids, specific drug list", DRUGS]),
    ("Gabapentin (Neurontin, Exam, generic available)", ["Gabapentin (Neurontin, Exam, generic available)"]),
    ("Exam tests (one, (two), three; four), Yoga", ["Exam tests (one, (two), three; four)", "Yoga"]),
    ("(1) Opioids, criteria for use, (2) Yoga", ["Opioids, criteria for use", "Yoga"]),
    ("1) Opioids, criteria for use 2) Yoga", ["Opioids, criteria for use", "Yoga"]),
    ("Unheard of exercises topic, Yoga section", ["Unheard of exercises", "Yoga"]),
    ("Part Two, Yoga", ["Part Two", "Yoga"]),
    ("Pain Interventions and Treatments 8 C.C.R. 9792.20 - 9792.26", ["Pain Interventions and Treatments"]),
]


@pytest.mark.parametrize(("text", "sections"), LISTS)
def test_lists_of_sections(text: str, sections: list[str]) -> None:
    (said,) = line(f"Decision based on MTUS Chronic Pain Treatment Guidelines {text} Page(s): 91.")
    assert said["sections"] == sections
    assert said["pages"] == [(91, 91)]


def test_enumerated_topics_of_odg() -> None:
    text = "Decision based on Non-MTUS Citation ODG (1) Pain Chapter, Yoga (2) Knee Chapter, Bracing (Exam; Probe)."
    assert line(text) == [
        {"source": ODG, "guideline": "Pain", "sections": ["Yoga"]},
        {**KNEE, "sections": ["Bracing (Exam; Probe)"]},
    ]


@pytest.mark.parametrize(
    "text", ["The MTUS reference to ACOEM guidelines says so.", "MTUS-Adopted ACOEM Guidelines say so."]
)
def test_acoem_as_a_part_of_the_mtus(text: str) -> None:
    assert prose(text) == [{"source": MTUS}]


HEAD = "Head (trauma, headaches, etc., not including stress & mental disorders)"
IMPLANTS = "Psychological evaluations, IDDS & SCS (intrathecal drug delivery systems & spinal cord stimulators)"
ODG_LINES: list[tuple[str, Said]] = [
    (f"ODG, {HEAD}, Triptans", [{"source": ODG, "guideline": HEAD, "sections": ["Triptans"]}]),
    ("(ODG) Official Disability Guidelines Knee Chapter, Bracing", [KNEE]),
    ("ODG Knee Chapter (Acute and Chronic) under Bracing", [KNEE]),
    (
        "Official Disability Guidelines: Work Loss Data Institute, ODG Treatment in Workers Compensation, 2008 or "
        "current year, Knee, Bracing",
        [{**KNEE, "edition": "2008"}],
    ),
    (
        "ODG, Knee, Bracing Guidelines March 2014 update",
        [{**KNEE, "edition": "2014", "sections": ["Bracing Guidelines"]}],
    ),
]
MTUS_LINES: list[tuple[str, Said]] = [
    (
        f"MTUS Chronic Pain Treatment Guidelines {IMPLANTS} Page(s): 101",
        [{"source": MTUS, "guideline": CHRONIC, "sections": [IMPLANTS], "pages": [(101, 101)]}],
    ),
    (
        "MTUS ACOEM Chapter 13 Knee Complaints Page(s): Chp 13 page 341",
        [{"source": MTUS, "guideline": "Knee Complaints", "chapter": 13, "pages": [(341, 341)]}],
    ),
    (
        "MTUS Postsurgical Treatment Guidelines Knee, Postsurgical Rehabilitative Guidelines Page(s): 24",
        [{"source": MTUS, "guideline": "Postsurgical Treatment", "sections": ["Knee"], "pages": [(24, 24)]}],
    ),
    (
        "MTUS ACOEM OMPG, Chapter 13 Knee Complaints Page(s): 341",
        [{"source": MTUS, "guideline": "Knee Complaints", "chapter": 13, "pages": [(341, 341)]}],
    ),
    (
        "Non-MTUS Citation Title 8, California Code of Regulations, section 9792.24 et seq. Page(s): 7",
        [{"source": MTUS, "regulations": ["9792.24"], "pages": [(7, 7)]}],
    ),
    ("Non-MTUS Citation ACOEM V.3, Shoulder", [{"source": ACOEM, "guideline": "Shoulder"}]),
]


@pytest.mark.parametrize(("text", "said"), ODG_LINES)
def test_names_and_chapters_of_odg_in_lines(text: str, said: Said) -> None:
    assert line(f"Decision based on Non-MTUS Citation {text}.") == said


@pytest.mark.parametrize(("text", "said"), MTUS_LINES)
def test_titles_chapters_and_regulations_in_lines(text: str, said: Said) -> None:
    assert line(f"Decision based on {text}.") == said


REGULATIONS: list[tuple[str, Said]] = [
    (
        "Per 8 C.C.R. §§9792.20 - 9792.26, MTUS (Effective July 18, 2009), pages 76-78, it helps.",
        [{"source": MTUS, "edition": "2009", "regulations": ["9792.20-9792.26"], "pages": [(76, 78)]}],
    ),
    (
        "Section 9792.23.b.2 of the California Code of Regulations, Title 8, page 6 asks for it.",
        [{"source": MTUS, "regulations": ["9792.23.b.2"], "pages": [(6, 6)]}],
    ),
    ("The MTUS applies, and section 9792.24.2 is a part of it.", [{"source": MTUS}]),
    ("A hearing under section 9792.10.1 took place.", []),
]
POLICIES = [
    ("Aetna Clinical Policy Bulletin No. 0042 lists it.", "Aetna Clinical Policy Bulletin No. 0042"),
    ("The Cigna Medical Coverage Policy lists it.", "Cigna Medical Coverage Policy"),
    (
        "In Goodman and Gilman's The Pharmacological Basis of Therapeutics, 12th ed., it is listed.",
        "Goodman and Gilman's The Pharmacological Basis of Therapeutics",
    ),
]


@pytest.mark.parametrize(("text", "said"), REGULATIONS)
def test_regulations_in_prose(text: str, said: Said) -> None:
    assert prose(text) == said


@pytest.mark.parametrize(("text", "title"), POLICIES)
def test_policies_and_textbooks_in_prose(text: str, title: str) -> None:
    assert prose(text) == [{"source": OTHER, "guideline": title}]


def test_pages_that_stand_twice_are_listed_once() -> None:
    text = "Decision based on MTUS Chronic Pain Treatment Guidelines Yoga, p12-13 Page(s): 12-13, 20."
    said = {"source": MTUS, "guideline": CHRONIC, "sections": ["Yoga"], "pages": [(12, 13), (20, 20)]}
    assert line(text) == [said]


YEARS_BEFORE: list[tuple[str, Said]] = [
    (
        "2014 Official Disability Guidelines, Neck Chapter, MRI.",
        [{"source": ODG, "guideline": "Neck", "edition": "2014", "sections": ["MRI"]}],
    ),
    ("2016 ODG, Pain Chapter.", [{"source": ODG, "guideline": "Pain", "edition": "2016"}]),
    ("2007 ACOEM Low Back Disorders.", [{"source": ACOEM, "guideline": "Low Back Disorders", "edition": "2007"}]),
]


@pytest.mark.parametrize(("text", "said"), YEARS_BEFORE)
def test_a_year_before_a_bodys_name_is_its_edition(text: str, said: Said) -> None:
    assert line("Decision based on Non-MTUS Citation " + text) == said


@pytest.mark.parametrize("chapter", ["Ankle & Foot", "Forearm, Wrist & Hand", "Low Back"])
def test_a_chapter_of_the_odg_with_an_ampersand(chapter: str) -> None:
    assert prose(f"The {chapter} Chapter of the ODG is against it.") == [{"source": ODG, "guideline": chapter}]
