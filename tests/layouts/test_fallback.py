"""Letters in forms that nobody described are read by the words of their labels, and with a warning."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.records.model import Letter

FORM = """IMR DETERMINATION FORM
1. Case number ............ CM22-9905101
2. Date of injury ......... 01/25/2021
================================================
10. CASE SUMMARY
31-yr-old male roofer with low back pain since 01/25/2021. Seen 04/26/2022 for the left calf.
================================================
11. DISPUTED ITEM   MRI lumbar spine w/o contrast
    DECISION        [ ] Uphold   [X] Overturn
    UR CITED        MTUS Low Back Disorders 2019, Section(s): MRI
    REVIEWER CITED  MTUS Low Back Disorders 2019, Section(s): MRI
    RATIONALE       A lost reflex beyond six weeks calls for the study. Medically necessary.
------------------------------------------------
12. DISPUTED ITEM   Pantoprazole 20mg #60
    DECISION        [X] Uphold   [ ] Overturn
    UR CITED        None
    REVIEWER CITED  MTUS Low Back Disorders 2019, Section(s): NSAIDs
    RATIONALE       No complaint of the stomach is on file. Not medically necessary.
"""
MEMO = """CALIFORNIA INDEPENDENT MEDICAL REVIEW
Determination memorandum, Case No. CM23-9905102

Clinical synopsis
A 41-year-old woman twisted her left ankle.

A. Left peroneal tendon debridement
Determination: OVERTURN the UR decision
Guidelines considered by utilization review: MTUS Ankle and Foot Disorders 2018.
Guidelines considered by this reviewer: ODG, Ankle & Foot, Peroneal tendinitis.
Reasoning: Six months of bracing failed. The surgery is medically necessary.

B. Sural nerve neurolysis, left
Determination: UPHOLD the UR decision
Guidelines considered by utilization review: none
Guidelines considered by this reviewer: ODG, Ankle & Foot, Surgery.
Reasoning: There was no block. Neurolysis is not medically necessary.
"""
QUESTIONS = """Independent Medical Review, CM23-9905103
QUESTION 1
Is an assistant surgeon medically necessary?
ANSWER: Yes. The utilization review decision is overturned.
What did utilization review rely on? Nothing was cited.
What does this reviewer rely on? ODG by MCG, Low Back, Surgical assistant.
Why? An assistant is almost always needed. Medically necessary.

QUESTION 2
Is a bone growth stimulator medically necessary?
ANSWER: No. The utilization review decision is upheld.
What did utilization review rely on? ODG by MCG, Low Back, Bone growth stimulators (BGS).
What does this reviewer rely on? ODG by MCG, Low Back, Bone growth stimulators (BGS).
Why? The procedure of question 1 is one level only. It is not medically necessary.
"""


def read(nlp: Language, text: str) -> Letter:
    letter: Letter = nlp(text)._.letter
    return letter


@pytest.mark.parametrize(
    ("text", "case_number", "requests", "decisions"),
    [
        (
            FORM,
            "CM22-9905101",
            ["MRI lumbar spine w/o contrast", "Pantoprazole 20mg #60"],
            ["overturned", "upheld"],
        ),
        (
            MEMO,
            "CM23-9905102",
            ["Left peroneal tendon debridement", "Sural nerve neurolysis, left"],
            ["overturned", "upheld"],
        ),
        (
            QUESTIONS,
            "CM23-9905103",
            ["assistant surgeon", "bone growth stimulator"],
            ["overturned", "upheld"],
        ),
    ],
)
def test_forms_that_nobody_described(
    nlp: Language, text: str, case_number: str, requests: list[str], decisions: list[str]
) -> None:
    letter = read(nlp, text)
    assert letter.layout == "other-review"
    assert letter.letter_id == case_number
    assert [d.request.text for d in letter.determinations] == requests
    assert [d.decision and d.decision.value for d in letter.determinations] == decisions
    assert [d.rationale.agreement for d in letter.determinations] == ["agree", "agree"]
    assert "W105" in [warning.code for warning in letter.warnings]


def test_the_parts_of_an_item(nlp: Language) -> None:
    first, second = read(nlp, MEMO).determinations
    assert first.claims_administrator_guideline.text == "MTUS Ankle and Foot Disorders 2018."
    assert [c.source for c in first.reviewer_guideline.citations] == ["ODG"]
    assert second.claims_administrator_guideline.cited is False
    assert second.rationale.text == "There was no block. Neurolysis is not medically necessary."


def test_a_known_layout_goes_before(nlp: Language) -> None:
    text = """IMR ISSUES, DECISIONS AND RATIONALES

Wrist brace: Upheld
Claims Administrator guideline: Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004.
MAXIMUS guideline: Decision based on MTUS Forearm, Wrist, and Hand Complaints 2004.
Decision rationale: The Discussion: of it is short. The brace is not medically necessary.
"""
    letter = read(nlp, text)
    assert letter.layout == "final-determination"
    assert "W105" not in [warning.code for warning in letter.warnings]


def test_without_an_item_a_letter_stays_unknown(nlp: Language) -> None:
    text = (
        "Independent medical review is described here. Discussion: the claims administrator asks whether a treatment "
        "is medically necessary, and a decision is upheld or overturned."
    )
    letter = read(nlp, text)
    assert letter.layout == "unknown"
    assert [warning.code for warning in letter.warnings] == ["W102"]


RELABELLED = """HOW THE DETERMINATION WAS MADE
State(s) of Licensure: Arizona
Certification(s)/Specialty: Pain Management
SUMMARY OF THE CASE
This 39-year-old man hurt the low back.
IMR DECISION(S) AND RATIONALE(S)

Disputed treatment: L4-5 epidural steroid injection: Overturned
Basis of the Utilization Review decision: Decision based on MTUS Low Back Complaints 2004.
Basis of the IMR decision: Decision based on MTUS Chronic Pain Medical Treatment 2009.
Rationale for the decision: There is a radiculopathy. The injection is medically necessary.

Disputed treatment: Lorazepam 1mg #2: Upheld
Basis of the Utilization Review decision: None.
Basis of the IMR decision: Decision based on MTUS Chronic Pain Medical Treatment 2009.
Rationale for the decision: Sedation is not routine. Lorazepam is not medically necessary.
"""


def test_the_layout_of_2014_on_under_other_labels(nlp: Language) -> None:
    letter = read(nlp, RELABELLED)
    assert letter.layout == "relabelled"
    assert [(d.request.text, d.decision and d.decision.value) for d in letter.determinations] == [
        ("L4-5 epidural steroid injection", "overturned"),
        ("Lorazepam 1mg #2", "upheld"),
    ]
    assert [d.claims_administrator_guideline.cited for d in letter.determinations] == [True, False]
    assert [value.value for value in letter.expert_reviewer.specialties] == ["Pain Management"]


def test_a_layout_without_items_gives_way(nlp: Language) -> None:
    """Its headings are those of a known layout, its items are not."""
    text = MEMO.replace("Clinical synopsis", "HOW THE IMR FINAL DETERMINATION WAS MADE\n\nCLINICAL CASE SUMMARY")
    letter = read(nlp, text.replace("A. Left", "IMR ISSUES, DECISIONS AND RATIONALES\n\nA. Left"))
    assert letter.layout in ("relabelled", "other-review")
    assert [(d.request.text, d.decision and d.decision.value) for d in letter.determinations] == [
        ("Left peroneal tendon debridement", "overturned"),
        ("Sural nerve neurolysis, left", "upheld"),
    ]


ITEM_BY_ITEM = """INDEPENDENT MEDICAL REVIEW
CM20-9905104
Date of Injury: 11/30/2018

EXPERT REVIEWER
Licensed in: California, Washington
Board certification: Emergency Medicine

CASE SUMMARY
A nurse with headaches. An earlier review, CM19-9905105, was about physical therapy.

DISPUTED ITEMS

Item No. 1
Request: Repeat botulinum toxin for migraine
Decision: Upheld
UR guideline: MTUS Traumatic Brain Injury 2017.
IMR guideline: ODG, Head Chapter.
Reasons for decision: It gave less than a month. A repeat is not medically necessary.

Item No. 2
Request: Sumatriptan 50 mg, #9
Decision: Overturned
UR guideline: none
IMR guideline: ODG, Head Chapter.
Rationale: Triptans are advised for migraine. Sumatriptan is medically necessary.

NOTICE
An appeal must be filed within 30 days of mailing.
"""


@pytest.mark.parametrize("lettered", [False, True])
def test_items_under_a_number_or_a_letter_of_their_own(nlp: Language, *, lettered: bool) -> None:
    text = ITEM_BY_ITEM
    if lettered:
        for number, capital, decision in (("1", "A", "Upheld"), ("2", "B", "Overturned")):
            text = text.replace(f"Item No. {number}\nRequest:", f"{capital}.").replace(
                f"\nDecision: {decision}", f" [{decision.upper()}]"
            )
    letter = read(nlp, text)
    assert letter.layout == "relabelled"
    assert letter.letter_id == "CM20-9905104"  # the header's, not that of the earlier review
    assert [state.value for state in letter.expert_reviewer.licensure] == ["California", "Washington"]
    assert [(d.request.text, d.decision and d.decision.value) for d in letter.determinations] == [
        ("Repeat botulinum toxin for migraine", "upheld"),
        ("Sumatriptan 50 mg, #9", "overturned"),
    ]
    assert [d.rationale.text for d in letter.determinations] == [
        "It gave less than a month. A repeat is not medically necessary.",
        "Triptans are advised for migraine. Sumatriptan is medically necessary.",
    ]


DECISION_FIRST = """HOW THE IMR FINAL DETERMINATION WAS MADE
The reviewer is Board Certified in Psychiatry.

IMR ISSUES, DECISIONS AND RATIONALES

Overturned: Biofeedback, 6 sessions

    UR cited          - MTUS Chronic Pain Treatment Guidelines Biofeedback Page(s): 24-25.
    Reviewer cited    - MTUS Chronic Pain Treatment Guidelines Biofeedback Page(s): 24-25.
    Rationale         - Four sessions helped him to return to work. Six more are medically necessary.

Upheld: Ativan 1mg #60

    UR cited          - no medical evidence.
    Reviewer cited    - MTUS Chronic Pain Treatment Guidelines Benzodiazepines Page(s): 24.
    Rationale         - Use has gone on for two years. Ativan is not medically necessary.
"""
DECISION_LAST = """IMR ISSUES, DECISIONS AND RATIONALES

ITEM 1 OF 2
Disputed service: Biofeedback, 6 sessions
Decision rationale: Four sessions helped him to return to work. Six more are medically necessary.
MAXIMUS guideline: Decision based on MTUS Chronic Pain 2017.
Claims Administrator guideline: Decision based on MTUS Chronic Pain 2017.
Determination: OVERTURNED

ITEM 2 OF 2
Disputed service: Ativan 1mg #60
Decision rationale: Use has gone on for two years. Ativan is not medically necessary.
MAXIMUS guideline: Decision based on MTUS Chronic Pain 2017.
Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its decision.
Determination: UPHELD

HOW THE IMR FINAL DETERMINATION WAS MADE
MAXIMUS Federal Services sent the complete case file to an expert reviewer.
"""
UNDER_A_TITLE = """FINAL DETERMINATION LETTER
ISSUES IN DISPUTE AND DECISIONS

Treatment Requested: Biofeedback, 6 sessions
Decision: UR denial overturned
UR Guideline: MTUS Chronic Pain 2017.
IMR Guideline: MTUS Chronic Pain 2017.
Reason: Four sessions helped him to return to work. Six more are medically necessary.

Treatment Requested: Ativan 1mg #60
Decision: UR denial upheld
UR Guideline: MTUS Chronic Pain 2017.
IMR Guideline: None cited.
Reason: Use has gone on for two years. Ativan is not medically necessary.
"""


@pytest.mark.parametrize(
    ("text", "layout"),
    [(DECISION_FIRST, "relabelled"), (DECISION_LAST, "other-review"), (UNDER_A_TITLE, "relabelled")],
)
def test_decisions_that_stand_elsewhere(nlp: Language, text: str, layout: str) -> None:
    letter = read(nlp, text)
    assert letter.layout == layout
    assert [(d.request.text, d.decision and d.decision.value) for d in letter.determinations] == [
        ("Biofeedback, 6 sessions", "overturned"),
        ("Ativan 1mg #60", "upheld"),
    ]
    assert [d.rationale.agreement for d in letter.determinations] == ["agree", "agree"]


LISTED = """Independent Medical Review Final Determination
Case CM16-9905120, assigned 08/05/2016, decided 09/01/2016
Date of injury 02/17/2015; UR denial 07/08/2016; application received 07/22/2016

Decisions
(a) Walker, front wheeled - Upheld
(b) Naproxen 500mg #60 - Overturned

Reviewer
State(s) of Licensure: Ohio
Certification(s)/Specialty: Family Practice

Summary
The patient is a 41 year old man with knee pain.

Reasons

(a) Claims Administrator guideline: Decision based on MTUS Knee Complaints 2004.
MAXIMUS guideline: Decision based on MTUS Knee Complaints 2004, Section(s):
Initial Care.
He walks without aid. The walker is not medically necessary.

(b) Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its decision.
MAXIMUS guideline: Decision based on MTUS Chronic Pain Medical Treatment 2016.
The flare is new. Naproxen is medically necessary.
"""
PIPED = """Case Number: CM16-9905121
Date Assigned: 08/05/2016

IMR ISSUES, DECISIONS AND RATIONALES

| No. | Disputed item/service | Decision   |
|-----|-----------------------|------------|
| 1   | Walker, front wheeled | Upheld     |
| 2   | Naproxen 500mg #60    | Overturned |

| Item 1: Walker, front wheeled |
| Claims Administrator guideline | Decision based on MTUS Knee Complaints 2004. |
| MAXIMUS guideline              | Decision based on MTUS Knee Complaints 2004. |
| Decision rationale             | He walks without aid. The walker is not medically necessary. |

| Item 2: Naproxen 500mg #60 |
| Claims Administrator guideline | The Claims Administrator did not cite any medical evidence for its decision. |
| MAXIMUS guideline              | Decision based on MTUS Chronic Pain Medical Treatment 2016. |
| Decision rationale             | The flare is new. Naproxen is medically necessary. |
"""
ROMAN = """INDEPENDENT MEDICAL REVIEW
IMR Case Number CM16-9905122
Date of Injury        February 17, 2015
Decision Date         September 1, 2016

THE REVIEWER is certified in Family Practice and holds a license in Ohio.

FACTS. The employee is a man, age 41, with knee pain.

FINDINGS

(i)  Walker, front wheeled

     Utilization review cited: MTUS Knee Complaints 2004.
     This reviewer applies: MTUS Knee Complaints 2004.

     He walks without aid. The walker is not medically necessary.

     The denial is UPHELD.

(ii) Naproxen 500mg #60

     Utilization review cited: no guideline.
     This reviewer applies: MTUS Chronic Pain Medical Treatment 2016.

     The flare is new. Naproxen is medically necessary.

     The denial is OVERTURNED.
"""
ASKED = """STATEWIDE PEER REVIEW
Independent Medical Review
Reference: CM16-9905123

Question 1. Should the utilization review denial of Walker, front wheeled be upheld?
  Answer: Yes. The decision stands.
  Authority cited by the utilization reviewer: MTUS Knee Complaints 2004.
  Authority relied upon in this review: MTUS Knee Complaints 2004.
  Explanation: He walks without aid. The walker is not medically necessary.

Question 2. Is Naproxen 500mg #60 medically necessary?
  Answer: Yes.
  Authority cited by the utilization reviewer: none.
  Authority relied upon in this review: MTUS Chronic Pain Medical Treatment 2016.
  Explanation: The flare is new. Naproxen is medically necessary.
"""


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (LISTED, "listed-decisions"),
        (PIPED, "listed-decisions"),
        (ROMAN, "lettered-review"),
        (ASKED, "other-review"),
    ],
)
def test_lists_tables_letters_and_questions(nlp: Language, text: str, layout: str) -> None:
    letter = read(nlp, text)
    assert letter.layout == layout
    assert [(d.request.text, d.decision and d.decision.value) for d in letter.determinations] == [
        ("Walker, front wheeled", "upheld"),
        ("Naproxen 500mg #60", "overturned"),
    ]
    assert [d.rationale.agreement for d in letter.determinations] == ["agree", "agree"]
    assert all(d.reviewer_guideline.citations for d in letter.determinations)
