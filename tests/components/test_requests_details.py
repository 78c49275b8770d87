"""Frequency, counts, levels, sides, dates of service, drugs: the readers one by one, on what the rules find."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.components.request_reading.amounts import (
    product,
    read_frequency,
    read_quantity,
    read_refills,
    read_sessions,
    schedules_of,
)
from pipeline.components.request_reading.anatomy import read_laterality, read_levels
from pipeline.components.request_reading.drugs import read_drugs
from pipeline.components.request_reading.heading import Heading
from pipeline.components.request_reading.service_dates import read_service_dates
from pipeline.components.requests import settle
from pipeline.components.tags import Tag
from tests.components.heading_samples import hits, often, read


def settled(text: str) -> Heading:
    """The rules' tags without those that dates, strengths and names make worthless."""
    found = hits(text)
    settle(found)
    return found


THERAPY = [
    ("2 times a week for 6 weeks", often(2, "week", 6, "week"), 12),
    ("2x6", often(2, "week", 6, "week"), 12),
    ("1 times 8", often(1, "week", 8, "week"), 8),
    ("3 x 4 weeks", often(3, "week", 4, "week"), 12),
    ("2xwk x 6wks", often(2, "week", 6, "week"), 12),
    ("twice a week for six weeks", often(2, "week", 6, "week"), 12),
    ("two (2) times per week for six (6) weeks", often(2, "week", 6, "week"), 12),
    ("2 times a week times 6", often(2, "week", 6, "week"), 12),
    ("1 to 2 times per week for 4 weeks", often((1, 2), "week", 4, "week"), None),
    ("once a month for 6 months", often(1, "month", 6, "month"), 6),
    ("weekly for 10 weeks", often(1, "week", 10, "week"), 10),
    ("7-10 days", often(None, None, (7, 10), "day"), None),
    ("3 visits per week for 2 weeks", often(3, "week", 2, "week"), 6),
    ("4 hours a day, 5 days a week for 2 weeks", often(5, "week", 2, "week"), 10),
    ("daily for 4 weeks", often(1, "day", 4, "week"), 28),
    ("7 days/week, for 6 weeks following surgery", often(7, "week", 6, "week"), 42),
    ("2 visits a week, 6 weeks after surgery", often(2, "week"), None),
]


@pytest.mark.parametrize(("text", "value", "total"), THERAPY)
def test_frequency_of_a_therapy(text: str, value: dict[str, Any], total: int | None) -> None:
    found = read_frequency(settled(text), therapy=True)
    assert found is not None
    assert (found.value, product(found.value)) == (value, total)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one tablet twice daily 14 days", often(2, "day", 14, "day")),
        ("1 tab BID", often(2, "day")),
        ("1 po t.i.d. prn", often(3, "day")),
        ("1 tab q hs", often(1, "day")),
        ("2 caps q am", often(1, "day")),
        ("#30 (HS for nightmares)", often(1, "day")),
        ("2 tablets per day, # 28", often(2, "day")),
        ("every 4-6 hours", often((4, 6), "day")),
        ("q8h prn", often(3, "day")),
        ("30 day rental", often(None, None, 30, "day")),
        ("1-2 hrs/wk x 8-10 weeks", often((1, 2), "week", (8, 10), "week")),
        ("for a month", often(None, None, 1, "month")),
        ("2-3 times per day", often((2, 3), "day")),
    ],
)
def test_frequency_of_a_drug_or_a_rental(text: str, value: dict[str, Any]) -> None:
    found = read_frequency(settled(text), drug=True)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    "text",
    [
        "#60 day supply: 30",
        "30 day supply",
        "follow-up in 6 weeks",
        "6 week follow-up",
        "1 hour before exam, may repeat 1/2 hour after",
        "one patch every 72 hours",
        "activities of daily living aids",
        "4x4 gauze",
        "biweekly",
        "#120/month",
    ],
)
def test_no_frequency(text: str) -> None:
    assert read_frequency(settled(text), drug=True) is None


def quantity(text: str, category: str = "pharmaceuticals") -> int | float | None:
    tag = read_quantity(settled(text), category, 0)
    return tag.value if tag is not None else None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("#60", 60),
        ("# 60", 60),
        ("QTY: 2", 2),
        ("quantity of ninety", 90),
        ("Qty 30.00", 30),
        ("240 grams", 240),
        ("121gm #1", 1),
        ("120grams #1", 1),
        ("#1,200", 1200),
        ("#30 times 2, qty: 60", 60),
        ("60 tablets, 1 tab twice daily", 60),
        ("two boxes", 2),
        ("420ml", 420),
        ("111.2 grams", 111.2),
        ("Qty 60.5", 60.5),
    ],
)
def test_quantity(text: str, count: int | float) -> None:
    assert quantity(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "one month supply",
        "day supply: 30",
        "take 1 tablet twice daily",
        "1-2 tabs every 6 hours",
        "#60 and #30",
        "30gm/120gm",
        "tooth #8",
        "amoxicillin 1 g, 14 day course",
        "#3O",
    ],
)
def test_no_quantity(text: str) -> None:
    assert quantity(text) is None


def test_quantity_depends_on_the_kind_of_item() -> None:
    assert quantity("2 leg wraps", "dmepos/supplies") == 2
    assert quantity("3 in 1 commode", "dmepos/durable_medical_equipment") is None
    assert quantity("MRI, times 1", "diagnostic_testing/imaging") is None
    assert quantity("MRI, #1", "diagnostic_testing/imaging") == 1


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("with 3 refills", 3),
        ("Lexapro 20mg #30 RF1", 1),
        ("Lexapro 20mg #30, RFx2", 2),
        ("Three refills of", 3),
        ("refills: 2", 2),
        ("refill x 1", 1),
        ("no refills", 0),
        ("2 RF", 2),
        ("#90 refills x2", 2),
        ("Qty 60 refills 2", 2),
        ("Qty: 60 Refills: 2", 2),
    ],
)
def test_refills(text: str, count: int) -> None:
    tag = read_refills(settled(text))
    assert tag is not None
    assert tag.value == count


def test_no_refills_stated() -> None:
    assert read_refills(settled("#60 refilled monthly")) is None


def sessions(text: str, *, implied: bool = True) -> int | None:
    found = settled(text)
    frequencies = [read_frequency(part, therapy=True) for part in schedules_of(found)]
    tag = read_sessions(found, frequencies, implied=implied)
    return tag.value if tag is not None else None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("therapy sessions, 12", 12),
        ("Eight physical therapy sessions", 8),
        ("12 additional post-operative visits", 12),
        ("sessions lumbar #6", 6),
        ("QTY: 12", 12),
        ("x 6", 6),
        ("2 times a week for 6 weeks (12 sessions)", 12),
        ("6 sessions 2 times a week for 3 weeks", 6),
        ("2x6", 12),
        ("total of 10", 10),
        ("PT twice a week for 6 weeks followed by a re-evaluation", 12),
        # schedules that follow one another
        ("PT twice a week for 4 weeks, then once a week for 2 weeks", 10),
        ("OT 2x4 then 1x4", 12),
        ("PT 3x/week x 2 weeks followed by 2x/week x 3 weeks", 12),
        ("PT once a week for 2 weeks increasing to twice a week for 4 weeks", 10),
        ("PT 2 times a week for 4 weeks then a home program", 8),
        ("PT twice a week for 4 weeks followed by acupuncture once a week for 4 weeks", 8),
        ("PT 9 visits, 2 times a week for 3 weeks then once a week for 3 weeks", 9),
    ],
)
def test_sessions(text: str, count: int) -> None:
    assert sessions(text) == count


@pytest.mark.parametrize(
    "text",
    [
        *("12-18 sessions", "1 to 2 times per week for 4 weeks", "twice a week", "for 6 weeks", "6-8 visits", "#6-8"),
        *("weekly for 6 weeks, then every other week for 6 weeks", "twice a week for 4 weeks then once a week"),
    ],
)
def test_sessions_left_open(text: str) -> None:
    assert sessions(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Lyrica 75mg twice daily for 7 days, then once daily",
        "Lyrica 75mg twice daily for 7 days followed by 1 three times a day for 4 weeks",
        "Lyrica 75mg BID x 7 days, increasing to TID",
    ],
)
def test_the_first_of_several_schedules_is_the_frequency(text: str) -> None:
    assert read(text)[1]["frequency"] == often(2, "day", 7, "day")


def test_bare_count_is_one_of_sessions_in_a_therapy_only() -> None:
    assert sessions("x 6", implied=False) is None


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("L4-5, L5-S1", ["L4-L5", "L5-S1"]),
        ("L4-L5-S1", ["L4-L5", "L5-S1"]),
        ("C4/5 and C5/6", ["C4-C5", "C5-C6"]),
        ("L3, 4, 5 medial branch block", ["L3", "L4", "L5"]),
        ("right S1", ["S1"]),
        ("T12-L1", ["T12-L1"]),
        ("L4 to S1", ["L4-S1"]),
    ],
)
def test_levels(text: str, levels: list[str]) -> None:
    assert [tag.value for tag in read_levels(hits(text).of("LEVEL"))] == levels


@pytest.mark.parametrize(
    "text", ["L0637 brace", "C9 vertebra", "ADL's 4 hours", "L5, 2 sessions later", "3T MRI", "#S1"]
)
def test_what_only_looks_like_levels(text: str) -> None:
    assert [tag.value for tag in read_levels(hits(text).of("LEVEL"))] in ([], ["L5"])


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("left knee", "left"),
        ("R knee", "right"),
        ("b/l knees", "bilateral"),
        ("left and right knee", "bilateral"),
        ("both knees", "bilateral"),
        ("knee, right-handed worker", None),
        ("vitamin l, knee", None),
        ("right to return, knee", None),
        ("right torso", "right"),
        ("right total hip replacement", "right"),
        ("left over-the-counter splint", "left"),
        ("left hand, right lower leg", "bilateral"),
        ("RUE", "right"),
    ],
)
def test_laterality(text: str, side: str | None) -> None:
    tag = read_laterality(hits(text))
    assert (tag.value if tag is not None else None) == side


@pytest.mark.parametrize(
    ("text", "dates", "retrospective"),
    [
        ("Retrospective Soma #30 DOS: 11/14/16", ["2016-11-14"], True),
        ("Retro x-ray 1/2/2015", ["2015-01-02"], True),
        ("Soma, date of service March 3, 2014", ["2014-03-03"], True),
        ("Retrospective Soma #30", [], True),
        ("Soma #30 per 12/07/2016 order", [], False),
        ("Retrospective Soma (DOI 1/5/2010) DOS 2-3-2014", ["2014-02-03"], True),
        ("Retrospective Soma 13/45/2014", [], True),
    ],
)
def test_service_dates(text: str, dates: list[str], retrospective: bool) -> None:
    tags = read_service_dates(hits(text))
    assert [t.value for t in tags if t.label == "date_of_service"] == dates
    assert any(t.label == "retrospective" for t in tags) == retrospective


def said_before(text: str) -> list[Tag]:
    """The tags RETROSPECTIVE_BEFORE of a text."""
    return hits(text).of("RETROSPECTIVE_BEFORE")


@pytest.mark.parametrize(
    ("before", "request_text", "dates", "retrospective"),
    [
        ("2. The retrospective request for ", "a drug screen", [], True),
        ("Regarding the retroactive requests for the ", "brace of 3/4/2013", ["2013-03-04"], True),
        ("This retrospective look. The request for ", "a drug screen", [], False),
        ("The request for ", "a nerve study performed on 5/22/2013", ["2013-05-22"], True),
        ("The request for ", "Norco #60 dispensed on 3/8/13 and 4/8/13", ["2013-03-08", "2013-04-08"], True),
        ("The request for ", "six visits between 7/15/2013 and 9/5/2013", ["2013-07-15", "2013-09-05"], False),
        ("The request for ", "a second opinion on the scan of 7/15/2013", [], False),
    ],
)
def test_what_was_done_before_it_was_asked_for(
    before: str, request_text: str, dates: list[str], retrospective: bool
) -> None:
    said = [tag._replace(start=tag.start - len(before), end=tag.end - len(before)) for tag in said_before(before)]
    tags = read_service_dates(hits(request_text), said)
    assert [t.value for t in tags if t.label == "date_of_service"] == dates
    assert any(t.label == "retrospective" for t in tags) == retrospective
    assert all(t.start >= 0 for t in tags)


@pytest.mark.parametrize(
    "text",
    [
        "50mg",
        "10/325mg",
        "10-325 mg",
        "4%-27.5%-0.0325%",
        "25mg/ml",
        "10mg/1ml",
        "100mcg/hr",
        "0.025%",
        "1,000 mg",
        "325mg/10mg",
    ],
)
def test_strength(text: str) -> None:
    text = f"Drug {text} #60"
    found = hits(text).of("STRENGTH")
    assert [text[tag.start : tag.end] for tag in found] == [text[5:-4]]


def drugs(text: str) -> list[tuple[str, str]]:
    tags = read_drugs(settled(text))
    return [(str(tag.value), text[tag.start : tag.end]) for tag in tags if tag.label == "drug"]


def test_ingredients_of_a_fixed_combination_are_one_drug() -> None:
    text = "Hydrocodone / Acetaminophen 5/325mg"
    assert drugs(text) == [("hydrocodone/acetaminophen", "Hydrocodone / Acetaminophen")]
    assert drugs("APAP with codeine 30mg")[0][0] == "codeine/acetaminophen"


def test_second_figure_of_a_strength_tells_the_combination() -> None:
    assert drugs("Hydrocodone 5/325mg") == [("hydrocodone/acetaminophen", "Hydrocodone")]
    assert drugs("Hydrocodone 10mg") == [("hydrocodone", "Hydrocodone")]


def test_a_brand_in_brackets_is_the_same_drug() -> None:
    assert [name for name, _ in drugs("Hydrocodone (Norco) 10/325mg")] == ["hydrocodone/acetaminophen"]
    assert [name for name, _ in drugs("Prilosec (omeprazole) 20mg")] == ["omeprazole"]


def test_a_word_of_release_is_the_form_where_no_other_is_printed() -> None:
    assert read("Opana ER 10mg #60")[1]["drugs"] == [("oxymorphone", "opioid", "10mg", "ER")]
    assert drugs("Opana ER 10mg #60") == [("oxymorphone", "Opana")]
    assert drugs("Opana ER 10mg tablets") == [("oxymorphone", "Opana ER")]


def test_ingredients_of_a_mixture_stay_apart() -> None:
    text = "20% Flurbiprofen/5% Lidocaine"
    tags = read_drugs(settled(text))
    assert [t.value for t in tags if t.label == "drug_class"] == ["topical_compound"] * 2
    assert [text[t.start : t.end] for t in tags if t.label == "strength"] == ["20%", "5%"]


def test_drugs_that_an_item_is_about_are_not_listed() -> None:
    assert read_drugs(settled("Consultation about Suboxone"), dispensed=True) == []
    assert drugs("Urine test and Tramadol 50mg")[0][0] == "tramadol"
