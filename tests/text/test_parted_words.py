"""Words that a hyphen at a line's end parts: read whole where they are known, and else left as they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.rules.load import shipped_shared
from pipeline.text.ground import ground
from pipeline.text.parted_words import PartedWords
from tests.text.shipped import reflow

KNOWN = sorted(shipped_shared().vocabularies.words("parted_words"))
WORDS = PartedWords(KNOWN)


def read(text: str) -> str:
    return reflow(text, parted=WORDS.of(text)).text


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("is not medi-\ncally neces-\nsary.", "is not medically necessary."),
        ("appro- priate", "appropriate"),
        ("the gaba-\r\n   pentin", "the gabapentin"),
        ("NECES-\nSARY", "NECESSARY"),
        ("Over-\nturned", "Overturned"),
        ("non-certi-\nfied", "non-certified"),
        ("neces\u2010\nsary, neces\u00ad\nsary", "necessary, necessary"),
        ("a guide-\nline of treat-\nment", "a guideline of treatment"),
        ("the re-\nview", "the review"),
    ],
)
def test_a_known_word_is_read_whole(printed: str, expected: str) -> None:
    assert read(printed) == expected


@pytest.mark.parametrize(
    "printed",
    ["follow-\nup", "non-\ncertified", "re-\nreview", "post-\noperative", "anti- inflammatory", "pre- and post",
     "neces-\n\nsary", "medi-\nCally", "mEDI-\nCALLY", "L4-\nL5", "n-\necessary", "neces-sary", "neces -\nsary"],
)  # fmt: skip
def test_any_other_hyphen_stays(printed: str) -> None:
    assert read(printed) == " ".join(printed.split())


def test_printed_words_are_the_documents() -> None:
    source = "It is not medi-\ncally neces-\nsary."
    reading = reflow(source, parted=WORDS.of(source))
    start = reading.text.index("not")
    assert ground(reading, source, start, len(reading.text) - 1) == ("not medi- cally neces- sary", 6, len(source) - 1)
    assert ground(reading, source, 0, start - 1) == ("It is", 0, 5)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(KNOWN).flatmap(
                lambda word: st.integers(2, len(word) - 2).map(lambda at: f"{word[:at]}-\n{word[at:]}")
            ),
            st.sampled_from(["the", " ", "\n", "- ", "non-\n", "12/3/2016", "\f", "  ", "\ufb01"]),
        ),
        max_size=20,
    ).map(" ".join)
)
def test_every_character_knows_where_it_stood(text: str) -> None:
    parted = WORDS.of(text)
    reading = reflow(text, parted=parted)
    assert "  " not in reading.text
    for at, character in enumerate(reading.text):
        source = text[reading.source_offset(at)]
        assert source == character or source.isspace() or source == "\ufb01"
    whole = text
    for start, end in reversed(parted):
        whole = whole[:start] + whole[end:]
    assert reading.text == reflow(whole).text
