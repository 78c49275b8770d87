"""The work that a letter takes grows as the letter does: counted in lines of code that run, and not in seconds."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import pytest
from spacy.language import Language

from pipeline.running.letters import read_letter
from pipeline.text import folding
from pipeline.text.document import Document
from tests.long_letters import REASON, letter


def lines_run(nlp: Language, text: str) -> int:
    """How many lines of the package run, each turn of a loop counted."""
    lines = 0

    def inside(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return inside

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        return inside if "/pipeline/" in frame.f_code.co_filename.replace("\\", "/") else None

    document = Document(text, "letter", "letter", "text/plain", "")
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        record = read_letter(nlp, document)
    finally:
        sys.settrace(before)
    assert len(record.determinations) == text.count("MAXIMUS guideline")
    return lines


@pytest.mark.parametrize("reason", ["", REASON])
def test_an_item_takes_the_same_work_among_many_as_among_few(reason: str, nlp: Language) -> None:
    few, many = 10, 80
    for _ in range(3):  # until the filters of expressions are built
        read_letter(nlp, Document(letter(many, reason), "first", "first", "text/plain", ""))
    assert lines_run(nlp, letter(many, reason)) / many < 1.2 * lines_run(nlp, letter(few, reason)) / few


@pytest.mark.parametrize(
    "words",
    ["the brace is medically necessary and ", "MTUS Low Back Complaints 2004, page {0}, "],
    ids=["verdict", "citation"],
)
def test_what_a_sentence_says_takes_the_same_work_among_much_as_among_little(words: str, nlp: Language) -> None:
    few, many = (letter(1, "".join(words.format(n % 7) for n in range(count)) + "so. ") for count in (40, 320))
    for _ in range(3):  # until the filters of expressions are built
        read_letter(nlp, Document(many, "first", "first", "text/plain", ""))
    none = lines_run(nlp, letter(1))
    assert (lines_run(nlp, many) - none) / 320 < 1.2 * (lines_run(nlp, few) - none) / 40


def test_a_letter_read_twice_takes_the_same_work_again(nlp: Language) -> None:
    texts = ["".join(list(letter(5, REASON))) for _ in range(2)]  # equal, and not the same object
    read_letter(nlp, Document(texts[0], "first", "first", "text/plain", ""))
    assert lines_run(nlp, texts[1]) == lines_run(nlp, texts[0])


def test_each_character_is_folded_as_often_among_many_items_as_among_few(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    characters = 0
    fold = folding.fold

    def counted(text: str) -> str:
        nonlocal characters
        characters += len(text)
        return fold(text)

    monkeypatch.setattr(folding, "fold", counted)
    found = []
    for items in (10, 80):
        text, characters = letter(items, REASON), 0
        read_letter(nlp, Document(text, "letter", "letter", "text/plain", ""))
        found.append(characters / len(text))
    assert found[1] < 1.2 * found[0]
