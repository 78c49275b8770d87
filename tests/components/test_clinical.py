"""Diagnoses, treatments, operations, work status, requests and reasons of denials in a letter's prose."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.records.clinical import Clinical
from tests.components.clinical_letter import LETTER


def read(nlp: Language, summary: str, rationale: str = "") -> Clinical:
    clinical: Clinical = nlp(LETTER.format(summary=summary, rationale=rationale))._.letter.clinical
    return clinical


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("He is being treated for lumbar strain and gout.", ["lumbar strain", "gout"]),
        ("She was diagnosed with cervical and thoracic sprain.", ["cervical and thoracic sprain"]),
        (
            "Diagnoses include knee pain; left hip bursitis; and insomnia.",
            ["knee pain", "left hip bursitis", "insomnia"],
        ),
        (
            "The diagnosis is documented as strain of muscle, fascia and tendon at neck level, initial encounter.",
            ["strain of muscle, fascia and tendon at neck level, initial encounter"],
        ),
        ("The worker carries diagnoses of PTSD, anxiety and headaches.", ["PTSD", "anxiety", "headaches"]),
        ("Diagnosis: right carpal tunnel syndrome.", ["right carpal tunnel syndrome"]),
        ("Past medical history includes hypertension and diabetes mellitus.", ["hypertension", "diabetes mellitus"]),
        ("Assessment: L4-5 disc protrusion, sciatica.", ["L4-5 disc protrusion", "sciatica"]),
        ("He was diagnosed with depression due to pain, and obesity.", ["depression", "obesity"]),
        ("He has been diagnosed with a meniscal tear and surgery was advised.", ["meniscal tear"]),
        ("Diagnoses include an ankle sprain and mooncalf rot.", ["ankle sprain"]),
        # what is no diagnosis
        ("He complained of knee pain and showed swelling.", []),
        ("She has filed a claim for neck pain.", []),
        ("The MRI revealed a disc protrusion.", []),
        ("The diagnosis was not recorded.", []),
        ("He was treated for three weeks.", []),
    ],
)
def test_diagnoses_are_the_entries_behind_a_lead(nlp: Language, summary: str, expected: list[str]) -> None:
    assert [one.text for one in read(nlp, summary).diagnoses] == expected


def test_a_diagnosis_has_its_code(nlp: Language) -> None:
    found = read(nlp, "Diagnoses include low back pain (M54.5), lumbar radiculitis (ICD-9 724.4) and gout.").diagnoses
    assert [(one.value, one.text, one.code and one.code.value) for one in found] == [
        ("pain", "low back pain", "M54.5"),
        ("radiculopathy", "lumbar radiculitis", "724.4"),
        ("gout", "gout", None),
    ]


def test_the_value_is_a_name_of_what_is_meant(nlp: Language) -> None:
    """None of a group that it does not belong to: tinnitus is no dizziness, a vaccination no wound care."""
    found = read(
        nlp,
        "Diagnoses include tinnitus, a stroke, anemia, sleep apnea, post concussion syndrome, and numbness. "
        "Treatment to date has included a tetanus shot, home health services, rhizotomies, and oxygen. "
        "He is status post an ankle fusion. She is status post a fusion at L4-5. "
        "He is status post an exploratory laparotomy.",
    )
    assert [one.value for one in found.diagnoses] == [
        "tinnitus", "stroke", "anemia", "sleep apnea", "postconcussional syndrome", "paresthesia",
    ]  # fmt: skip
    assert [one.value for one in found.treatments] == [
        "vaccination", "home health care", "radiofrequency ablation", "oxygen",
    ]  # fmt: skip
    assert [one.value for one in found.surgeries] == ["fusion", "spinal fusion", "laparotomy"]


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (
            "Treatment to date has included physical therapy, Norco and TENS.",
            {"physical therapy": None, "hydrocodone/acetaminophen": None, "electrical stimulation": None},
        ),
        (
            "Prior treatments include rest, PT (physical therapy) and massage.",
            {"rest": None, "physical therapy": None, "massage": None},
        ),
        ("The worker has failed NSAIDs and bracing.", {"nsaids": "failed", "bracing": "failed"}),
        ("He completed 12 sessions of chiropractic without relief.", {"chiropractic": "failed"}),
        ("She reported 50% relief from acupuncture.", {"acupuncture": "helped"}),
        ("Physical therapy was not helpful.", {"physical therapy": "failed"}),
        ("Trigger point injections provided temporary relief.", {"trigger point injection": "partly_helped"}),
        ("There was no improvement with massage.", {"massage": "failed"}),
        ("Current medications include gabapentin and Lidoderm patches.", {"gabapentin": None, "lidocaine": None}),
        ("He was treated conservatively with a splint and ice.", {"bracing": None, "cold": None}),
        ("Treatment to date: home exercise program, medications.", {"home exercise": None, "medications": None}),
        ("She underwent an epidural steroid injection on 01/02/2015.", {"epidural steroid injection": None}),
        ("Treatment has included therapy. The therapy has helped.", {"therapy": "helped"}),
        ("He takes metformin and walks for exercise.", {"metformin": None}),
        ("Epidural injections were given on 01/02/2015.", {"epidural steroid injection": None}),
        ("A cortisone injection of 01/02/2015 gave short relief.", {"injection": "partly_helped"}),
        ("He had a stimulator trial, which failed, and acupuncture, which failed.", {"acupuncture": "failed"}),
        # what was not had
        ("The treatment plan included physical therapy.", {}),
        ("The provider requested acupuncture.", {}),
        ("Utilization review denied the request because the worker had not tried acupuncture.", {}),
        ("Diagnostic studies have included an MRI.", {}),
    ],
)  # fmt: skip
def test_treatments_that_were_had_and_what_they_did(
    nlp: Language, summary: str, expected: dict[str, str | None]
) -> None:
    found = read(nlp, summary).treatments
    assert {one.value: one.result and one.result.value for one in found if not one.negated} == expected
    assert not any(one.hypothetical for one in found)


@pytest.mark.parametrize(
    ("summary", "facts", "denied"),
    [
        ("Treatment to date has included no prior injections and medication.", ["medications"], ["injection"]),
        (
            "He has had no physical therapy, acupuncture or injections.",
            [],
            ["physical therapy", "acupuncture", "injection"],
        ),
        ("There is no evidence that he has failed physical therapy.", [], ["physical therapy"]),
        ("It is unclear whether she has completed therapy.", [], ["therapy"]),
        ("If he has failed acupuncture, surgery may follow.", [], ["acupuncture"]),
        ("She is scheduled to undergo physical therapy.", [], []),
        (
            "He has had no conservative care such as massage and acupuncture.",
            [],
            ["conservative care", "massage", "acupuncture"],
        ),
        ("She had not completed this therapy.", [], []),
    ],
)
def test_what_is_denied_or_left_open_is_no_fact(
    nlp: Language, summary: str, facts: list[str], denied: list[str]
) -> None:
    found = read(nlp, summary).treatments
    assert [one.value for one in found if not one.negated and not one.hypothetical] == facts
    assert [one.value for one in found if one.negated or one.hypothetical] == denied


def test_diagnoses_that_are_possible_denied_or_of_the_family(nlp: Language) -> None:
    found = read(
        nlp, "He was diagnosed with possible gout and lumbar strain. Her mother was diagnosed with diabetes."
    ).diagnoses
    assert [(one.text, one.hypothetical) for one in found] == [("possible gout", True), ("lumbar strain", False)]
    (denied,) = read(nlp, "She was not diagnosed with fibromyalgia.").diagnoses
    assert denied.negated


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("He is status post L5-S1 fusion on 03/04/2014.", [("spinal fusion", "L5-S1 fusion", "2014-03-04")]),
        (
            "She underwent a right knee arthroscopy in March 2015, and limps.",
            [("arthroscopy", "right knee arthroscopy", "2015-03")],
        ),
        (
            "Surgical history includes a carpal tunnel release.",
            [("carpal tunnel release", "carpal tunnel release", None)],
        ),
        ("He had an inguinal hernia repair.", [("hernia repair", "inguinal hernia repair", None)]),
        ("Treatment has included rest and left shoulder surgery.", [("surgery", "left shoulder surgery", None)]),
        ("The surgeon recommended a fusion.", []),
        ("He is a candidate for a knee replacement.", []),
    ],
)
def test_operations_that_were_had(nlp: Language, summary: str, expected: list[tuple[str, str, str | None]]) -> None:
    found = [one for one in read(nlp, summary).surgeries if not one.negated and not one.hypothetical]
    assert [(one.value, one.text, one.date and one.date.value) for one in found] == expected


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("She is temporarily totally disabled.", ["temporary_total_disability"]),
        ("He was placed off of work.", ["off_work"]),
        ("Work status was modified.", ["modified_duty"]),
        ("She returned to full duty.", ["regular_duty"]),
        ("The worker is permanent and stationary.", ["permanent_and_stationary"]),
        ("He is currently working.", ["working"]),
        ("The applicant is not working.", ["off_work"]),
        ("The worker is retired.", ["retired"]),
        ("He fell while he was working on a roof.", []),
        ("Help is needed while his wife is working.", []),
        ("It is unclear whether she is temporarily totally disabled.", []),
        ("The pain stems from her usual and customary duties.", []),
    ],
)
def test_work_status(nlp: Language, summary: str, expected: list[str]) -> None:
    found = read(nlp, summary).work_status
    assert [one.value for one in found if not one.negated and not one.hypothetical] == expected


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (
            "The treating physician requested an MRI of the knee to rule out a tear.",
            [("MRI of the knee", "to rule out a tear")],
        ),
        (
            "The Request for Authorization dated 01/02/2015 includes 12 visits of therapy.",
            [("12 visits of therapy", None)],
        ),
        ("The treatment plan was for a knee brace due to instability.", [("knee brace", "due to instability")]),
        ("On 01/02/2015, acupuncture was ordered.", [("acupuncture", None)]),
        ("The patient was prescribed naproxen.", [("naproxen", None)]),
        # utilization review's words
        ("Utilization review denied the request for an MRI that was requested.", []),
        ("It was recommended that he rest.", []),
        ("No brace was not recommended.", []),
    ],
)
def test_what_the_treating_side_asked_for(nlp: Language, summary: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(one.value, one.reason and one.reason.value) for one in read(nlp, summary).requests] == expected


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("On 01/02/2015 utilization review denied the request because no gains were shown.", ["no gains were shown"]),
        ("The request for Valium was previously denied due to a lack of need.", ["a lack of need"]),
        ("The request was modified to 6 visits as there was no gain.", ["there was no gain"]),
        ("The rationale for denial indicated the worker had little care.", ["the worker had little care"]),
        ("Utilization review non-certified an MRI of the knee.", []),
        ("The injured worker denied numbness since the fall.", []),
        ("Activity modification has gone on since May.", []),
    ],
)
def test_why_utilization_review_said_no(nlp: Language, summary: str, expected: list[str]) -> None:
    assert [one.value for one in read(nlp, summary).denial_reasons] == expected


def test_rationales_have_their_items_number_and_guidelines_say_nothing_of_the_worker(nlp: Language) -> None:
    rationale = (
        "Injections are recommended for patients who have failed physical therapy. The patient has completed six "
        "sessions of acupuncture. His diagnoses include knee sprain."
    )
    found = read(nlp, "Nothing is known.", rationale)
    assert [(one.value, one.section, one.item) for one in found.treatments] == [("acupuncture", "rationale", 1)]
    assert [(one.text, one.item) for one in found.diagnoses] == [("knee sprain", 1)]


def test_everything_is_grounded_and_a_letter_without_words_has_nothing(nlp: Language) -> None:
    text = LETTER.format(summary="He was diagnosed\nwith knee  strain\n(S83.9). He failed therapy.", rationale="")
    clinical = nlp(text)._.letter.clinical
    (strain,), (therapy,) = clinical.diagnoses, clinical.treatments
    assert text[strain.start : strain.end] == "knee  strain"
    assert (strain.text, strain.section, strain.item) == ("knee strain", "summary", None)
    assert text[strain.code.start : strain.code.end] == "S83.9"
    assert text[therapy.result.start : therapy.result.end] == therapy.result.text
    assert read(nlp, "Nothing is known.") == Clinical()
