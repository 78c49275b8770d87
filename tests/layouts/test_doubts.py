"""What could be read in two ways: the true items stay, none is made up, and the letter says what is doubtful."""

from __future__ import annotations

import pytest

from pipeline.text import folding
from tests.layouts.readers import doubts, lines
from tests.layouts.test_decision_lines import heads, item


@pytest.mark.parametrize(
    "decision",
    [
        "No longer Upheld", "Cannot be Upheld", "NOT: Upheld", "Non-Upheld", "Non-\nUpheld", "never Upheld",
        "rather than Upheld", "Conditionally Upheld", "50% Upheld", "Previously Upheld", "Dismissed (formerly Upheld)",
        "UR decision should not be Upheld", "Appeal Upheld", "Upheld (reversed on appeal)", "Upheld? No",
        "Neither Upheld nor Overturned", "Upheld or Overturned", "Upheld / Overturned", "Upheld\nOverturned",
        "Overturned only if approved", "Deferred; Upheld", "Pending. Upheld", "Tentatively: Overturned",
        "Withdrawn, not Upheld", "would have been Overturned", "Error: Upheld", "Void - Upheld", "N/A. Upheld",
        "Undecided, Upheld", "Denied, Upheld", "See below; Upheld", "1 of 2 Upheld", "Two of the three: Upheld",
        "Rejected: Overturned", "Set aside: Upheld", "Refused: Upheld", "Abandoned. Upheld", "Stayed; Upheld",
        "Judge: Overturned", "Overturned by UR", "Upheld by the claims administrator",
        "Upheld per UR physician", "Overturned (by utilization review)", "Upheld (UR)",
        "Overturned\nby UR", "Upheld. By the carrier",
        "Upheld - claims administrator", "Overturned according to the prior reviewer",
        "If surgery is done, Upheld", "Unless new records come, Upheld",
    ],
)  # fmt: skip
def test_between_the_colon_and_the_decision_stands_nothing_else(decision: str) -> None:
    found = lines(item("Cane: Upheld") + item(f"Knee MRI: {decision}") + item("Bed: Overturned"))
    assert heads(found) == [("Cane", "upheld"), ("Knee MRI", None), ("Bed", "overturned")]


def test_words_that_are_none_of_a_decision_stay_in_the_request() -> None:
    assert heads(lines(item("Surgery: Cold unit Upheld"))) == [("Surgery: Cold unit", None)]
    assert heads(lines(item("Surgery: Cold unit. Upheld"))) == [("Surgery: Cold unit", "upheld")]
    assert heads(lines(item("Sessions: not to exceed 12: Upheld"))) == [("Sessions: not to exceed 12", "upheld")]
    assert heads(lines(item("Knee MRI no longer Upheld"))) == [("Knee MRI", None)]
    assert heads(lines(item("Knee MRI (formerly) Upheld"))) == [("Knee MRI (", None)]


@pytest.mark.parametrize(
    "heading",
    [
        "Knee MRI changed from Upheld", "Knee MRI to be Upheld", "Knee MRI the opposite of Upheld",
        "Knee MRI No. Upheld",
        "Knee MRI partial - Upheld", "Knee MRI [not] Upheld", "Knee MRI ? Upheld", "Knee MRI 1 of 2 Upheld",
        "Knee MRI Prior decision: Upheld",
    ],
)  # fmt: skip
def test_without_a_colon_what_leaves_the_decision_open_ends_the_heading(heading: str) -> None:
    assert [decision for _, decision in heads(lines(item("Cane: Upheld") + item(heading)))] == ["upheld", None]


def test_another_mark_than_the_letters_colon_parts_a_remark_from_the_decision() -> None:
    """Where the other items have no colon either, the mark is the letter's way."""
    colons = item("Cane: Upheld") + item("Bed: Upheld")
    assert heads(lines(colons + item("Surgery: On hold - Upheld")))[2][1] is None
    dashes = item("Cane - Upheld") + item("Bed - Upheld")
    assert heads(lines(dashes + item("Surgery: Cold unit - Upheld")))[2] == ("Surgery: Cold unit", "upheld")


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(
    "end",
    [
        "She may use tramadol 50 mg.", "It lasts 30 min.", "It is not necessary.1", "It is not necessary.[2]",
        "It is not necessary.*", "He was seen by the nurse et al.", "Not certified", "He takes Norco 10 mg",
        "Use tramadol 50 mg. #60 tabs.", "It is not necessary. [3]", "The pain is 8/10", "It is for the L4-5",
        "This is so (see above)", "It is not advised \u2026",
    ],
)  # fmt: skip
def test_a_rationale_is_not_glued_to_the_next_heading(end: str, between: str) -> None:
    for rationale in (end, f"The knee hurts. {end}"):
        if rationale != end and end[-1] not in ".1]*" and between == "\n":
            continue  # nothing tells where it ends
        first, second = lines(item("Knee MRI: Upheld", rationale).rstrip() + between + item("Cane: Overturned"))
        assert (first[2]["rationale"], second[0]) == (rationale, "Cane")


@pytest.mark.parametrize(
    ("rationale", "between"),
    [
        ("The knee hurts.\nShe may use tramadol 50 mg.", "\n"),
        ("The knee hurts.\nIt lasts 30 min.", "\n"),
        ("The knee hurts.\n\nThe pain is 8/10", "\n\n"),
        ("The knee hurts.\n\nIt is for the L4-5", "\n\n"),
        ("The knee hurts.\nPer Smith et al.", "\n\n"),
    ],
)
def test_the_last_sentence_ends_a_rationale_and_none_before_it(rationale: str, between: str) -> None:
    first, second = lines(item("Knee MRI: Upheld", rationale).rstrip() + between + item("Cane: Overturned"))
    assert (first[2]["rationale"], second[0]) == (" ".join(rationale.split()), "Cane")


PAGES = (
    """He was seen in the clinic and complained of much pain in his left knee after a long walk
up a hill. The reviewer looked at all of the records and found that none of them told of
@any treatment before. Of ten visits none was of much use, and he went on to take tablets.
It is not necessary.@""",
    """She came to the office with her arm in a sling and spoke of cramps in it at night, which
no tablets that she took had eased until then, and of a hand that was often numb, with
@weakness in it, which a splint did not help at all. No gain in function was told.@
""",
)


@pytest.mark.parametrize("page_break", ["\n", "\n\n", "\n\f"])
@pytest.mark.parametrize(
    "header",
    [
        "ACME REVIEWERS, INC.", "12 Main Street, Some Town, CA 90001", "FAX 555 0100", "CONFIDENTIAL", "Page {n} of 40",
        "ACME REVIEWERS, INC.\n12 Main Street\nFAX 555 0100\nCONFIDENTIAL\nPage {n} of 40",
    ],
)  # fmt: skip
def test_a_pages_header_is_glued_to_nothing(header: str, page_break: str) -> None:
    """In the middle of a sentence, and between a rationale and the next heading."""
    first, second = (item(f"{name}: Upheld", text) for name, text in zip(("Knee MRI", "Cane"), PAGES, strict=True))
    pieces = (first.rstrip() + second + item("Hospital bed: Overturned")).split("@")
    text = "".join(piece + page_break + header.format(n=n) + "\n" for n, piece in enumerate(pieces[:-1], 12))
    found = lines(text + pieces[-1])
    assert heads(found) == [("Knee MRI", "upheld"), ("Cane", "upheld"), ("Hospital bed", "overturned")]
    printed = [" ".join(page.replace("@", "").split()) for page in PAGES]
    assert [parts["rationale"] for _, _, parts in found[:2]] == printed


def test_a_letter_cut_off_inside_a_label() -> None:
    assert heads(lines(item("Knee MRI: Upheld") + "Cane: Overturned\nClaims guid"))[1:] == [("Cane", "overturned")]


def test_an_item_without_its_heading() -> None:
    text = item("Knee MRI: Upheld") + item("So the request for a brace is not medically necessary")
    (only,) = lines(text)
    assert only[2]["rationale"].endswith("So the request for a brace is not medically necessary")
    assert doubts(text) == ["the labels of an item stand here without its heading"]


def test_a_stray_decision_is_nobodys() -> None:
    text = item("Knee MRI: Upheld", "It is not necessary.\n\nUpheld") + item("Cane: Overturned")
    assert heads(lines(text)) == [("Knee MRI", "upheld"), ("Cane", "overturned")]
    assert doubts(text) == ["a decision stands here without an item"]


def test_a_quoted_item_is_none() -> None:
    quoted = f'The letter said: "{item("Bed: Overturned").strip()}" It is old.'
    text = item("Knee MRI: Upheld", quoted) + item("Cane: Overturned")
    assert heads(lines(text)) == [("Knee MRI", "upheld"), ("Cane", "overturned")]
    assert doubts(text)[0] == "an item stands inside a quotation"


def test_an_item_in_the_middle_of_a_line_is_doubtful() -> None:
    inside = f"It is old. {item('Bed: Overturned').strip()}"
    text = item("Knee MRI: Upheld", inside) + item("Cane: Overturned")
    assert doubts(text) == ["an item begins here in the middle of a line"]


def test_an_item_whose_labels_stand_in_the_middle_of_a_line_is_doubtful() -> None:
    inside = f"It is old.\nThe letter said: {' '.join(item('Bed: Overturned').split())}"
    text = item("Knee MRI: Upheld", inside) + item("Cane: Overturned")
    assert doubts(text) == [
        "the labels of this item stand in the middle of a line",
        "words that lead to a quotation stand before this item",
    ]


@pytest.mark.parametrize(
    ("before", "doubt"),
    [
        ("The UR letter read:\n\n", "words that lead to a quotation stand before this item"),
        ("For example:\n", "words that lead to a quotation stand before this item"),
        ("> ", "a mark that other items do not have stands before this one"),
        ("---\n", "a mark that other items do not have stands before this one"),
    ],
)
def test_an_item_that_is_printed_as_one_may_be_quoted(before: str, doubt: str) -> None:
    text = item("Knee MRI: Upheld", f"It is old.\n{before}{item('Bed: Overturned')}") + item("Cane: Overturned")
    assert doubt in doubts(text)


REST = (
    "Norco #30 was authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, "
)


@pytest.mark.parametrize(
    "opening",
    ["was the original request", "was tbe original request", "is the orig1nal reguest", "was thc originai requcst"],
)
def test_a_modified_request_is_read_from_its_damaged_beginning(opening: str) -> None:
    heading = f"Norco #90 {opening}. {REST}Norco #60 is"
    assert heads(lines(item("Knee MRI: Upheld") + item(f"{heading}: Upheld")))[1] == (heading, "upheld")
    assert doubts(item("Knee MRI: Upheld") + item(f"{heading}: Upheld")) == []


def test_a_modified_request_is_read_to_its_damaged_end() -> None:
    heading = "Norco #90 was the original request. The remaining IMR ellgiblc portion of the orlginal request, Norco is"
    assert heads(lines(item("Knee MRI: Upheld") + item(f"{heading}: Upheld")))[1] == (heading, "upheld")


def test_a_decision_that_goes_on_in_another_word_is_told() -> None:
    text = item("Cane: Upheld", "It is so. Bed: Upheldocumentation, it is not necessary.") + item("Lamp: Overturned")
    assert doubts(text) == ["what looks like an item's decision stands here without an item"]


@pytest.mark.parametrize("lost", ["Norco #90 was xxx xxxx xxxx. ", "Norco #90. ", ""])
def test_a_modified_request_without_its_beginning_is_told(lost: str) -> None:
    text = item("Knee MRI: Upheld", "It is not necessary.") + item(f"{lost}{REST}Norco #60 is: Upheld")
    assert "what was requested at first is missing from this item's heading" in doubts(text)


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Therapy for 3 weeks was the original request. Therapy\nThe remaining IMR eligible portion of the original "
         "request, Therapy 3\nfor 2 weeks was authorized by the Claims Administrator.\ntimes a week is", True),
        ("Norco 1 tab. twice daily was the original request. Norco #30 was authorized by the Claims Administrator. The "
         "remaining IMR eligible portion of the original request, Norco #60 is", False),
    ],
)  # fmt: skip
def test_lines_of_a_modified_request_in_another_order(heading: str, told: bool) -> None:
    found = doubts(item("Knee MRI: Upheld", "It is not necessary.") + item(f"{heading}: Upheld"))
    assert ("a sentence of this heading begins with a small letter" in found) == told


def test_a_heading_without_its_first_line() -> None:
    text = item("Knee MRI: Upheld") + item("removal of loose bodies: Overturned") + item("Cane: Upheld")
    assert doubts(text) == ["this item's heading may lack its beginning: it begins with a small letter"]
    assert doubts(text.replace("Knee", "knee").replace("Cane", "cane")) == []
    assert doubts(item("removal of loose bodies: Overturned")) == doubts(text)


def test_a_heading_that_holds_a_sentence_is_told() -> None:
    text = item("Knee MRI: Upheld") + item(
        "There are no reasons to do it as it is not advised by the guidelinl exam: Upheld"
    )
    assert doubts(text) == ["a sentence stands in this item's heading"]
    assert doubts(item("Valium 5mg before the exam, may repeat once: Upheld")) == []


def test_the_beginning_of_a_modified_request_in_the_rationale_before_is_told() -> None:
    rationale = "It is not necessary. Therapy for 3 weeks was the original request. Therapy was authorized."
    text = item("Knee MRI: Upheld", rationale) + item("The remaining eli- gible portion, therapy is: Upheld")
    assert "before this item stands what another one requested at first" in doubts(text)


@pytest.mark.parametrize(
    ("rationale", "told"),
    [
        ("A chapter on bones and", True),
        ("The knee, the hip,", True),
        ("It is not necessary.", False),
        ("See 12)", False),
        ("It is not certified", False),
    ],
)
def test_a_small_heading_behind_a_sentence_that_breaks_off(rationale: str, told: bool) -> None:
    """As where the page between them is missing. Where all items begin so, a small letter alone tells nothing."""
    text = item("knee MRI: Upheld", rationale) + item("\nremoval of loose bodies: Overturned")
    reason = "this item's heading may lack its beginning: it begins with a small letter"
    assert (reason in doubts(text)) is told


def test_a_page_that_stands_twice() -> None:
    page = item("Knee MRI: Upheld") + item("Cane: Overturned")
    assert doubts(page + page) == ["this item stands in the letter twice"] * 2
    assert doubts(page + item("Cane: Overturned", "It is dear.")) == []


def test_a_page_that_stands_twice_before_it_ends() -> None:
    page = item("Knee MRI: Upheld", "It is dear, and it is not necessary.")
    assert doubts(page + item("Knee MRI: Upheld", "It is dear, and it"))[-1:] == [
        "this item stands in the letter twice"
    ]


@pytest.mark.parametrize("strange", ["CLINICAL FINDINGS", "Discussion of the rules", "03/03/2017", "Received:"])
def test_a_line_of_its_own_before_a_heading(strange: str) -> None:
    prose = "The knee has been painful for a year, and nothing of what was tried so far has been of use."
    early = "a line ends early in this item's heading: it may be none of the heading's"
    heading = "An evaluation of the left knee by an orthopedic surgeon, and an MRI of\nit with contrast: Overturned"
    whole = item("Knee MRI: Upheld", f"{prose}\n{prose}\n{prose}")
    assert doubts(whole + item(f"{strange}\nHospital bed: Overturned")) == [early]
    assert doubts(whole + item(heading)) == []
    assert doubts(whole + item("An MRI\nof the knee: Upheld")) == []


@pytest.mark.parametrize(
    ("heading", "doubtful"),
    [
        ("There is no sign that the tablets that were tried are of use, and the\nKnee MRI: Upheld", True),
        ("The claimant failed two of the tablets of\nKnee MRI: Upheld", True),
        ("Baclofen is a muscle relaxant. > Knee MRI: Upheld", True),
        ("Tramadol 50mg every 4 hours as is needed for the pain of his knee, for one\nmonth: Upheld", False),
        (f"Norco #90 was the original request. {REST.replace('. ', chr(46) + chr(10))}Norco #60 is: Upheld", False),
    ],
)
def test_a_rationale_that_breaks_off(heading: str, doubtful: bool) -> None:
    prose = "The knee has been painful for a year, and nothing of what was tried so far has been of use."
    found = doubts(item("Cane: Upheld", f"{prose}\n{prose}") + item(heading))
    assert ("a part of a sentence stands in this item's heading" in found) is doubtful


def test_an_item_without_the_labels_that_others_have() -> None:
    text = (
        item("Knee MRI: Upheld") + item("Cane: Overturned") + item("Bed: Upheld").replace("Claims guideline: none", "")
    )
    assert doubts(text) == ["labels that other items have are missing behind this one"]


def test_a_modified_request_without_what_is_left_of_it_is_told() -> None:
    whole = f"Norco #90 was the original request. {REST}Norco #60 is"
    cut = "Norco #90 was the original request. Norco #30 was authorized, leaving the #60 is"
    missing = "what is left of the original request is missing from this heading"
    assert missing not in doubts(item("Cane: Upheld") + item(f"{whole}: Upheld"))
    assert missing in doubts(item("Cane: Upheld") + item(f"{cut}: Upheld"))


def test_a_first_item_whose_labels_cannot_be_read_is_told() -> None:
    first = "Knee MRI: Upheld\n\nCl gui: none\n\nRev gu: some\n\nDec rat: It is not necessary.\n\n"
    text = first + item("Cane: Overturned", "It is\n\ndear.") + item("Bed: Upheld", "It is\n\ndear.")
    assert "what looks like an item's decision stands here without an item" in doubts(text)


@pytest.mark.parametrize(
    "lead",
    [
        "SAMPLE", "ATTACHMENT 1", "Example of an item:", "Sample item:", "For example:", "Another letter:", "Example:",
        "Specimen of a decision:", "Sample:", "An item from an earlier review:", "Example 1:",
    ],
)  # fmt: skip
def test_an_item_behind_the_letter_may_be_a_sample(lead: str) -> None:
    text = item("Knee MRI: Upheld", "It is not certified") + f"{lead}\n" + item("Hospital bed: Overturned")
    assert "words that lead to a quotation stand before this item" in doubts(text)


@pytest.mark.parametrize(
    "rationale",
    [
        "Norco #90 was the original request. Norco #60 was authorized. The remaining IMR eligible portion of the "
        "original request is not supported. She has pain. It is not necessary.",
        "It says that Norco #90 was the original request. The original request, Norco is: not supported. It is dark.",
        "It is needed. The decision is therefore: Overturned",
        "It is needed. The decision is therefore: Overturned.",
    ],
)
def test_a_rationale_that_quotes_a_heading_opens_no_item(rationale: str) -> None:
    first, second = lines(item("Knee MRI: Overturned", rationale) + item("Cane: Upheld"))
    assert (first[2]["rationale"], second[:2]) == (rationale, ("Cane", "upheld"))
    assert heads(lines(item("Cane: Upheld") + item("Knee MRI: Overturned", rationale)))[1:] == [
        ("Knee MRI", "overturned")
    ]


@pytest.mark.parametrize(
    ("boxes", "decision"),
    [
        ("[X] Upheld [ ] Overturned", "upheld"), ("[ ] Upheld [x] Overturned", "overturned"),
        ("\u2610 Upheld \u2612 Overturned", "overturned"), ("[ ] Upheld [ ] Overturned", None),
        ("( ) Upheld (x) Overturned", "overturned"), ("_X_ Upheld __ Overturned", "upheld"),
        ("[X] Upheld [X] Overturned", None), ("[X] No longer Upheld [ ] Overturned", None),
    ],
)  # fmt: skip
def test_only_the_ticked_box_counts(boxes: str, decision: str | None) -> None:
    assert [value for _, value in heads(lines(item("Cane: Upheld") + item(f"Knee brace: {boxes}")))] == [
        "upheld",
        decision,
    ]


def test_an_item_in_the_middle_of_a_line_is_doubtful_behind_a_single_one() -> None:
    inside = f"It is old. {item('Bed: Overturned').strip()}"
    assert doubts("The items:\n" + item("Knee MRI: Upheld", inside))[0] == "an item begins here in the middle of a line"


def test_a_text_is_folded_once_however_many_items_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "".join(item(f"Knee brace {n}: Upheld\nState of Nowhere, page two") for n in range(20))
    seen: list[str] = []
    monkeypatch.setattr(folding, "fold", lambda whole: seen.append(whole) or whole.lower())
    assert len(lines(text)) == 20
    assert len(seen) == len(set(seen)) <= 2  # the document's text, and what is read of it
