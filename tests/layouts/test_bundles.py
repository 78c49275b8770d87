"""Several letters in one text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from spacy.language import Language

LETTER = """Independent Medical Review Final Determination Letter
Case Number: CM16-99001{0} Date of Injury: 01/02/2012

HOW THE IMR FINAL DETERMINATION WAS MADE
A reviewer was asked.

CLINICAL CASE SUMMARY
All is told.

IMR ISSUES, DECISIONS AND RATIONALES
Knee brace: Upheld
Claims Administrator guideline: None.
MAXIMUS guideline: None.
Decision rationale: The brace is not medically necessary.
"""


def split(nlp: Language, text: str) -> list[str]:
    ranges = nlp.get_pipe("imr_sections").split(text)  # type: ignore[attr-defined]
    assert ranges[0][0] == 0 and ranges[-1][1] == len(text)
    assert all(end == start for (_, end), (start, _) in pairwise(ranges))
    return [text[start:end] for start, end in ranges]


@pytest.mark.parametrize("between", ["", "\n\n", "\f", "\n \f\n"])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_each_letter_begins_at_its_first_mark(nlp: Language, between: str, count: int) -> None:
    letters = [LETTER.format(number) for number in range(10, 10 + count)]
    found = split(nlp, between.join(letters))
    assert [text.strip() for text in found] == [letter.strip() for letter in letters]


def test_letters_without_a_title_begin_at_their_case_number(nlp: Language) -> None:
    letters = [LETTER.format(number).split("\n", 1)[1] for number in (10, 11)]
    assert split(nlp, "".join(letters)) == letters


def test_a_case_number_at_a_pages_foot_begins_no_letter(nlp: Language) -> None:
    letters = [LETTER.format(number).split("\n", 1)[1] for number in (10, 11)]
    head, tail = letters[0].split("\nIMR ISSUES")
    foot = "Case Number: CM16-990011{} \n"
    whole = f"{head}{foot.format(0)}\fIMR ISSUES{tail}{foot.format(0)}\n\f{letters[1]}{foot.format(1)}"
    assert split(nlp, whole)[1:] == [f"{letters[1]}{foot.format(1)}"]


def test_headers_with_labels_before_values(nlp: Language) -> None:
    header = "Case Number:\nDate Assigned:\nDate of Injury:\nCM16-99001{0}\n"
    letters = [header.format(n) + LETTER.format(n).split("\n", 2)[2] for n in (10, 11)]
    assert split(nlp, "\n".join(letters))[1] == letters[1]


def test_a_cover_page_belongs_to_the_first_letter(nlp: Language) -> None:
    cover = "Bundle of letters, 2016\nSent to nobody\n\f"
    found = split(nlp, cover + LETTER.format(10) + LETTER.format(11))
    assert found[0].startswith("Bundle") and len(found) == 2


def test_footers_and_mentions_begin_no_letter(nlp: Language) -> None:
    footer = "\nIMR Case Number: CM16-9900110    Page 2 of 3\n\f"
    text = LETTER.format(10).replace("Decision rationale:", footer + "Decision rationale:")
    assert len(split(nlp, text)) == 1
    title = "\nIndependent Medical Review Final Determination Letter for IMR Case Number CM16-9900110   2\n\f"
    text = LETTER.format(10)
    at = text.index("IMR ISSUES")
    assert len(split(nlp, f"{text[:at]}{title}{text[at:]}")) == 1
    assert len(split(nlp, text + "\nMAXIMUS FEDERAL SERVICES, INC.\nThe end.\n")) == 1


def test_a_text_that_is_no_letter_is_one(nlp: Language) -> None:
    assert split(nlp, "Nothing. Case Number: CM16-9900110. Nothing.") == [
        "Nothing. Case Number: CM16-9900110. Nothing."
    ]
