from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.views.explorer import letter_text
from pipeline.views.explorer.letter_text import Mark, marks_of, pieces
from tests.views.generated import record

TEXT = "abcdefghij"
MARKS = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 12), st.sampled_from("xyz")).map(
        lambda t: Mark(t[0], t[0] + t[1], t[2])
    )
)


@given(MARKS)
def test_pieces_are_the_text(marks: list[Mark]) -> None:
    found = list(pieces(TEXT, marks))
    assert "".join(piece.text for piece in found) == TEXT
    for piece in found:
        over = [m for m in marks if m.start <= piece.start < m.end <= len(TEXT)]
        assert bool(piece.kind) == bool(over)
        if over:
            shortest = min(m.end - m.start for m in over)
            assert piece.kind in {m.kind for m in over if m.end - m.start == shortest}


def test_the_shortest_mark_shows() -> None:
    found = list(pieces(TEXT, [Mark(0, 8, "long"), Mark(2, 4, "short")]))
    assert [(p.text, p.start, p.kind) for p in found] == [
        ("ab", 0, "long"), ("cd", 2, "short"), ("efgh", 4, "long"), ("ij", 8, ""),
    ]  # fmt: skip


def test_long_texts_are_cut(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(letter_text, "LONGEST_SHOWN", 4)
    assert "".join(p.text for p in pieces(TEXT, [Mark(3, 6, "x")])) == "abcd"


def test_marks_state_what_the_record_says() -> None:
    data, text = record(3)
    kinds = {mark.kind: text[mark.start : mark.end] for mark in marks_of(data)}
    assert kinds["decision"] in ("Upheld", "Overturned")
    assert kinds["conclusion"].endswith("medically necessary")
    assert set(kinds) >= {"request", "reviewer", "header"}


def test_places_that_are_none() -> None:
    wrong = [{"start": 5, "end": 5}, {"start": -1, "end": 3}, {"start": True, "end": 3}, {"start": "1", "end": 3}, [[]]]
    assert marks_of({"dates": wrong, "determinations": [None, {"request": 4}]}) == []
