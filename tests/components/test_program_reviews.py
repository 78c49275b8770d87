"""Reviews for health plans, insurers and New York: what their records hold beside those of other letters."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.records.model import Determination, Letter

PLAN = (
    "Nature of Statutory Criteria/Case Summary: {case} Findings: The physician reviewer found that {reasons} "
    "Final Result: The reviewer determined that {result} Therefore, the Health Plan's denial should be {fate}. "
    "Credentials/Qualifications: The reviewer is board certified in psychiatry and is actively practicing."
)


def plan(
    case: str = "A patient has requested authorization and coverage for a walker.",
    reasons: str = "a cane is enough. The walker is not medically necessary.",
    result: str = "the requested service is not medically necessary for treatment of this patient.",
    fate: str = "upheld",
) -> str:
    return PLAN.format(case=case, reasons=reasons, result=result, fate=fate)


def read(nlp: Language, text: str) -> tuple[Letter, Determination]:
    letter: Letter = nlp(text)._.letter
    (item,) = letter.determinations
    return letter, item


@pytest.mark.parametrize("fate", ["partially overturned", "overturned in part", "upheld in part", "partly overturned"])
def test_a_denial_overturned_in_part_is_overturned_and_says_so(nlp: Language, fate: str) -> None:
    text = plan(reasons="six visits are medically necessary, and the others are not medically necessary.", fate=fate)
    letter, item = read(nlp, text)
    assert item.decision is not None
    assert (item.decision.value, item.in_part, letter.outcome) == ("overturned", True, "partially_overturned")
    assert (item.rationale.conclusion, item.rationale.agreement) == (None, "no_conclusion")
    assert not {"W202", "W203"} & {warning.code for warning in letter.warnings}
    assert letter.to_dict()["determinations"][0]["in_part"] is True


def test_a_whole_decision_says_nothing_of_parts(nlp: Language) -> None:
    letter, item = read(nlp, plan("A patient has requested coverage for a partial meniscectomy."))
    assert (item.in_part, letter.outcome) == (False, "upheld")
    assert "in_part" not in letter.to_dict()["determinations"][0]


@pytest.mark.parametrize(
    ("summary", "outcome"),
    [
        ("The insurer denied the stay. The denial was overturned in part.", "partially_overturned"),
        ("The insurer denied the stay. The denial was modified.", "partially_overturned"),
        ("The carrier denied the stay. The carrier's decision was upheld.", "upheld"),
        ("The HMO partially denied the stay. The denial was reversed.", "overturned"),
        ("Determination: The stay was partially medically necessary.", "partially_overturned"),
    ],
)
def test_what_became_of_a_denial_in_new_york(nlp: Language, summary: str, outcome: str) -> None:
    letter, item = read(nlp, f"Diagnosis: Asthma Treatment: Inpatient stay {summary} The patient was stable by noon.")
    assert (letter.layout, letter.outcome) == ("external-appeal", outcome)
    assert item.request.text == "Inpatient stay"
    assert item.rationale.text == "The patient was stable by noon."


@pytest.mark.parametrize(
    ("asked", "request_text", "retrospective", "days"),
    [
        ("reimbursement for orthotics.", "orthotics", True, []),
        ("reimbursement and prospective authorization and coverage for orthotics.", "orthotics", True, []),
        ("repayment of an MRI done on 2/3/2020.", "an MRI", True, ["2020-02-03"]),
        ("coverage for a scan performed on May 4, 2012 and May 6, 2012.", "a scan", True, ["2012-05-04", "2012-05-06"]),
        (
            "coverage of an inpatient stay from May 2, 2019 through May 20, 2019.",
            "an inpatient stay",
            False,
            ["2019-05-02", "2019-05-20"],
        ),
        ("authorization and coverage for orthotics.", "orthotics", False, []),
        ("continued use of a home ventilator as defined by California law.", "a home ventilator", False, []),
    ],
)
def test_what_is_to_be_paid_back_is_retrospective(
    nlp: Language, asked: str, request_text: str, retrospective: bool, days: list[str]
) -> None:
    _, item = read(nlp, plan(f"A patient has requested {asked}"))
    assert item.request.text == request_text
    assert item.request.retrospective is retrospective
    assert [day.value for day in item.request.dates_of_service] == days


@pytest.mark.parametrize(
    ("asked", "left"),
    [("[NAME OF SERVICE]", ""), ("[BRAND NAME] adalimumab", "adalimumab"), ("a walker [INSERT CODE]", "a walker")],
)
def test_words_of_a_template_are_no_request(nlp: Language, asked: str, left: str) -> None:
    letter, item = read(nlp, plan(f"A patient has requested authorization and coverage for {asked}."))
    assert item.request.text == left
    assert any(w.code == "W106" and "template" in w.message for w in letter.warnings)
    assert letter.outcome == "upheld"


def test_brackets_of_the_reviewers_own_stay(nlp: Language) -> None:
    _, item = read(nlp, plan("A patient has requested coverage for a walker [with wheels]."))
    assert item.request.text == "a walker [with wheels]"


def test_a_verdict_that_stands_in_the_result_alone(nlp: Language) -> None:
    result = "the device at issue was and is medically necessary for this patient."
    _, item = read(nlp, plan(reasons="two falls are on record.", result=result, fate="overturned"))
    assert item.rationale.conclusion is not None
    assert item.rationale.conclusion.value == "medically_necessary"
    assert item.rationale.agreement == "agree"
    assert item.rationale.text.endswith("two falls are on record.")


def test_the_rationales_own_verdict_goes_before_the_results(nlp: Language) -> None:
    result = "the device is medically necessary."
    _, item = read(nlp, plan(result=result))
    assert item.rationale.conclusion is not None
    assert item.rationale.conclusion.value == "not_medically_necessary"


@pytest.mark.parametrize(
    ("reasons", "sex"),
    [
        ("one provider wrote in her notes that rest helped.", None),
        ("a dermatologist noted in his letter that the skin is clear. She has had two courses.", "female"),
        ("the surgeon noted that he walks alone.", "male"),
        ("the patient saw two specialists about her knee.", "female"),
        ("the patient's mother says that sleep is poor. His weight fell.", "male"),
    ],
)
def test_a_providers_pronoun_is_not_the_patients(nlp: Language, reasons: str, sex: str | None) -> None:
    letter, _ = read(nlp, plan(reasons=f"{reasons} The walker is not medically necessary."))
    assert (letter.injured_worker.sex.value if letter.injured_worker.sex else None) == sex


@pytest.mark.parametrize(
    ("words", "age", "sex"),
    [("The patient, a 15 year old girl,", 15, "female"), ("This is a 7-month-old boy who", None, "male")],
)
def test_children(nlp: Language, words: str, age: int | None, sex: str) -> None:
    letter, _ = read(nlp, plan(f"{words} has a cough. A patient has requested coverage for a walker."))
    worker = letter.injured_worker
    assert (worker.age.value if worker.age else None, worker.sex.value if worker.sex else None) == (age, sex)


@pytest.mark.parametrize(
    ("asked", "category", "drugs"),
    [
        ("dupilumab injections", "pharmaceuticals", ["dupilumab"]),
        ("infliximab infusions every eight weeks", "pharmaceuticals", ["infliximab"]),
        ("Keytruda 200 mg IV every 3 weeks", "pharmaceuticals", ["pembrolizumab"]),
        ("Besremi 500 mcg/mL syringes", "pharmaceuticals", ["ropeginterferon alfa-2b"]),
        ("Kenalog injections", "injection", ["triamcinolone"]),
        ("ketamine infusions", "injection", []),
        ("insulin syringes", "dmepos", []),
    ],
)
def test_injections_of_a_biologic_are_the_drug(nlp: Language, asked: str, category: str, drugs: list[str]) -> None:
    _, item = read(nlp, plan(f"A patient has requested authorization and coverage for {asked}."))
    assert item.request.category == category
    assert [drug.name for drug in item.request.drugs if category == "pharmaceuticals" or drugs] == drugs


@pytest.mark.parametrize(
    "ask",
    [
        "This review concerns the request of a 71-year-old man for a walker.",
        "A patient asks for payment for a walker.",
        "The insured is seeking coverage of a walker.",
        "An enrollee applied for approval of a walker.",
    ],
)
def test_ways_to_ask(nlp: Language, ask: str) -> None:
    _, item = read(nlp, plan(ask))
    assert item.request.text == "a walker"
