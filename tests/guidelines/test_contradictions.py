"""Letters that contradict themselves, and letters that nearly do."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.guidelines.examination import examined
from pipeline.guidelines.loading import shipped_catalogue
from pipeline.records.model import Letter

LETTER = """
Case Number: CM17-9907001
Date Assigned: 01/20/2017
Date of Injury: 10/26/2016
Decision Date: 02/10/2017
UR Denial Date: 12/20/2016
Priority: Standard
Application Received: 01/05/2017

CLINICAL CASE SUMMARY
{summary}

IMR ISSUES, DECISIONS AND RATIONALES

{items}
"""
ITEM = """{heading}: Upheld
Claims Administrator guideline: Decision based on MTUS Chronic Pain Medical Treatment Guidelines.
MAXIMUS guideline: Decision based on MTUS Chronic Pain Medical Treatment Guidelines.
Decision rationale: {rationale}
"""
NOT_NECESSARY = "is not medically necessary."


def letter(nlp: Language, summary: str = "Nothing is known.", *items: tuple[str, str]) -> tuple[Letter, str]:
    asked = items or (("Knee brace", f"The request {NOT_NECESSARY}"),)
    blocks = [ITEM.format(heading=heading, rationale=rationale) for heading, rationale in asked]
    text = LETTER.format(summary=summary, items="\n".join(blocks))
    return nlp(text)._.letter, text


def codes(nlp: Language, summary: str = "Nothing is known.", *items: tuple[str, str]) -> list[str]:
    return [one.code for one in letter(nlp, summary, *items)[0].findings if one.code.startswith("F5")]


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("The worker sustained an industrial injury on 10/16/2016.", ["F501"]),
        ("Utilization Review denied the request on 12/02/2016.", ["F502"]),
        ("The worker is a 57-year-old male. He limps. This 57-year-old woman was seen on 11/01/2016.", ["F507"]),
        ("The worker is a 57-year-old male clerk. On a visit the 49 year old male limped.", ["F508"]),
        # near misses
        ("The worker sustained an industrial injury on 10/26/2016.", []),
        ("The worker was injured on 10/26/2016. An earlier injury occurred on 01/05/2009.", []),
        ("He was injured on 01/05/2009 and was injured again on 02/06/2010.", []),
        ("Utilization Review denied the request on 12/20/2016.", []),
        ("Utilization Review denied it on 12/02/2016, and Utilization Review denied it again on 12/20/2016.", []),
        ("The worker was injured in October 2016.", []),
        ("The worker is a 57-year-old male. His wife, who is 49, drove. The physician said she would call.", []),
        ("The worker is a 57-year-old male. This 58-year-old man was seen again.", []),
        ("The worker is a 57-year-old male with migraine since 13 years old.", []),
    ],
)
def test_dates_and_the_worker(nlp: Language, summary: str, expected: list[str]) -> None:
    assert codes(nlp, summary) == expected


@pytest.mark.parametrize(
    ("heading", "rationale", "expected"),
    [
        ("MRI of the left knee", f"The MRI of the right knee {NOT_NECESSARY}", ["F504"]),
        ("MRI of the lumbar spine", f"Little is known. The MRI of the cervical spine {NOT_NECESSARY}", ["F505"]),
        ("Right shoulder arthroscopy", f"The knee arthroscopy {NOT_NECESSARY}", ["F505"]),
        ("Norco 10/325mg #60", f"The request for Norco 5/325mg #60 {NOT_NECESSARY}", ["F506"]),
        ("Tramadol 50mg #60", f"Therefore Tramadol 100 mg {NOT_NECESSARY}", ["F506"]),
        # near misses
        ("MRI of the left knee", f"The left knee hurts. The MRI of the right knee {NOT_NECESSARY}", []),
        ("MRI of the left knee", f"The MRI of the knee {NOT_NECESSARY}", []),
        ("MRI of the bilateral knees", f"The MRI of the right knee {NOT_NECESSARY}", []),
        ("MRI of the left knee", f"The right hip is well. The MRI {NOT_NECESSARY}", []),
        ("MRI of the lumbar spine", f"The MRI of the low back {NOT_NECESSARY}", []),
        ("MRI of the neck", f"The MRI of the cervical spine {NOT_NECESSARY}", []),
        ("MRI of the spine", f"The MRI of the cervical spine {NOT_NECESSARY}", []),
        ("MRI of the lumbar spine", f"Cervical and lumbar spine hurt. MRI of the cervical spine {NOT_NECESSARY}", []),
        ("Physical therapy, knee and hip", f"Therapy for the shoulder {NOT_NECESSARY}", []),
        ("Norco 10/325mg #60", f"The request for Norco 10/325 mg {NOT_NECESSARY}", []),
        ("Norco 10/325mg #60", f"Norco 10/325mg is strong. Norco 5/325mg {NOT_NECESSARY}", []),
        ("Norco 10/325mg #60", f"The request for Norco #60 {NOT_NECESSARY}", []),
        ("Tramadol 50mg #60", f"The guideline says up to 400mg of Tramadol. It {NOT_NECESSARY}", []),
    ],
)  # fmt: skip
def test_a_verdict_against_its_heading(nlp: Language, heading: str, rationale: str, expected: list[str]) -> None:
    assert codes(nlp, "Nothing is known.", (heading, rationale)) == expected


def test_a_verdict_on_another_items_heading(nlp: Language) -> None:
    norco, ibuprofen = "Norco 10/325mg #60", "Ibuprofen 800mg #90"
    on_other = f"The request for Ibuprofen 800mg #90 {NOT_NECESSARY}"
    right = (ibuprofen, f"The request for Ibuprofen 800mg #90 {NOT_NECESSARY}")
    found, text = letter(nlp, "Nothing is known.", (norco, on_other), right)
    (finding,) = [one for one in found.findings if one.code.startswith("F5")]
    assert (finding.code, finding.determination) == ("F503", 1)
    heading, verdict = finding.spans
    assert text[heading.start : heading.end] == heading.text == norco
    assert text[verdict.start : verdict.end] == verdict.text
    # both are named; or the other heading is part of this one
    both = f"Norco 10/325mg #60 and Ibuprofen 800mg #90 are alike. The request for Ibuprofen 800mg #90 {NOT_NECESSARY}"
    assert codes(nlp, "Nothing is known.", (norco, both), right) == []
    longer = ("Hot and cold therapy unit, rental", f"The hot and cold therapy unit {NOT_NECESSARY}")
    assert codes(nlp, "Nothing is known.", ("Hot and cold therapy unit", f"It {NOT_NECESSARY}"), longer) == []


@pytest.mark.parametrize(
    ("asked", "granted", "disputed", "expected"),
    [
        ("Norco 10/325mg #90", "Norco 10/325mg #60", "Norco 10/325mg #20", ["F509"]),
        ("Norco 10/325mg #90", "Norco 10/325mg #60", "Norco 10/325mg #30", []),
        ("Therapy 12 visits", "Therapy 6 visits", "Therapy 6 visits", []),
        ("Therapy 12 visits", "Therapy 6 visits", "Therapy 8 visits", ["F509"]),
        ("Therapy 12 visits", "therapy for 2 weeks", "Therapy 8 visits", []),
        ("Therapy 2 x 6 weeks", "Therapy 1 x 3 weeks", "Therapy 1 x 5 weeks", []),
    ],
)  # fmt: skip
def test_amounts_that_do_not_add_up(
    nlp: Language, asked: str, granted: str, disputed: str, expected: list[str]
) -> None:
    heading = (
        f"{asked} was the original request. {granted} was authorized by the Claims Administrator. The remaining IMR "
        f"eligible portion of the original request, {disputed} is"
    )
    assert codes(nlp, "Nothing is known.", (heading, f"The request {NOT_NECESSARY}")) == expected


def test_the_places_of_both_sides_are_the_documents(nlp: Language) -> None:
    summary = "The worker is a 57-year-old male, injured on\n10/16/2016. A 49-year-old  female was seen."
    found, text = letter(nlp, summary)
    spans = [(one.code, text[s.start : s.end].split(), s.text.split()) for one in found.findings for s in one.spans]
    assert spans and all(printed == said for _, printed, said in spans)
    assert {code for code, *_ in spans} >= {"F501", "F507", "F508"}


def test_contradictions_stay_where_the_letter_is_examined_again(nlp: Language) -> None:
    found, _ = letter(nlp, "The worker sustained an industrial injury on 10/16/2016.")
    assert examined(found, shipped_catalogue()).findings == found.findings
