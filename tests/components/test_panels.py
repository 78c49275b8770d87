"""Reviews by several reviewers: who they are, what each finds, how many found alike, and what the majority decides."""

from __future__ import annotations

import json

import pytest
from spacy.language import Language

from pipeline.records.convert import from_json, to_json
from pipeline.records.model import Letter
from pipeline.records.panel import agreeing

PLAN = (
    "Nature of Statutory Criteria/Case Summary: A patient has requested coverage for a walker and a wheelchair. "
    "Findings: {findings} Final Result: {result} Therefore, {fate} Credentials/Qualifications: {credentials}"
)
CREDENTIALS = (
    "Reviewer 1 is board certified in cardiology and is actively practicing. Reviewer 2 is board-certified in internal "
    "medicine with subspecialty certification in sleep medicine. Reviewer 3 is board-certified in pediatrics."
)
OF_EACH = [(1, ["cardiology"]), (2, ["internal medicine", "sleep medicine"]), (3, ["pediatrics"])]


def plan(nlp: Language, findings: str = "A cane is enough.", credentials: str = CREDENTIALS, fate: str = "") -> Letter:
    fate = fate or "the Health Plan's denial should be upheld."
    text = PLAN.format(findings=findings, result="It was determined.", fate=fate, credentials=credentials)
    letter: Letter = nlp(text)._.letter
    assert letter.layout == "health-plan"
    return letter


def insurer(nlp: Language, *fates: str, heading: str = "Summary Reviewer {}:") -> Letter:
    asked = "The insured requests coverage for a walker. The Health Insurer denied it. The reviewer found two falls."
    letter: Letter = nlp("\n".join(f"{heading.format(i)} {asked} {fate}" for i, fate in enumerate(fates, 1)))._.letter
    assert letter.layout == "health-insurer"
    return letter


def appeal(nlp: Language, *fates: str) -> Letter:
    asked = "Diagnosis: Ataxia Treatment: Walker The insurer denied the walker."
    letter: Letter = nlp(" ".join(f"Summary {i}: {asked} {fate} He fell." for i, fate in enumerate(fates, 1)))._.letter
    assert letter.layout == "external-appeal"
    return letter


def found(letter: Letter) -> list[str | None]:
    return [one.finding.value if one.finding is not None else None for one in letter.reviewers]


UP, OVER = "The Health Insurers denial should be upheld.", "The Health Insurers denial should be overturned."
NEITHER = "The request should be looked at again."


@pytest.mark.parametrize(
    ("fates", "outcome", "each"),
    [
        ((UP, OVER, OVER), "overturned", ["upheld", "overturned", "overturned"]),
        ((OVER, UP, UP), "upheld", ["overturned", "upheld", "upheld"]),
        ((UP, OVER), None, ["upheld", "overturned"]),
        ((UP, NEITHER, UP), "upheld", ["upheld", None, "upheld"]),
        ((UP, NEITHER), None, ["upheld", None]),
        ((OVER,), "overturned", ["overturned"]),
        (
            (UP, "The Health Insurer's denial should be overturned in part.", OVER),
            "overturned",
            ["upheld", "partially_overturned", "overturned"],
        ),
    ],
)
def test_each_reviewer_of_an_insurer_finds_by_himself(
    nlp: Language, fates: tuple[str, ...], outcome: str | None, each: list[str | None]
) -> None:
    letter = insurer(nlp, *fates)
    assert found(letter) == each
    assert (letter.outcome or "").replace("partially_", "") == (outcome or "")
    assert [one.number for one in letter.reviewers] == list(range(1, len(fates) + 1))
    assert len({one.start for one in letter.reviewers}) == len(fates)


@pytest.mark.parametrize(
    "heading", ["Summary Reviewer {}", "Reviewer {}:", "Reviewer #{}:", "Summary Physician Reviewer {}"]
)
def test_headings_of_reviewers(nlp: Language, heading: str) -> None:
    assert found(insurer(nlp, UP, OVER, OVER, heading=heading)) == ["upheld", "overturned", "overturned"]


def test_a_reviewer_whose_text_stands_alone_keeps_the_number(nlp: Language) -> None:
    (one,) = insurer(nlp, UP, heading="Summary Reviewer 3").reviewers
    assert (one.number, one.finding and one.finding.value) == (3, "upheld")


@pytest.mark.parametrize(
    ("fates", "outcome"),
    [
        (("The denial was upheld.", "The denial was overturned.", "The denial was reversed."), "overturned"),
        (("The denial was overturned.", "The denial was upheld.", "The denial was upheld."), "upheld"),
        (("The denial was overturned.", "The denial was upheld."), None),
    ],
)
def test_each_summary_of_new_york(nlp: Language, fates: tuple[str, ...], outcome: str | None) -> None:
    letter = appeal(nlp, *fates)
    assert letter.outcome == outcome
    assert found(letter) == ["upheld" if "upheld" in fate else "overturned" for fate in fates]
    assert letter.determinations[0].request.text == "Walker"


@pytest.mark.parametrize(
    ("sentence", "vote", "each"),
    [
        ("Two of the three reviewers found that a walker is not medically necessary.", (2, 3, "upheld"), [None] * 3),
        ("All three reviewers found that a walker is not medically necessary.", (3, 3, "upheld"), ["upheld"] * 3),
        ("Three of three physician reviewers found it as told.", (3, 3, "upheld"), ["upheld"] * 3),
        ("One of the three reviewers found that it is medically necessary.", (1, 3, "overturned"), [None] * 3),
        ("One of the three reviewers voted to overturn the denial.", (1, 3, "overturned"), [None] * 3),
        ("One of the three reviewers dissented.", (1, 3, "overturned"), [None] * 3),
        ("The three reviewers unanimously found it as told.", (3, 3, "upheld"), ["upheld"] * 3),
        (
            "Reviewer 1 found it to be medically necessary. Reviewers 2 and 3 found that it is not necessary.",
            None,
            ["overturned", "upheld", "upheld"],
        ),
    ],
)
def test_how_many_reviewers_of_a_plan_found_alike(
    nlp: Language, sentence: str, vote: tuple[int, int, str] | None, each: list[str | None]
) -> None:
    letter = plan(nlp, f"A cane is enough. {sentence}")
    assert [(one.count, one.of, one.finding) for one in letter.votes] == ([vote] if vote else [])
    assert found(letter) == each
    assert [(one.number, [s.value for s in one.specialties]) for one in letter.reviewers] == OF_EACH
    assert agreeing(letter) == (3 if None not in each and vote else 2)


@pytest.mark.parametrize(
    ("credentials", "each"),
    [
        ("The reviewer is board certified in urology and is actively practicing.", [["urology"]]),
        ("All three reviewers are board certified in urology and are actively practicing.", [["urology"]] * 3),
        (
            "Reviewers 1 and 2 are board certified in urology. Reviewer 3 is board certified in surgery.",
            [["urology"]] * 2 + [["surgery"]],
        ),
        (
            "The first reviewer is board certified in urology. The second reviewer is board certified in surgery.",
            [["urology"], ["surgery"]],
        ),
        ("The reviewers are board certified in urology and are actively practicing.", []),
    ],
)
def test_whose_specialties_these_are(nlp: Language, credentials: str, each: list[list[str]]) -> None:
    letter = plan(nlp, credentials=credentials)
    assert [[s.value for s in one.specialties] for one in letter.reviewers] == each
    if len(each) == 1:
        assert found(letter) == ["upheld"]


@pytest.mark.parametrize(
    "fate",
    [
        "the denial of the walker should be upheld, and the denial of the wheelchair should be overturned.",
        "the Plan's denial of the walker should be upheld. The Plan's denial of the wheelchair should be overturned.",
        "the Health Plan's denial should be upheld for the walker and overturned for the wheelchair.",
        "the Health Plan's denial of the walker should be upheld and that of the wheelchair overturned.",
        "the Health Plan's denial should be overturned, except for the walker.",
        "the decision to deny the walker should be upheld and that to deny the wheelchair should be overturned.",
    ],
)
def test_one_denial_upheld_and_another_overturned_is_in_part(nlp: Language, fate: str) -> None:
    letter = plan(nlp, fate=fate)
    (item,) = letter.determinations
    assert (letter.outcome, item.decision and item.decision.value, item.in_part) == (
        "partially_overturned",
        "overturned",
        True,
    )
    assert not {"W202", "W203"} & {warning.code for warning in letter.warnings}


@pytest.mark.parametrize(
    ("fate", "outcome"),
    [
        (
            "the Plan's denial of the walker was upheld on appeal. The Health Plan's denial should be overturned.",
            "overturned",
        ),
        ("the denial should be overturned. The denial should be upheld.", None),
        ("the denial of the walker should be overturned. The denial of a walker should be upheld.", None),
        ("the denial should be overturned, but not because of the price.", "overturned"),
    ],
)
def test_what_only_looks_like_a_decision_in_part(nlp: Language, fate: str, outcome: str | None) -> None:
    letter = plan(nlp, fate=fate)
    assert letter.outcome == outcome
    assert not any(item.in_part for item in letter.determinations)


def test_records_with_and_without_reviewers_are_read_again(nlp: Language) -> None:
    letter = insurer(nlp, UP, OVER, OVER)
    assert from_json(to_json(letter)) == letter
    data = letter.to_dict()
    assert data["reviewers"][0]["finding"]["value"] == "upheld"
    old = {key: value for key, value in data.items() if key not in ("reviewers", "votes")}
    assert from_json(json.dumps(old)).reviewers == ()
    other = nlp("Decision: none of these forms")._.letter
    assert not {"reviewers", "votes"} & set(other.to_dict())
