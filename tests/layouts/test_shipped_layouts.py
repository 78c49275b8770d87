"""The shipped layouts' openings, labels and verdicts, in letters made of little else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import pytest

from pipeline.layouts.loading import load_layouts
from pipeline.layouts.model import Layout
from pipeline.layouts.structure import StructureReader
from pipeline.rules.where import patterns_folder
from tests.components.value_rules import credentials_of, fields_of
from tests.text.shipped import reflow

Item = tuple[str, str | None]


@cache
def layouts() -> Mapping[str, Layout]:
    return {layout.layout: layout for layout in load_layouts(sorted((patterns_folder() / "layouts").glob("*.yml")))}


@cache
def shipped() -> Mapping[str, StructureReader]:
    return {name: StructureReader(layout) for name, layout in layouts().items()}


def parts(layout: str, text: str) -> dict[tuple[str, str], str]:
    """(section, item's number) -> text, of a text that is read as a layout's."""
    reading = reflow(text)
    sections, *_ = shipped()[layout].read(reading, damaged=False)
    return {(tag.label, tag.value): reading.text[tag.start : tag.end] for tag in sections}


def items(layout: str, text: str) -> list[Item]:
    """(request, decision) of each item."""
    sections, decisions, *_ = shipped()[layout].read(reflow(text), damaged=False)
    values = {decision.start: decision.value for decision in decisions}
    found = {tag.value: values[tag.start] for tag in sections if tag.label == "decision"}
    found |= {tag.attributes["item"]: tag.value for tag in decisions if "item" in tag.attributes}
    return [(words, found.get(number)) for (label, number), words in parts(layout, text).items() if label == "request"]


WHY = "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY PROFESSIONAL REVIEWER AND WHY: "
NOT = "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS NOT MEDICALLY NECESSARY: "
YES = NOT.replace("NOT ", "")
STATED = "ISSUE AT DISPUTE #1: Was a walker medically necessary? ISSUE AT DISPUTE #2: Is the cane medically necessary? "
SUMMARY = "CASE SUMMARY: A man fell. "


def test_issues_that_are_stated_first_and_answered_by_number() -> None:
    text = (
        f"{STATED}{SUMMARY}ISSUE #1: walker {WHY}a book. {YES}He fell. ISSUE #2: a cane {WHY}a note. {NOT}It is lost."
    )
    assert items("professional-review", text) == [("walker", "overturned"), ("a cane", "upheld")]
    found = parts("professional-review", text)
    assert (found["rationale", "1"], found["rationale", "2"]) == ("He fell.", "It is lost.")
    assert (found["reviewer_guideline", "1"], found["reviewer_guideline", "2"]) == ("a book.", "a note.")


def test_an_issue_that_its_number_alone_names_again() -> None:
    stated = (
        "MEDICAL PROFESSIONAL REVIEW\nISSUE AT DISPUTE:\n1. Is the request for a cane medically necessary?\n"
        "2. Is the request for a walker medically necessary?\nCASE SUMMARY:\nA fall.\n"
    )
    ur = "MEDICAL TREATMENT GUIDELINE(S) RELIED UPON BY UTILIZATION REVIEW: "
    rationale = "RATIONALE FOR WHY THE REQUESTED TREATMENT/SERVICE IS/WAS "
    answers = (
        f"ISSUE 1\n{ur}ODG.\n{WHY}MTUS, as it applies.\n{rationale}NOT MEDICALLY NECESSARY:\nHe walks well.\n"
        f"ISSUE 2\n{ur}None.\n{WHY}MTUS, as it applies.\n{rationale}MEDICALLY NECESSARY:\nHe fell again.\n"
        "MEDICAL REVIEWER QUALIFICATIONS:\nLicensed in Nevada."
    )
    assert [(item[0], item[1]) for item in items("professional-review", stated + answers)] == [
        ("a cane", "upheld"),
        ("a walker", "overturned"),
    ]
    assert parts("professional-review", stated + answers)["claims_administrator_guideline", "2"] == "None."


@pytest.mark.parametrize(
    "stated",
    [
        STATED,
        "ISSUES AT DISPUTE: 1) Was a walker medically necessary? 2) Is the cane medically necessary? ",
        "ISSUES AT DISPUTE: Was a walker medically necessary? Is the cane medically necessary? ",
    ],
)
def test_answers_that_name_no_issue_are_nobodys(stated: str) -> None:
    text = f"{stated}{SUMMARY}{WHY}a book. {YES}He fell. {WHY}a note. {NOT}It is lost."
    assert items("professional-review", text) == [("a walker", None), ("cane", None)]
    assert not [key for key in parts("professional-review", text) if key[0] == "rationale"]


DECIDED = "IMR DECISION(S) AND RATIONALE(S) 1. The request for a walker is medically necessary and appropriate. "
LABEL = "The Physician Reviewer's decision rationale: "


@pytest.mark.parametrize(
    ("end", "rationale"),
    [
        ("She falls. /abc", "She falls."),
        ("She falls.\n\n/ab\n", "She falls."),
        ("She falls. /abc Sincerely, a doctor", "She falls."),
        ("She takes one tablet /day", "She takes one tablet /day"),
        ("She falls. /abc again.", "She falls. /abc again."),
    ],
)
def test_a_typists_initials_are_no_rationale(end: str, rationale: str) -> None:
    assert parts("decisions-2013", DECIDED + LABEL + end)["rationale", "1"] == rationale


HEADS = "Nature of Statutory Criteria/Case Summary: "
DENIED = "The Health Plan has denied this request. "
ENDED = "Findings: The records show a fall. Final Result: The Health Plan's denial should be upheld."


@pytest.mark.parametrize(
    "summary",
    [
        f"A 7-year-old female enrollee has requested authorization and coverage for a speech device. {DENIED}",
        f"The patient is a 31-year-old man with asthma. He has requested a speech device for treatment of it. {DENIED}",
        f"The mother of an enrollee requested that the Health Plan authorize and cover a speech device. {DENIED}",
        "At issue is the medical necessity of a speech device provided on March 3, 2015. ",
        "At issue is whether a speech device is medically necessary for treatment of the patient. ",
        "The services at issue are a speech device. ",
        f"This review concerns the medical necessity of a speech device. {DENIED}",
        f"A request for reimbursement of a speech device was submitted. {DENIED}",
        f"The patient requested a second opinion in March. She has requested a speech device. {DENIED}",
    ],
)
def test_what_a_health_plan_was_asked_for(summary: str) -> None:
    assert items("health-plan", HEADS + summary + ENDED) == [("a speech device", "upheld")]


@pytest.mark.parametrize(
    ("words", "decision"),
    [
        ("The denial is upheld.", "upheld"),
        ("The reviewer upheld the Health Plan's denial.", "upheld"),
        ("The denial of coverage should be overturned.", "overturned"),
        ("It is recommended that the denial be upheld.", "upheld"),
        ("The Plan's determination should be upheld.", "upheld"),
        ("The denial should be upheld in part.", "overturned"),
        ("The denial should be upheld. The denial should be overturned.", None),
        ("The Plan upheld its denial on appeal.", None),
    ],
)
def test_how_a_health_plans_denial_is_decided(words: str, decision: str | None) -> None:
    summary = f"{HEADS}An enrollee has requested coverage for a speech device. {DENIED}Findings: He fell. "
    assert items("health-plan", summary + words) == [("a speech device", decision)]


def test_a_health_plans_reviewers() -> None:
    text = (
        "Reviewer 1 is board-certified in pediatrics with subspecialty certifications in cardiology and critical care "
        "and is actively practicing. Reviewer 2 is board certified in neurology with special qualification in child "
        "neurology and is actively practicing."
    )
    credentials = layouts()["health-plan"].credentials
    assert credentials is not None
    found = credentials_of(credentials, reflow(text))
    assert [tag.value for tag in found] == ["pediatrics", "cardiology", "critical care", "neurology", "child neurology"]


def test_a_health_plan_text_without_headings() -> None:
    text = (
        "A 4-year-old boy requested a speech device for treatment of delay. The Plan denied it as not needed. "
        "The physician reviewer noted few words. The device is medically necessary. The Plan's denial should be "
        "overturned. The reviewer is board certified in pediatrics."
    )
    assert shipped()["health-plan"].evidence(text)
    assert items("health-plan", text) == [("a speech device", "overturned")]
    found = parts("health-plan", text)
    assert found["rationale", "1"].startswith("The physician reviewer noted")
    assert found["rationale", "1"].endswith("overturned.")
    assert found["summary", ""].strip() == "for treatment of delay. The Plan denied it as not needed."
    assert found["reviewer", ""] == "The reviewer is board certified in pediatrics."


@pytest.mark.parametrize(
    ("layout", "text"),
    [
        ("decisions-2013", DECIDED),
        (
            "notice-2013",
            "1) MAXIMUS Federal Services, Inc. has determined the request for a walker is medically necessary. "
            "1) Regarding the request for a walker: ",
        ),
    ],
)
@pytest.mark.parametrize(
    ("claims", "reviewer"),
    [
        ("The Claims Administrator based the decision on a book.", "The Expert Reviewer based the decision on a book."),
        ("The Claims Administrator's decision was based on it.", "The Physician Reviewer's decision was based on it."),
        ("The Claims Administrator cited a book.", "The Physician Reviewer cited a book."),
        ("The Claims Administrator used a book.", "The Expert Reviewer used a book."),
        ("The Claims Administrator did not provide any guidelines.", "The Expert Reviewer did not provide any."),
        ("No guidelines were cited by the Claims Administrator.", "The Expert Reviewer relied on a book."),
    ],
)
@pytest.mark.parametrize("label", ["Rationale: ", "Decision rationale: "])
def test_guideline_sentences_of_2013(layout: str, text: str, claims: str, reviewer: str, label: str) -> None:
    found = parts(layout, f"{text}{claims} {reviewer} {label}She falls. Rationale: she fell.")
    assert found["claims_administrator_guideline", "1"] == claims
    assert found["reviewer_guideline", "1"] == reviewer
    assert found["rationale", "1"] == "She falls. Rationale: she fell."


def test_the_basis_for_a_decision_of_2018() -> None:
    text = (
        "1) Treatment/Service: A walker Decision: Upheld Basis for decision: It is not needed. Abrupt discontinuation "
        "is not advised. 2) Treatment/Service: A cane Decision: Overturned Basis for decision: It is needed."
    )
    assert items("imr-decision-2018", text) == [("A walker", "upheld"), ("A cane", "overturned")]
    assert parts("imr-decision-2018", text)["rationale", "2"] == "It is needed."


@pytest.mark.parametrize(
    "decision",
    [
        "Far from Upheld", "N/A - Upheld", "UR: Upheld", "Claims Administrator: Upheld", "(?) Upheld", "?? Upheld",
        "Upheld (struck out)", "Upheld in error", "Upheld for now", "Upheld, see erratum", "Upheld. By UR",
    ],
)  # fmt: skip
def test_a_labelled_decision_that_words_leave_open_is_none(decision: str) -> None:
    text = f"1) Treatment/Service: A walker Decision: {decision} Basis for decision: It is not needed."
    assert items("imr-decision-2018", text) == [("A walker", None)]


def test_items_of_so_many_behind_a_sentence_that_ends_in_a_number() -> None:
    text = (
        "The visits were cut from 12 to 4. Disputed item 1 of 2: A walker Determination: Upheld "
        "MAXIMUS guideline: None Decision rationale: He walks. Disputed item 2 of 2: A cane Determination: Overturned "
        "Decision rationale: She falls."
    )
    assert items("imr-decision-2018", text) == [("A walker", "upheld"), ("A cane", "overturned")]


def test_a_list_of_issues_is_no_single_request() -> None:
    text = "ISSUE AT DISPUTE: 1. A walker 2. A cane CASE SUMMARY: She falls. MEDICAL REVIEWER QUALIFICATIONS: None."
    assert items("professional-review", text) == []


def test_the_basis_for_a_decision_behind_a_decision_line() -> None:
    text = (
        "IMR ISSUES, DECISIONS AND RATIONALES A walker: Upheld Claims Administrator guideline: None. "
        "MAXIMUS guideline: None. Basis for decision: To stop at once is not advised. A cane: Overturned "
        "Claims Administrator guideline: None. MAXIMUS guideline: None. Basis for decision: It is needed."
    )
    assert items("final-determination", text) == [("A walker", "upheld"), ("A cane", "overturned")]
    assert parts("final-determination", text)["rationale", "1"] == "To stop at once is not advised."


@pytest.mark.parametrize(
    ("determination", "decision"),
    [
        ("A lift chair is not medically necessary.", "upheld"),
        ("A lift chair was medically necessary.", "overturned"),
        ("Not medically necessary.", "upheld"),
        ("A lift chair isn0t medically necessary.", None),
        ("A lift chair isn't medically necessary.", None),
        ("A lift chair cannot be considered medically necessary.", None),
        ("Neither a lift chair nor a ramp is medically necessary.", None),
        ("It is not shown that a lift chair is medically necessary.", None),
        ("The denial is not upheld.", None),
        ("Not overturned.", None),
    ],
)
def test_a_determination_in_words_that_turn_it_round_is_none(determination: str, decision: str | None) -> None:
    text = f"Diagnosis: Gait Issue under review: Lift chair Determination: {determination} The health plan denied it."
    assert items("external-appeal", text) == [("Lift chair", decision)]


@pytest.mark.parametrize("reviewers", [1, 2, 3])
def test_a_panel_that_is_cut_off_decides_only_by_a_majority_of_its_seats(reviewers: int) -> None:
    one = (
        "Summary Reviewer {}: The patient has requested coverage for a lift chair. The Health Insurer denied it. "
        "The reviewer found that it is not needed. The Health Insurer's denial should be upheld. "
    )
    whole = "".join(one.format(number) for number in range(1, reviewers + 1))
    cut = whole + one.format(reviewers + 1)[:90]
    expected = None if reviewers == 1 else "upheld"  # two of three are a majority
    assert items("health-insurer", cut) == [("a lift chair", expected)]


@pytest.mark.parametrize(
    ("layout", "header", "expected"),
    [
        (
            "decisions-2013",
            "MAXIMUS FEDERAL SERVICES, INC. Independent Medical Review\n1/27/2014\nDate of UR Decision: 8/2/2013",
            {"decision_date": "2014-01-27", "ur_denial_date": "2013-08-02"},
        ),
        (
            "professional-review",
            "UR Denial Date: 06/11/2013\nIMR Application Date: 07/01/2013\nReview Completed: 09/06/2013",
            {"ur_denial_date": "2013-06-11", "application_received": "2013-07-01", "decision_date": "2013-09-06"},
        ),
        (  # a part of a label that stands elsewhere makes numbers even; a date on another label's line says so
            "final-determination",
            "Case Number:\nDate Assigned:\nDecision Date:\nPriority:\nCM17-9900282\n01/18/2017\n02/10/2017\nStandard\n"
            "Application\n12/09/2016\nDate of Injury:\nUR Denial Date: 12/26/2016\n01/13/2017\nReceived:\n",
            {
                "case_number": "CM17-9900282",
                "date_assigned": "2017-01-18",
                "decision_date": "2017-02-10",
                "priority": "standard",
            },
        ),
        (  # the second half of a label stands behind another one, and its first half is elsewhere
            "final-determination",
            "Case Number:\nCM17-9900283\nDate Assigned:\n01/27/2017\nDate of Injury:\n10/15/2016\nDecision Date:\n"
            "02/27/2017\nApplication\n01/06/2017\nPriority:\nStandard\nUR Denial Date:\nReceived:\n01/23/2017\n",
            {"case_number": "CM17-9900283", "priority": "standard"},
        ),
        (
            "final-determination",
            "Case Number: CM18-9900001\nUR Decision Date: 03/02/2018\nCase Assigned: 03/28/2018\n"
            "Decision Date: 04/25/2018",
            {
                "case_number": "CM18-9900001",
                "ur_denial_date": "2018-03-02",
                "date_assigned": "2018-03-28",
                "decision_date": "2018-04-25",
            },
        ),
    ],
)
def test_header_labels_of_few_letters(layout: str, header: str, expected: dict[str, str]) -> None:
    reading = reflow(header)
    fields = layouts()[layout].fields
    assert fields is not None
    found = fields_of(fields, reading)
    assert {tag.label: tag.value for tag in found.tags} == expected


@pytest.mark.parametrize(
    ("layout", "text", "licensure", "specialties"),
    [
        (
            "final-determination",
            "Licensed in: California; Florida Specialty: Sports Medicine; Neurology",
            ["California", "Florida"],
            ["Sports Medicine", "Neurology"],
        ),
        (
            "final-determination",
            "Licensure: Ohio, Utah. Board certification: Neurology; Pain Medicine.",
            ["Ohio", "Utah"],
            ["Neurology", "Pain Medicine"],
        ),
        (
            "final-determination",
            "State(s) of Licensure: Ohio Certification(s)/Specialty: Psychiatry Expert Reviewer B has these: 29 years",
            ["Ohio"],
            ["Psychiatry"],
        ),
        (
            "professional-review",
            "The reviewer is certified by the American Board of Physical Medicine and Rehabilitation, and holds a "
            "license in the State of Oregon, and is in practice.",
            ["Oregon"],
            ["Physical Medicine and Rehabilitation"],
        ),
    ],
)
def test_credentials_in_other_words(layout: str, text: str, licensure: list[str], specialties: list[str]) -> None:
    credentials = layouts()[layout].credentials
    assert credentials is not None
    found = credentials_of(credentials, reflow(text))
    assert [tag.value for tag in found if tag.label == "licensure"] == licensure
    assert [tag.value for tag in found if tag.label == "specialties"] == specialties


def test_a_header_at_the_end_ends_the_last_item() -> None:
    text = (
        "IMR ISSUES, DECISIONS AND RATIONALES Knee brace: Upheld Claims Administrator guideline: None. "
        "MAXIMUS guideline: None. Decision rationale: It is not medically necessary. "
        "Case Number: CM15-9900123 Date of Injury: 01/02/2012"
    )
    found = parts("final-determination", text)
    assert found["header", ""] == "Case Number: CM15-9900123 Date of Injury: 01/02/2012"
    assert found["rationale", "1"] == "It is not medically necessary."
    assert ("header", "") not in parts("final-determination", text.partition(" Case Number")[0])


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("Date: 2/28/2014\nDate of UR Decision: 9/17/2013\n", "2014-02-28"),
        ("Received Date: 2/28/2014\nDate of UR Decision: 9/17/2013\n", None),
    ],
)
def test_a_notice_is_dated_by_a_date_without_another_name(header: str, day: str | None) -> None:
    fields = layouts()["notice-2013"].fields
    assert fields is not None
    found = fields_of(fields, reflow(f"{header}Date of Injury: 6/4/2011\nIMR Application Received: 10/1/2013\n"))
    assert {tag.label: tag.value for tag in found.tags}.get("decision_date") == day
