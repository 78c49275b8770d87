"""The reading text and its way back to the document."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.text.reading_text import ReadingText
from tests.text.shipped import furniture_ranges, reflow

CASE = "CM16-9900123"


def furniture(text: str) -> list[str]:
    return [text[start:end] for start, end in furniture_ranges(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a  lamp \n\n for\treading", "a lamp for reading"),
        ("\f \r\n a lamp\u00a0for\u2003two \v\n", "a lamp for two"),
        ("", ""),
        (" \n\u00a0\f ", ""),
        ("the pa\u00adtient\u200b's o\u200c\ufb03ce", "the patient's office"),
        ("\u00ad \u200b a\u200b \u00ad b \ufeff", "a b"),
        ("\u201cIt\u2019s\u201d L4\u2013L5 \u2212 2\u20103", '"It\'s" L4-L5 - 2-3'),
        ("\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05", "fffiflffifflst"),
        ("\ufb01nger \ufb02exion", "finger flexion"),
    ],
)
def test_white_space_and_letters(text: str, expected: str) -> None:
    assert reflow(text).text == expected


def test_each_character_knows_its_source() -> None:
    text = " An\u00ad\u00ad  o\ufb03ce\r\n\r\n visit\u200b:  Up-\nheld "
    reading = reflow(text)
    assert reading.text == "An office visit: Up- held"
    for at, character in enumerate(reading.text):
        source = text[reading.source_offset(at)]
        assert source in " \r\n\u00ad\u200b" if character == " " else source in (character, "\ufb03")


def test_a_span_covers_its_words_and_no_white_space_around_them() -> None:
    text = "one\n\n two   three"
    reading = reflow(text)
    for word in ("one", "two", "three", "two three", "one two three"):
        at = reading.text.index(word)
        start, end = reading.source_span(at, at + len(word))
        assert text[start:end].split() == word.split()
        assert not text[start].isspace() and not text[end - 1].isspace()


@pytest.mark.parametrize(
    ("words", "source"), [("o", "o"), ("of", "o\ufb03"), ("fic", "\ufb03c"), ("office", "o\ufb03ce")]
)
def test_a_span_that_cuts_a_ligature_takes_it_whole(words: str, source: str) -> None:
    text = "an o\ufb03ce"
    reading = reflow(text)
    at = reading.text.index(words)
    start, end = reading.source_span(at, at + len(words))
    assert text[start:end] == source


def test_breaks_are_remembered() -> None:
    reading = reflow("one two\nthree \f four\u2028five  six\n")
    assert [reading.text[at + 1 :].split()[0] for at in reading.breaks] == ["three", "four", "five"]
    assert reading.breaks_between(0, len(reading.text))
    at = reading.text.index("two")
    assert not reading.breaks_between(0, at + 3)
    assert reading.breaks_between(0, at + 4)
    assert not reading.breaks_between(at + 4, at + 5)


def test_no_break_is_remembered_at_either_end() -> None:
    assert reflow("\n\n one \f").breaks == ()


def test_furniture_leaves_a_break_and_no_words() -> None:
    text = f"the request is\n\nFinal Determination Letter for IMR Case Number {CASE}   3 \n\n\fnot certified"
    reading = reflow(text)
    assert reading.text == "the request is not certified"
    assert [reading.text[at:] for at in reading.breaks] == [" not certified"]
    start, end = reading.source_span(0, len(reading.text))
    assert (start, end) == (0, len(text))


@pytest.mark.parametrize(
    "line",
    [
        f"Final Determination Letter for IMR Case Number {CASE}   3",
        f"Independent Medical Review Final Determination Letter for IMR Case Number: {CASE} Page 3 of 12",
        f"IMR Case Number: {CASE}    Page 3 of 3",
        f"IMR Case Number:\f{CASE} Page\n3 of 3",
        f"Case No. {CASE} | Page 3 of 3",
        f"Page 2 of 4 - {CASE}",
        f"PAGE 2 OF 4 IMR CASE NUMBER: {CASE}",
        f"{CASE} - Page 2",
    ],
)
@pytest.mark.parametrize(("before", "after"), [("a brace\n", "\nfor the knee"), ("a brace \n\n", "\n\ffor the knee")])
def test_footers_with_a_case_number_are_left_out(before: str, line: str, after: str) -> None:
    text = before + line + after
    assert [found.strip() for found in furniture(text)] == [line]
    assert reflow(text).text == "a brace for the knee"


def test_footers_stand_between_any_two_words() -> None:
    words = f"is not IMR Case Number: {CASE} Page 2 of 5 medically necessary"
    assert reflow(words).text == "is not medically necessary"


def test_a_footer_without_white_space_parts_the_words() -> None:
    reading = reflow(f"not:IMR Case Number: {CASE} Page 2 of 5medically necessary")
    assert reading.text == "not: medically necessary"
    assert reading.breaks == (4,)


def test_a_header_is_no_footer() -> None:
    text = f"Independent Medical Review Final Determination Letter\n\nIMR Case Number: {CASE} Date of Injury: 1/2/2013"
    assert furniture(text) == []


def test_page_lines_count_where_they_go_on() -> None:
    text = "one\nPage 1 of 3\ftwo\n  Page 2 of 3  \fthree\nPage 3 of 3\n"
    assert [found.strip() for found in furniture(text)] == ["Page 1 of 3", "Page 2 of 3", "Page 3 of 3"]
    assert reflow(text).text == "one two three"


@pytest.mark.parametrize(
    "text",
    [
        "Chronic Pain Guidelines,\nPage 98\nsays no",
        "see\nPage 98\nand\nPage 46\nof it",
        "the guidelines, Page 98 and\nPage 99 of the same",
        "a table on Page 2 of 5\nshows\nPage 3 of 5 too",
    ],
)
def test_cited_pages_are_no_furniture(text: str) -> None:
    assert furniture(text) == []


@pytest.mark.parametrize("numbers", [(1, 2), (7, 8), (1, 2, 3)])
def test_numbers_at_the_ends_of_pages_are_left_out_where_they_go_on(numbers: tuple[int, ...]) -> None:
    text = "\f".join(f"words\nof page\n {number} \n" for number in numbers)
    assert reflow(text).text == "words of page " * (len(numbers) - 1) + "words of page"
    dashes = "\f".join(f"words\n- {number} -" for number in numbers)
    assert furniture(dashes) == [f"- {number} -" for number in numbers]


@pytest.mark.parametrize("text", ["take\n12\ftablets", "take\n12\ftablets of\n20\f mg", "a dose of\n1 2\fof\n3"])
def test_a_number_that_a_page_break_follows_is_no_furniture(text: str) -> None:
    assert furniture(text) == []
    assert reflow(text).text == " ".join(text.split())


def test_furniture_is_in_order_and_apart() -> None:
    text = f"a\nIMR Case Number: {CASE} Page 1 of 2\n1\f b\nIMR Case Number: {CASE} Page 2 of 2\n2\f"
    ranges = furniture_ranges(text)
    assert list(ranges) == sorted(ranges)
    assert all(first[1] < second[0] for first, second in pairwise(ranges))
    assert reflow(text).text == "a b"


def test_a_map_of_one_stretch_is_the_identity() -> None:
    reading = ReadingText("some words", (0,), (0,))
    assert reading.source_span(2, 7) == (2, 7)
    assert not reading.breaks_between(0, 10)


def test_a_map_comes_back_from_its_lists() -> None:
    read = ReadingText("a brace is", (0, 4), (0, 7), (3,), ((2, 5), (9, 10)), (3,), ((7, 8),))
    lists = read.to_lists()
    assert lists == [[0, 4], [0, 7], [3], [2, 5, 9, 10], [3], [7, 8]]
    assert ReadingText.from_lists(read.text, lists) == read
    earlier = ReadingText.from_lists(read.text, lists[:4])  # as a Doc was saved before there were paragraphs
    assert (earlier.furniture, earlier.paragraphs, earlier.parted) == (read.furniture, (), ())
