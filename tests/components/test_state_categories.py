"""The state's categories of reviews for health plans and insurers."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.records.model import StateCategories
from tests.components.test_program_reviews import plan


def told(nlp: Language, case: str, reasons: str = "it is needed.") -> StateCategories | None:
    text = plan(f"A patient has requested authorization and coverage for {case}.", reasons)
    found: StateCategories | None = nlp(text)._.letter.determinations[0].state_categories
    return found


@pytest.mark.parametrize(
    ("case", "category", "subcategory"),
    [
        ("an enclosed bed", "DME", "Special Bed"),
        ("a new device", "DME", "Other"),
        ("pembrolizumab infusions", "Cancer Care", "Cancer Rx"),
        ("famotidine 20 mg tablets", "Pharmacy", "Digestion/GI Rx"),
        ("warfarin tablets", "Pharmacy", "Other"),
        ("total knee arthroplasty", "Orthopedic Proc", "Knee Replacement"),
        ("device for a magnetic resonance imaging study", "Diag Imag & Screen", "MRI"),
        ("something that nobody knows", None, None),
    ],
)
def test_the_treatment_is_the_first_that_the_request_names(
    nlp: Language, case: str, category: str | None, subcategory: str | None
) -> None:
    found = told(nlp, case)
    assert (getattr(found, "treatment_category", None), getattr(found, "treatment_subcategory", None)) == (
        category,
        subcategory,
    )


@pytest.mark.parametrize(
    ("reasons", "category", "subcategory"),
    [
        ("asthma was treated. Severe asthma is rare, and diabetes is no matter.", "Respiratory System", "Asthma"),
        ("the cancer is a breast cancer.", "Cancer", "Breast"),
        ("the cancer has spread.", "Cancer", "Other"),
        ("rest helped.", None, None),
    ],
)
def test_the_diagnosis_is_the_category_with_most_words(
    nlp: Language, reasons: str, category: str | None, subcategory: str | None
) -> None:
    found = told(nlp, "a walker", reasons)
    assert found is not None
    assert (found.diagnosis_category, found.diagnosis_subcategory) == (category, subcategory)


def test_other_letters_have_none(nlp: Language) -> None:
    letter = nlp(
        "Diagnosis: Asthma Treatment: Walker The insurer denied the walker. The denial was upheld. It is not needed."
    )._.letter
    assert letter.layout == "external-appeal"
    assert letter.determinations[0].state_categories is None
    assert "state_categories" not in letter.to_dict()["determinations"][0]
