"""On which other items of a letter a verdict is said to rest."""

from __future__ import annotations

import pytest
from spacy.language import Language

from pipeline.components.decision_reading.dependence import Reasons
from pipeline.components.decision_reading.naming import Item, Items, Speaks
from pipeline.components.tags import Tag
from pipeline.rules.matching.tagged_text import TaggedText
from pipeline.rules.tags import FrozenMapping
from pipeline.rules.words.sentence_words import sentence_splitter
from pipeline.rules.words.treatment_words import naming_words
from tests.components.sample_letters import DependenceSample, dependence_samples, letter

# What no rule reads yet: the predicate that "as it was not" leaves out, and a reason in the first of two clauses
# that "and" joins.
NOT_READ = ("The preceding determination was adverse",)
ITEMS = Items(
    [
        Item(1, "Right knee arthroscopy with chondroplasty", "surgery/arthroscopic"),
        Item(2, "Norco 10/325mg #60", "pharmaceuticals", ("hydrocodone/acetaminophen", "opioid")),
        Item(3, "Cold therapy unit rental", "dmepos/durable_medical_equipment"),
        Item(4, "Cold therapy pads", "dmepos/supplies"),
    ],
    naming_words(),
)


@pytest.mark.parametrize("sample", dependence_samples(), ids=lambda sample: sample.rationale[:70])
def test_samples(nlp: Language, sample: DependenceSample) -> None:
    rationales = ["Nothing more is known."] * len(sample.headings)
    rationales[sample.number - 1] = sample.rationale
    items = nlp(letter(sample.headings, rationales))._.letter.determinations
    expected = () if sample.rationale.startswith(NOT_READ) else sample.expected
    assert items[sample.number - 1].rationale.depends_on == expected


@pytest.mark.parametrize(
    ("phrase", "number", "expected"),
    [
        ("the arthroscopic procedure", 3, [1]),
        ("the surgery", 3, [1]),
        ("hydrocodone", 1, [2]),
        ("the opiate", 1, [2]),
        ("the cold therapy unit", 4, [3]),
        ("the pads", 4, []),  # its own words
        ("the knee is stable", 3, [1]),
        ("the request", 3, []),
        ("walking", 3, []),
    ],
)
def test_what_words_name(phrase: str, number: int, expected: list[int]) -> None:
    assert ITEMS.named(phrase, number) == expected


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("The request for it", Speaks.OF_THE_ITEM),
        ("Sixty tablets of hydrocodone", Speaks.OF_THE_ITEM),
        ("This medication", Speaks.OF_SOMETHING),
        ("It", Speaks.OF_SOMETHING),
        ("A slow taper", Speaks.OF_ANOTHER),
    ],
)
def test_of_what_a_subject_speaks(phrase: str, expected: Speaks) -> None:
    assert ITEMS.subject(phrase, 2) is expected


def test_a_range_is_read_once_and_never_beyond_the_letter() -> None:
    text = "Since items 1 through 9 are denied, it is too."
    attributes = FrozenMapping({"which": "listed", "ground": "yes"})
    reference = Tag("REFERENCE", 6, 23, tuple(range(1, 10)), "reference.numbers", attributes)
    (tag,) = Reasons(TaggedText(text, [reference], 0, len(text)), 4, ITEMS, sentence_splitter()).depends_on()
    assert (tag.label, tag.value, tag.rule) == ("depends_on", "1,2,3", "reference.numbers")


def test_words_of_very_many_headings_name_none() -> None:
    items = Items([Item(number, "Lumbar brace") for number in range(1, 40)], naming_words())
    assert items.named("the brace", 40) == []


def test_each_item_is_found_by_its_own_words_in_a_letter_of_very_many() -> None:
    items = Items([Item(number, f"Brace model{number}x") for number in range(1, 4001)], naming_words())
    assert items.named("the brace model3000x", 1) == [3000]
