from __future__ import annotations

import dataclasses
import json

from pipeline.records import model
from pipeline.records.convert import from_data, to_data, to_json
from pipeline.records.model import Case, Determination, Drug, Frequency, Grounded, GuidelineLine, Letter, Source


def letter(source: Source) -> Letter:
    knee = Grounded("Knee brace", "Knee  brace", 3, 14)
    request = model.Request(
        "Knee brace",
        3,
        14,
        knee,
        drugs=(Drug("ibuprofen", "Motrin", 20, 26, "800mg", None, "nsaid"),),
        quantity=Grounded(60, "#60", 27, 30),
        frequency=Frequency((2, 3), "week", None, None, "2-3 a week", 31, 41),
    )
    rationale = model.Rationale("Because.", 50, 58, depends_on=(2,))
    item = Determination(1, request, Grounded("upheld", "Upheld", 42, 48), GuidelineLine(), GuidelineLine(), rationale)
    return Letter("CM1", source, case=Case(case_number=Grounded("CM1", "CM1", 0, 3)), determinations=(item,))


def test_records_survive_json() -> None:
    for source in (Source(), Source("a.jsonl:1", row={"class": {"for": [1]}, "class_": "x"})):
        record = letter(source)
        assert from_data(json.loads(json.dumps(to_data(record)))) == record


def test_keys_are_those_of_the_record() -> None:
    data = to_data(letter(Source()))
    request = data["determinations"][0]["request"]
    assert request["drugs"][0]["class"] == "nsaid"
    assert request["frequency"] == {
        "times": [2, 3],
        "per": "week",
        "for": None,
        "unit": None,
        "text": "2-3 a week",
        "start": 31,
        "end": 41,
    }
    assert list(data)[:4] == ["letter_id", "source", "layout", "case"]


def test_metadata_is_left_out_where_there_is_none() -> None:
    assert "row" not in to_data(letter(Source()))["source"]
    assert "row" not in to_data(letter(Source(row={})))["source"]
    assert to_data(letter(Source(row={"a": 1})))["source"]["row"] == {"a": 1}


def test_no_record_class_has_a_single_field() -> None:
    """Values are fetched in one go, which gives a tuple only for several names."""
    classes = [c for c in vars(model).values() if dataclasses.is_dataclass(c)]
    assert classes
    assert all(len(dataclasses.fields(c)) > 1 for c in classes)


def test_a_letter_is_shown_in_a_line_and_given_as_plain_data() -> None:
    record = letter(Source())
    assert repr(record) == "Letter('CM1', 1 item, no outcome, unknown)"
    assert json.loads(json.dumps(record.to_dict())) == json.loads(to_json(record)) == record.to_dict()
