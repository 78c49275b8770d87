"""What reading dates takes a short way for is what the long way finds."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.components.date_reading.calendar_dates import (
    _DYNAMOMETER,
    _names_dynamometer,
    day_in_figures,
    find_dates,
)

ANY_DYNAMOMETER = re.compile("|".join(_DYNAMOMETER), re.IGNORECASE)
FIGURES = st.from_regex(r"[0-9]{0,3}[-/. ]{1,2}[0-9]{0,3}[-/. ]{1,2}[0-9]{0,5}", fullmatch=True)


@given(FIGURES)
@settings(max_examples=1000)
def test_a_day_in_figures_is_the_one_that_is_found_in_them(printed: str) -> None:
    day = day_in_figures(printed)
    if day is not None:
        assert [(date.start, date.end, date.value) for date in find_dates(printed)] == [(0, len(printed), day)]


def test_days_in_figures() -> None:
    found = {"05/30/2014": "2014-05-30", "5-3-14": "2014-05-03", "5/3/50": "1950-05-03", "1/1/2049": "2049-01-01"}
    assert {printed: day_in_figures(printed) for printed in found} == found
    for printed in ("13/1/2014", "2/30/2014", "5/3/40", "5-3/2014", "5.3.14", "5/3/201", " 5/3/14", "5/3/1929"):
        assert day_in_figures(printed) is None


MARKS = st.sampled_from(["/", "-", "/ ", "- ", " /", " -", "."])


@given(st.integers(1, 12), MARKS, st.integers(1, 28), MARKS, st.sampled_from(["2014", "14", "1964", "64"]))
def test_marks_between_the_figures(month: int, first: str, day: int, second: str, year: str) -> None:
    printed = f"{month}{first}{day}{second}{year}"
    alike = first.strip() == second.strip() and (first != "." or second == ".")
    across = first.strip() == "/" and second.strip() == "-" and len(year) == 4
    expected = f"{year if len(year) == 4 else ('20' if year == '14' else '19') + year}-{month:02}-{day:02}"
    found = [date.value for date in find_dates(f"seen on {printed}, then")]
    assert (expected in found) == (alike or across)


@given(
    st.text("dynamoetrgipchj  JGPK\u0131\u0130\u017f", max_size=30),
    st.sampled_from(["Jamar", "GRIP", "gr\u0131p", "p\u0130nch"]),
)
@settings(max_examples=500)
def test_dynamometers_are_seen_in_any_case(around: str, name: str) -> None:
    for lead in (around, around + name + around):
        assert _names_dynamometer(lead) == (ANY_DYNAMOMETER.search(lead) is not None)
