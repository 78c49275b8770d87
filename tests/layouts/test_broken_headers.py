"""Headers with dates that are torn, missing or two in a place: no field is given another one's date."""

from __future__ import annotations

import random

import pytest

from pipeline.layouts.loading import load_layouts
from tests.components.value_rules import fields_of
from tests.text.shipped import reflow

LABELS = {
    "case_number": "Case Number:",
    "date_assigned": "Date Assigned:",
    "date_of_injury": "Date of Injury:",
    "decision_date": "Decision Date:",
    "ur_denial_date": "UR Denial Date:",
    "priority": "Priority:",
    "application_received": "Application Received:",
}
DAYS = {
    "date_of_injury": ("01", "30", "2012"),
    "ur_denial_date": ("02", "10", "2016"),
    "application_received": ("03", "01", "2016"),
    "date_assigned": ("03", "20", "2016"),
    "decision_date": ("04", "25", "2016"),
}
VALUES = {"case_number": "CM16-9900123", "priority": "Standard"} | {name: "/".join(day) for name, day in DAYS.items()}
BROKEN = (
    "{m}/{d}/____", "__/{d}/{y}", "{m}/__/{y}", "XX/XX/{y}", "██/██/████", "{m}/{d}", "{y}", "{m}/{d}/", "/{d}/{y}",
    "{m}/{d}/20", "{m}{d}{y}", "[illegible]", "(unknown)", "N/A", "see below", "13/45/{y}", "02/30/{y}", "??", "____",
    "January __, {y}", "March {y}",
)  # fmt: skip
BESIDE = ("████ {whole}", "[redacted] {whole}", "{whole} (amended {other})", "{whole} {other}", "{whole} - {other}")
FORMS = ("pairs", "lines", "cells", "labels first", "values first", "rows", "columns", "blocks", "one line", "table")


def header(form: str, chance: random.Random) -> tuple[str, dict[str, set[str]]]:
    """(a header with one or two dates that are damaged, the ISO dates that each field may be given)."""
    order, printed = list(LABELS), dict(VALUES)
    chance.shuffle(order)
    allowed = {name: {f"{y}-{m}-{d}"} for name, (m, d, y) in DAYS.items()}
    for name in chance.sample(list(DAYS), chance.choice((1, 1, 2))):
        month, day, year = DAYS[name]
        if chance.random() < 0.7:
            printed[name] = chance.choice(BROKEN).format(m=month, d=day, y=year)
        else:
            printed[name] = chance.choice(BESIDE).format(whole=printed[name], other="06/17/2013")
            allowed[name].add("2013-06-17")
    return laid_out(form, [(LABELS[name], printed[name]) for name in order]), allowed


def laid_out(form: str, cells: list[tuple[str, str]]) -> str:
    labels, values = (list(kind) for kind in zip(*cells, strict=True))
    half = (len(cells) + 1) // 2
    lines = [f"{label} {value}" for label, value in cells]
    return {
        "pairs": "\n".join("\t".join(line) for line in cells),
        "lines": "\n".join(lines),
        "cells": "\n".join("\n".join(cell) for cell in cells),
        "labels first": "\n".join([*labels, *values]),
        "values first": "\n".join([*values, *labels]),
        "rows": "\n".join(
            f"{' '.join(labels[n : n + 2])}\n{' '.join(values[n : n + 2])}" for n in range(0, len(cells), 2)
        ),
        "columns": "\n".join("     ".join(lines[n : n + 2]) for n in range(0, len(lines), 2)),
        "blocks": "\n".join([*labels[:half], *values[:half], *labels[half:], *values[half:]]),
        "one line": " ".join(lines),
        "table": "\n".join(f"| {label} | {value} |" for label, value in cells),
    }[form]


@pytest.mark.parametrize("form", FORMS)
def test_no_field_is_given_the_date_of_another(form: str) -> None:
    fields = next(one.fields for one in load_layouts() if one.layout == "final-determination")
    assert fields is not None
    for seed in range(60):
        text, allowed = header(form, random.Random(seed))
        found = fields_of(fields, reflow(text))
        for tag in found.tags:
            assert tag.value in allowed.get(tag.label, {tag.value}), (text, tag)
        missing = DAYS.keys() - {tag.label for tag in found.tags}
        assert missing <= {*found.doubtful}, text


@pytest.mark.parametrize("broken", [one.format(m="01", d="30", y="2012") for one in BROKEN])
def test_a_broken_date_holds_its_place(broken: str) -> None:
    """The others stand on the lines of their labels, and are read."""
    cells = [(LABELS[name], broken if name == "date_of_injury" else VALUES[name]) for name in LABELS]
    found = fields_of(load_layouts()[0].fields or pytest.fail(), reflow(laid_out("lines", cells)))
    assert {tag.label for tag in found.tags} == LABELS.keys() - {"date_of_injury"}
    assert found.doubtful == ("date_of_injury",)


def test_a_year_cut_behind_its_century_is_none() -> None:
    fields = load_layouts()[0].fields or pytest.fail()
    others = "Decision Date: 04/25/{0}\nUR Denial Date: 02/10/{0}\nDate of Injury: 01/30/20"
    for years, injured in (("2016", None), ("16", None), ("20", "2020-01-30"), ("21", "2020-01-30")):
        tags = {tag.label: tag.value for tag in fields_of(fields, reflow(others.format(years))).tags}
        assert tags.get("date_of_injury") == injured, years


def test_of_two_labels_of_one_field_neither_counts_where_their_dates_differ() -> None:
    fields = load_layouts()[0].fields or pytest.fail()
    text = "Decision Date: 04/25/2016\nDate of Injury: 01/30/2012\nDecision Date: 02/10/2016"
    assert {tag.label for tag in fields_of(fields, reflow(text)).tags} == {"date_of_injury"}
    assert "decision_date" in {tag.label for tag in fields_of(fields, reflow(text.replace("02/10", "04/25"))).tags}
