"""Diagnoses, treatments, operations, work status, requests and denials in many wordings: `clinical_samples.txt`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.records.clinical import Clinical
from tests.components.clinical_letter import LETTER

SAMPLES = Path(__file__).with_name("clinical_samples.txt")


def samples() -> Iterator[tuple[str, str, list[str]]]:
    """The section, the sentence, and what is to be read in it."""
    for block in SAMPLES.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines:
            yield lines[0][0], lines[0][3:], lines[1:]


def facts(clinical: Clinical) -> list[str]:
    """What the record has as facts, in the notation of the samples."""
    found = [(one.start, f"D {one.text}") for one in clinical.diagnoses if not (one.negated or one.hypothetical)]
    found += [
        (one.start, f"T {one.text}" + (f" ={one.result.value}" if one.result else ""))
        for one in clinical.treatments
        if not (one.negated or one.hypothetical)
    ]
    found += [(one.start, f"S {one.text}") for one in clinical.surgeries if not (one.negated or one.hypothetical)]
    found += [(one.start, f"W {one.value}") for one in clinical.work_status if not (one.negated or one.hypothetical)]
    found += [
        (one.start, f"R {one.text}" + (f" // {one.reason.text}" if one.reason else "")) for one in clinical.requests
    ]
    found += [(one.start, f"X {one.text}") for one in clinical.denial_reasons]
    return [fact for _, fact in sorted(found)]


@pytest.mark.parametrize("section", ["s", "r"])
def test_what_sentences_say_of_the_worker(nlp: Language, section: str) -> None:
    names = {"s": "summary", "r": "rationale"}
    elsewhere = dict.fromkeys(names.values(), "Nothing is known.")
    wrong = {}
    for where, sentence, expected in samples():
        if where == section:
            letter = nlp(LETTER.format(**elsewhere | {names[section]: sentence}))._.letter
            if facts(letter.clinical) != expected:
                wrong[sentence] = (facts(letter.clinical), expected)
    assert wrong == {}
