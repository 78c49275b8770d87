"""JSON as it is written: one line, UTF-8, safe for every reader of lines."""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import PydanticSerializationError

from pipeline.reading.problems import ReadingProblem
from pipeline.records.convert import to_data, to_json
from pipeline.records.model import Letter

# Line ends to Unicode and to many programs, none to JSON Lines: written as escapes.
_ESCAPES = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_LINE_ENDS = str.maketrans(_ESCAPES)

# What is written are trees: to look for circles costs a fifth of the time.
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def json_text(data: Any) -> str:
    """`data` as JSON; its texts may hold line ends that Unicode knows and JSON does not."""
    return _ENCODER.encode(data)


def one_line(text: str) -> str:
    """A text of JSON that is one line to every reader: the same data, with such line ends as escapes."""
    if text.isascii() or not any(end in text for end in _ESCAPES):  # to translate takes long, and few have any
        return text
    return text.translate(_LINE_ENDS)


def json_line(data: Any) -> str:
    """`data` as one line of JSON, without its line break."""
    return one_line(json_text(data))


def record_line(letter: Letter) -> str:
    """The record's line in `letters.jsonl`, without its line break."""
    try:
        return one_line(to_json(letter))
    except PydanticSerializationError:  # half a surrogate pair in a row
        return json_line(to_data(letter))


def problem_data(problem: ReadingProblem) -> dict[str, Any]:
    """An entry of `problems.jsonl`. `more` lists further codes and messages of the same document."""
    return {
        "path": problem.path,
        "letter_id": problem.letter_id,
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "more": [{"code": code, "message": message} for code, message in problem.more],
    }
