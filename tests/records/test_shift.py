"""Records moved to another place of a longer text."""

from __future__ import annotations

from pipeline.records.convert import to_data
from pipeline.records.model import DateMention, Frequency, Grounded, Letter, ReadingWarning, Request, Source
from pipeline.records.shift import shifted


def test_only_places_move() -> None:
    frequency = Frequency((2, 3), "week", (6, 6), "week", "2-3 a week", 4, 14)
    request = Request(
        "Lamp", 0, 4, Grounded("Lamp", "Lamp", 0, 4), frequency=frequency, quantity=Grounded(60, "#60", 5, 8)
    )
    moved = shifted(request, 100)
    assert (moved.start, moved.end, moved.disputed.start, moved.disputed.end) == (100, 104, 100, 104)
    assert moved.frequency == Frequency((2, 3), "week", (6, 6), "week", "2-3 a week", 104, 114)
    assert moved.quantity == Grounded(60, "#60", 105, 108)


def test_a_whole_letter() -> None:
    letter = Letter(
        "a",
        Source("a", characters=7, pages=2, row={"start": 3}),
        dates=(DateMention("2016-01-02", "1/2/16", 1, 7, "visit", "summary"),),
        warnings=(ReadingWarning("W102", "message"), ReadingWarning("W101", "message", 0, 3)),
    )
    moved = to_data(shifted(letter, 10))
    assert (moved["source"], moved["letter_id"]) == (to_data(letter)["source"], "a")
    assert [(date["start"], date["end"]) for date in moved["dates"]] == [(11, 17)]
    assert [(warning["start"], warning["end"]) for warning in moved["warnings"]] == [(None, None), (10, 13)]
    assert shifted(shifted(letter, 10), -10) == letter
