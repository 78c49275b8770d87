"""Characters that stand in place of a ligature: read where one known word fits, and else left as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from pipeline.rules.load import shipped_shared
from pipeline.text.ligatures import LIGATURES, LOST, LigatureWords
from tests.text.shipped import reflow

KNOWN = shipped_shared().vocabularies.words("ligature_words")
WORDS = LigatureWords(KNOWN)


def read(text: str) -> str:
    return reflow(text, WORDS.of(text)).text


@pytest.mark.parametrize("lost", LOST)
@pytest.mark.parametrize(
    ("damaged", "whole"),
    [
        ("Of?ce", "Office"),
        ("O?ce", "Office"),
        ("De?nition", "Definition"),
        ("con?rm", "confirm"),
        ("not certi?ed", "not certified"),
        ("non-certi?ed", "non-certified"),
        ("speci?c ?ndings", "specific findings"),
        ("CERTI?ED", "CERTIFIED"),
        ("Modi?cation; su?cient, di?erent", "Modification; sufficient, different"),
        ("re?ux and in?ammation", "reflux and inflammation"),
        ("?exion", "flexion"),
        ("o?", "off"),
        ("inde?nitely de?ned", "indefinitely defined"),
    ],
)
def test_a_word_that_alone_fits_is_read(lost: str, damaged: str, whole: str) -> None:
    assert read(damaged.replace("?", lost)) == whole


@pytest.mark.parametrize(
    "damaged", ["up\ufffdeld", "\ufffd", "a\ufffd", "Dr. Gri\ufffdths-Xu", "12\ufffd5", "\ufffd\ufffd", "zz\0zz"]
)
def test_nothing_is_guessed(damaged: str) -> None:
    assert read(damaged) == damaged


def test_two_words_that_fit_are_none() -> None:
    assert LigatureWords(["fiat", "flat"]).of("a \ufffdat tire") == {}


@given(
    st.lists(
        st.one_of(
            st.sampled_from(KNOWN),
            st.sampled_from(["the", "Upheld:", " ", "\n", "12/3/2016", *LOST, "\u00ad", "\ufb01", "x\0y"]),
        ),
        max_size=12,
    ),
    st.sampled_from(LOST),
)
def test_each_letter_knows_where_it_stood(words: list[str], lost: str) -> None:
    text = " ".join(words)
    for ligature in sorted(LIGATURES, key=len, reverse=True):
        text = text.replace(ligature, lost)
    found = WORDS.of(text)
    reading = reflow(text, found)
    for at, letter in enumerate(reading.text):
        source = reading.source_offset(at)
        assert source < len(text)
        if source in found:
            assert letter.lower() in found[source].lower()
            start, end = reading.source_span(at, at + 1)
            assert (start, end) == (source, source + 1)


@pytest.mark.parametrize("lost", LOST)
def test_labels_are_found_and_words_that_decide_are_read(nlp: Language, lost: str) -> None:
    text = (
        "CASE NUMBER: CM16-9900123\nIMR ISSUES, DECISIONS AND RATIONALES\n\nThe Final Determination was based on "
        "decisions for the disputed items/services set forth below:\n\nFlexeril 10mg #30: Upheld\n\n"
        "Claims Administrator guideline: The Claims Administrator did not cite any medical evidence.\n\n"
        "MAXIMUS guideline: The guidelines de?ne nothing.\n\nDecision rationale: The o?ce notes show no speci?c "
        "bene?t, and the relief is not con?rmed. The request is not certi?ed.\n"
    )
    damaged = text.replace("Flexeril", "?exeril").replace("?", lost)
    letter = nlp(damaged)._.letter
    (item,) = letter.determinations
    assert (item.decision.value, item.rationale.conclusion.value) == ("upheld", "not_medically_necessary")
    assert [drug.name for drug in item.request.drugs] == ["cyclobenzaprine"]
    assert damaged[item.rationale.conclusion.start : item.rationale.conclusion.end] == f"is not certi{lost}ed"
