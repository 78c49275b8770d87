"""A spelling of dates that a user's pack adds is read wherever dates are."""

from __future__ import annotations

import pytest
from spacy.language import Language

import pipeline
from pipeline.components.tags import read_tags
from pipeline.exchange.normal_values import NormalValues
from pipeline.records.model import Letter

PACK = """pack: mine
label: DATE
rules:
  - id: mine.date.underscores
    regex: "(?P<year>\\\\d{4})__(?P<month>\\\\d{2})__(?P<day>\\\\d{2})"
    as: date
    examples: {match: ["on [[2012__01__27]]"], values: {"2012__01__27": "2012-01-27"}}
"""
LETTER = """Case Number: CM16-9900123
Date of Injury: 2012__01__21
UR Denial Date: 2012__02__22
HOW THE IMR FINAL DETERMINATION WAS MADE
A reviewer was asked.
CLINICAL CASE SUMMARY
He was seen on 2012__03__23 for pain.
IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:
Retrospective cane, DOS 2012__04__24: Upheld
Claims Administrator guideline: None.
MAXIMUS guideline: None.
Decision rationale: The note of 2012__05__25 says nothing. It is not medically necessary.
"""


@pytest.fixture(scope="module")
def nlp(tmp_path_factory: pytest.TempPathFactory) -> Language:
    file = tmp_path_factory.mktemp("own") / "mine.yml"
    file.write_text(PACK, encoding="utf-8")
    return pipeline.load(patterns=[file])


@pytest.fixture(scope="module")
def letter(nlp: Language) -> Letter:
    read: Letter = nlp(LETTER)._.letter
    return read


def test_in_the_header(letter: Letter) -> None:
    assert letter.case.date_of_injury is not None and letter.case.ur_denial_date is not None
    assert (letter.case.date_of_injury.value, letter.case.ur_denial_date.value) == ("2012-01-21", "2012-02-22")


@pytest.mark.parametrize(
    ("section", "role", "value"),
    [("summary", "visit", "2012-03-23"), ("rationale", "visit", "2012-05-25"), ("request", "service", "2012-04-24")],
)
def test_in_prose_and_requests(letter: Letter, section: str, role: str, value: str) -> None:
    assert [(d.value, d.role) for d in letter.dates if d.section == section] == [(value, role)]


def test_among_the_dates_of_service(letter: Letter) -> None:
    found = letter.determinations[0].request.dates_of_service
    assert [date.value for date in found] == ["2012-04-24"]


def test_in_a_correction(nlp: Language) -> None:
    assert NormalValues(lambda: nlp).date("2012__06__26") == "2012-06-26"
    assert NormalValues(lambda: nlp).date("no date") is None


def test_no_rule_finds_it_without_the_pack() -> None:
    doc = pipeline.load()(LETTER)
    assert not [tag for tag in read_tags(doc, "dates") if tag.value.startswith("2012")]
