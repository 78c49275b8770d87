"""The component `imr_sections`: layouts recognised, parts cut, unknown letters left alone."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.sections import SectionsComponent
from pipeline.components.tags import Tag, read_tags
from pipeline.layouts.loading import load_layouts
from pipeline.rules.problems import PatternError
from pipeline.rules.where import patterns_folder

LETTER = """Independent Medical Review Final Determination Letter
Case Number: CM16-9900123
Date of Injury: 01/02/2012
Priority: Standard

HOW THE IMR FINAL DETERMINATION WAS MADE
A reviewer was asked. State(s) of Licensure: Ohio Certification(s)/Specialty: Pain Medicine

DOCUMENTS REVIEWED
Some.

CLINICAL CASE SUMMARY
The expert reviewer developed the following clinical case summary based on a review of the case file, including all
medical records:
He fell.

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

Knee brace: Upheld
Claims Administrator guideline: First line.
MAXIMUS guideline: Second line.
Decision rationale: It is not medically necessary.

Cane: Overturned
Claims Administrator guideline: Third line.
MAXIMUS guideline: Fourth line.
Decision rationale: It is medically necessary.
"""


@pytest.fixture(scope="module")
def component(nlp: Language) -> SectionsComponent:
    found: SectionsComponent = nlp.get_pipe("imr_sections")  # type: ignore[assignment]
    return found


def read(nlp: Language, component: SectionsComponent, text: str) -> Doc:
    return component(nlp.make_doc(text))


def read_whole(nlp: Language, component: SectionsComponent, text: str) -> Doc:
    """With the header's fields."""
    doc = read(nlp, component, text)
    for name in ("imr_rules", "imr_fields"):
        doc = nlp.get_pipe(name)(doc)
    return doc


def printed(doc: Doc, tags: Sequence[Tag]) -> list[tuple[str, str, str]]:
    return [(tag.label, tag.value, doc.text[tag.start : tag.end]) for tag in tags]


def test_sections_in_text_order(nlp: Language, component: SectionsComponent) -> None:
    doc = read(nlp, component, LETTER)
    found = printed(doc, read_tags(doc, "sections"))
    assert found[0][0] == "header" and found[0][2].endswith("Priority: Standard")
    assert [tag for tag in found if tag[1] or tag[0] in ("summary", "documents")] == [
        ("documents", "", "Some."),
        ("summary", "", "He fell."),
        ("request", "1", "Knee brace"),
        ("decision", "1", "Upheld"),
        ("claims_administrator_guideline", "1", "First line."),
        ("reviewer_guideline", "1", "Second line."),
        ("rationale", "1", "It is not medically necessary."),
        ("request", "2", "Cane"),
        ("decision", "2", "Overturned"),
        ("claims_administrator_guideline", "2", "Third line."),
        ("reviewer_guideline", "2", "Fourth line."),
        ("rationale", "2", "It is medically necessary."),
    ]
    tags = read_tags(doc, "sections")
    assert all(first.end <= second.start for first, second in pairwise(tags))


def test_fields_decisions_and_evidence(nlp: Language, component: SectionsComponent) -> None:
    doc = read_whole(nlp, component, LETTER)
    assert [(tag.label, tag.value) for tag in read_tags(doc, "fields")] == [
        ("case_number", "CM16-9900123"),
        ("date_of_injury", "2012-01-02"),
        ("priority", "standard"),
        ("licensure", "Ohio"),
        ("specialties", "Pain Medicine"),
    ]
    assert [tag.value for tag in read_tags(doc, "decisions")] == ["upheld", "overturned"]
    assert {tag.label for tag in read_tags(doc, "layout")} == {"final-determination"}
    assert len(read_tags(doc, "layout")) == 5
    assert read_tags(doc, "warnings") == []


def test_a_header_that_cannot_be_told_apart_is_warned_of(nlp: Language, component: SectionsComponent) -> None:
    text = LETTER.replace("Date of Injury: 01/02/2012", "Date of Injury:\nDecision Date:\nUR Denial Date:\n01/02/2012")
    doc = read_whole(nlp, component, text)
    (warning,) = read_tags(doc, "warnings")
    assert warning.label == "W101"
    assert warning.value.endswith("date_of_injury, decision_date, ur_denial_date")
    assert [tag.label for tag in read_tags(doc, "fields")][:2] == ["case_number", "priority"]


@pytest.mark.parametrize("lost", ["HOW THE IMR FINAL", "DOCUMENTS REVIEWED", "CLINICAL CASE", "IMR ISSUES, DECISIONS"])
def test_a_lost_heading_loses_no_item(nlp: Language, component: SectionsComponent, lost: str) -> None:
    line = next(line for line in LETTER.splitlines() if line.startswith(lost))
    doc = read(nlp, component, LETTER.replace(line, ""))
    requests = [tag for tag in printed(doc, read_tags(doc, "sections")) if tag[0] == "request"]
    assert [(number, words.split(" ")[-1]) for _, number, words in requests] == [("1", "brace"), ("2", "Cane")]
    assert [tag.value for tag in read_tags(doc, "decisions")] == ["upheld", "overturned"]


def test_damaged_headings(nlp: Language, component: SectionsComponent) -> None:
    text = LETTER.replace("IMR ISSUES, DECISIONS", "lMR lSSUES DECISI0NS").replace(
        "Decision rationale", "Dccision Rationa1e"
    )
    doc, whole = read(nlp, component, text.replace("CLINICAL CASE", "C1INICAL  CASE")), read(nlp, component, LETTER)
    assert printed(doc, read_tags(doc, "sections")) == printed(whole, read_tags(whole, "sections"))


@pytest.mark.parametrize("text", ["", " \n", "A recipe for soup.", "Decision rationale: one mark is not enough."])
def test_an_unknown_letter(nlp: Language, component: SectionsComponent, text: str) -> None:
    doc = read(nlp, component, text)
    assert read_tags(doc, "layout") == []
    assert [tag.label for tag in read_tags(doc, "sections")] == (["rationale"] if text.strip() else [])
    assert read_tags(doc, "decisions") == read_tags(doc, "fields") == []


def test_the_layout_that_explains_most_items_is_taken(nlp: Language, component: SectionsComponent) -> None:
    text = LETTER + "\nMEDICAL PROFESSIONAL REVIEW was done before. ISSUE AT DISPUTE: none."
    candidates, damaged = component.recogniser.recognise(nlp.make_doc(text).text)
    marks = {reader.layout.layout: len(evidence) for reader, evidence in candidates}
    assert (marks, damaged) == ({"final-determination": 5, "professional-review": 2}, False)
    assert {tag.label for tag in read_tags(read(nlp, component, text), "layout")} == {"final-determination"}


def test_damaged_marks_count_only_where_whole_ones_are_too_few(component: SectionsComponent) -> None:
    for text, expected in (
        ("MAXIMUS guideline: a Decision rationale: b", False),
        ("MAXIMUS guldeline: Decision rationa1e:", True),
    ):
        candidates, damaged = component.recogniser.recognise(text)
        assert candidates
        assert damaged is expected


def test_copies_read_the_same(nlp: Language, component: SectionsComponent, tmp_path: Path) -> None:
    component.to_disk(tmp_path / "sections")
    copies = [
        SectionsComponent([]).from_bytes(component.to_bytes()),
        SectionsComponent([]).from_disk(tmp_path / "sections"),
        pickle.loads(pickle.dumps(component)),
        SectionsComponent(load_layouts(sorted((patterns_folder() / "layouts").glob("*.yml")))),
        SectionsComponent(),
    ]
    expected = read_tags(read(nlp, component, LETTER), "sections")
    for copied in copies:
        assert copied.layouts == component.layouts
        assert read_tags(read(nlp, copied, LETTER), "sections") == expected


def test_without_layouts_every_letter_is_unknown(nlp: Language) -> None:
    doc = read(nlp, SectionsComponent([]), LETTER)
    assert read_tags(doc, "layout") == []


def test_files_are_read_when_they_are_needed(tmp_path: Path) -> None:
    component = SectionsComponent(files=[tmp_path / "not-yet.yml"])
    with pytest.raises(PatternError, match=r"not-yet\.yml"):
        component.prepare()


UNKNOWN_FORM = """OUTCOME OF AN INDEPENDENT REVIEW
IMR Case Number: CM24-9900001  Date of Injury: 01/02/2022  Decision Date: 05/06/2024
First question: an MRI. MTUS Low Back Complaints 2004 was consulted. The requested MRI is not medically necessary.
Second question: a cane. If it were raining, a cane would be medically necessary. The cane is medically necessary.
"""


def test_an_unknown_form_yields_what_can_be_grounded(nlp: Language) -> None:
    found = nlp(UNKNOWN_FORM)._.letter
    assert found.layout == "unknown"
    assert found.determinations == ()
    assert [w.code for w in found.warnings] == ["W102"]
    assert "Claims Administrator guideline:" in found.warnings[0].message
    assert found.case.case_number is not None and found.case.case_number.value == "CM24-9900001"
    assert found.case.decision_date is not None and found.case.decision_date.value == "2024-05-06"
    assert [(s.label, s.text) for s in found.spans] == [
        ("CITATION.MTUS", "MTUS Low Back Complaints 2004"),
        ("VERDICT.not_medically_necessary", "The requested MRI is not medically necessary."),
        ("VERDICT.medically_necessary", "The cane is medically necessary."),
    ]
    for span in found.spans:
        assert " ".join(UNKNOWN_FORM[span.start : span.end].split()) == span.text


def test_the_only_case_number_of_an_unknown_form_is_the_letters(nlp: Language) -> None:
    found = nlp("Report. Reference: CM24-9900001. On CM24-9900001 we decided.")._.letter
    assert found.case.case_number is not None and found.letter_id == "CM24-9900001"
    assert nlp("Report. See CM24-9900001 and CM24-9900002.")._.letter.case.case_number is None


def test_several_letters_in_one_text_are_warned_of(nlp: Language) -> None:
    one = LETTER + "\nCLINICAL CASE SUMMARY\nNothing more.\n"
    letters = "".join(f"Case Number: CM16-990000{n}\n{one}\n" for n in (1, 2))
    assert [w.code for w in nlp(letters)._.letter.warnings if w.code == "W104"] == ["W104"]
    assert [w.code for w in nlp(one)._.letter.warnings if w.code == "W104"] == []


def test_of_layouts_that_explain_a_letter_equally_well_the_first_counts(nlp: Language) -> None:
    shipped = next(x for x in SectionsComponent().layouts if x.layout == "final-determination")
    first, second = (shipped.model_copy(update={"layout": name, "minimum_evidence": 1}) for name in ("one", "two"))
    component = SectionsComponent([first, second])
    doc = read(nlp, component, LETTER)
    assert {tag.label for tag in read_tags(doc, "layout")} == {"one"}


def test_pages_of_several_letters_are_warned_of(nlp: Language) -> None:
    foot = "\nIMR Case Number: CM16-990000{number}    Page {page} of 2\n\f"
    pages = [f"Case Number: CM16-9900001\n{LETTER}", "Nothing more."]
    whole = "".join(page + foot.format(number=1, page=n) for n, page in enumerate(pages, 1))
    assert not [w for w in nlp(whole)._.letter.warnings if w.code == "W107"]
    mixed = "".join(page + foot.format(number=n, page=n) for n, page in enumerate(pages, 1))
    (warning,) = [w for w in nlp(mixed)._.letter.warnings if w.code == "W107"]
    assert "CM16-9900001, CM16-9900002" in warning.message


@pytest.mark.parametrize("line", ["CM16-9900002", "Case CM16-9900002, page 2", "Case Number: CM16-9900002"])
def test_a_case_number_at_a_pages_edge_tells_whose_page_it_is(nlp: Language, line: str) -> None:
    whole = f"Case Number: CM16-9900001\n{LETTER}"
    prose = "What an earlier review, that of case CM16-9900002, said of such pain is no reason"
    for mixed, codes in (
        (f"{whole}\f{line}\nNothing more.", ["W107"]),
        (f"{whole}\n{line}\n\n\fNothing more.", ["W107"]),
        (f"{whole}\fNothing more.\n{line}\n", ["W107"]),
        (f"{whole}\n{prose}\n\f{prose}\n", []),
    ):
        assert [w.code for w in nlp(mixed)._.letter.warnings if w.code == "W107"] == codes


def test_prose_of_an_unknown_form_gives_no_header_dates(nlp: Language) -> None:
    case = nlp("We met. The date of injury of 01/02/2012 was told. The decision date is 03/03/2014.")._.letter.case
    assert case.date_of_injury is case.decision_date is None
