from __future__ import annotations

import pytest

from pipeline.records.convert import from_data, to_data
from pipeline.records.model import Letter
from pipeline.records.official import with_official_outcome


@pytest.mark.parametrize(
    ("printed", "of_text", "value", "agrees"),
    [
        ("Overturned Decision of Health Plan", "overturned", "overturned", True),
        ("Overturned Decision of Health Plan", "upheld", "overturned", False),
        ("Upheld", "upheld", "upheld", True),
        ("Upheld", "partially_overturned", "upheld", False),
        ("Overturned", "partially_overturned", "overturned", True),
        ("Overturned in Part", "overturned", "partially_overturned", True),
        ("Reversed", None, "overturned", None),
        ("Withdrawn", "upheld", None, None),
    ],
)
def test_a_published_decision(printed: str, of_text: str | None, value: str | None, agrees: bool | None) -> None:
    letter = with_official_outcome(Letter("A", outcome=of_text), printed)  # type: ignore[arg-type]
    official = letter.official_outcome
    assert official is not None
    assert (official.value, official.text, official.agrees) == (value, printed, agrees)
    assert [finding.code for finding in letter.findings] == (["F401"] if agrees is False else [])
    assert from_data(to_data(letter)) == letter


def test_the_row_of_an_older_record_is_read() -> None:
    data = to_data(Letter("A"))
    assert from_data({**data, "source": {**data["source"], "metadata": {"year": 2016}}}).source.row == {"year": 2016}


def test_without_one_the_record_has_no_such_key() -> None:
    assert "official_outcome" not in to_data(Letter("A"))
