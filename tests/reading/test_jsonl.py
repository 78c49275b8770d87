from __future__ import annotations

import hashlib
import io
import json

from pipeline.reading import Document, ReadingOptions, ReadingProblem
from pipeline.reading.jsonl import names_beside_text, read_rows


def rows(data: bytes, **options: object) -> list[Document | ReadingProblem]:
    return list(read_rows(io.BytesIO(data), "in/rows.jsonl", ReadingOptions(**options)))


def test_row_keeps_its_other_fields() -> None:
    line = json.dumps({"text": "words", "id": 7, "year": 2016, "class": {"for": 1}}).encode()
    (document,) = rows(line + b"\r\n")
    assert isinstance(document, Document)
    assert (document.text, document.name, document.path) == ("words", "7", "in/rows.jsonl:1")
    assert document.row == {"id": 7, "year": 2016, "class": {"for": 1}}
    assert document.sha256 == hashlib.sha256(line).hexdigest()


def test_named_fields() -> None:
    (document,) = rows(b'{"body": "words", "case": "A1", "text": 3, "id": "x"}', text_fields=("body",), id_field="case")
    assert isinstance(document, Document)
    assert (document.text, document.name) == ("words", "A1")
    assert document.row == {"case": "A1", "text": 3, "id": "x"}


def test_what_json_has_no_number_for_is_null() -> None:
    (document,) = rows(b'{"text": "words", "a": NaN, "b": [-Infinity, 1e999, 1.5]}')
    assert isinstance(document, Document)
    assert document.row == {"a": None, "b": [None, None, 1.5]}


def test_broken_rows_are_one_problem_each_and_the_others_go_on() -> None:
    data = b"\n".join(
        [
            b'\xef\xbb\xbf{"text": "first"}',
            b"",
            b'{"text": "cut',
            b"[1, 2]",
            b'{"words": "x"}',
            b'{"text": null}',
            b'{"text": "  "}',
            b'{"text": "caf\xe9"}',
            b"[" * 100_000,
            b'{"text": "last"}',
        ]
    )
    found = rows(data)
    assert [item.code if isinstance(item, ReadingProblem) else item.name for item in found] == [
        "rows:1",
        "E110",
        "E110",
        "E111",
        "E111",
        "E103",
        "rows:8",
        "E110",
        "rows:10",
    ]
    assert found[1].path == "in/rows.jsonl:3"


def test_row_above_the_limit_is_passed_over_whole() -> None:
    long = b'{"text": "' + b"x" * 500 + b'"}'
    found = rows(long + b"\n" + b'{"text": "next"}\n' + long, max_bytes=100)
    assert [item.code if isinstance(item, ReadingProblem) else item.text for item in found] == [
        "E108",
        "next",
        "E108",
    ]


def test_half_of_a_surrogate_pair_is_replaced_one_for_one() -> None:
    (document,) = rows(rb'{"text": "a\ud800b \ud83d\ude00"}')
    assert isinstance(document, Document)
    assert document.text == "a\ufffdb \U0001f600"


def test_a_file_without_rows_is_one_problem() -> None:
    for data in (b"", b"\n \n", b"\xef\xbb\xbf"):
        (problem,) = rows(data)
        assert isinstance(problem, ReadingProblem)
        assert (problem.code, problem.path) == ("E103", "in/rows.jsonl")


def test_values_nested_deeper_than_can_be_passed_on_are_a_problem_of_their_row() -> None:
    deep = b'{"text": "a", "x": ' + b"[" * 600 + b"]" * 600 + b"}"
    flat = b'{"text": "b", "x": [' + b", ".join([b"[1]"] * 600) + b"]}"
    found = rows(deep + b"\n" + flat)
    assert [item.code if isinstance(item, ReadingProblem) else item.text for item in found] == ["E110", "b"]


def test_one_foreign_byte_does_not_lose_a_row() -> None:
    (document,) = rows('{"text": "Her knee’s “pain” \xa0'.encode() + b'\x81"}')
    assert isinstance(document, Document)
    assert document.text.startswith("Her knee’s “pain”")
    assert document.damaged


def test_the_fields_beside_the_text_are_those_of_the_first_rows() -> None:
    data = '\ufeff{"id": 1, "text": "a", "year": 2}\nbroken\n{"plan": "x", "text": "b", "year": 3}\n'.encode()
    assert names_beside_text(io.BytesIO(data), ReadingOptions()) == ("id", "year", "plan")
