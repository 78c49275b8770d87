"""Which marks between figures make a date of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.components.value_rules import dates_in

MARKS = st.sampled_from(["/", "-", "/ ", "- ", " /", " -", "."])


@given(st.integers(1, 12), MARKS, st.integers(1, 28), MARKS, st.sampled_from(["2014", "14", "1964", "64"]))
def test_marks_between_the_figures(month: int, first: str, day: int, second: str, year: str) -> None:
    printed = f"{month}{first}{day}{second}{year}"
    alike = first.strip() == second.strip() and (first != "." or second == ".")
    across = first.strip() == "/" and second == "-" and len(year) == 4
    expected = f"{year if len(year) == 4 else ('20' if year == '14' else '19') + year}-{month:02}-{day:02}"
    found = [date.value for date in dates_in(f"seen on {printed}, then")]
    assert (expected in found) == (alike or across)
