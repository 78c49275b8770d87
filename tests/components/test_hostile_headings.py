"""Headings and guideline lines made to keep an expression busy: what could be read in two ways at every turn would
never come to an end here."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.benchmark.contenders import document_of
from pipeline.running.letters import read_letter

LONG = 400  # characters; much longer headings are no headings


def turns(words: str) -> str:
    return words * (LONG // len(words))


def letter_of(heading: str, guideline: str = "None.") -> str:
    """A letter with one item."""
    return (
        "IMR Case Number: CM16-9900999\nHOW THE IMR FINAL DETERMINATION WAS MADE\n\nIMR ISSUES, DECISIONS AND "
        "RATIONALES\nThe Final Determination was based on decisions for the disputed items/services set forth "
        "below:\n\n"
        f"{heading}: Upheld\n\nClaims Administrator guideline: None.\n\nMAXIMUS guideline: {guideline}\n\n"
        "Decision rationale: It is not medically necessary.\n"
    )


@pytest.mark.parametrize(
    "heading",
    [
        "Therapy 12 " + turns("bb-") + "! session",
        "Therapy 12" + turns(" - b") + "! session",
        "Request DOS: 1 " + turns(", DOS: 1 ") + "! brace",
        "Request date of service 1/1/14 " + turns("and 1 - ") + "brace",
        "Ketorolac injection " + turns("13mg") + "!",
        "Ketorolac injection " + turns("1,1mg/ml, 3, with ") + "!",
        "Norco " + turns("1 -") + "!",
        "Norco " + turns("1,111/") + "!",
    ],
)
def test_a_heading_comes_to_an_end(nlp: Language, heading: str) -> None:
    record = read_letter(nlp, document_of(letter_of(heading)))
    assert [item.decision.value for item in record.determinations if item.decision] == ["upheld"]


@pytest.mark.parametrize(
    "line",
    [
        "Decision based on MTUS Chronic Pain Medical Treatment Guidelines " + turns("[a]") + "(x",
        "Decision based on MTUS Chronic Pain Medical Treatment Guidelines " + turns("[(a)") + "(x",
        "Decision based on Non-MTUS Citation ODG " + turns("Treatment in Workers Comp (TWC) ") + "x ODG Pain",
    ],
)
def test_a_guideline_line_comes_to_an_end(nlp: Language, line: str) -> None:
    record = read_letter(nlp, document_of(letter_of("Knee brace", line)))
    assert len(record.determinations) == 1
    assert record.determinations[0].reviewer_guideline.text.startswith("Decision based on")
