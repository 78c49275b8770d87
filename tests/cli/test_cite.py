from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli import app

WRONG = "MTUS ACOEM Chapter 9 Low Back Complaints 2004, Section(s): Inital Care"


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["cite", *arguments], env={"COLUMNS": "200"})
    return result.exit_code, result.output


def test_a_citation_is_resolved_and_explained() -> None:
    code, output = run("MTUS Low Back Complaints 2004, Section(s): Inital Care")
    assert code == 0
    for said in ("mtus.low_back.2004", "acoem.common.initial_care", "9792.23.5", "edition 2004"):
        assert said in output


def test_a_wrong_citation_gives_its_code_and_exit_code_1() -> None:
    code, output = run(WRONG)
    assert code == 1
    assert "F102 Low Back Complaints is chapter 12, not chapter 9" in output


def test_editions_are_checked_against_the_day() -> None:
    text = "MTUS Chronic Pain Medical Treatment 2009"
    assert run(text)[0] == 0
    code, output = run(text, "--date", "2017-01-09")
    assert code == 1
    assert "F105" in output
    assert run(text, "--date", "9 January 2017")[0] == 2


def test_json() -> None:
    code, output = run(WRONG, "--json")
    (row,) = json.loads(output)
    assert (code, row["text"], row["start"]) == (1, WRONG, 0)
    assert row["check"]["chapter"] == "mismatch"
    assert [problem["code"] for problem in row["problems"]] == ["F102"]


def test_a_bare_citation_outside_of_the_schedule() -> None:
    code, output = run("ODG, Pain Chapter, Opioids, criteria for use", "--json")
    (row,) = json.loads(output)
    assert code == 0
    assert (row["source"], row["guideline"], row["entry"]) == ("ODG", "Pain", "odg.pain")
    assert [section["text"] for section in row["sections"]] == ["Opioids, criteria for use"]


def test_a_title_of_the_schedule_needs_no_mtus_before_it() -> None:
    first = "Forearm, Wrist, and Hand Complaints 2004, Section(s): Special Studies"
    code, output = run(
        f"{first}, and Chronic Pain Medical Treatment 2016, "
        "Section(s): NSAIDs, GI symptoms & cardiovascular risk, Opioids, criteria for use",
        "--json",
    )
    hand, pain = json.loads(output)
    assert code == 0
    assert (hand["source"], hand["text"], hand["start"], hand["end"]) == ("MTUS", first, 0, len(first))
    assert [section["text"] for row in (hand, pain) for section in row["sections"]] == [
        "Special Studies",
        "NSAIDs, GI symptoms & cardiovascular risk",
        "Opioids, criteria for use",
    ]
    assert json.loads(run("A Handbook of Hands 2004", "--json")[1])[0]["source"] == "other"


def test_text_without_a_citation() -> None:
    code, output = run("The decision is not based on anything.")
    assert code == 1
    assert "No citation" in output
    for text in ("nothing to see here", "Hello there", "12 sessions of acupuncture"):
        assert run(text, "--json") == (1, "[]\n")
    for text in ("FDA", "www.example.org/gait", "a handbook of hands, pages 4-6", "Journal of Gait"):
        code, output = run(text, "--json")
        assert (code, json.loads(output)[0]["source"]) == (0, "other"), text


def test_a_chapter_of_odg_without_its_name_has_no_entry() -> None:
    for text, source, entry in (("Low Back", "other", None), ("ODG Low Back", "ODG", "odg.low_back")):
        code, output = run(text, "--json")
        (row,) = json.loads(output)
        assert (code, row["source"], row["guideline"], row["entry"]) == (0, source, "Low Back", entry)
    assert json.loads(run("Low Back", "--json")[1])[0]["check"]["guideline"] == "unknown"


def test_the_users_own_catalogue(tmp_path: Path) -> None:
    own = tmp_path / "own.yml"
    own.write_text(
        "guidelines:\n  - {id: own.gait, title: Gait Complaints, source: MTUS, support: seen}\n", encoding="utf-8"
    )
    assert "own.gait" in run("MTUS Gait Complaints 2020", "--catalogue", str(own))[1]
