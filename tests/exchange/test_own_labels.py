"""Labels of a user's own on their way to an annotation tool and back."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from pipeline.evaluation.score import score
from pipeline.exchange import prodigy
from pipeline.exchange.annotations import AnnotatedLetter, Annotation, annotations_of
from pipeline.exchange.corrections import corrected_record
from pipeline.exchange.gold import gold_record
from pipeline.exchange.normal_values import NormalValues
from tests.exchange.conftest import TEXT

Data = dict[str, Any]


def span(words: str, value: Any, label: str = "TOOL", **attributes: str) -> Data:
    start = TEXT.index(words)
    place = {"text": words, "start": start, "end": start + len(words)}
    more = {"attributes": attributes, "section": "rationale", "determination": 1}
    return {"label": label, "id": "mine.tool", **place, "value": value, **more}


@pytest.fixture
def own(letter: AnnotatedLetter) -> AnnotatedLetter:
    record = deepcopy(dict(letter.record))
    record["spans"] = [span("The California MTUS", "state", side="UR"), span("Six visits", [6, 6], "COUNT")]
    return AnnotatedLetter(TEXT, record, tuple(annotations_of(record)))


def corrected(own: AnnotatedLetter, normal: NormalValues, annotations: list[Annotation]) -> Data:
    record, problems = corrected_record(replace(own, annotations=tuple(annotations)), normal)
    assert problems == []
    return record


def test_untouched_they_come_back_as_they_were(own: AnnotatedLetter, normal: NormalValues) -> None:
    back = prodigy.from_task(json.loads(json.dumps(prodigy.task_of(own))))
    assert back is not None
    assert corrected_record(back, normal) == (own.record, [])


def test_taken_away_renamed_moved_and_added(own: AnnotatedLetter, normal: NormalValues) -> None:
    first, second = (a for a in own.annotations if a.kind == "own")
    others = [a for a in own.annotations if a.kind != "own"]
    assert corrected(own, normal, others)["spans"] == []
    longer = replace(first, label="own.BODY", end=first.end + 11)
    renamed, _ = corrected(own, normal, [*others, longer, second])["spans"]
    assert (renamed["label"], renamed["text"], renamed["value"]) == ("BODY", "The California MTUS guidelines", "state")
    at = TEXT.index("allow ten")
    *_, new, _ = corrected(own, normal, [*own.annotations, Annotation("own.NEW", at, at + 9)])["spans"]
    assert (new["label"], new["text"], new["value"]) == ("NEW", "allow ten", None)
    assert (new["section"], new["determination"]) == ("rationale", 2)


def test_gold_has_them_and_they_are_scored(own: AnnotatedLetter, letter: AnnotatedLetter) -> None:
    gold = gold_record(own.record)
    assert gold["spans"][0] == {
        "label": "TOOL",
        "text": "The California MTUS",
        "value": "state",
        "attributes": {"side": "UR"},
        "section": "rationale",
        "determination": 1,
    }
    fields = score({own.letter_id: gold}, [own.record]).fields
    assert {name: f.f1 for name, f in fields.items() if name.startswith("span.")} == {
        "span.COUNT": 1.0,
        "span.TOOL": 1.0,
        "span.TOOL.side": 1.0,
    }
    wrong = deepcopy(own.record)
    wrong["spans"][0]["value"], wrong["spans"][1]["attributes"] = "federal", {"side": "UR"}  # type: ignore[index]
    fields = score({own.letter_id: gold}, [wrong]).fields
    assert (fields["span.TOOL"].right, fields["span.COUNT"].right, fields["span.COUNT.side"].found) == (0, 1, 1)


def test_what_gold_does_not_annotate_does_not_count(own: AnnotatedLetter, letter: AnnotatedLetter) -> None:
    without = gold_record(letter.record)
    assert score({own.letter_id: without}, [own.record]).micro_f1 == 1
    gold = gold_record(own.record)
    for one in gold["spans"]:
        del one["attributes"]
    fields = score({own.letter_id: gold}, [own.record]).fields
    assert [name for name in fields if name.startswith("span.")] == ["span.COUNT", "span.TOOL"]
