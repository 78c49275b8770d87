"""The injured worker's age and sex."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.lang.en import English
from spacy.vocab import create_vocab

from pipeline.components.people import PeopleComponent
from pipeline.components.tags import Tag, read_tags, write_tags
from pipeline.components.tokenizer import LetterTokenizer
from pipeline.rules import load_rules, patterns_folder
from pipeline.rules.engines import RuleMatcher, Section

People = dict[str, tuple[str, str]]
Read = Callable[..., People]


@pytest.fixture(scope="module")
def read() -> Read:
    """Reads age and sex from a summary and a rationale, as label -> (value, text)."""
    vocab = create_vocab("en", English.Defaults)
    tokenize = LetterTokenizer(vocab)
    match = RuleMatcher(load_rules([patterns_folder() / "terms" / "people.yml"]).rules, vocab, tokenize)
    component = PeopleComponent()

    def read_letter(summary: str, rationale: str = "The request is not supported.") -> People:
        doc = tokenize(f"{summary} {rationale}")
        cut = len(summary)
        sections = [Tag("summary", 0, cut), Tag("rationale", cut + 1, len(doc.text), "1")]
        write_tags(doc, "sections", sections)
        parts = [Section(s.label_, s.start, s.end) for s in doc.spans["sections"]]
        hits = [Tag(h.rule.label, h.start, h.end, h.rule.value, h.rule.id) for h in match(doc, parts)]
        write_tags(doc, "rules", hits)
        tags = read_tags(component(doc), "people")
        return {tag.label: (tag.value, doc.text[tag.start : tag.end]) for tag in tags}

    return read_letter


@pytest.mark.parametrize(
    ("summary", "age"),
    [
        ("The injured worker is a 57 year old cook.", ("57", "57 year old")),
        ("This is a now 57-year-old cook with history of a fall.", ("57", "57-year-old")),
        ("The patient is a 57-year- old cook.", ("57", "57-year- old")),
        ("A 61 y/o right-handed driver fell.", ("61", "61 y/o")),
        ("The 42 yr old driver fell.", ("42", "42 yr old")),
        ("The worker is 45 years of age.", ("45", "45 years of age")),
        ("The patient, age 45, fell.", ("45", "age 45")),
        ("A cook aged 52 fell.", ("52", "aged 52")),
        ("A forty-five-year-old cook fell.", ("45", "forty-five-year-old")),
        ("Her 12-year-old son was there. The patient is a 50 year old cook.", ("50", "50 year old")),
        ("Her mother was a 70-year-old smoker. The patient is a 50 year old cook.", ("50", "50 year old")),
        ("A 25-year-old report exists. The patient is a 50 year old cook.", ("50", "50 year old")),
    ],
)
def test_age(read: Read, summary: str, age: tuple[str, str]) -> None:
    assert read(summary)["age"] == age


@pytest.mark.parametrize(
    "summary",
    [
        "A 5-year-old report was read.",
        "A 20-year-old neck injury flared.",
        "The patient is over 50 years of age.",
        "Migraine since 23 years old.",
        "He lives with his 17-year-old daughter.",
        "See page 45 of the file; a 2.25 year old brace.",
    ],
)
def test_no_age(read: Read, summary: str) -> None:
    assert "age" not in read(summary)


@pytest.mark.parametrize(
    ("summary", "sex"),
    [
        ("The injured worker is a 57 year old male. She is the doctor.", ("male", "male")),
        ("The 58 year old female injured worker fell.", ("female", "female")),
        ("This 44-year-old, right-handed gentleman fell.", ("male", "gentleman")),
        ("A woman, aged 52, fell.", ("female", "woman")),
        ("The patient is a female with pain.", ("female", "female")),
        ("The worker fell. His knee hurts. She, a nurse, saw it.", ("male", "His")),
        ("The worker has pain. Her gait is normal.", ("female", "Her")),
        ("He/she fell. Then she sat.", ("female", "she")),
        ("The machine had a male plug. The worker hurt her hand.", ("female", "her")),
    ],
)
def test_sex(read: Read, summary: str, sex: tuple[str, str]) -> None:
    assert read(summary)["sex"] == sex


@pytest.mark.parametrize(
    ("summary", "people"),
    [
        ("A 10-year-old male enrollee has requested it.", {"age": ("10", "10-year-old"), "sex": ("male", "male")}),
        ("The patient is a four-year-old boy.", {"age": ("4", "four-year-old"), "sex": ("male", "boy")}),
        ("A thirteen year old girl has asthma.", {"age": ("13", "thirteen year old"), "sex": ("female", "girl")}),
        ("The enrollee is a 2 year old with croup.", {"age": ("2", "2 year old")}),
        ("The patient is a 16-year-old boy.", {"age": ("16", "16-year-old"), "sex": ("male", "boy")}),
        ("A 5-year-old report was read. The scar is 9 years old.", {}),
        ("A 7-year-old fusion failed in a patient.", {}),
        ("There is a 4-year-old boy at home.", {}),
        ("The patient has a girl.", {}),
        ("The worker, a 40 year old cook with a boy, fell.", {"age": ("40", "40 year old")}),
    ],
)
def test_children(read: Read, summary: str, people: People) -> None:
    assert read(summary) == people


def test_the_rationale_is_asked_where_the_summary_says_nothing(read: Read) -> None:
    told = "This claimant is a 33 year old female."
    assert read("Neck pain.", told) == {"age": ("33", "33 year old"), "sex": ("female", "female")}
    assert read("The worker is a 40 year old male.", told)["age"] == ("40", "40 year old")


def test_nothing_is_guessed(read: Read) -> None:
    assert read("The worker has neck pain.") == {}
