"""A letter written for these tests: a depending item, a modified request, a warning, and both outcomes."""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

LETTER = """Case Number: CM16-7700123
Date Assigned: 11/14/2016
Date of Injury: 08/30/2016
Decision Date: 12/13/2016
UR Denial Date: 10/25/2016
Priority: Standard
Application Received: 11/04/2016

HOW THE IMR FINAL DETERMINATION WAS MADE

The Expert Reviewer has the following credentials:
State(s) of Licensure: Texas, California
Certification(s)/Specialty: Family Practice

CLINICAL CASE SUMMARY

The expert reviewer developed the following clinical case summary based on a review of the case
file, including all medical records:

This is a 47-year-old woman who was hurt on 08/30/2016. At a visit of 10/02/2016 her left knee was
tender.

IMR ISSUES, DECISIONS AND RATIONALES

The Final Determination was based on decisions for the disputed items/services set forth below:

Tramadol 50mg #60: Upheld

Claims Administrator guideline: Decision based on MTUS Chronic Pain Medical Treatment 2009,
Section(s): Opioids.

MAXIMUS guideline: Decision based on MTUS Chronic Pain Medical Treatment 2016, Section(s): Opioids
for chronic pain.

Decision rationale: No gain in function is described. The request is not medically necessary.

Physical therapy for the left knee, 12 visits was the original request. Physical therapy for the left
knee, 6 visits was authorized by the Claims Administrator. The remaining IMR eligible portion of the
original request, Physical therapy for the left knee, 6 visits is: Overturned

Claims Administrator guideline: The Claims Administrator did not cite any medical evidence for its
decision.

MAXIMUS guideline: Decision based on Non-MTUS Citation Official Disability Guidelines, Knee Chapter,
Physical medicine treatment.

Decision rationale: Six visits helped. Six more are medically necessary.
"""


def read(nlp: Language, text: str = LETTER, **source: Any) -> Doc:
    """The letter, read."""
    doc = nlp.make_doc(text)
    doc._.source = {"path": "letter.txt", "name": "letter", **source}
    return nlp(doc)
