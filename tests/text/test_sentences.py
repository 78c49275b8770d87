"""Sentences and clauses: where they end, and that they cover the text whatever it is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.words.sentence_words import sentence_splitter
from pipeline.text.sentences import SentenceSplitter, SentenceWords

SPLITTER = sentence_splitter()
WORDS = [
    "Dr.",
    "No.",
    "vs.",
    "mg.",
    "the",
    "The",
    "not.",
    "is",
    ",",
    "and",
    ";",
    "5",
    "12.",
    "D.",
    "M.D.",
    "Nov.",
    "etc.",
]
TEXTS = st.lists(st.sampled_from([*WORDS, '"', "which", "not", "…", "-", "necessary.1", "(see", "2.)", "x.On"])).map(
    " ".join
)


def parts(ranges: list[tuple[int, int]], text: str) -> list[str]:
    return [text[start:end].strip() for start, end in ranges]


@pytest.mark.parametrize(
    "text",
    [
        "Seen by Dr. Smith and Mrs. Ray on Nov. 5, 2016.|The knee hurts.",
        "Tramadol vs. Placebo was tried, e.g. In 2015.|It failed.",
        "Medically necessary: No.|The patient walks.|See No. 5 and pp. 12-14.|It is there.",
        "He takes 50 mg. three times, 10 mg. #60 and 5 tab. 3 times.|He sleeps.",
        "The level of vitamin D.|The dose is low.|Vitamin D. Deficiency is common.",
        "Under 8 C.C.R. 9792.20 it counts.|J. Doe, M.D. Surgeon of the U.S. Navy.|This ends.",
        "It is not necessary.1 The request is denied.[2] The end.|It is over.",
        "He fell in 2015.|On 3-12-15 he was seen.|12 visits followed.",
        "1. Norco helps.|2. Soma does not.|That is all.",
        "Really?|Yes!|He said \"no.\"|Then he left (at once.)|So it is.",
        "the pain is bad.|the request is denied.|the bed, approx. the size.",
        "Acme Inc. Benefits pays.|Ask Acme Inc.|The plan pays.",
        "Wait...|Then go.",
        "A score of 12.|4 weeks later it fell.",
    ],
)  # fmt: skip
def test_sentences(text: str) -> None:
    # a mark of a footnote belongs to the sentence before
    expected = [part for piece in text.split("|") for part in _at_marks(piece)]
    joined = text.replace("|", " ")
    assert parts(SPLITTER.sentences(joined), joined) == expected


def _at_marks(piece: str) -> list[str]:
    return piece.replace("necessary.1 ", "necessary.1|").replace("[2] ", "[2]|").split("|")


def test_a_lost_space_and_a_closing_quote() -> None:
    text = "He fell in 2015.On Monday it hurt."
    assert parts(SPLITTER.sentences(text), text) == ["He fell in 2015.", "On Monday it hurt."]


@pytest.mark.parametrize(
    "text",
    [
        "X is medically necessary;|the purchase is not.",
        "The scan, which UR denied, is necessary.",
        "It is not, however, medically necessary.",
        "Since the surgery is not certified,|the sling is not either.",
        "The MRI, and the CT, are not necessary.",
        "The MRI is necessary,|and the CT, MRI, and EMG are not.",
        "The MRI is necessary and appropriate|but the CT is not.",
        "It is old -|and it's not used.",
        "Seen on 3/4/15; 4/4/15; and 5/4/15 he was well.",
        "I do not believe that it is needed|because it isn't new.",
        "The scan, in my opinion, is due,|if it can be had.",
        "The visits that were given were necessary.",
    ],
)
def test_clauses(text: str) -> None:
    joined = text.replace("|", " ")
    assert parts(SPLITTER.clauses(joined, 0, len(joined)), joined) == text.split("|")


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_ranges_cover_the_stretch_in_order(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(len(text), start + length)
    for ranges in (SPLITTER.sentences(text, start, end), SPLITTER.clauses(text, start, end)):
        assert all(left < right for left, right in ranges)
        assert "".join(text[left:right] for left, right in ranges) == text[start:end]
        assert not ranges or ranges[0][0] == start
        assert all(one[1] == two[0] for one, two in pairwise(ranges))


@given(TEXTS)
def test_wrapping_anew_changes_nothing(text: str) -> None:
    wrapped = text.replace(" ", "\n  ")
    for split in (SPLITTER.sentences, lambda t: SPLITTER.clauses(t, 0, len(t))):
        assert [" ".join(part.split()) for part in parts(split(wrapped), wrapped)] == parts(split(text), text)


@given(st.lists(TEXTS, max_size=20).map(" Therefore it is so. ".join), st.data())
def test_the_sentence_at_a_place_is_one_of_them(text: str, data: st.DataObject) -> None:
    if text:
        place = data.draw(st.integers(0, len(text) - 1))
        found = SPLITTER.sentence_at(text, place)
        assert found in SPLITTER.sentences(text)
        assert found[0] <= place < found[1]


def test_what_it_knows_is_data() -> None:
    text = "siehe Abb. Drei hier"
    assert len(SentenceSplitter(SentenceWords()).sentences(text)) == 2
    assert len(SentenceSplitter(SentenceWords.of({"joined": ["Abb"]})).sentences(text)) == 1
    assert SentenceSplitter(SentenceWords()).clauses("it is, and it is not", 0, 20) == [(0, 20)]
