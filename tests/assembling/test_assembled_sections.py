"""The sections that a record lists."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from spacy.language import Language

from pipeline.assembling.sections import whole_sections
from pipeline.components.tags import Tag
from pipeline.records.convert import from_data, to_data

LETTER = (Path(__file__).parents[2] / "corpus/seed-layout/CM16-9900440.txt").read_text(encoding="utf-8")


def cut(marked: str) -> tuple[str, list[Tag]]:
    """A text and its sections: `[label 1: words]` in it is a part of item 1, `[label: words]` of the letter."""
    text, tags = "", []
    for plain, label, number, words in re.findall(r"([^\[]*)(?:\[(\w+) ?(\d*):([^\]]*)\])?", marked):
        text += plain
        if label:
            tags.append(Tag(label, len(text), len(text) + len(words), number))
        text += words
    return text, tags


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (  # prose goes on behind a heading and a decision
            "[summary:She asked for ][request 1:a cane][summary: and got none. It ][decision 1:is upheld][summary:. ]",
            ["She asked for a cane and got none. It is upheld.", "a cane", "is upheld"],
        ),
        (  # the layout's own words between the parts of an item
            "[documents:The file.][request 1:A cane][documents: Determination: ][decision 1:Upheld]"
            "[documents: Reasons: ][rationale 1:He walks.][documents: 2) Regarding ][request 2:A bed]",
            ["The file.", "A cane", "Upheld", "He walks.", "A bed"],
        ),
        (  # a section of its own behind an item
            "[request 1:A cane] [decision 1:Upheld] [rationale 1:He walks.] [reviewer:A surgeon.]",
            ["A cane", "Upheld", "He walks.", "A surgeon."],
        ),
        ("[items_begin:Whether ][request 1:A cane][items_begin: is] [summary:A man.]", ["A cane", "A man."]),
        ("", []),
    ],
)
def test_sections_are_whole(marked: str, expected: list[str]) -> None:
    text, tags = cut(marked)
    assert [text[tag.start : tag.end] for tag in whole_sections(text, tags)] == expected


def test_a_letters_sections(nlp: Language) -> None:
    doc = nlp(LETTER)
    letter = doc._.letter
    first = [section.name for section in letter.sections[:3]]
    assert first == ["header", "reviewer", "summary"]
    assert [s.name for s in letter.sections if s.item == 1][:2] == ["request", "decision"]
    assert {s.item for s in letter.sections} == {None, *(d.number for d in letter.determinations)}
    (summary,) = (s for s in letter.sections if s.name == "summary")
    assert (letter.summary.start, letter.summary.end) == (summary.start, summary.end)
    assert letter.summary.text.split() == LETTER[summary.start : summary.end].split()
    assert from_data(json.loads(json.dumps(to_data(letter)))) == letter


def test_no_sections_without_a_layout(nlp: Language) -> None:
    letter = nlp("A note on the weather. It rains.")._.letter
    assert (letter.sections, letter.summary) == ((), None)


def test_older_records_are_read(nlp: Language) -> None:
    data = to_data(nlp(LETTER)._.letter)
    del data["sections"], data["summary"]
    letter = from_data(data)
    assert (letter.sections, letter.summary) == ((), None)
