"""What reading dates takes a short way for is what the long way finds."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.components.date_reading import roles
from pipeline.components.date_reading.calendar_dates import (
    _DYNAMOMETER_BEYOND_ASCII,
    _names_dynamometer,
    day_in_figures,
    find_dates,
)

FIGURES = st.from_regex(r"[0-9]{0,3}[-/. ]{1,2}[0-9]{0,3}[-/. ]{1,2}[0-9]{0,5}", fullmatch=True)
ANY_OPENING = re.compile(
    rf"(?:^{roles._OPENS_SENTENCE.pattern.replace('$', '')}|{roles._OPENS_CLAUSE.pattern.replace('$', '')})$",
    re.IGNORECASE,
)
OPENING_WORDS = st.sampled_from(
    [
        "on", "in", "as of", "effective", "during", "on or about", "by around", "approximately", "and", "then", "that",
        "where", "however", "more recently", "currently", "She was seen", "x" * 70, ",", "(", ":", "...", "-", "K",
        "\u017f",
    ]
)  # fmt: skip


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


@given(st.lists(OPENING_WORDS, max_size=8), st.sampled_from(["", " ", " (", ": ", ", " * 40, "(" * 90]))
@settings(max_examples=1000)
def test_openings_are_seen_from_the_end(words: list[str], behind: str) -> None:
    lead = " ".join(words) + behind
    assert roles._opens(lead) == (ANY_OPENING.search(lead) is not None)


@given(
    st.text("dynamoetrgipchj  JGPK\u0131\u0130\u017f", max_size=30),
    st.sampled_from(["Jamar", "GRIP", "gr\u0131p", "p\u0130nch"]),
)
@settings(max_examples=500)
def test_dynamometers_are_seen_in_any_case(around: str, name: str) -> None:
    for lead in (around, around + name + around):
        assert _names_dynamometer(lead) == (_DYNAMOMETER_BEYOND_ASCII.search(lead) is not None)
