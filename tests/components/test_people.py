"""The injured worker's age and sex."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from spacy.lang.en import English
from spacy.vocab import create_vocab

from pipeline.components.people import PeopleComponent
from pipeline.components.rules import RulesComponent
from pipeline.components.tags import Tag, read_tags, write_tags
from pipeline.components.tokenizer import LetterTokenizer
from pipeline.rules import load_rules, patterns_folder

People = dict[str, tuple[str, str]]
Read = Callable[..., People]


@pytest.fixture(scope="module")
def read() -> Read:
    """Reads age and sex from a summary and a rationale, as label -> (value, text)."""
    vocab = create_vocab("en", English.Defaults)
    tokenize = LetterTokenizer(vocab)
    packs = [patterns_folder() / folder / "people.yml" for folder in ("terms", "cues")]
    rules, component = RulesComponent(vocab, tokenize, rules=load_rules(packs)), PeopleComponent()

    def read_letter(summary: str, rationale: str = "The request is not supported.") -> People:
        doc = tokenize(f"{summary} {rationale}")
        cut = len(summary)
        sections = [Tag("summary", 0, cut), Tag("rationale", cut + 1, len(doc.text), "1")]
        write_tags(doc, "sections", sections)
        tags = read_tags(component(rules(doc)), "people")
        return {tag.label: (str(tag.value), doc.text[tag.start : tag.end]) for tag in tags}

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
        ("This 55yo cook fell.", ("55", "55yo")),
        ("A 55-y/o cook fell.", ("55", "55-y/o")),
        ("The patient is a fifty-five (55) year old cook.", ("55", "fifty-five (55) year old")),
        ("The worker is fifty five years old.", ("55", "fifty five years old")),
        ("The worker, who is 55 years of age, reports that it hurts.", ("55", "55 years of age")),
        ("He was 45 years old when he was hurt; he is now 55 years old.", ("55", "55 years old")),
        ("Age/Sex: 55/M. Wrist pain.", ("55", "Age/Sex: 55")),
        ("The patient is 55. He is a cook.", ("55", "55")),
        ("Nurse, female, 55, with back pain.", ("55", "55")),
        ("The worker is 55 years young.", ("55", "55 years young")),
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
        "The patient is in her mid-fifties.",
        "At the age of 55 she was hurt.",
        "The score of the patient is 55.",
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
        ("Pt is 55 yo F with pain.", ("female", "F")),
        ("Age: 55. Sex: M. Neck pain.", ("male", "M")),
        ("Age/Sex: 55/M. Neck pain.", ("male", "M")),
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
