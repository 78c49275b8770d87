"""Frequency, counts, levels, sides, dates of service, drugs: the readers one by one."""

from __future__ import annotations

import pytest

from pipeline.components.request_details.anatomy import read_laterality, read_levels
from pipeline.components.request_details.counts import read_quantity, read_refills, read_sessions
from pipeline.components.request_details.drugs import STRENGTH, read_drugs
from pipeline.components.request_details.frequency import read_frequency
from pipeline.components.request_details.lexicon import Combination, Lexicon
from pipeline.components.request_details.misspelt_drugs import DrugNames, read_misspelt_drugs
from pipeline.components.request_details.numbers import NUMBER, RANGE, number, number_range
from pipeline.components.request_details.service_dates import read_service_dates
from pipeline.components.tags import Tag
from pipeline.rules import Rule


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("twelve", 12), ("Eight (8)", 8), ("twenty-four", 24), ("ninety", 90), ("thirty one", 31)],
)
def test_number(text: str, value: int) -> None:
    assert number(text) == value


def test_number_refuses_words() -> None:
    with pytest.raises(ValueError, match="not a number"):
        number("several")


@pytest.mark.parametrize(("text", "limits"), [("7-10", (7, 10)), ("one to two", (1, 2)), ("six (6)", (6, 6))])
def test_number_range(text: str, limits: tuple[int, int]) -> None:
    assert number_range(text) == limits


def test_number_is_not_part_of_a_word_or_decimal() -> None:
    import re

    assert re.findall(NUMBER, "tension 7.5 5% someone") == []
    assert re.fullmatch(RANGE, "2-3") is not None


THERAPY = [
    ("2 times a week for 6 weeks", "times=2-2;per=week;for=6-6;unit=week", 12),
    ("2x6", "times=2-2;per=week;for=6-6;unit=week", 12),
    ("1 times 8", "times=1-1;per=week;for=8-8;unit=week", 8),
    ("3 x 4 weeks", "times=3-3;per=week;for=4-4;unit=week", 12),
    ("2xwk x 6wks", "times=2-2;per=week;for=6-6;unit=week", 12),
    ("twice a week for six weeks", "times=2-2;per=week;for=6-6;unit=week", 12),
    ("two (2) times per week for six (6) weeks", "times=2-2;per=week;for=6-6;unit=week", 12),
    ("2 times a week times 6", "times=2-2;per=week;for=6-6;unit=week", 12),
    ("1 to 2 times per week for 4 weeks", "times=1-2;per=week;for=4-4;unit=week", None),
    ("once a month for 6 months", "times=1-1;per=month;for=6-6;unit=month", 6),
    ("weekly for 10 weeks", "times=1-1;per=week;for=10-10;unit=week", 10),
    ("7-10 days", "for=7-10;unit=day", None),
    ("3 visits per week for 2 weeks", "times=3-3;per=week;for=2-2;unit=week", 6),
    ("4 hours a day, 5 days a week for 2 weeks", "times=5-5;per=week;for=2-2;unit=week", 10),
    ("daily for 4 weeks", "times=1-1;per=day;for=4-4;unit=week", 28),
    ("7 days/week, for 6 weeks following surgery", "times=7-7;per=week;for=6-6;unit=week", 42),
    ("2 visits a week, 6 weeks after surgery", "times=2-2;per=week", None),
]


@pytest.mark.parametrize(("text", "value", "product"), THERAPY)
def test_frequency_of_a_therapy(text: str, value: str, product: int | None) -> None:
    found = read_frequency(text, 0, len(text), therapy=True)
    assert found is not None
    assert (found.value, found.product) == (value, product)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("one tablet twice daily 14 days", "times=2-2;per=day;for=14-14;unit=day"),
        ("1 tab BID", "times=2-2;per=day"),
        ("1 po t.i.d. prn", "times=3-3;per=day"),
        ("1 tab q hs", "times=1-1;per=day"),
        ("2 caps q am", "times=1-1;per=day"),
        ("#30 (HS for nightmares)", "times=1-1;per=day"),
        ("2 tablets per day, # 28", "times=2-2;per=day"),
        ("every 4-6 hours", "times=4-6;per=day"),
        ("q8h prn", "times=3-3;per=day"),
        ("30 day rental", "for=30-30;unit=day"),
        ("1-2 hrs/wk x 8-10 weeks", "times=1-2;per=week;for=8-10;unit=week"),
        ("for a month", "for=1-1;unit=month"),
        ("2-3 times per day", "times=2-3;per=day"),
    ],
)
def test_frequency_of_a_drug_or_a_rental(text: str, value: str) -> None:
    found = read_frequency(text, 0, len(text), drug=True)
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
    assert read_frequency(text, 0, len(text), drug=True) is None


def quantity(text: str, category: str = "pharmaceuticals") -> int | None:
    tag = read_quantity(text, 0, len(text), category=category)
    return int(tag.value) if tag is not None else None


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
    ],
)
def test_quantity(text: str, count: int) -> None:
    assert quantity(text) == count


@pytest.mark.parametrize(
    "text",
    [
        "111.2 grams",
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
    tag = read_refills(text, 0, len(text))
    assert tag is not None
    assert tag.value == str(count)


def test_no_refills_stated() -> None:
    assert read_refills("#60 refilled monthly", 0, 20) is None


def sessions(text: str, *, implied: bool = True) -> int | None:
    frequency = read_frequency(text, 0, len(text), therapy=True)
    tag = read_sessions(text, 0, len(text), frequency, implied=implied)
    return int(tag.value) if tag is not None else None


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
    ],
)
def test_sessions(text: str, count: int) -> None:
    assert sessions(text) == count


@pytest.mark.parametrize(
    "text", ["12-18 sessions", "1 to 2 times per week for 4 weeks", "twice a week", "for 6 weeks", "6-8 visits", "#6-8"]
)
def test_sessions_left_open(text: str) -> None:
    assert sessions(text) is None


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
    assert [tag.value for tag in read_levels(text, 0, len(text))] == levels


@pytest.mark.parametrize(
    "text", ["L0637 brace", "C9 vertebra", "ADL's 4 hours", "L5, 2 sessions later", "3T MRI", "#S1"]
)
def test_what_only_looks_like_levels(text: str) -> None:
    assert [tag.value for tag in read_levels(text, 0, len(text))] in ([], ["L5"])


@pytest.mark.parametrize(
    ("text", "part", "side"),
    [
        ("left knee", "knee", "left"),
        ("R knee", "knee", "right"),
        ("b/l knees", "knees", "bilateral"),
        ("left and right knee", "knee", "bilateral"),
        ("both knees", "knees", "bilateral"),
        ("knee, right-handed worker", "knee", None),
        ("vitamin l, knee", "knee", None),
    ],
)
def test_laterality(text: str, part: str, side: str | None) -> None:
    start = text.index(part)
    parts = [Tag("BODY_PART", start, start + len(part), "knee", "body.knee")]
    tag = read_laterality(text, 0, len(text), parts, Lexicon())
    assert (tag.value if tag is not None else None) == side


def test_side_of_an_abbreviation() -> None:
    parts = [Tag("BODY_PART", 0, 3, "upper extremity", "body.rue")]
    tag = read_laterality("RUE", 0, 3, parts, Lexicon(roles={"body.rue": "right"}))
    assert tag == Tag("laterality", 0, 3, "right")


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
    tags = read_service_dates(text, 0, len(text))
    assert [t.value for t in tags if t.label == "date_of_service"] == dates
    assert any(t.label == "retrospective" for t in tags) == retrospective


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
    tags = read_service_dates(before + request_text, len(before), len(before + request_text))
    assert [t.value for t in tags if t.label == "date_of_service"] == dates
    assert any(t.label == "retrospective" for t in tags) == retrospective
    assert all(t.start >= len(before) for t in tags)


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
    found = STRENGTH.search(f"Drug {text} #60")
    assert found is not None
    assert found.group() == text


LEXICON = Lexicon(
    roles={"d.h": "opioid", "d.f": "nsaid", "d.l": "topical_analgesic"},
    combinations={frozenset(("hydrocodone", "acetaminophen")): Combination("hydrocodone/acetaminophen", "opioid")},
)


def test_ingredients_of_a_fixed_combination_are_one_drug() -> None:
    text = "Hydrocodone / Acetaminophen 5/325mg"
    hits = [Tag("DRUG", 0, 11, "hydrocodone", "d.h"), Tag("DRUG", 14, 27, "acetaminophen", "d.a")]
    tags = read_drugs(text, 0, len(text), hits, LEXICON)
    assert [(t.label, t.value) for t in tags[:2]] == [("drug", "hydrocodone/acetaminophen"), ("drug_class", "opioid")]
    assert text[tags[2].start : tags[2].end] == "5/325mg"


def test_second_figure_of_a_strength_tells_the_combination() -> None:
    text = "Hydrocodone 5/325mg"
    tags = read_drugs(text, 0, len(text), [Tag("DRUG", 0, 11, "hydrocodone", "d.h")], LEXICON)
    assert tags[0].value == "hydrocodone/acetaminophen"
    text = "Hydrocodone 10mg"
    tags = read_drugs(text, 0, len(text), [Tag("DRUG", 0, 11, "hydrocodone", "d.h")], LEXICON)
    assert tags[0].value == "hydrocodone"


def test_ingredients_of_a_mixture_stay_apart() -> None:
    text = "20% Flurbiprofen/5% Lidocaine"
    hits = [Tag("DRUG", 4, 16, "flurbiprofen", "d.f"), Tag("DRUG", 20, 29, "lidocaine", "d.l")]
    tags = read_drugs(text, 0, len(text), hits, LEXICON)
    assert [t.value for t in tags if t.label == "drug_class"] == ["topical_compound"] * 2
    assert [text[t.start : t.end] for t in tags if t.label == "strength"] == ["20%", "5%"]


def test_misspelt_drug() -> None:
    rule = Rule(id="drug.x", label="DRUG", kind="phrase", phrases=("pregabalin", "Soma"), value="pregabalin")
    names = DrugNames([rule])
    assert read_misspelt_drugs("Pregabaline 75mg", 0, 16, [], names) == [Tag("DRUG", 0, 11, "pregabalin", "drug.x")]
    assert read_misspelt_drugs("Pregabaline for pain", 0, 20, [], names) == []
    assert read_misspelt_drugs("Progabilitate 75mg", 0, 18, [], names) == []
    known = [Tag("TREATMENT", 0, 11, "x", "y")]
    assert read_misspelt_drugs("Pregabaline 75mg", 0, 16, known, names) == []


def test_misspelt_drug_that_could_be_two_is_none() -> None:
    one = Rule(id="a", label="DRUG", kind="phrase", phrases=("cefadroxa",), value="a")
    two = Rule(id="b", label="DRUG", kind="phrase", phrases=("cefadroxi",), value="b")
    assert DrugNames([one, two]).nearest("cefadroxo") is None
