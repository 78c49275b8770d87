"""Which stretches of a text are calendar dates, and which day or month they name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.components.value_rules import dates_in

DATES = [
    ("on 10-13-16, she", "10-13-16", "2016-10-13"),
    ("dated 12/17/2013.", "12/17/2013", "2013-12-17"),
    ("on 3-8- 2016 and", "3-8- 2016", "2016-03-08"),
    ("(updated 11/ 23/16)", "11/ 23/16", "2016-11-23"),
    ("of January 27, 2012.", "January 27, 2012", "2012-01-27"),
    ("on Nov 5, 2016", "Nov 5, 2016", "2016-11-05"),
    ("on Sept. 5th, 2016", "Sept. 5th, 2016", "2016-09-05"),
    ("on November 5,2016", "November 5,2016", "2016-11-05"),
    ("on MAY 05, 2016", "MAY 05, 2016", "2016-05-05"),
    ("on 5 November 2016", "5 November 2016", "2016-11-05"),
    ("on Novemeber 5, 2016", "Novemeber 5, 2016", "2016-11-05"),
    ("on 2016-11-05", "2016-11-05", "2016-11-05"),
    ("Ann Arbor; 2007 Jan. 10.", "2007 Jan. 10", "2007-01-10"),
    ("an MRI in 03/2016.", "03/2016", "2016-03"),
    ("(12-2016)", "12-2016", "2016-12"),
    ("since March 2016", "March 2016", "2016-03"),
    ("since March of 2016", "March of 2016", "2016-03"),
    ("on 1.12.17 she", "1.12.17", "2017-01-12"),
    ("an injury of 3-4-98", "3-4-98", "1998-03-04"),
    ("ended in 2016.On 1-12- 17, she", "1-12- 17", "2017-01-12"),
    ("note.10-28-16", "10-28-16", "2016-10-28"),
    ("seen on10/12/2016", "10/12/2016", "2016-10-12"),
    ("DOS:11/11/2016", "11/11/2016", "2016-11-11"),
    ("Jamar grip tested on 12/10/14", "12/10/14", "2014-12-10"),
    ("note dated 10-302016, the", "10-302016", "2016-10-30"),
    ("On 1-1217, she", "1-1217", "2017-01-12"),
    ("on 1028-2016 the", "1028-2016", "2016-10-28"),
]


@pytest.mark.parametrize(("text", "printed", "value"), DATES)
def test_date(text: str, printed: str, value: str) -> None:
    (found,) = dates_in(text)
    assert (text[found.start : found.end], found.value) == (printed, value)


@pytest.mark.parametrize(
    "text",
    [
        "in 2016 he",
        "13/45/2016",
        "11/31/2016",
        "February 30, 2015",
        "10/325mg #60",
        "Norco 7.5- 325mg",
        "50/325/40 mg",
        "5/5 and 4/5 strength",
        "at L4-5 and C5-6",
        "L4-5-16 levels",
        "7-10 days",
        "(9792.20-9792.26)",
        "sections 9789.10-9789.111",
        "1-2 visits every 4-6 months",
        "12-18-24 sessions",
        "page 98-99",
        "2-3/2016",
        "CM16-0231706",
        "June 20216",
        "Jamar 12/10/14 on the right",
        "call 800-10-1234",
        "http://example.org/2016/11/05/page",
        "in 2016 may help",
        "it may 2016 times",
        "section 3.12.15 of the chapter",
        "Mayo 2016",
        "rated 4 - 5 - 10",
        "invoice 10-302016",
    ],
)
def test_no_date(text: str) -> None:
    assert dates_in(text) == []


def test_dates_stand_in_text_order() -> None:
    text = "Therapy 10/12/16-10/15/16; seen on March 3, 2017 and 4/4/2017."
    assert [d.value for d in dates_in(text)] == ["2016-10-12", "2016-10-15", "2017-03-03", "2017-04-04"]


def test_months_in_a_row() -> None:
    assert [d.value for d in dates_in("in July 2016, August 2016 and 2016, May 4.")] == [
        "2016-07",
        "2016-08",
        "2016-05-04",
    ]


def test_a_grip_strength_ends_with_its_sentence() -> None:
    assert [d.value for d in dates_in("Grip 20 kg R, 45 kg L. UR 11/30/16 denied it.")] == ["2016-11-30"]


def test_a_number_before_a_date_does_not_hide_it() -> None:
    assert [d.value for d in dates_in("item 3. 10-12-16 and 5 of 12/3/16")] == ["2016-10-12", "2016-12-03"]


FORMS = [
    lambda d: f"{d.month}/{d.day}/{d.year}",
    lambda d: f"{d.month:02}-{d.day:02}-{d.year % 100:02}",
    lambda d: f"{d.month:02}- {d.day}-{d.year}",
    lambda d: d.isoformat(),
    lambda d: f"{d:%B} {d.day}, {d.year}",
    lambda d: f"{d:%b}. {d.day} {d.year}",
    lambda d: f"{d.day} {d:%B} {d.year}",
    lambda d: f"{d.year} {d:%b}. {d.day}",
]


@given(st.dates(date(1950, 1, 1), date(2035, 12, 31)), st.sampled_from(FORMS))
def test_every_day_is_read_in_every_form(day: date, form: Callable[[date], str]) -> None:
    printed = form(day)
    (found,) = dates_in(f"seen on {printed}, she")
    assert (found.value, found.end - found.start) == (day.isoformat(), len(printed))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("visits on 3/5, 3/12 and 3/19/2016", ["2016-03-05", "2016-03-12", "2016-03-19"]),
        ("visits on 3/5, 3/12, and 3/19/16.", ["2016-03-05", "2016-03-12", "2016-03-19"]),
        ("visits on 3/5 & 3/12/2016", ["2016-03-05", "2016-03-12"]),
        ("from 3/5 through 3/12/2016", ["2016-03-05", "2016-03-12"]),
        ("on March 5 and March 12, 2016", ["2016-03-05", "2016-03-12"]),
        ("on March 5 and 12, 2016", ["2016-03-05", "2016-03-12"]),
        ("from March 5-12, 2016", ["2016-03-05", "2016-03-12"]),
        ("pain 5/10 and 3/12/2016", ["2016-03-12"]),
        ("strength 4/5, 5/5 in 2016", []),
    ],
)
def test_the_last_of_a_list_carries_the_year(text: str, values: list[str]) -> None:
    assert [date.value for date in dates_in(text)] == values


@pytest.mark.parametrize("printed", ["20120127", "2012.01.27", "1/ 27/2012", "1 / 27 / 2012", "01/27/2012Date"])
def test_a_header_prints_dates_in_its_own_ways(printed: str) -> None:
    assert [date.value for date in dates_in(f"Date of Injury: {printed} of", "header")] == ["2012-01-27"]
