"""A letter's text with its values marked: stretches that overlap, as pieces that do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from typing import Any

LONGEST_SHOWN = 1_000_000
_MOST_MARKS = 20_000


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text, half-open, and what kind of value it states."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks. `kind` is that of the shortest mark over it, empty where there is
    none; `start` its offset in the letter."""

    text: str
    start: int
    kind: str


def marks_of(record: Mapping[str, Any]) -> list[Mark]:
    """The places of a record's values; whole lines and rationales, in which values stand, are none."""
    found: dict[tuple[int, int], str] = {}
    for kind, data in _parts(record):
        for start, end in _places(data):
            found.setdefault((start, end), kind)
            if len(found) >= _MOST_MARKS:
                break
    return [Mark(start, end, kind) for (start, end), kind in found.items()]


def _parts(record: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """(kind, part of the record); where two parts have the same place, the first one's kind counts."""
    items = record.get("determinations")
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, dict):
            continue
        yield "decision", item.get("decision")
        request = item.get("request")
        if isinstance(request, dict):
            yield "detail", [value for key, value in request.items() if key not in ("disputed", "original")]
            yield "request", [request.get("disputed"), request.get("original")]
        for key, kind in (("claims_administrator_guideline", "ur"), ("reviewer_guideline", "reviewer")):
            line = item.get(key)
            yield kind, line.get("citations") if isinstance(line, dict) else None
        rationale = item.get("rationale")
        if isinstance(rationale, dict):
            yield "conclusion", rationale.get("conclusion")
            yield "reviewer", rationale.get("citations")
    yield "header", [record.get("case"), record.get("expert_reviewer"), record.get("injured_worker")]
    yield "finding", record.get("findings")
    yield "date", record.get("dates")
    yield "own", record.get("spans")


def _places(data: Any) -> Iterator[tuple[int, int]]:
    """Every (start, end) in a part of a record, however deep."""
    waiting = [data]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            start, end = part.get("start"), part.get("end")
            if type(start) is int and type(end) is int and 0 <= start < end:
                yield start, end
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part


def pieces(text: str, marks: Sequence[Mark]) -> Iterator[Piece]:
    """The text, up to `LONGEST_SHOWN` characters, cut where marks begin and end."""
    length = min(len(text), LONGEST_SHOWN)
    inside = sorted((m for m in marks if m.end <= length), key=lambda m: m.start)
    borders = sorted({0, length, *(m.start for m in inside), *(m.end for m in inside)})
    open_marks: list[tuple[int, int, str]] = []
    coming = 0
    for start, end in pairwise(borders):
        while coming < len(inside) and inside[coming].start <= start:
            mark = inside[coming]
            heappush(open_marks, (mark.end - mark.start, mark.end, mark.kind))
            coming += 1
        while open_marks and open_marks[0][1] <= start:
            heappop(open_marks)
        yield Piece(text[start:end], start, open_marks[0][2] if open_marks else "")
