"""Rows of published tables whose text has no form that is known, and reviews that say nothing of the denial itself."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.reading import Document, read
from pipeline.records.model import Letter
from pipeline.running.letters import examine

ROW = Document("", "R1", "table.csv:2", "text/csv", "0" * 64, published=True)


def row(nlp: Language, text: str) -> Letter:
    record = examine(nlp, replace(ROW, text=text)).record
    assert record is not None
    return record


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        (
            "A brace was requested. The curve is 30 degrees. The brace is medically necessary.",
            "overturned",
        ),
        ("The insurer found the scan not medically necessary. The scan is medically necessary.", "overturned"),
        ("The carrier upheld its denial on appeal. The carrier's denial is reversed.", "overturned"),
        ("The insurer's determination that the drug is not medically necessary cannot stand.", "overturned"),
        ("The stay was not medically necessary. The denial stands.", "upheld"),
        ("Two of the three reviewers therefore agreed with the plan that the pump is investigational.", "upheld"),
        ("Recommendation: uphold the denial. Growth has been normal.", "upheld"),
        ("The formulary exception should be approved.", "overturned"),
        ("Was the infusion medically necessary? Yes, it was medically necessary.", "overturned"),
        ("Six sessions were medically necessary. The remaining sessions were not medically necessary.", None),
        ("The patient's physician states that the drug is medically necessary.", None),
        ("Physician 1: The test is medically necessary. Physician 2: The test is not medically necessary.", None),
        ("The application was withdrawn.", None),
    ],
)
def test_what_a_review_without_a_form_decides(nlp: Language, text: str, outcome: str | None) -> None:
    letter = row(nlp, text)
    assert (letter.layout, letter.outcome) == ("published-review", outcome)
    assert "W105" in {warning.code for warning in letter.warnings}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("A boy of nine is short. The mother requests growth hormone. It is medically necessary.", "growth hormone"),
        ("Three cycles of therapy were requested. They are medically necessary.", "Three cycles of therapy"),
        ("The plan paid for the bed and denied the lift because it is a convenience.", "lift"),
        ("The denial of a second scan was appropriate.", "second scan"),
        ("She fell twice. The requested walker with seat is safe and is medically necessary.", "walker with seat"),
        ("Her arm swells. The pneumatic pump is medically necessary.", "pneumatic pump"),
        ("Is the inpatient stay medically necessary? No.", "inpatient stay"),
        ("The treatment is not medically necessary.", ""),
        ("The insurer's determination that the drug is not medically necessary cannot stand.", ""),
    ],
)
def test_what_it_was_asked_for(nlp: Language, text: str, asked: str) -> None:
    (item,) = row(nlp, text).determinations
    assert item.request.text == asked


def test_its_reasons_are_the_text_but_for_what_is_asked(nlp: Language) -> None:
    reasons = "According to the American Academy of Pediatrics, weight loss comes first. "
    (item,) = row(nlp, reasons + "The pneumatic pump is not medically necessary.").determinations
    assert item.rationale.text == reasons.strip() + " The"
    assert [one.entry for one in item.rationale.citations] == ["other.aap"]
    assert item.rationale.conclusion is not None
    assert item.decision is not None
    assert item.decision.value == "upheld"


def test_what_stands_behind_a_decision_in_the_reasons_is_read(nlp: Language) -> None:
    text = "The mother requests a helmet. The denial is upheld. The American Academy of Pediatrics advises to wait."
    (item,) = row(nlp, text).determinations
    assert [one.entry for one in item.rationale.citations] == ["other.aap"]


def test_a_text_that_is_no_row_is_no_review(nlp: Language) -> None:
    outcome = examine(nlp, replace(ROW, text="The stay was not medically necessary.", published=False))
    assert outcome.problem is not None
    assert outcome.problem.code == "E201"


def test_a_table_with_decisions_holds_reviews(nlp: Language, tmp_path: Path) -> None:
    table = tmp_path / "reviews.csv"
    table.write_text("Appeal #,Decision,Reviewer Summary 1\n7,Upheld,The stay was not medically necessary.\n")
    (document,) = read(table)
    assert isinstance(document, Document)
    record = examine(nlp, document).record
    assert record is not None
    assert record.official_outcome is not None
    assert (record.letter_id, record.outcome, record.official_outcome.agrees) == ("7", "upheld", True)


def test_a_minority_is_not_the_conclusion(nlp: Language) -> None:
    text = (
        "Nature of Statutory Criteria/Case Summary: A patient has requested coverage for an ablation. Findings: One "
        "of the three reviewers found that it is likely to be more beneficial than standard therapy. Final Result: "
        "Most determined that it is not likely to be more beneficial. Therefore, the Health Plan's denial should be "
        "upheld."
    )
    (item,) = nlp(text)._.letter.determinations
    assert item.rationale.agreement == "agree"


def test_a_health_plans_review_without_words_on_the_denial(nlp: Language) -> None:
    text = (
        "Nature of Statutory Criteria/Case Summary: A patient has requested a tank of oxygen. Findings: The physician "
        "reviewer found that his blood is low in oxygen. Thus, the tank was found to be medically necessary."
    )
    letter = nlp(text)._.letter
    assert (letter.layout, letter.outcome) == ("health-plan", "overturned")


def test_findings_under_each_reviewers_number(nlp: Language) -> None:
    text = (
        "Nature of Statutory Criteria/Case Summary: A patient has requested coverage for protons. Findings: Reviewer "
        "1: Results do not differ. Protons are not likely to be more beneficial. Reviewer 2: He was treated before. "
        "Protons are likely to be more beneficial. Reviewer 3: I agree. Protons are likely to be more beneficial. "
        "Final Result: Two of the three reviewers found for the patient. Therefore, the Health Plan's denial should "
        "be overturned."
    )
    letter = nlp(text)._.letter
    assert [one.finding and one.finding.value for one in letter.reviewers] == ["upheld", "overturned", "overturned"]
