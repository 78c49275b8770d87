"""Whether each grounded value stands where its record says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.evaluation.normal import flat
from pipeline.rules.words.furniture import shipped_forms
from pipeline.text.ground import printed
from pipeline.text.reading_text import reflow


class Ground(NamedTuple):
    """A grounded value: its path in the record, its words, whether they stand at its offsets."""

    path: str
    text: str
    holds: bool


def grounds(record: Mapping[str, Any], text: str) -> list[Ground]:
    """Every grounded value of a record, checked against the document's text: both are equal once white
    space, and page furniture that interrupts the words, are left out. The empty text of a rationale or a request that
    is not there stands anywhere."""
    found = []
    furniture: tuple[tuple[int, int], ...] | None = None
    for path, node in _grounded(record, ""):
        start, end = node["start"], node["end"]
        wanted = flat(node["text"])
        holds = 0 <= start < end <= len(text) and flat(text[start:end]) == wanted
        if _stands_for_nothing(node, path):
            holds = 0 <= start <= len(text)
        elif not holds:
            if furniture is None:
                furniture = reflow(text, shipped_forms()).furniture
            holds = flat(printed(text, start, end, furniture)) == wanted != ""
        found.append(Ground(path, node["text"], holds))
    return found


def _stands_for_nothing(node: Mapping[str, Any], path: str) -> bool:
    """Whether it is the empty text of an item without a rationale, or without words for its request, which marks
    where one would stand."""
    return node["text"] == "" and node["start"] == node["end"] and ("value" not in node or path.endswith("disputed"))


def _grounded(node: Any, path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(node, Mapping):
        if node.get("text") is not None and node.get("start") is not None and node.get("end") is not None:
            yield path, node
        for key, child in node.items():
            if key not in ("row", "metadata"):
                yield from _grounded(child, f"{path}.{key}" if path else key)
    elif isinstance(node, list):
        for number, child in enumerate(node):
            yield from _grounded(child, f"{path}[{number}]")
