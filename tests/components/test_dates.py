"""The component `imr_dates` and what it takes from fields, sections and other mentions of a date."""

from __future__ import annotations

import pickle

import pytest
from spacy.lang.en import English
from spacy.tokens import Doc
from spacy.vocab import Vocab, create_vocab

from pipeline.components.dates import DatesComponent
from pipeline.components.tags import Tag, in_text_order, read_tags, write_tags
from pipeline.components.tokenizer import LetterTokenizer
from tests.components.value_rules import dates_in

HEADER = "Date of Injury: 03/04/2015 Decision Date: 09/10/2015"
SUMMARY = "The cook fell on 3-4-15. On 5-6-15 she was well. Since 5-6-15 and 3/4/2015 no change."
REQUEST = "Retrospective lamp (5/7/15)"


@pytest.fixture(scope="module")
def vocab() -> Vocab:
    return create_vocab("en", English.Defaults)


def letter(vocab: Vocab) -> Doc:
    text = f"{HEADER} {SUMMARY} {REQUEST}"
    doc = LetterTokenizer(vocab)(text)
    at = text.index
    write_tags(
        doc,
        "sections",
        [
            Tag("header", 0, len(HEADER)),
            Tag("summary", at(SUMMARY), at(SUMMARY) + len(SUMMARY)),
            Tag("request", at(REQUEST), len(text), "1"),
        ],
    )
    fields = [("date_of_injury", "03/04/2015"), ("decision_date", "09/10/2015")]
    write_tags(doc, "fields", [Tag(name, at(day), at(day) + 10) for name, day in fields])
    cue = Tag("DATE_CUE", at("fell"), at("fell") + 4, "injury", "cue.fell", {"direction": "before"})
    write_tags(doc, "rules", in_text_order([cue, *dates_in(text)]))
    return doc


def dates(doc: Doc) -> list[tuple[str, str, str]]:
    return [(tag.label, tag.value, tag.rule) for tag in read_tags(doc, "dates")]


EXPECTED = [
    ("injury", "2015-03-04", "date.field.date_of_injury"),
    ("decision", "2015-09-10", "date.field.decision_date"),
    ("injury", "2015-03-04", "cue.fell"),
    ("visit", "2015-05-06", "date.opening"),
    ("other", "2015-05-06", "date.untold"),
    ("injury", "2015-03-04", "date.known"),
    ("service", "2015-05-07", "date.request"),
]


def test_every_date_of_the_letter(vocab: Vocab) -> None:
    assert dates(DatesComponent()(letter(vocab))) == EXPECTED


@pytest.mark.parametrize(
    ("summary", "role"),
    [
        ("On 5-6-15 it was gone.", "ur_decision"),  # what only opens a clause is read as a visit elsewhere
        ("It was seen again in a note of 5-6-15.", "ur_decision"),
        ("She had surgery on 5-6-15.", "surgery"),  # words tied to the date say what happened on it
    ],
)
def test_the_headers_day_of_utilization_review(vocab: Vocab, summary: str, role: str) -> None:
    header = "UR Denial Date: 05/06/2015"
    text = f"{header} {summary}"
    doc = LetterTokenizer(vocab)(text)
    write_tags(doc, "sections", [Tag("header", 0, len(header)), Tag("summary", len(header) + 1, len(text))])
    write_tags(doc, "fields", [Tag("ur_denial_date", 16, 26, "2015-05-06")])
    cues = [
        Tag("DATE_CUE", text.index(word), text.index(word) + len(word), value, f"cue.{word}")
        for word, value in (("note", "visit"), ("surgery", "surgery"))
        if word in text
    ]
    write_tags(doc, "rules", in_text_order([*cues, *dates_in(text)]))
    assert [tag.label for tag in read_tags(DatesComponent()(doc), "dates")] == ["ur_decision", role]


def test_a_pickled_component_reads_the_same(vocab: Vocab) -> None:
    component = DatesComponent()
    component(letter(vocab))
    assert dates(pickle.loads(pickle.dumps(component))(letter(vocab))) == EXPECTED


def test_a_doc_without_sections_has_no_dates(vocab: Vocab) -> None:
    assert dates(DatesComponent()(LetterTokenizer(vocab)("Seen on 3-4-15."))) == []


Attributes = dict[str, str]


def read(text: str, *marks: tuple[str, str, Attributes], section: str = "summary") -> list[tuple[str, str]]:
    """Role and rule of each date; a mark is a word of the text, the role it gives and its attributes."""
    doc = LetterTokenizer(create_vocab("en", English.Defaults))(text)
    write_tags(doc, "sections", [Tag(section, 0, len(text))])
    hits = [Tag("DATE_CUE", text.index(w), text.index(w) + len(w), role, w, named) for w, role, named in marks]
    write_tags(doc, "rules", in_text_order([*hits, *dates_in(text)]))
    return [(tag.label, tag.rule) for tag in read_tags(DatesComponent()(doc), "dates")]


EITHER, BEFORE, AFTER = {"direction": "either"}, {"direction": "before"}, {"direction": "after"}
FAR = {"direction": "either", "reach": "60"}


def test_the_nearest_cue_before_a_date_gives_its_role() -> None:
    text = "The denial came after the visit on 3-4-15 by mail."
    assert read(text, ("denial", "ur_decision", EITHER), ("visit", "visit", EITHER)) == [("visit", "visit")]


def test_reach_lets_a_cue_stand_farther_away() -> None:
    text = "The denial came after the visit on 3-4-15 by mail."
    assert read(text, ("denial", "ur_decision", FAR), ("visit", "visit", EITHER)) == [("ur_decision", "denial")]


def test_a_noun_that_is_dated_goes_before_what_reaches_farther() -> None:
    text = "The denial came after the visit of 3-4-15 by mail."
    assert read(text, ("denial", "ur_decision", FAR), ("visit", "visit", EITHER)) == [("visit", "visit")]


def test_what_follows_speaks_of_a_date_that_opens_its_sentence() -> None:
    text = "On 3-4-15 the board denied a visit."
    marks = ("denied", "ur_decision", EITHER), ("visit", "visit", EITHER)
    assert read(text, *marks) == [("ur_decision", "denied")]


def test_a_noun_that_the_date_describes_goes_before_all() -> None:
    text = "The nurse denied it in the 3-4-15 clinic note."
    assert read(text, ("denied", "ur_decision", FAR), ("note", "visit", EITHER)) == [("visit", "note")]


def test_a_cue_counts_on_its_side_only() -> None:
    assert read("It was noted 3-4-15.", ("noted", "visit", AFTER)) == [("other", "date.untold")]
    assert read("On 3-4-15 one fell.", ("fell", "injury", BEFORE)) == [("visit", "date.opening")]


def test_a_cue_does_not_reach_across_another_date_or_sentence() -> None:
    text = "Seen 3-4-15 with regards to her boss, 4-4-15. Not 5-4-15."
    assert read(text, ("Seen", "visit", EITHER)) == [
        ("visit", "Seen"),
        ("other", "date.untold"),
        ("other", "date.untold"),
    ]


def test_joined_dates_share_their_role() -> None:
    text = "Seen on 3-4-15, 3-9-15 and on 4-4-15 to 4-8-15."
    assert read(text, ("Seen", "visit", EITHER)) == [("visit", "Seen")] * 4


def test_what_was_done_is_the_thing_named_last() -> None:
    text = "The board denied it as the scan of the left knee and foot performed on 3-4-15 was old."
    marks = ("denied", "ur_decision", FAR), ("scan", "study", EITHER)
    assert read(text, *marks) == [("study", "scan")]


def test_a_month_that_opens_a_sentence_is_no_visit() -> None:
    assert read("In March 2015, snow fell.") == [("other", "date.untold")]


@pytest.mark.parametrize(
    ("section", "role"),
    [
        ("request", "service"),
        ("claims_administrator_guideline", "guideline"),
        ("reviewer_guideline", "guideline"),
    ],
)
def test_sections_with_one_role(section: str, role: str) -> None:
    text = "Seen on 3-4-15."
    assert read(text, ("Seen", "visit", EITHER), section=section)[0][0] == role


@pytest.mark.parametrize(
    ("kind", "role"),
    [("diagnostic_testing/imaging", "study"), ("surgery/spine", "surgery"), ("rehabilitation/other", "treatment")],
)
def test_what_stands_behind_an_item_in_prose_tells_when_that_was_done(vocab: Vocab, kind: str, role: str) -> None:
    item, rest = "tests of the ear", " performed on May 6, 2015. On May 7, 2015 she fell."
    doc = LetterTokenizer(vocab)(item + rest)
    write_tags(doc, "sections", [Tag("request", 0, len(item), "1"), Tag("summary", len(item), len(item + rest))])
    write_tags(doc, "rules", [Tag("TREATMENT", 0, 5, kind, "treatment.test"), *dates_in(item + rest)])
    assert [(label, rule) for label, _, rule in dates(DatesComponent()(doc))] == [
        (role, "date.item"),
        ("visit", "date.opening"),
    ]
