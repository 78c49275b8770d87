from __future__ import annotations

from pipeline.evaluation.grounding import grounds
from tests.evaluation.records import TEXT, record


def test_every_grounded_value_is_checked() -> None:
    found = grounds(record(), TEXT)
    assert all(ground.holds for ground in found)
    paths = {ground.path for ground in found}
    assert "case.case_number" in paths
    assert "determinations[0].reviewer_guideline.citations[0]" in paths
    assert "determinations[0].request.body_parts[0]" in paths


def test_a_value_beside_its_place_is_told() -> None:
    moved = record()
    moved["case"]["case_number"]["start"] += 1
    empty = record(case__case_number={"value": "", "text": "", "start": 3, "end": 3})
    behind = record(case__case_number={"value": "x", "text": "x", "start": 5000, "end": 5001})
    for data in (moved, empty, behind):
        assert [g.path for g in grounds(data, TEXT) if not g.holds] == ["case.case_number"]


def test_white_space_and_page_furniture_do_not_count() -> None:
    text = "Knee \n\n brace\nFinal Determination Letter for IMR Case Number CM14-0000001 2\n\x0cfor walking"
    data = record()
    data["case"]["case_number"] = {
        "value": "x",
        "text": "Knee brace for walking",
        "start": 0,
        "end": len(text),
    }
    (ground,) = [g for g in grounds(data, text) if g.path == "case.case_number"]
    assert ground.holds


def test_metadata_is_no_part_of_the_record() -> None:
    data = record(source={"row": {"text": "a", "start": 900, "end": 901}})
    assert all(ground.holds for ground in grounds(data, TEXT))


def test_an_empty_rationale_stands_where_one_would_be() -> None:
    data = record()
    data["determinations"][0]["rationale"] |= {"text": "", "start": len(TEXT), "end": len(TEXT)}
    assert all(ground.holds for ground in grounds(data, TEXT))
    data["determinations"][0]["rationale"] |= {"start": len(TEXT) + 1, "end": len(TEXT) + 1}
    assert [g.path for g in grounds(data, TEXT) if not g.holds] == ["determinations[0].rationale"]
