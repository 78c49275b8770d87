"""Data of any shape as a record."""

from __future__ import annotations

from typing import Any

import pytest
from spacy.language import Language

from pipeline.records.convert import to_data
from pipeline.views.letter_page import render_record
from pipeline.views.letter_page.shaped import shaped
from tests.views.explorer.corpora import item, letter
from tests.views.letter_page.sample import read


def test_a_record_stays_as_it_is(nlp: Language) -> None:
    record = to_data(read(nlp)._.letter)
    assert shaped(record) == record


def test_what_fits_is_kept() -> None:
    good = {"value": "2016-01-02", "text": "1/2/16", "start": 0, "end": 6, "role": "visit", "section": "summary"}
    found = shaped(
        {
            "letter_id": 3,
            "case": {"priority": 5, "case_number": {"value": "A", "text": "A", "start": 1, "end": 2}},
            "determinations": [{"request": 4, "rationale": [], "number": "1"}, 5, item(7, decision="upheld")],
            "dates": [{**good, "value": 1}, good, "x"],
            "outcome": "nonsense",
        }
    )
    assert found["letter_id"] == "without a number"
    assert found["case"]["case_number"]["value"] == "A" and found["case"]["priority"] is None
    assert [one["number"] for one in found["determinations"]] == [1, 7]
    assert found["determinations"][0]["request"]["disputed"]["text"] == ""
    assert found["determinations"][1]["decision"]["value"] == "upheld"
    assert good in found["dates"]
    assert found["outcome"] is None


@pytest.mark.parametrize(
    "data",
    [{}, {"determinations": [[]]}, {"spans": [{"id": 1}], "findings": [{}], "warnings": [None]}, letter("A", item())],
)
def test_every_shape_has_a_page(data: dict[str, Any]) -> None:
    assert "<main>" in render_record(data, None, missing="Gone.").html
