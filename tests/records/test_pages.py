"""Each value says on which page it stands, where its source has pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from pipeline.reading import Document, read
from pipeline.records.convert import from_data, to_data
from pipeline.records.pages import page_starts, set_pages
from pipeline.running.letters import examine_all, read_letter

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


def placed(data: Any) -> Iterator[dict[str, Any]]:
    """Every part of a record that has a place."""
    if isinstance(data, dict):
        if data.get("start") is not None:
            yield data
        for value in data.values():
            yield from placed(value)
    elif isinstance(data, list):
        for value in data:
            yield from placed(value)


def test_pages_begin_at_the_start_and_behind_form_feeds() -> None:
    assert page_starts("one\ftwo\f", paged=False) == (0, 4, 8)
    assert page_starts("one", paged=True) == (0,)
    assert page_starts("one", paged=False) == ()


def test_every_value_of_a_pdf_has_its_page(nlp: Language) -> None:
    documents = [d for d in read(CORPUS / "seed-layout") if isinstance(d, Document) and len(d.pages) > 1]
    assert documents
    for document in documents:
        letter = read_letter(nlp, document)
        found = list(placed(to_data(letter)))
        assert len(found) > 20
        for part in found:
            start, end = document.pages[part["page"] - 1]
            assert start <= part["start"] <= end
        assert {part["page"] for part in found} > {1}
        assert from_data(to_data(letter)) == letter


def test_a_text_without_pages_has_none(nlp: Language) -> None:
    (document,) = read(CORPUS / "seed-layout" / "CM14-9900117.txt")
    assert isinstance(document, Document) and "\f" not in document.text
    assert all("page" not in part for part in placed(to_data(read_letter(nlp, document))))


def test_letters_of_one_pdf_have_the_pages_of_the_pdf(nlp: Language) -> None:
    documents = [d for d in read(CORPUS / "bundles") if isinstance(d, Document) and d.pages]
    assert documents
    for document in documents:
        outcomes = examine_all(nlp, document)
        assert len(outcomes) > 1
        for outcome in outcomes:
            for part in placed(to_data(outcome.record)):
                start, end = document.pages[part["page"] - 1]
                assert start <= part["start"] <= end


@pytest.mark.parametrize(("start", "page"), [(0, 1), (9, 1), (10, 2), (25, 3)])
def test_a_page_begins_where_it_begins(start: int, page: int) -> None:
    from pipeline.records.model import GroundedText

    words = GroundedText("x", start, start + 1)
    set_pages((words,), (0, 10, 20))
    assert words.page == page
