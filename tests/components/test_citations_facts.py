"""Guideline lines: what they say of themselves, that nothing was cited or that the schedule did not apply."""

from __future__ import annotations

import pytest

from tests.components.citation_samples import facts, line


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The Claims Administrator did not cite any medical evidence for its decision.", (False, False)),
        ("No guideline cited.", (False, False)),
        ("No authority was stated.", (False, False)),
        ("No guideline or other medical evidence was named by the Claims Administrator.", (False, False)),
        ("The Claims Administrator gave no guideline or other evidence in support of it.", (False, False)),
        ("The Claims Administrator did not base their decision on the MTUS and cited no guideline.", (False, False)),
        ("None.", (False, False)),
        ("Nothing was cited.", (False, False)),
        ("N/A", (False, False)),
        ("None cited by the Claims Administrator.", (False, False)),
        ("The Expert Reviewer has not cited any medical evidence for its decision.", (False, False)),
        ("The Expert Reviewer did not find any applicable guideline.", (False, False)),
        ("The determination is based on no cited evidence.", (False, False)),
        ("The Claims Administrator's decision was based on no cited guideline.", (False, False)),
        ("The denial rests on no guideline.", (False, False)),
        ("The decision does not rest on any published criteria.", (False, False)),
        ("Decision based on no medical evidence.", (False, False)),
        ("The Claims Administrator did not cite evidence for its decision.", (False, False)),
        ("The reviewer cited neither guideline nor study.", (False, False)),
        ("Utilization review decided without citing any guideline.", (False, False)),
        ("No guideline or other evidence.", (False, False)),
        ("The Claims Administrator did not cite the MTUS or any other medical evidence.", (False, False)),
        ("The reviewer did not reference the ODG, ACOEM, or any other guideline.", (False, False)),
        ("The Claims Administrator did not cite the MTUS.", (False, False)),
        ("The Expert Reviewer based his/her decision on the ODG, no other guideline being of use.", (True, False)),
        ("MTUS Knee Complaints 2004; no other guideline was cited.", (True, False)),
        ("ODG, Pain Chapter, Opioids. No further evidence was provided.", (True, False)),
        ("The reviewer relied on the ODG and cited no other evidence.", (True, False)),
        ("The MTUS was not cited, and no other evidence was given.", (False, False)),
        ("Nonunion of the scaphoid, page 3.", (True, False)),
        ("Decision based on MTUS Low Back Complaints 2004.", (True, False)),
        (
            "The Expert Reviewer based their decision on recommendation(s) outside of the MTUS Guidelines. "
            "Decision based on Non-MTUS Citation Official Disability Guidelines.",
            (True, True),
        ),
        ("Decision based on Non-MTUS Citation Official Disability Guidelines.", (True, False)),
        ("The Physician Reviewer found no section of the MTUS was applicable. It relied on ODG.", (True, True)),
        ("The decision is based on the Official Disability Guidelines, which is not part of the MTUS.", (True, True)),
        ("", (True, False)),
    ],
)
def test_line_facts(text: str, said: tuple[bool, bool]) -> None:
    assert facts(text) == said


def test_a_line_that_cites_nothing_has_no_citations() -> None:
    assert line("The Expert Reviewer did not cite any medical evidence for its decision.") == []


def test_a_schedule_that_does_not_apply_is_left_aside() -> None:
    text = "The MTUS was not applicable. The Expert Reviewer based his/her decision on the ODG, Knee Chapter."
    assert facts(text) == (True, True)
