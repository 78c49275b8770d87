"""Dates in all their spellings, those that a scan damaged, and numbers that are none (`spellings.txt`)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from spacy.language import Language

import pipeline
from pipeline.components.tags import read_tags

MARK = re.compile(r"\{([^={}]+)=([-0-9]+)\}")
LINES = Path(__file__).with_name("spellings.txt").read_text(encoding="utf-8").splitlines()
SENTENCES = [line for line in LINES if line and not line.startswith("#")]
SUMMARY = "CLINICAL CASE SUMMARY\nThe expert reviewer developed the following clinical case summary:\n"

HEADER = "Case Number: CM16-0000000 Date Assigned: 11/21/2016\nHOW THE IMR FINAL DETERMINATION WAS MADE\n"
ITEM = """IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:
Cane: Upheld
Claims Administrator guideline: Decision based on MTUS.
MAXIMUS guideline: Decision based on MTUS.
Decision rationale: It is not medically necessary.
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline.load()


def dates_in(nlp: Language, sentence: str) -> list[tuple[str, str]]:
    """Printed words and values of a sentence's dates, as a letter's summary has them."""
    text = f"{HEADER}{SUMMARY}{sentence}\n{ITEM}"
    doc = nlp(text)
    summary = next(tag for tag in read_tags(doc, "sections") if tag.label == "summary")
    return [
        (doc.text[tag.start : tag.end], tag.value)
        for tag in read_tags(doc, "dates")
        if summary.start <= tag.start < summary.end
    ]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_dates_of_a_sentence(nlp: Language, sentence: str) -> None:
    wanted = [(re.sub("[\u2010-\u2013]", "-", printed), value) for printed, value in MARK.findall(sentence)]
    assert dates_in(nlp, MARK.sub(r"\1", sentence)) == wanted


@pytest.mark.parametrize("printed", ["10/12/20l6", "10/12/20 16", "1/5/3026"])
def test_damaged_dates_are_told(nlp: Language, printed: str) -> None:
    doc = nlp(f"{SUMMARY}She was seen on {printed} for pain.\n")
    told = [tag for tag in read_tags(doc, "warnings") if tag.label == "W208"]
    assert [doc.text[tag.start : tag.end] for tag in told] == [printed]
