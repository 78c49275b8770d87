from __future__ import annotations

from pipeline.views.explorer.letter_cards import Value, letter_cards
from tests.views.explorer.corpora import item, letter


def lines(card: object) -> dict[str, list[str]]:
    return {line.name: [value.text for value in line.values] for line in card.lines}  # type: ignore[attr-defined]


def test_an_items_card() -> None:
    drug = {"name": "tramadol", "strength": "50mg", "form": None, "class": "opioid", "start": 3, "end": 11}
    reviewer = {"text": "line", "cited": True, "citations": [{"text": "MTUS Opioids", "start": 20, "end": 32}]}
    ur = {"text": "did not cite", "start": 40, "end": 52, "cited": False, "citations": []}
    data = item(
        2, request="Tramadol 50mg", category="surgery", subcategory="non_arthroscopic", drugs=[drug], ur=ur,
        reviewer=reviewer, utilization_review="modified",
    )  # fmt: skip
    data["rationale"] |= {
        "text": "It is needed. It is needed.",
        "conclusion": {"value": "medically_necessary", "text": "is needed"},
        "agreement": "disagree",
        "depends_on": [1],
    }
    (card,) = letter_cards(letter("A", data)).items
    assert card.number == "2"
    assert card.decision == Value("upheld", 0, 6)
    assert lines(card) == {
        "Category": ["Surgery › non-arthroscopic"],
        "Utilization review": ["modified the request"],
        "Drugs": ["tramadol 50mg (opioid)"],
        "Utilization review cited": ["no guideline"],
        "The reviewer cited": ["MTUS Opioids"],
        "Conclusion": ["medically necessary"],
        "Agreement": ["the conclusion disagrees with the decision"],
        "Rests on item": ["1"],
    }
    assert card.rationale == ("It is needed. It ", "is needed", ".")


def test_a_line_whose_citations_were_not_read_is_shown_whole() -> None:
    data = item(reviewer={"text": "Decision based on something.", "cited": True, "citations": []})
    (card,) = letter_cards(letter("A", data)).items
    assert lines(card)["The reviewer cited"] == ["Decision based on something."]


def test_notes_and_dates() -> None:
    finding = {
        "code": "F1",
        "severity": "error",
        "message": "m",
        "determination": 1,
        "spans": [{"text": "p. 9", "start": 4, "end": 8}],
    }
    warning = {"code": "W301", "message": "n", "start": 1, "end": 2}
    dates = [{"value": "2016-01-02", "text": "1/2/16", "start": 0, "end": 6, "role": "visit"}]
    cards = letter_cards(letter("A", findings=[finding], warnings=[warning], dates=dates))
    assert [(n.code, n.severity, n.item, n.places) for n in cards.notes] == [
        ("F1", "error", "1", (Value("p. 9", 4, 8),)),
        ("W301", "warning", "", (Value("place", 1, 2),)),
    ]
    assert [(line.name, line.values) for line in cards.dates] == [("Visit", (Value("2016-01-02", 0, 6),))]


def test_records_of_another_shape() -> None:
    cards = letter_cards(
        {"letter_id": 3, "case": "x", "determinations": [{"request": 4, "rationale": [], "number": "1"}]}
    )
    assert cards.letter_id == "without a number"
    assert cards.items[0].request == Value("No request found")
