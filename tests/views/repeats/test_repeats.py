"""What comes again: sentences in many letters, letters that are there twice."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.views.repeats import partitions
from pipeline.views.repeats.boilerplate import boilerplate, same_words
from pipeline.views.repeats.cases import SAME, VERSIONS, hashed
from pipeline.views.repeats.duplicates import duplicates
from pipeline.views.repeats.partitions import Partitions
from pipeline.views.report.corpus import read_corpus
from pipeline.views.report.making import report_of

FIRST = "The records do not show that function has changed with the drug."
SECOND = "Without such a change the guideline advises to taper it slowly."
RARE = "He was seen by a surgeon of the hand in the spring."


def record(case: str, rationale: str, decision: str = "upheld", path: str = "") -> dict[str, Any]:
    line = {"text": "ODG, Pain.", "cited": True, "citations": [{"source": "ODG", "guideline": "Pain"}]}
    item = {
        "number": 1,
        "request": {"text": "Tramadol", "disputed": {"value": "Tramadol"}},
        "decision": {"value": decision},
        "reviewer_guideline": line,
        "rationale": {"text": rationale},
    }
    return {
        "letter_id": case,
        "source": {"path": path or f"{case}.txt"},
        "case": {"case_number": {"value": case}},
        "determinations": [item],
    }


def results(folder: Path, records: list[dict[str, Any]]) -> Path:
    lines = "".join(json.dumps(one) + "\n" for one in records)
    (folder / "letters.jsonl").write_text(lines, encoding="utf-8")
    return folder


def test_a_passage_is_told_with_its_letters_and_decisions(tmp_path: Path) -> None:
    letters = [record(f"C{n}", f"Item {n}. {FIRST} {SECOND} {RARE if n == 1 else ''}") for n in range(3)]
    letters.append(record("C7", f"{FIRST.replace('drug', 'Drug')} {SECOND}", "overturned"))
    letters.append(record("C7", f"{FIRST} {SECOND}", "overturned"))  # the same case again is no letter more
    (passage,) = boilerplate(results(tmp_path, letters), least=3)
    assert passage.text == f"{FIRST} {SECOND}"
    assert (passage.letters, passage.upheld, passage.overturned) == (4, 3, 2)
    assert (passage.guideline, passage.guideline_share, passage.quoted) == ("ODG Pain", 1.0, 0.0)
    assert passage.examples == ("C0", "C1", "C2")
    assert boilerplate(tmp_path, least=5) == []


def test_sentences_that_also_stand_alone_are_passages_of_their_own(tmp_path: Path) -> None:
    letters = [record(f"A{n}", f"{FIRST} {SECOND}") for n in range(3)] + [record(f"B{n}", FIRST) for n in range(3)]
    found = {passage.text: passage.letters for passage in boilerplate(results(tmp_path, letters))}
    assert found == {FIRST: 6, SECOND: 3}


def test_what_stands_in_quotation_marks_is_told(tmp_path: Path) -> None:
    letters = [record(f"C{n}", f'It says: "{FIRST} {SECOND}"') for n in range(3)]
    letters += [record(f"D{n}", RARE) for n in range(3)]
    found = {passage.text[:8]: passage.quoted for passage in boilerplate(results(tmp_path, letters))}
    assert found == {"It says:": 1.0, RARE[:8]: 0.0}


def test_sentences_differ_in_more_than_numbers_and_marks() -> None:
    one = same_words("On 3/4/2015 he took 50 mg of it, twice a day.")
    assert one == same_words("on 12/1/2016 he took 100 mg of it twice a day")
    assert one != same_words("On 3/4/2015 she took 50 mg of it, twice a day.")
    assert same_words("The request is not certified.") == ""


def test_letters_that_are_there_twice(tmp_path: Path) -> None:
    letters = [
        record("C1", FIRST, path="a.txt"),
        record("C2", FIRST, path="b.txt"),
        record("C1", FIRST.replace(" ", "\n"), path="c.txt"),
        record("C2", SECOND, path="d.txt"),
        record("C3", FIRST),
        {**record("", FIRST), "case": {}},
        {**record("", FIRST), "case": {}},
    ]
    found = {one.case_number: one for one in duplicates(results(tmp_path, letters))}
    assert {name: (one.kind, one.paths, one.versions) for name, one in found.items()} == {
        "C1": (SAME, ("a.txt", "c.txt"), 1),
        "C2": (VERSIONS, ("b.txt", "d.txt"), 2),
    }


def test_the_report_tells_of_cases_that_stand_there_more_than_once(tmp_path: Path) -> None:
    texts = {"C1": (FIRST, FIRST), "C2": (FIRST, SECOND, SECOND), "C3": (FIRST,)}
    made = report_of(
        read_corpus(results(tmp_path, [record(case, text) for case, said in texts.items() for text in said]))
    )
    (table,) = [table for section in made.sections for table in section.tables if table.name == "repeated"]
    assert table.rows == (("Same letter", 1, 2), ("Same case, other content", 1, 3))


def test_parts_hold_every_row_and_leave_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(partitions, "_BUFFER", 64)
    rows = [(hashed(str(n % 50)), n) for n in range(1000)]
    with Partitions(2) as parts:
        for row in rows:
            parts.add(*row)
        found = [tuple(row) for part in parts for row in part.tolist()]
        folder = parts._path(0).parent
        assert folder.exists()
    assert sorted(found) == sorted(rows)
    assert not folder.exists()


def test_a_circle_of_sentences_ends(tmp_path: Path) -> None:
    letters = [record(f"C{n}", f"{FIRST} {SECOND} {FIRST} {SECOND}") for n in range(3)]
    assert {passage.letters for passage in boilerplate(results(tmp_path, letters))} == {3}
