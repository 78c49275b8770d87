"""Items that a sentence opens."""

from __future__ import annotations

from typing import Any

import pytest

from tests.layouts.readers import STATEMENTS, statement_doubts, statements

TOP = "1) The request for a cane is not needed. 2) The request for a lamp is needed. "
FIRST = "1) The request for a cane is not needed. The administrator relied on a book. Reasons: The leg is well. "
SECOND = "2) The request for a lamp is needed. Reasons: It is dark. "
ANSWERS: dict[str, Any] = {
    "openings": [r"(?P<number>\d{1,2})\) (?P<request>[^:]{3,80}): "],
    "parts": [
        {"section": "claims_administrator_guideline", "text": "The administrator:"},
        {"section": "decision", "text": "Our answer:"},
        {"section": "rationale", "text": "Reasons:"},
    ],
    "undecided": "in part",
}


def test_items_with_their_parts() -> None:
    assert statements(FIRST + SECOND) == [
        (
            "a cane",
            "upheld",
            {
                "claims_administrator_guideline": "The administrator relied on a book.",
                "rationale": "The leg is well.",
            },
        ),
        ("a lamp", "overturned", {"rationale": "It is dark."}),
    ]


def test_an_item_that_is_stated_twice_is_one() -> None:
    assert statements(TOP + FIRST + SECOND) == statements(FIRST + SECOND)
    assert statements(TOP + FIRST.replace("a cane", "the cane") + SECOND)[0][1] == "upheld"


def test_statements_that_differ_decide_nothing() -> None:
    assert statements(TOP + FIRST.replace("is not needed", "is needed") + SECOND)[0][1] is None


def test_numbers_count_in_sequence_only() -> None:
    text = FIRST + "See page 4) The request for a bed is needed. " + SECOND
    assert [request for request, _, _ in statements(text)] == ["a cane", "a lamp"]


def test_another_item_of_the_same_number_is_not_this_one() -> None:
    assert [r for r, _, _ in statements(FIRST + "1) The request for a bed is needed. ")] == ["a cane"]


def test_items_without_numbers() -> None:
    opening = STATEMENTS["openings"][0].replace(r"(?P<number>\d{1,2})\) ", "")
    text = "The request for a cane is not needed. Reasons: A. The request for a lamp is needed. Reasons: B."
    found = statements(text, openings=[opening])
    assert [(request, decision) for request, decision, _ in found] == [("a cane", "upheld"), ("a lamp", "overturned")]


def test_items_end_at_headings_and_at_ends() -> None:
    text = FIRST + SECOND + "WHO WROTE THIS A clerk. Sincerely, a clerk"
    assert statements(text, barriers=("WHO WROTE",))[1][2] == {"rationale": "It is dark."}
    assert statements(FIRST + SECOND + "Sincerely, a clerk")[1][2] == {"rationale": "It is dark."}


def test_what_has_no_label_is_the_rationale() -> None:
    found = statements("1) The request for a cane is not needed. The leg is well. ")
    assert found == [("a cane", "upheld", {"rationale": ". The leg is well."})]
    found = statements("1) The request for a cane is not needed. So. The administrator relied on a book. ")
    assert found[0][2]["rationale"] == ". So."


def answers(*items: str) -> list[tuple[str, str | None]]:
    return [(request, decision) for request, decision, _ in statements(" ".join(items), **ANSWERS)]


ONE = "1) A cane: The administrator: none. Reasons: none. Our answer: it is not needed."
TWO = "2) A lamp: The administrator: none. Reasons: none. Our answer: it is needed."


def test_decisions_with_a_label_of_their_own() -> None:
    assert answers(ONE, TWO) == [("A cane", "upheld"), ("A lamp", "overturned")]
    before = "1) A cane: Our answer: it is not needed. The administrator: none. Reasons: it is needed, he says."
    assert answers(before, TWO) == [("A cane", "upheld"), ("A lamp", "overturned")]


@pytest.mark.parametrize(
    "first",
    [
        ONE.replace("it is not needed", "it is needed in part"),
        ONE.replace("it is not needed", "it is n0t nceded"),
        ONE.replace("it is not needed.", "it is not needed. Our answer: it is needed."),
        ONE.replace("it is not needed.", "it is n0t nceded. Our answer: it is needed."),
        ONE.replace("it is not needed.", "it is not needed. Our answcr: it is needed."),
        ONE.replace("Our answer: it is not needed.", ""),
    ],
)
def test_an_answer_that_is_not_plain_is_none(first: str) -> None:
    assert answers(first, TWO) == [("A cane", None), ("A lamp", "overturned")]


@pytest.mark.parametrize(
    ("answer", "decision"),
    [
        ("Upheld", "upheld"), ("We overturn", "overturned"), ("After a look at the file, it is upheld", "upheld"),
        ("Upheld [sic]", None), ("Overturned (?)", None), ("Upheld??", None), ("We overturn [illegible]", None),
        ("Upheld [1]", "upheld"), ("Overturned [approved]", "overturned"), ("Upheld (see below)", "upheld"),
        ("Upheld by UR", None), ("Overturned (utilization review)", None),
        ("Upheld per the claims administrator", None),
        ("Awaiting Upheld", None), ("See page 4: Upheld", None), ("Vote 1 to 1; Overturned", None),
    ],
)  # fmt: skip
def test_before_an_answer_in_a_word_stands_nothing_else(answer: str, decision: str | None) -> None:
    changes = {**ANSWERS, "granted": r"\boverturn(?:ed)?\b", "refused": r"\bupheld\b"}
    (found,) = statements(f"1) A cane: The administrator: none. Our answer: {answer}. Reasons: some.", **changes)
    assert found[1] == decision


def test_an_item_that_swallows_the_next_is_not_decided() -> None:
    """The second opening is lost, and the first answer cannot be found: the second must not take its place."""
    lost = TWO.replace("2)", "Z)")
    assert answers(ONE.replace("Our answer", "0vr nswr"), lost) == [("A cane", None)]


def test_a_request_that_holds_a_decision_is_not_decided() -> None:
    assert answers("1) A cane is not needed. 2) A lamp: Our answer: it is needed.")[0][1] is None


def test_verdicts_behind_the_opening() -> None:
    changes = {"openings": [r"ISSUE (?P<request>[^?]+)\?"], "verdicts": [r"(?<=SO IT )is (?:not )?needed"]}
    text = "ISSUE a cane? They say it is needed. SO IT is not needed. ISSUE a lamp? SO IT is needed. "
    found = statements(text, **changes)
    assert [(request, decision) for request, decision, _ in found] == [("a cane", "upheld"), ("a lamp", "overturned")]
    both = "ISSUE a cane? SO IT is needed. SO IT is not needed. "
    assert statements(both, **changes)[0][1] is None


def test_items_before_the_first_number_may_be_lost() -> None:
    assert [r for r, _, _ in statements(SECOND)] == ["a lamp"]
    third = "3) The request for a ramp is needed. Reasons: It is steep. "
    assert [r for r, _, _ in statements(FIRST + third)] == ["a cane", "a ramp"]
    assert [r for r, _, _ in statements(SECOND + FIRST)] == ["a cane"]


def test_a_number_that_is_missing_is_told() -> None:
    third = "3) The request for a ramp is needed. Reasons: It is steep. "
    assert statement_doubts(FIRST + SECOND + third) == []
    for text in (SECOND, FIRST + third, TOP.replace("1)", "I)") + FIRST.replace("1)", "I)") + SECOND):
        assert statement_doubts(text)[-1] == "the item before this one is missing"


def test_what_cannot_be_read_behind_the_last_item_is_told() -> None:
    broken = "3) The request for a ramp is nee- ded. Reas- ons: It is steep. "
    assert statement_doubts(FIRST + SECOND + broken) == ["another item begins here, which cannot be read"]


def test_a_damaged_label_inside_a_request_is_told() -> None:
    text = FIRST + "2) The request for a lamp Rationa1e for it: It is dark, and it is needed. Reasons: none. "
    parts = [*STATEMENTS["parts"][:1], {"section": "rationale", "text": "Rationale for it:"}]
    assert statement_doubts(text, parts=parts) == ["an item's label stands inside a request"]


@pytest.mark.parametrize("before", ["See page ", "as on pp. ", "in Chapter 1, ", "see pages 1-"])
def test_a_number_that_counts_something_else_opens_nothing(before: str) -> None:
    assert statements(before + "2) The request for a bed is needed. ") == []
    assert statements("See book 42) The request for a bed is needed. ") == []


def test_an_item_has_no_parts_of_another() -> None:
    """The second opening is lost: what ends before its labels is the first item's, and nothing behind that."""
    found = statements(" ".join([ONE, TWO.replace("2)", "Z)")]), **ANSWERS)
    assert found == [("A cane", None, {"claims_administrator_guideline": "none.", "rationale": "none."})]
    damaged = statements(ONE.replace("Reasons:", "") + " Z) A lamp: The administrator: x. Reasons: dark.", **ANSWERS)
    assert "dark." not in damaged[0][2].values()
    assert statements("2) A bed: " + ONE, **ANSWERS) == statements(ONE, **ANSWERS)


def test_answers_behind_all_questions_are_nobodys() -> None:
    questions = "1) A cane: 2) A lamp: The administrator: none. Reasons: R. The administrator: none. Reasons: S."
    assert statements(questions, **ANSWERS) == [("A cane", None, {}), ("A lamp", None, {})]


@pytest.mark.parametrize(
    "verdict",
    ["is or is", "is, or is", "is and is", "is/or is", "may or may not be, or is", "was but is", "either is or is"],
)
def test_a_verdict_of_two_minds_decides_nothing(verdict: str) -> None:
    found = statements(FIRST + f"2) The request for a lamp {verdict} not needed. Reasons: It is dark. ")
    assert [decision for _, decision, _ in found] == ["upheld", None]


@pytest.mark.parametrize("voice", ["per UR", "by the claims administrator", "(utilization review)", "says the carrier"])
def test_a_verdict_of_another_decides_nothing(voice: str) -> None:
    found = statements(FIRST + f"2) The request for a lamp is needed {voice}. Reasons: It is dark. ")
    assert [decision for _, decision, _ in found] == ["upheld", None]
    behind = f"1) The request for a lamp: The denial is upheld {voice}. {{}}Reasons: It is dark."
    changes = {
        "openings": [r"(?P<number>\d)\) The request for (?P<request>[a-z ]+)"],
        "verdicts": ["denial (?:is|was) upheld"],
    }
    words = {"refused": "upheld", "granted": "overturned"}
    assert statements(behind.format(""), **changes, **words)[0][1] is None
    assert statements(behind.format("Our denial is upheld. "), **changes, **words)[0][1] == "upheld"


def test_an_item_that_stands_twice_is_told() -> None:
    again = FIRST + FIRST.replace("1)", "2)")
    assert statement_doubts(again) == ["this item stands in the letter twice"]


@pytest.mark.parametrize("request_", ["a lamp for use at home", "vitamin A, B, and D", "a lamp as needed for work"])
def test_requests_that_end_in_other_words_are_decided(request_: str) -> None:
    assert statements(FIRST + f"2) The request for {request_} is needed. Reasons: It is dark. ")[1][1] == "overturned"


@pytest.mark.parametrize(
    "lead", ["Therequest f0r", "3/4 Is the request for", "Tbe request for", "Disputed treatrnent:"]
)
def test_words_that_lead_to_a_request_are_none_of_it(lead: str) -> None:
    opening = r"(?P<number>\d{1,2})\) (?:The request for )?(?P<request>.{3,80}?) (?P<verdict>is (?:not )?needed)"
    text = FIRST + "2) {} a lamp is needed. Reasons: It is dark. "
    assert statement_doubts(text.format("The request for"), openings=[opening]) == []
    told = statement_doubts(text.format(lead), openings=[opening])
    assert told == ["words that lead to a request stand inside this one"]


@pytest.mark.parametrize(
    ("marks", "missing"), [("A. B. C.", 0), ("A. C.", 1), ("B. C.", 1), ("(a) (c)", 1), ("(a) (b)", 0), ("A. A.", 0)]
)
def test_an_item_whose_letter_is_missing_is_told(marks: str, missing: int) -> None:
    opening = r"(?:\([a-h]\)|[A-H]\.) (?P<request>[^:]{3,80}?) (?P<verdict>is (?:not )?needed)"
    text = "".join(f"{mark} Thing {n} is needed. Reasons: It is dark. " for n, mark in enumerate(marks.split()))
    assert statement_doubts(text, openings=[opening]) == ["the item before this one is missing"] * missing


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("C. Thing xs nxxded. Reasons: None.", 1), ("C. Thing is needed. Reasons: None.", 0),
        ("C. Thing at the letter's end", 0), ("Vitamin C. Reasons: None.", 0), ("E. Thing. Reasons: None.", 0),
    ],
)  # fmt: skip
def test_an_item_with_the_next_letter_that_cannot_be_read_is_told(last: str, told: int) -> None:
    opening = r"[A-H]\. (?P<request>[^:]{3,80}?) (?P<verdict>is (?:not )?needed)"
    text = f"A. Cane is needed.\nReasons: It is dark.\nB. Lamp is needed.\nReasons: It is dark.\n{last}"
    assert statement_doubts(text, openings=[opening]).count("another item begins here, which cannot be read") == told
