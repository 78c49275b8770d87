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

HEAD = """Independent Medical Review Final Determination Letter

IMR Case Number: CM14-9900001   Date of Injury: 01/02/2012

CLINICAL CASE SUMMARY
The patient is a 45 year old female who was injured on 1/2/2012.

IMR ISSUES, DECISIONS AND RATIONALES
The Final Determination was based on decisions for the disputed items/services set forth below:

"""
ITEM = """{number}. Lumbar brace {number} for the left knee, 2 times a week for 6 weeks: Upheld

Claims Administrator guideline: Decision based on MTUS ACOEM.

MAXIMUS guideline: Decision based on MTUS Chronic Pain Medical Treatment Guidelines, page {page}.

Decision rationale: The guideline recommends a brace. {reason}Therefore, the request is not medically necessary.

"""
REASON = "Since the brace in question {before} is not certified, the associated brace is not certified either. "


def letter(items: int, reason: str) -> str:
    return HEAD + "".join(
        ITEM.format(number=n, page=n % 90 + 1, reason=reason.format(before=max(1, n - 1))) for n in range(1, items + 1)
    )


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
    read_letter(nlp, Document(letter(few, reason), "first", "first", "text/plain", ""))
    assert lines_run(nlp, letter(many, reason)) / many < 1.2 * lines_run(nlp, letter(few, reason)) / few


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
