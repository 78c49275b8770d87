"""Decisions are looked for only where a decision's word stands: none is overlooked."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.components.layouts import decision_lines
from pipeline.components.layouts.decision_lines import DecisionLineReader
from pipeline.rules.layout_model import DecisionLine
from pipeline.text.reading_text import ReadingText, reflow
from tests.components.layouts.readers import LINES

PIECES = st.sampled_from(
    [
        "Claims guideline:", "Reviewer guideline:", "Decision rationale:", "MRI", "Upheld", "overturned", "0verturncd",
        "Uphe1d", "is upheld", "upheld in part", "Overturned in part,", "not", "partially", "modified, and", ": ", "; ",
        ":", ";", ".", ",", ") ", " ", " ", "\n", "\n", "\n\n", " . . .", "uphel", "upheldx", "page 3 of 5",
        "CM16-0012345",
        "a long line that is no more than what a page's foot may hold", "*", "- ", "é", "ove\u0131turned", "RE-VIEWED",
    ]
)  # fmt: skip


class Everywhere(DecisionLineReader):
    """Looks for whole decisions before every label."""

    def _may_end_before(self, reading: ReadingText, low: int, label: int) -> bool:
        return True


def check(text: str, decisions: dict[str, str]) -> None:
    items = DecisionLine.model_validate({**LINES, "decisions": decisions})
    reading = reflow(text)
    end = len(reading.text)
    assert DecisionLineReader(items).read(reading, 0, end) == Everywhere(items).read(reading, 0, end)


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_no_decision_is_overlooked(text: str) -> None:
    check(text, {"upheld": "upheld", "overturned": "overturned"})
    check(text, {"Upheld": "upheld", "re-viewed": "overturned"})


def test_behind_a_gap_of_any_length() -> None:
    for stray in range(decision_lines._STRAY + 3):
        for before in ("MRI: Upheld", "MRI: overturned in part,", "MRI 0verturncd"):
            check(f"{before}\n{'x' * stray} Claims guideline: none", {"upheld": "upheld", "overturned": "overturned"})
            check(f"{before}{' . ' * stray} Claims guideline: none", {"upheld": "upheld", "overturned": "overturned"})
