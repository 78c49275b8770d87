"""Running headers and footers of forms that nobody described."""

from __future__ import annotations

import pytest

from tests.text.shipped import at_page_edges, furniture_ranges

PAGES = ("The first page\nends in a sentence", "that goes on here\nand there", "and is over.\nThe end.")


def with_footers(*footers: str) -> str:
    return "\f".join(f"{page}\n{footer}\n" for page, footer in zip(PAGES, footers, strict=False))


@pytest.mark.parametrize(
    "footers",
    [
        ("Case Number: CM16-9900001 1", "Case Number: CM16-9900001 2", "Case Number: CM16-9900001 3"),
        ("CONFIDENTIAL - 4 of 6", "CONFIDENTIAL - 5 of 6"),
        ("Reviewers, Inc. | CM16-9900001 | 1", "Reviewers, Inc. | CM16-9900001 | 2"),
        (
            "03/05/2016 10:22 FAX 555 P.003/005",
            "03/05/2016 10:22 FAX 555 P.004/005",
            "03/05/2016 10:22 FAX 555 P.005/005",
        ),
        ("DEF000312", "DEF000313"),
        ("For official use", "For official use", "For official use"),
    ],
)
def test_footers_are_found(footers: tuple[str, ...]) -> None:
    text = with_footers(*footers)
    assert [text[start:end] for start, end in at_page_edges(text)] == list(footers)
    top = "\f".join(f"{footer}\n{page}\n" for page, footer in zip(PAGES, footers, strict=False))
    assert [top[start:end] for start, end in at_page_edges(top)] == list(footers)
    assert "".join(text[start:end].strip() for start, end in furniture_ranges(text)) == "".join(footers)


@pytest.mark.parametrize(
    "lines",
    [
        ("Therapy 2 times a week for 6 weeks", "Therapy 3 times a week for 6 weeks"),
        ("is not medically necessary.", "is not medically necessary."),
        ("is not medically necessary.", "is not medically necessary.", "something else"),
        ("Norco 10/325mg #60", "Norco 10/325mg #90", "Norco 10/325mg #120"),
    ],
)
def test_what_a_letter_repeats_is_no_footer(lines: tuple[str, ...]) -> None:
    assert at_page_edges(with_footers(*lines)) == []


def test_what_counts_letters_counts_no_pages() -> None:
    text = with_footers("IRO 2019/0017", "IRO 2019/0018", "IRO 2019/0019")
    assert len(at_page_edges(text)) == 3
    assert at_page_edges(text, r"IRO \d{4}/\d{4}") == []


def test_one_page_has_none() -> None:
    assert at_page_edges("Page 1 of 1\ntext\nPage 1 of 1") == []


def test_running_titles_with_the_page_need_no_page_break() -> None:
    title = "Independent Medical Review - Final Determination"
    text = f"{title}            Page 1\n\nThe request is\n\n{title}            Page 2\n\nnot certified."
    left_out = [text[start:end] for start, end in furniture_ranges(text)]
    assert left_out == [f"{title}            Page 1", f"{title}            Page 2"]


@pytest.mark.parametrize(
    "text",
    [
        "MTUS Chronic Pain, Page 3\nand more\nMTUS Chronic Pain, Page 4\n",  # a citation's wrapped end
        "MTUS  Page 98\nand more\nMTUS  Page 99\n",
        "One title  Page 1\nand more\nAnother title  Page 2\n",
        "One title  Page 1\nand more\nOne title  Page 5\n",
    ],
)
def test_other_lines_that_end_in_a_page_are_text(text: str) -> None:
    assert furniture_ranges(text) == ()


@pytest.mark.parametrize(
    "title",
    [
        "IMR Final Determination          CM14-9900001\nPage 2 of 3",
        "IMR Case CM21-9900001 - Final Determination\n\n- 2 -",
        "Final Determination | CM14-9900001",
        "IMR Final Determination - CM14-9900001 - Page 1",
        "CM14-9900001   Independent Medical Review   1",
    ],
)
def test_running_titles_with_the_case_number(title: str) -> None:
    head = "Case Number: CM14-9900001 Date of Injury: 01/02/2012\n" * 8
    text = f"{head}both\n{title}\nknees: Upheld\n"
    assert [text[start:end].strip() for start, end in furniture_ranges(text)] == [title]
    own = title.partition("\nPage")[0]
    assert furniture_ranges(f"{own}\n{head}") == ()  # at the beginning it is the letter's own


@pytest.mark.parametrize(
    "title", ["IMR Final Determination\tPage 2\nCase Number CM14-9900001", "Case No. CM14-9900001\nPage 3"]
)
def test_a_page_and_the_case_number_on_a_line_of_its_own(title: str) -> None:
    text = f"Case Number: CM14-9900001\nDate of Injury: 01/02/2012\nOf both\n\n{title}\n\nknees: Upheld\n"
    assert [text[start:end].strip() for start, end in furniture_ranges(text)] == [title]
    assert furniture_ranges("Page 1\nCase Number: CM14-9900001\n") == ()  # the letter's own


HEADER = "ACME REVIEWERS\n12 Main Street, Some Town\nCONFIDENTIAL Page {n} of 40"
TEXT = """He was seen in the clinic and complained of much pain in his left knee after a long walk
up a hill. The reviewer looked at all of the records and found that none of them told of
{header}
any treatment before. Of ten visits none was of much use, and he went on to take tablets.
No gain in function was told, which is why the request is not medically necessary as asked
for in the form.
"""


@pytest.mark.parametrize("parted", ["\n", "\n\n", "\n\f", "\n\n\f\n"])
def test_headers_of_several_lines_in_the_middle_of_sentences(parted: str) -> None:
    other = (
        TEXT.replace("told of\n", "spoke of\n")
        .replace("tablets", "pills")
        .replace("knee", "hip")
        .replace("any treatment", "a visit")
    )
    pages = [TEXT, other, TEXT.replace("that none", "not one").replace("any treatment", "a therapy"), "The end.\n"]
    text = "".join(page.replace("\n{header}\n", parted + HEADER.format(n=n) + "\n") for n, page in enumerate(pages, 12))
    left = text
    for start, end in reversed(furniture_ranges(text)):
        left = left[:start] + left[end:]
    assert "ACME" not in left and "Main Street" not in left and "CONFIDENTIAL" not in left
    assert " ".join(left.split()) == " ".join("".join(pages).replace("{header}", "").split())


def test_phrases_that_a_letter_repeats_are_none() -> None:
    """A pasted paragraph, a label at a line's beginning, a sentence at the foot of every page."""
    pasted = TEXT.replace("{header}\n", "")
    assert furniture_ranges(pasted + "Knee brace: Upheld\n" + pasted + "A cane: Overturned\n" + pasted) == ()
    foot = "Decision rationale: The request is not medically necessary."
    assert furniture_ranges(f"one\n{foot}\n\ftwo\n{foot}\n\fthree\n{foot}\n") == ()
