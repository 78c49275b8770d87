"""What rules do over a corpus, and what they leave to do."""

from __future__ import annotations

import json
from pathlib import Path

from spacy.language import Language
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.rules.checking.coverage import ADVICE, Coverage
from tests.rules.samples import rules

LETTER = """Case Number: CM24-9900123 Date of Injury: 01/02/2023

CLINICAL CASE SUMMARY
The man is 30 years old. A raffle delighted on 02/03/2024.

IMR ISSUES, DECISIONS AND RATIONALES

Astral moon reading for the left knee: Upheld
Claims Administrator guideline: MTUS Knee Complaints 2004.
MAXIMUS guideline: Decision based on Non-MTUS Citation Star Charts of Mount Palomar.
Decision rationale: It is a nice reading. The stars were not asked.
Physical therapy with glowing orbs and a few knee exercises, 6 sessions: Upheld
Claims Administrator guideline: MTUS Knee Complaints 2004, Section(s): Astral Healing.
MAXIMUS guideline: MTUS Knee Complaints 2004.
Decision rationale: Nothing is known of orbs. The request is not medically necessary.
"""


def counted(nlp: Language, *names: str) -> Coverage:
    counts = Coverage()
    for name in names:
        doc = nlp(LETTER)
        counts.add(name, doc, doc._.letter, LETTER)
    return counts


def test_hits_are_counted_by_rule_and_letter(nlp: Language) -> None:
    counts = counted(nlp, "a", "b")
    assert counts.letters == 2
    assert counts.hits["body.knee"] == 4
    assert counts.letters_with["body.knee"] == 2
    ids = "rules: [{id: body.knee, pattern: knee}, {id: toe, pattern: toe}]"
    assert counts.silent(rules(ids)) == ["toe"]


def test_what_is_left_to_do_is_told_with_its_context_and_place(nlp: Language) -> None:
    counts = counted(nlp, "a", "b")
    tasks = dict(counts.to_do())
    assert list(tasks) == [kind for kind in ADVICE if kind in tasks]
    found = {kind: [task.seen.text for task in tasks[kind]] for kind in tasks}
    assert found["heading without a treatment"] == ["Astral moon reading for the left knee"]
    assert found["decision without a verdict"] == ["The stars were not asked."]
    assert found["date without a role"] == ["raffle delighted on 02/03/2024"]
    assert found["section without an entry"] == ["Astral Healing"]
    assert any("Star Charts" in text for text in found["citation without an entry"])
    assert "glowing orbs" in " ".join(found["words of a heading"])
    assert not any(text in ("reading", "exercises") for text in found["words of a heading"])
    (verdict,) = tasks["decision without a verdict"]
    assert (verdict.letter, verdict.times, verdict.letters) == ("a", 2, 2)
    assert "upheld: Astral moon reading" in verdict.seen.context
    (date,) = tasks["date without a role"]
    assert LETTER[date.seen.start : date.seen.end] == "02/03/2024"
    assert "A raffle delighted on 02/03/2024." in date.seen.context


def test_the_list_is_a_table_a_file_or_json(tmp_path: Path) -> None:
    letter, out = tmp_path / "letter.txt", tmp_path / "todo.csv"
    letter.write_text(LETTER, encoding="utf-8")
    shown = CliRunner().invoke(app, ["patterns", "coverage", str(letter), "--csv", str(out)]).output
    assert "date without a role: 1" in shown
    assert "rules never fire" in shown
    assert out.read_text("utf-8-sig").startswith("kind,text,context,letters,times,letter,start,end\n")
    rows = json.loads(CliRunner().invoke(app, ["patterns", "coverage", str(letter), "--json"]).output)
    assert {"kind": "date without a role", "letters": 1, "times": 1}.items() <= {
        key: value for row in rows if row["kind"] == "date without a role" for key, value in row.items()
    }.items()
    assert len(rows) == len(out.read_text("utf-8-sig").strip().splitlines()) - 1
