"""Each field of a record with the span and the rule behind it; for empty fields what was looked for."""

from __future__ import annotations

from dataclasses import replace

from pipeline.records.model import Case, Determination, Drug, Grounded, GuidelineLine, Letter, Rationale, Request
from pipeline.rules.checking.explain import Evidence, FieldLine, explain
from pipeline.rules.cues import BY, CUE, VETOED
from pipeline.rules.tags import FrozenMapping
from tests.rules.samples import rules

RULES = rules(
    "rules:\n  - {id: v.upheld, label: VERDICT, pattern: is denied, sections: [rationale]}\n"
    "  - {id: d.x, label: DRUG, pattern: xanax, sections: [request]}\n"
)
LETTER = Letter(
    "x",
    case=Case(case_number=Grounded("CM1", "CM1", 0, 3)),
    determinations=(
        Determination(
            1,
            Request(
                "Xanax 5mg",
                10,
                19,
                Grounded("Xanax 5mg", "Xanax 5mg", 10, 19),
                drugs=(Drug("x", "Xanax", 10, 15, "5mg"),),
            ),
            Grounded("upheld", "Upheld", 21, 27),
            GuidelineLine(),
            GuidelineLine(),
            Rationale("It is denied.", 30, 43, Grounded("not_medically_necessary", "is denied", 33, 42)),
        ),
    ),
)
EVIDENCE = [
    Evidence("sections", "rationale", "1", "", 30, 43),
    Evidence("fields", "case_number", "CM1", "layout.case", 0, 3),
    Evidence("rules", "VERDICT", "", "v.upheld", 33, 42),
    Evidence("rules", "DRUG", "x", "d.x", 10, 15),
]


def line(field: str, letter: Letter = LETTER) -> FieldLine:
    return next(one for one in explain(letter, EVIDENCE, RULES) if one.field == field)


def test_a_grounded_value_has_its_words_place_and_rule() -> None:
    assert line("determinations.1.rationale.conclusion") == FieldLine(
        "determinations.1.rationale.conclusion",
        "not_medically_necessary",
        "is denied",
        33,
        42,
        ("rules/VERDICT by v.upheld (mine.yml:4)",),
    )


def test_a_rule_that_is_no_pack_s_is_named_without_a_place() -> None:
    assert line("case.case_number").behind == ("fields/case_number by layout.case",)


def test_a_drug_is_one_field_with_its_parts() -> None:
    found = line("determinations.1.request.drugs.1")
    assert (found.value, found.text) == ("name=x, strength=5mg", "Xanax")
    assert found.behind == ("rules/DRUG by d.x (mine.yml:5)",)


def test_a_wide_field_shows_the_rules_inside() -> None:
    assert "rules/DRUG by d.x (mine.yml:5)" in line("determinations.1.request.disputed").behind


def test_an_empty_field_says_what_was_looked_for_and_where() -> None:
    empty = Letter(
        "x",
        determinations=(
            Determination(
                1, LETTER.determinations[0].request, None, GuidelineLine(), GuidelineLine(), Rationale("", 19, 19)
            ),
        ),
    )
    said = line("determinations.1.rationale.conclusion", empty).looked_for
    assert "1 rules with label VERDICT" in said
    assert "in the section `rationale`" in said


def test_an_empty_field_says_when_its_section_is_missing() -> None:
    assert "no section `header`" in line("case.date_assigned").looked_for
    assert "no section `request` for item 1" in line("determinations.1.request.quantity").looked_for


def test_a_derived_value_stands_bare() -> None:
    found = line("determinations.1.number")
    assert (found.value, found.start, found.looked_for) == ("1", -1, "")


def test_every_field_is_told_once() -> None:
    names = [one.field for one in explain(LETTER, EVIDENCE, RULES)]
    assert len(names) == len(set(names))
    assert {"determinations.1.decision", "injured_worker.age", "outcome"} <= set(names)


ACTED = FrozenMapping({"certainty": "strong", "voice": "provider", f"voice{BY}": "d.x", CUE: "{}"})


def test_attributes_and_what_cues_set_are_said() -> None:
    evidence = [EVIDENCE[0], Evidence("rules", "VERDICT", "", "v.upheld", 33, 42, ACTED)]
    (found,) = (one for one in explain(LETTER, evidence, RULES) if one.field == "determinations.1.rationale.conclusion")
    assert found.behind == (
        "rules/VERDICT, certainty=strong by v.upheld (mine.yml:4)",
        "  voice=provider by the cue d.x (mine.yml:5)",
    )


def test_an_empty_field_shows_the_hits_that_cues_acted_on() -> None:
    (one,) = LETTER.determinations
    empty = replace(LETTER, determinations=(replace(one, rationale=replace(one.rationale, conclusion=None)),))
    acted = Evidence("rules", "VERDICT", "", "v.upheld", 33, 42, FrozenMapping({VETOED: "d.x"}))
    elsewhere = acted._replace(start=3, end=9)
    lines = explain(empty, [EVIDENCE[0], acted, elsewhere, EVIDENCE[2]], RULES, ["mine: fits"])
    found = {one.field: one.behind for one in lines}
    assert found["determinations.1.rationale.conclusion"] == (
        "33-42 rules/VERDICT by v.upheld (mine.yml:4)",
        "  does not count: vetoed by d.x (mine.yml:5)",
    )
    assert found["layout"] == ("mine: fits",)
