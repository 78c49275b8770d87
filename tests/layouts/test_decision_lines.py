"""Items whose heading ends in the decision."""

from __future__ import annotations

import pytest

from tests.layouts.readers import Items, lines


def item(heading: str, rationale: str = "It is not necessary.") -> str:
    return f"{heading}\nClaims guideline: none\nReviewer guideline: some\nDecision rationale: {rationale}\n"


def heads(found: Items) -> list[tuple[str, str | None]]:
    return [(request, decision) for request, decision, _ in found]


def test_items_with_their_parts() -> None:
    text = item("Knee brace: Upheld") + item("Lumbar MRI: Overturned", "It is necessary.")
    first, second = lines(text)
    assert first == (
        "Knee brace",
        "upheld",
        {
            "claims_administrator_guideline": "none",
            "reviewer_guideline": "some",
            "rationale": "It is not necessary.",
        },
    )
    assert second[:2] == ("Lumbar MRI", "overturned")
    assert second[2]["rationale"] == "It is necessary."


@pytest.mark.parametrize(
    ("heading", "request_", "decision"),
    [
        (
            "Associated surgical service: Cold therapy unit: Upheld",
            "Associated surgical service: Cold therapy unit",
            "upheld",
        ),
        ("Knee brace:\n\n\fUpheld", "Knee brace", "upheld"),
        ("Knee brace: UPHELD.", "Knee brace", "upheld"),
        ("Knee brace; Overturned", "Knee brace", "overturned"),
        ("Knee brace (left) Overturned", "Knee brace (left)", "overturned"),
        ("Knee brace Upheld", "Knee brace", "upheld"),
        ("Knee brace: Uphe1d", "Knee brace", "upheld"),
        ("Knee brace. 0verturned", "Knee brace", "overturned"),
        ("Knee brace: Overturned in part", "Knee brace", None),
        ("Knee brace: Partially Overturned", "Knee brace", None),
        ("Knee brace: Modified / Upheld", "Knee brace", None),
        ("Knee brace: Not Overturned", "Knee brace", None),
        ("Knee brace:", "Knee brace", None),
        ("Knee brace is: Upheld", "Knee brace is", "upheld"),
        ("Knee brace (Upheld)", "Knee brace", "upheld"),
        ("UPHELD - Knee brace", "Knee brace", "upheld"),
        ("Overturned: Knee brace", "Knee brace", "overturned"),
        ("Partially overturned: Knee brace", "Partially overturned: Knee brace", None),
        ("Knee brace\nDecision: Upheld", "Knee brace", "upheld"),
        ("Item 1 of 2\nRequest: Knee brace\nOutcome: UR decision overturned", "Knee brace", "overturned"),
        ("Disputed treatment: Knee brace: Upheld", "Knee brace", "upheld"),
        ("Application CM14-9900001\nKnee brace: Upheld", "Knee brace", "upheld"),
        ("C. Difficile test: Upheld", "C. Difficile test", "upheld"),
        ("Knee brace [UPHELD]", "Knee brace", "upheld"),
        ("Knee brace\n[Denial upheld]", "Knee brace", "upheld"),
        ("Knee brace\nUR denial upheld", "Knee brace", "upheld"),
        ("UPHELD\nKnee brace", "Knee brace", "upheld"),
        ("UPHELD -- Knee brace", "Knee brace", "upheld"),
        ("Issue 1 of 3. We overturned the denial of: Knee brace", "Knee brace", "overturned"),
        ("Knee brace\nOutcome: Overturned the denial", "Knee brace", "overturned"),
    ],
)
def test_the_decision_is_the_headings_end(heading: str, request_: str, decision: str | None) -> None:
    assert heads(lines(item(heading))) == [(request_, decision)]
    assert heads(lines(item("Cane: Upheld") + item(heading)))[1:] == [(request_, decision)]


def test_the_word_elsewhere_decides_nothing() -> None:
    found = lines(item("Knee brace: Upheld", "The denial was upheld before. Overturned. It is necessary."))
    assert heads(found) == [("Knee brace", "upheld")]


def test_a_heading_that_runs_over_an_item_is_not_decided() -> None:
    """The labels of the first item are beyond recognition, so that its heading runs on to the next decision."""
    text = "Knee brace: Overturned Cla1m5 gu!de Dec1s rat10 It is necessary.\n" + item("Lumbar MRI: Upheld")
    assert [decision for _, decision in heads(lines(text))] == [None]


def test_a_heading_longer_than_any_is_not_decided() -> None:
    assert heads(lines(item("word " * 300 + ": Upheld")))[0][1] is None


def test_damaged_labels() -> None:
    text = item("Knee brace: Upheld").replace("Decision rationale:", "Dccision rationa1e").replace("Claims", "Clairns")
    _, _, parts = lines(text)[0]
    assert parts == {
        "claims_administrator_guideline": "none",
        "reviewer_guideline": "some",
        "rationale": "It is not necessary.",
    }


def test_missing_labels() -> None:
    text = item("Knee brace: Upheld").replace("Reviewer guideline: some\n", "") + item("Cane: Overturned")
    first, second = lines(text)
    assert first[:2] == ("Knee brace", "upheld")
    assert "reviewer_guideline" not in first[2]
    assert second[:2] == ("Cane", "overturned")
    assert len(second[2]) == 3


def test_a_letter_that_ends_behind_a_decision() -> None:
    assert heads(lines(item("Knee brace: Upheld") + "Lumbar MRI: Overturned")) == [
        ("Knee brace", "upheld"),
        ("Lumbar MRI", "overturned"),
    ]


def test_unread_furniture_between_a_decision_and_the_next_label() -> None:
    text = item("Knee brace: Upheld\nState of Nowhere, page two")
    assert heads(lines(text)) == [("Knee brace", "upheld")]
    assert heads(lines(item("Knee brace: Upheld and more of the same")))[0][1] is None


def test_a_part_that_takes_all_leaves_no_heading() -> None:
    """As an expression of a user's own may: the item is none, and no error."""
    parts = [{"section": "rationale", "regex": ".*"}]
    assert heads(lines(item("Knee brace: Upheld"), parts=parts)) in ([], [("", None)])


def test_no_items() -> None:
    assert lines("Nothing is in dispute.") == []
    assert lines("") == []


def test_numbers_that_count_the_items_are_no_part_of_their_headings() -> None:
    found = lines(item("1. Knee brace: Upheld") + item("2. Cane, 2 of them: Overturned") + item("5. Bed: Upheld"))
    assert heads(found) == [("Knee brace", "upheld"), ("Cane, 2 of them", "overturned"), ("5. Bed", "upheld")]


@pytest.mark.parametrize("bullet", ["\u2022 ", "\u25aa", "- ", "* 1. "])
def test_a_bullet_is_no_part_of_a_heading(bullet: str) -> None:
    item = (
        "{}Knee brace - Upheld\nClaims guideline: None.\nReviewer guideline: None.\nDecision rationale: Not needed.\n"
    )
    assert [item[:2] for item in lines(item.format(bullet))] == [("Knee brace", "upheld")]


def test_a_sentence_is_no_heading() -> None:
    """The decision of the second item is lost with its heading: the last sentence of the first is no request."""
    label = "Claims guideline: none. Reviewer guideline: none. Decision rationale: "
    text = f"A cane: Upheld {label}It is not advised. To stop at once is not advised. {label}It is dark."
    assert [request for request, _, _ in lines(text)] == ["A cane"]
    assert [request for request, _, _ in lines(text.replace("To stop at once is not advised.", "A lamp"))][1:] == [
        "A lamp"
    ]


def test_labels_in_another_order() -> None:
    text = "".join(
        f"{heading}\nReviewer guideline: some\nClaims guideline: none\nDecision rationale: It is not necessary.\n"
        for heading in ("Knee brace: Upheld", "Cane: Overturned", "Sling:")
    )
    found = lines(text)
    assert heads(found) == [("Knee brace", "upheld"), ("Cane", "overturned"), ("Sling", None)]
    assert all(
        (parts["reviewer_guideline"], parts["claims_administrator_guideline"]) == ("some", "none")
        for _, _, parts in found
    )


def test_a_verdict_in_capitals_is_no_heading() -> None:
    text = item("Knee brace: Upheld", "IT IS NEEDED; THE UTILIZATION REVIEW DECISION IS OVERTURNED.") + item(
        "Cane: Upheld"
    )
    assert heads(lines(text)) == [("Knee brace", "upheld"), ("Cane", "upheld")]


def test_a_lost_label_changes_no_order() -> None:
    text = (
        item("Knee brace: Upheld")
        + "Cane: Upheld\nReviewer guideline: some\nDecision rationale: No.\n"
        + item("Sling:")
    )
    assert heads(lines(text)) == [("Knee brace", "upheld"), ("Cane", "upheld"), ("Sling", None)]


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        (["A. Knee brace, left,\nhinged: Upheld", "B. Cane: Upheld"], ["Knee brace, left, hinged", "Cane"]),
        (["A. Equipment\n\nKnee brace: Upheld", "Cane: Upheld"], ["Knee brace", "Cane"]),
        (["(1) Knee brace: Upheld", "(2) Cane: Upheld"], ["Knee brace", "Cane"]),
        (["I. Knee brace: Upheld", "II. Cane: Upheld"], ["Knee brace", "Cane"]),
        (["Disputcd treatrnent: Knee brace: Upheld", "Treatment requcsted: Cane: Upheld"], ["Knee brace", "Cane"]),
        (["Disputed item 1: Knee brace: Upheld", "Disputed item 2: Cane: Upheld"], ["Knee brace", "Cane"]),
        (["(i) Knee brace: Upheld", "(ii) Cane: Upheld"], ["Knee brace", "Cane"]),
        (["i. Knee brace: Upheld", "ii) Cane: Upheld"], ["Knee brace", "Cane"]),
        (["a) Knee brace: Upheld", "b) Cane: Upheld"], ["Knee brace", "Cane"]),
        (["Item A: Knee brace: Upheld", "Item B: Cane: Upheld"], ["Knee brace", "Cane"]),
    ],
)
def test_letters_and_numbers_of_items(headings: list[str], expected: list[str]) -> None:
    assert [request for request, _ in heads(lines("".join(map(item, headings))))] == expected


@pytest.mark.parametrize(("first", "second"), [("1)", "2)"), ("a)", "b)"), ("I.", "II.")])
def test_a_line_with_the_items_number_begins_its_heading(first: str, second: str) -> None:
    text = item(f"{first} Knee brace: Upheld", "It is not necessary.\nComment: none") + item(f"{second} Cane: Upheld")
    found = lines(text)
    assert heads(found) == [("Knee brace", "upheld"), ("Cane", "upheld")]
    assert found[0][2]["rationale"] == "It is not necessary. Comment: none"
