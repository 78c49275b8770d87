"""Header fields, in every order in which extractors print labels and values."""

from __future__ import annotations

import pytest

from pipeline.layouts.field_pairing import FieldsReading
from pipeline.layouts.model import Fields
from tests.components.value_rules import fields_of
from tests.text.shipped import reflow

FIELDS = Fields.model_validate(
    {
        "labels": [
            {"field": "case_number", "kind": "case_number", "text": "Case Number:"},
            {"field": "date_assigned", "kind": "date", "text": "Date Assigned:"},
            {"field": "date_of_injury", "kind": "date", "text": "Date of Injury:"},
            {"field": "decision_date", "kind": "date", "text": "Decision Date:"},
            {"field": "ur_denial_date", "kind": "date", "text": "UR Denial Date:"},
            {"field": "priority", "kind": "priority", "text": "Priority:"},
            {
                "field": "application_received", "kind": "date", "text": ["Application Received:", "Application"],
                "closing": "Received:",
            },
        ],
        "order": ["date_of_injury", "ur_denial_date", "application_received", "date_assigned", "decision_date"],
    }
)  # fmt: skip

VALUES = {
    "case_number": "CM16-9900123",
    "date_assigned": "2016-03-20",
    "date_of_injury": "2012-01-02",
    "decision_date": "2016-04-25",
    "ur_denial_date": "2016-02-10",
    "priority": "standard",
    "application_received": "2016-03-01",
}
PAIRS = """Case Number:\tCM16-9900123\tDate Assigned:\t03/20/2016
Date of Injury:\t01/02/2012\tDecision Date:\t04/25/2016
UR Denial Date:\t02/10/2016\tPriority:\tStandard
Application Received:\t03/01/2016"""
CELLS = PAIRS.replace("\t", "\n").replace("Application Received", "Application\n\nReceived")
LABELS_FIRST = """Case Number:
Date Assigned:
Date of Injury:
Decision Date:
UR Denial Date:
Priority:
Application Received:
CM16-9900123
03/20/2016
01/02/2012
04/25/2016
02/10/2016
Standard
03/01/2016"""
COLUMNS = """Case Number:     CM16-9900123      Date Assigned:   03/20/2016
Date of Injury:  01/02/2012        Decision Date:   04/25/2016
UR Denial Date:  02/10/2016        Priority:        Standard
Application      03/01/2016
Received:"""


def read(text: str) -> FieldsReading:
    reading = reflow(text)
    return fields_of(FIELDS, reading)


def values(text: str) -> dict[str, str]:
    return {tag.label: tag.value for tag in read(text).tags}


@pytest.mark.parametrize("text", [PAIRS, CELLS, LABELS_FIRST, COLUMNS, " ".join(PAIRS.split())])
def test_all_printed_forms(text: str) -> None:
    assert values(text) == VALUES
    assert read(text).doubtful == ()


def test_tags_stand_on_the_values() -> None:
    reading = reflow(PAIRS)
    tags = {tag.label: tag for tag in fields_of(FIELDS, reading).tags}
    assert {name: reading.text[tag.start : tag.end] for name, tag in tags.items()} == {
        "case_number": "CM16-9900123",
        "date_assigned": "03/20/2016",
        "date_of_injury": "01/02/2012",
        "decision_date": "04/25/2016",
        "ur_denial_date": "02/10/2016",
        "priority": "Standard",
        "application_received": "03/01/2016",
    }
    assert tags["case_number"].rule == "some-layout.case_number"
    assert list(tags.values()) == sorted(tags.values(), key=lambda tag: tag.start)


def test_dates_that_were_printed_before_their_labels_are_told_apart_by_time() -> None:
    text = (
        "04/25/2016 01/02/2012 02/10/2016 03/20/2016 03/01/2016 Date of Injury: UR Denial Date: Decision Date: "
        "Application Received: Date Assigned:"
    )
    assert values(text) == {name: day for name, day in VALUES.items() if day[:2] == "20"}
    assert read(text).doubtful == ()


def test_a_value_under_its_label_counts_where_the_dates_are_in_the_order_of_time() -> None:
    under = {"Decision Date": "04/25/2016", "UR Denial Date": "02/10/2016", "Date of Injury": "01/02/2012"}
    under |= {"Date Assigned": "03/20/2016", "Application Received": "03/01/2016"}
    swapped = {**under, "Decision Date": "02/10/2016", "UR Denial Date": "04/25/2016"}
    printed, wrong = ("\n".join(f"{a}:\n{b}" for a, b in header.items()) for header in (under, swapped))
    assert len(values(printed)) == 5
    assert values(wrong) == {}
    assert len(values(wrong.replace(":\n", ": "))) == 5


def test_where_a_label_is_lost_even_numbers_tell_nothing() -> None:
    """Of three labels and three dates each may be another's: who can say that no date is lost?"""
    found = read("04/25/2016 02/10/2016 03/20/2016 Date of Injury: UR Denial Date: Decision Date:")
    assert found.tags == ()
    assert set(found.doubtful) == {"date_of_injury", "ur_denial_date", "decision_date"}
    assert read("Date Assigned:\n01/02/2012\nDecision Date: 04/25/2016").doubtful == ("date_assigned",)


def test_a_date_too_few_leaves_those_that_cannot_be_told_apart() -> None:
    reading = read("Date of Injury: UR Denial Date: Decision Date: 04/25/2016 01/02/2012 Priority: Expedited")
    assert {tag.label: tag.value for tag in reading.tags} == {"priority": "expedited"}
    assert set(reading.doubtful) == {"date_of_injury", "ur_denial_date", "decision_date"}


@pytest.mark.parametrize("space", [" ", "\n", "\n\n"])
def test_the_last_of_several_labels_is_not_the_next_values(space: str) -> None:
    text = space.join(["Date of Injury:", "UR Denial Date:", "Decision Date:", "04/25/2016", "01/02/2012"])
    assert values(text) == {}


def test_what_stands_on_a_line_with_its_label_is_certain() -> None:
    reading = read("Date of Injury: 01/02/2012\nUR Denial Date:\nDecision Date: 04/25/2016\nnothing else")
    assert {tag.label: tag.value for tag in reading.tags} == {
        "date_of_injury": "2012-01-02",
        "decision_date": "2016-04-25",
    }
    assert reading.doubtful == ("ur_denial_date",)


def test_the_same_line_and_time_must_not_contradict() -> None:
    reading = read("04/25/2016\nDate of Injury: 05/05/2016\nDecision Date:")
    assert reading.tags == ()
    assert set(reading.doubtful) == {"date_of_injury", "decision_date"}


def test_no_date_where_two_are_the_same_and_out_of_order() -> None:
    reading = read("01/02/2012 01/02/2012 Date of Injury: Decision Date:")
    assert reading.tags == ()
    assert set(reading.doubtful) == {"date_of_injury", "decision_date"}


def test_damaged_labels() -> None:
    assert values("Case Nurnber: CM16-9900123 Date 0f Injury 01/02/2012") == {
        "case_number": "CM16-9900123",
        "date_of_injury": "2012-01-02",
    }


def test_what_is_no_value_is_none() -> None:
    assert values("Case Number: unknown Date of Injury: 13/45/2012 Priority: high") == {}
    assert values("") == {}


def test_the_range_is_kept() -> None:
    reading = reflow("Case Number: CM16-9900123 Case Number: CM16-9900999")
    at = reading.text.rindex("Case")
    assert [tag.value for tag in fields_of(FIELDS, reading, at).tags] == ["CM16-9900999"]


OTHERWISE = Fields.model_validate(
    {
        "labels": [
            {"field": "case_number", "kind": "case_number", "text": "Case Number:"},
            {
                "field": "decision_date", "kind": "date", "text": "Decision Date:",
                "otherwise": {"text": "Decided:", "regex": r"\bdecision was made on(?= \w)"},
            },
            {
                "field": "ur_denial_date", "kind": "date", "text": ["UR Denial Date:", "UR Decision Date:"],
                "otherwise": {"regex": r"\bUR denial is dated(?= \w)"},
            },
        ],
    }
)  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        "Case Number: CM16-9900123\nDecided: 04/25/2016\nUR Decision Date: 02/10/2016",
        "In case number CM16-9900123 the UR denial is dated 02/10/2016 and the decision was made on April 25, 2016.",
        "Case Number: CM16-9900123\nDecision Date: 2016-04-25\nUR Denial Date: 2016-02-10",
    ],
)
def test_labels_of_few_letters(header: str) -> None:
    reading = reflow(header)
    found = fields_of(OTHERWISE, reading)
    assert {tag.label: tag.value for tag in found.tags} == {
        "case_number": "CM16-9900123",
        "decision_date": "2016-04-25",
        "ur_denial_date": "2016-02-10",
    }


def test_a_summary_is_no_header() -> None:
    reading = reflow("The worker was hurt. The UR denial is dated 02/10/2016, and the decision was made on 04/25/2016.")
    assert fields_of(OTHERWISE, reading).tags == ()


def test_what_few_letters_print_counts_only_where_a_field_is_left() -> None:
    text = "Case Number: CM16-9900123 Decision Date: 04/25/2016 UR Denial Date: 02/10/2016 Decided: 05/05/2016"
    reading = reflow(text)
    found = fields_of(OTHERWISE, reading)
    assert {tag.label: tag.value for tag in found.tags}["decision_date"] == "2016-04-25"


@pytest.mark.parametrize(
    "text", [PAIRS, CELLS, LABELS_FIRST, COLUMNS], ids=["pairs", "cells", "labels first", "columns"]
)
@pytest.mark.parametrize("lost", range(14))
def test_a_line_that_is_lost_or_strays_puts_no_date_under_another_name(text: str, lost: int) -> None:
    rows = text.split("\n")
    if lost < len(rows):
        for further in range(lost):  # two lines: a label and another's value, say
            damaged = "\n".join(row for n, row in enumerate(rows) if n not in (lost, further))
            assert values(damaged).items() <= VALUES.items(), damaged
        row = rows.pop(lost)
        strayed = ["\n".join([*rows[:n], row, *rows[n:]]) for n in range(len(rows) + 1)]
        for damaged in ["\n".join(rows), *strayed]:
            found = values(damaged)
            assert found.items() <= VALUES.items(), damaged


def test_a_label_that_none_knows_takes_its_value_along() -> None:
    text = "Date of Injury:\nUR Denial Date:\nLodged\n01/02/2012\n02/10/2016\n03/01/2016\n"
    found = values(text + "Date Assigned:\n03/20/2016\nDecision Date:\n04/25/2016")
    assert found == {name: day for name, day in VALUES.items() if day[:2] == "20" and name != "application_received"}


@pytest.mark.parametrize("label", ["UR XX Date:", "UR ____ Date:", "Lodged Date:"])
def test_a_label_of_a_date_that_none_knows_makes_even_numbers_uneven(label: str) -> None:
    text = f"Date of Injury:\n{label}\nApplication Received:\n01/02/2012\n02/10/2016\nXX/01/2016\n"
    found = values(text + "Date Assigned:\n03/20/2016\nDecision Date:\n04/25/2016")
    assert "application_received" not in found


def test_a_date_that_no_order_in_time_allows_is_left_out() -> None:
    """The label of the injury stands behind the dates of three labels, before the last of them."""
    text = "UR Denial Date:\nApplication Received:\n11/02/2016\n12/19/2016\nDate of Injury:\n01/09/2017\n"
    found = read(f"{text}Date Assigned: 01/20/2017\nDecision Date: 02/20/2017")
    assert {tag.label: tag.value for tag in found.tags} == {
        "date_assigned": "2017-01-20",
        "decision_date": "2017-02-20",
        "date_of_injury": "2016-11-02",
        "ur_denial_date": "2016-12-19",
        "application_received": "2017-01-09",
    }


@pytest.mark.parametrize("printed", ["CM16-990012l", "CM16-990012O", "CM16-990012|"])
def test_a_case_number_with_a_letter_in_a_digits_place_is_none(printed: str) -> None:
    found = fields_of(FIELDS, reflow(PAIRS.replace("CM16-9900123", printed)))
    assert "case_number" not in {tag.label for tag in found.tags}
    assert {tag.label for tag in found.tags} == VALUES.keys() - {"case_number"}


def test_a_case_number_ends_where_a_word_is_joined_to_it() -> None:
    found = fields_of(FIELDS, reflow(PAIRS.replace("CM16-9900123", "CM16-9900123Date")))
    assert found.tags[0].value == "CM16-9900123"


@pytest.mark.parametrize("printed", ["1 2/26/2016", "l2/26/2016", "1,2/26/2016", "1'2/26/2016"])
def test_a_date_behind_a_figure_that_may_be_its_own_is_none(printed: str) -> None:
    found = read(PAIRS.replace("04/25/2016", printed))
    assert "decision_date" not in {tag.label for tag in found.tags}
    assert "decision_date" in found.doubtful


def test_words_apart_from_the_labels_stand_for_none_of_them() -> None:
    found = read(
        "Date Assigned: 03/20/2016\nDecision Date: 04/25/2016\nPriority: Standard\nLodged\n01/02/2012\n"
        "Date of Injury:\nUR Denial Date: 02/10/2016\n03/01/2016"
    )
    assert {tag.label for tag in found.tags} == {"date_assigned", "decision_date", "priority"}
    assert set(found.doubtful) == {"date_of_injury", "ur_denial_date"}


@pytest.mark.parametrize("rest", ["ision Date:", "sion Date", "e:  Decision"])
def test_a_date_behind_a_part_of_another_label_is_not_the_one_befores(rest: str) -> None:
    found = read(f"Date Assigned: {rest}   04/25/2016   UR Denial Date: 02/10/2016\nApplication 03/01/2016\nReceived:")
    assert {tag.label: tag.value for tag in found.tags} == {
        "ur_denial_date": "2016-02-10",
        "application_received": "2016-03-01",
    }
    assert found.doubtful == ("date_assigned",)


@pytest.mark.parametrize(
    ("boxes", "priority"),
    [
        ("[X] Standard [ ] Expedited", "standard"), ("[ ] Standard [X] Expedited", "expedited"),
        ("[X] Stxndxrd [ ] Expedited", None), ("\u2612 Stxndxrd \u2610 Expedited", None),
        ("Standard [X] Expedited [ ]", "standard"), ("Standard \u2612 Expedited \u2610", "standard"),
        ("Standard [ ] Expedited [X]", "expedited"), ("Standard \u2610 Expedited \u2612", "expedited"),
        ("( ) Standard (x) Expedited", "expedited"), ("Standard: [ ] Expedited: [X]", "expedited"),
        ("Standard [ ]\nExpedited [X]", "expedited"), ("[ ] Standard\n[X] Expedited", "expedited"),
        ("\u25a1 Standard \u25a0 Expedited", "expedited"), ("____ Standard __X__ Expedited", "expedited"),
        ("[X] Expedited", "expedited"), ("Expedited [X]", "expedited"), ("[ ] Expedited", None),
        ("Expedited [ ]", None),
        ("[X] Standard [X] Expedited", None), ("[ ] Standard [ ] Expedited", None), ("Standard [X] Expedited", None),
        ("Standard / Expedited", None), ("No [X] Expedited", None), ("Expedited? [ ] Yes [X] No", None),
    ],
)  # fmt: skip
def test_of_priorities_with_boxes_the_ticked_one_counts(boxes: str, priority: str | None) -> None:
    assert (
        values(f"Case Number: CM16-9900123\nPriority: {boxes}\nDecision Date: 04/25/2016").get("priority") == priority
    )
