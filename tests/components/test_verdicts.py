"""Verdicts of rationales that were written to try their reading, without a look at the decision."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from tests.components.sample_letters import VerdictSample, letter, verdict_samples
from tests.properties.letters import FILES, text_of

ROOT = Path(__file__).resolve().parents[2]
YES, NOT = "medically_necessary", "not_medically_necessary"


OTHER_WORDS = (
    "As utilization review correctly found, Elavil",
    "The left splint is medically necessary, and so",
    "UR found the collar not to be medically necessary. Nor,",
    "A chair with support is not medically necessary, and neither",
)
"""Known failures: the sign is right, and the words are others than those that state the verdict best."""


def samples() -> Iterator[Any]:
    for sample in verdict_samples():
        known = sample.rationale.startswith(OTHER_WORDS)
        marks = [pytest.mark.xfail(reason="other words", strict=True)] if known else []
        yield pytest.param(sample, marks=marks, id=f"{sample.kind}: {sample.rationale[:60]}")


@pytest.mark.parametrize("sample", list(samples()))
def test_samples(nlp: Language, sample: VerdictSample) -> None:
    found = {
        item.rationale.conclusion and (item.rationale.conclusion.value, item.rationale.conclusion.text)
        for decision in ("Upheld", "Overturned")
        for item in nlp(letter([sample.heading], [sample.rationale], decision))._.letter.determinations
    }
    assert len(found) == 1  # the decision does not matter
    conclusion = found.pop()
    assert (conclusion and conclusion[0]) == sample.value
    if conclusion is not None:
        assert any(conclusion[1] in words or words in conclusion[1] for words in sample.words)


def flipped(text: str) -> str:
    """The text with every decision turned round."""
    for one, other in (("Upheld", "\0"), ("Overturned", "Upheld"), ("\0", "Overturned")):
        text = text.replace(f": {one}\n", f": {other}\n")
    return text


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_other_decisions_change_no_conclusion(nlp: Language, path: Path) -> None:
    text = text_of(path)
    turned = flipped(text)
    said, said_turned = (
        [item.rationale.conclusion and item.rationale.conclusion.value for item in nlp(each)._.letter.determinations]
        for each in (text, turned)
    )
    assert said == said_turned


@pytest.mark.parametrize(
    ("headings", "rationale", "expected"),
    [
        (["Wrist splint", "Hand therapy 12 visits"], "The splint is medically necessary. Twelve visits are not.", YES),
        (["Wrist splint", "Hand therapy 12 visits"], "Twelve visits are not medically necessary.", None),
        (["Hand therapy 12 visits", "Wrist splint"], "The splint is medically necessary. Twelve visits are not.", NOT),
        (["Massage 4 visits", "Norco 5mg #30"], "Norco was found not medically necessary above.", None),
        (["Lab tests", "Hernia repair"], "Blood tests before the operation are medically necessary.", YES),
        (
            ["Right hip injection", "Left hip injection"],
            "Of the left and the right hip injection, the former is medically necessary and the latter is not.",
            NOT,
        ),
        (
            ["Wrist MRI", "Wrist x-ray"],
            "An x-ray and an MRI were requested. The latter is medically necessary; the former is not.",
            None,
        ),
        (["Chest film", "Nerve study"], "None of the other tests, all decided elsewhere, is necessary.", None),
        (["Cane", "Bed"], "The cane is certified. None of the remaining items is medically necessary.", YES),
        (["Cane", "Bed", "Ramp"], "The rest of the requested items are not medically necessary.", None),
        (["Cane", "Bed"], "The first is medically necessary, the second is not.", None),
        (["Cane", "Bed"], "A cane and a bed are asked for. The second is medically necessary; the first is not.", NOT),
        (["Cane", "Bed"], "Bed I find medically necessary; cane I do not.", NOT),
        (["Cane", "Bed"], "One of the two is medically necessary: the bed.", None),
        (["Cane", "Bed", "Ramp"], "All but the bed are medically necessary.", None),
        (["Bed", "Cane", "Ramp"], "With the ramp found necessary, the bed, hired by the month, is not necessary.", NOT),
        (
            ["Chest film", "Nerve study"],
            "The film is medically necessary. I do not believe that the nerve study is.",
            YES,
        ),
        (["Chest film", "Nerve study"], "The study is medically necessary. I do not believe that the film is.", NOT),
        (
            ["Cane", "Bed"],
            "The cane is medically necessary. I do not believe that the bed is medically necessary.",
            YES,
        ),
        (
            ["Cane", "Bed"],
            "The bed is medically necessary. I do not believe that the cane is medically necessary.",
            NOT,
        ),
    ],
)
def test_what_is_said_of_other_items(nlp: Language, headings: list[str], rationale: str, expected: str | None) -> None:
    made = nlp(letter(headings, [rationale, *["It is decided elsewhere."] * (len(headings) - 1)], "Upheld"))
    conclusion = made._.letter.determinations[0].rationale.conclusion
    assert (conclusion and conclusion.value) == expected
