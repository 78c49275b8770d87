from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from pipeline.guidelines.check import Dating, judge, mismatches
from pipeline.guidelines.examination import examined
from pipeline.guidelines.findings import claims_administrator_dating, findings, reviewer_dating
from pipeline.guidelines.loading import shipped_catalogue
from pipeline.guidelines.model import proves
from pipeline.records.model import Case, Determination, Grounded, GuidelineLine, Letter, Rationale
from tests.guidelines.letters import cited, day, item, letter, line, mention, value
from tests.records.made_up import values


def codes(made: Letter) -> list[str]:
    return [finding.code for finding in findings(made, shipped_catalogue())]


def decided(iso: str, denied: str | None = None) -> Case:
    return Case(decision_date=day(iso, 100), ur_denial_date=day(denied, 50) if denied else None)


def test_each_line_is_held_against_its_own_date() -> None:
    old = "MTUS Chronic Pain Medical Treatment 2009"
    case = decided("2016-08-15", denied="2016-07-01")
    assert codes(letter(item(party=line(old)), case=case)) == []
    found = findings(letter(item(reviewer=line(old)), case=case), shipped_catalogue())
    assert [(f.code, f.determination) for f in found] == [("F105", 1)]
    assert [span.text for span in found[0].spans] == [old, "08/15/2016"]


def test_without_a_header_the_second_newest_record_dates_the_decision() -> None:
    dates = (mention("2016-10-01", "visit"), mention("2016-12-30", "visit"), mention("2061-01-01", "visit"))
    headless = letter(dates=dates)
    assert reviewer_dating(headless).not_before == "2016-12-30"
    assert claims_administrator_dating(headless).not_before == "2016-10-01"
    named = letter(dates=(*dates, mention("2016-12-05", "ur_decision")))
    assert claims_administrator_dating(named).day == "2016-12-05"
    assert reviewer_dating(letter(dates=dates[:1])).not_before is None


@pytest.mark.parametrize(
    ("guideline", "part", "wrong"),
    [
        ("MTUS Elbow Complaints 2007", "shoulder", True),
        ("MTUS Shoulder Complaints 2004", "shoulder", False),
        ("MTUS Neck and Upper Back Complaints 2004", "hand", False),  # a numb hand may come from the neck
        ("MTUS Knee Complaints 2004", "whole body", False),
        ("MTUS Chronic Pain Medical Treatment 2016", "knee", False),
    ],
)
def test_guideline_of_another_part_of_the_body(guideline: str, part: str, wrong: bool) -> None:
    made = letter(item(reviewer=line(guideline), body_parts=(part,)))
    assert codes(made) == (["F106"] if wrong else [])


def test_one_fitting_guideline_in_the_line_is_enough() -> None:
    both = line("MTUS Elbow Complaints 2007", "MTUS Shoulder Complaints 2004")
    assert codes(letter(item(reviewer=both, body_parts=("shoulder",)))) == []


def reasons(text: str, conclusion: str = "not_medically_necessary", **more: object) -> Rationale:
    stated = Grounded(conclusion, "is not medically necessary", 40, 66)
    return Rationale(text, 0, len(text), stated, **more)  # type: ignore[arg-type]


PLAIN = "The records show no deficit. The request is not medically necessary."
RESTS_ON_ANOTHER = "Since the surgery is not medically necessary, the clearance is not medically necessary either."


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (item(reviewer=line(), rationale=reasons(PLAIN)), ["F201"]),
        (item(reviewer=line("MTUS Knee Complaints 2004"), rationale=reasons(PLAIN)), []),
        (item(reviewer=line(), rationale=reasons(PLAIN, depends_on=(2,))), []),
        (item(reviewer=line(), rationale=reasons(RESTS_ON_ANOTHER)), []),
        (item(reviewer=line(), rationale=reasons(PLAIN, citations=(cited("MTUS Knee Complaints 2004"),))), []),
        (item(rationale=reasons(PLAIN)), []),
    ],
)
def test_a_reviewer_who_cites_nothing(made: Determination, found: list[str]) -> None:
    assert codes(letter(made)) == found


def test_decision_against_the_verdict() -> None:
    against = item(decision="overturned", rationale=reasons(PLAIN, agreement="disagree"))
    (finding,) = findings(letter(against), shipped_catalogue())
    assert (finding.code, finding.severity) == ("F202", "error")
    assert [span.text for span in finding.spans] == ["overturned", "is not medically necessary"]
    assert codes(letter(item(rationale=reasons(PLAIN, agreement="agree")))) == []


def test_dates_of_the_header_out_of_order() -> None:
    case = Case(date_of_injury=day("2014-05-01"), ur_denial_date=day("2014-01-23"), decision_date=day("2014-05-30"))
    assert codes(letter(case=case)) == ["F301"]
    case = Case(date_of_injury=day("2012-04-04"), ur_denial_date=day("2014-01-23"), decision_date=day("2014-05-30"))
    assert codes(letter(case=case)) == []


def test_a_record_from_after_the_decision() -> None:
    case = decided("2017-01-09")
    assert codes(letter(case=case, dates=(mention("2017-11-05", "visit"),))) == ["F302"]
    assert codes(letter(case=case, dates=(mention("2016-11-05", "visit"), mention("2017-11-05", "other")))) == []


def test_examined_fills_checks_and_findings() -> None:
    made = letter(
        item(
            party=line("MTUS ACOEM Chapter 9 Low Back Complaints"),
            reviewer=line("MTUS Low Back Complaints 2004"),
            rationale=Rationale(
                "As MTUS says.", 0, 13, value("x"), citations=(cited("MTUS Low Back Complaints 2004"),)
            ),
        ),
        case=decided("2017-01-09"),
    )
    done = examined(made, shipped_catalogue())
    first = done.determinations[0]
    assert first.claims_administrator_guideline.citations[0].check is not None
    assert first.claims_administrator_guideline.citations[0].check.chapter == "mismatch"
    assert first.reviewer_guideline.citations[0].check is not None
    assert first.reviewer_guideline.citations[0].check.edition == "ok"
    assert first.rationale.citations[0].check is not None
    assert [finding.code for finding in done.findings] == ["F102"]
    before = first.reviewer_guideline.citations[0]
    assert replace(before, check=None) == made.determinations[0].reviewer_guideline.citations[0]


def test_every_code_is_documented_and_every_documented_code_exists() -> None:
    root = Path(__file__).resolve().parents[2]
    files = (root / "pipeline").rglob("*.py")
    used = {code for file in files for code in re.findall(r'"(F\d{3})"', file.read_text(encoding="utf-8"))}
    text = (root / "docs" / "findings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (F\d{3}) \|", text, re.MULTILINE)) == used
    assert set(re.findall(r"^\*\*(F\d{3})\*\*", text, re.MULTILINE)) == used


def test_the_guide_names_what_pages_are_checked_against() -> None:
    guide = " ".join((Path(__file__).parents[2] / "docs" / "findings.md").read_text("utf-8").split())
    catalogue = shipped_catalogue()
    owners = [(guideline.title, guideline.pages) for guideline in catalogue.guidelines.values()]
    facts = [*owners, *((f"“{section.title}”", section.pages) for section in catalogue.sections.values())]
    supported = [(name, fact) for name, pages in facts for fact in pages if proves(fact.support)]
    assert len(supported) == 4
    for name, fact in supported:
        assert name in guide
        assert f"({fact.first}-{fact.last})" in guide


def unchecked(record: Letter) -> Letter:
    """A record without what the catalogue says of it."""

    def without(holder: GuidelineLine | Rationale) -> Any:
        return replace(holder, citations=tuple(replace(one, check=None) for one in holder.citations))

    items = tuple(
        replace(
            one,
            claims_administrator_guideline=without(one.claims_administrator_guideline),
            reviewer_guideline=without(one.reviewer_guideline),
            rationale=without(one.rationale),
        )
        for one in record.determinations
    )
    return replace(record, determinations=items, findings=())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(values(Letter))
def test_any_record_keeps_all_that_the_catalogue_does_not_judge(made: Letter) -> None:
    assert unchecked(examined(made, shipped_catalogue())) == unchecked(made)


def test_a_check_without_a_mismatch_is_one_of_a_citation_without_problems() -> None:
    catalogue = shipped_catalogue()
    texts = ["MTUS Elbow Complaints 2007", "MTUS Chronic Pain Medical Treatment 2009", "MTUS Knee Complaints 2004"]
    seen = set()
    for text in texts:
        for day_ in ("2003-01-01", "2010-01-01", "2020-01-01"):
            judged = judge(cited(text), catalogue, Dating(day_))
            assert mismatches(judged.check) == bool(judged.problems)
            seen.add(bool(judged.problems))
    assert seen == {True, False}
