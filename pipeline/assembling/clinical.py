"""The record's clinical side from the tags `clinical`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from pipeline.assembling.grounder import Grounder
from pipeline.records.clinical import (
    Clinical,
    DenialReason,
    Diagnosis,
    Surgery,
    TreatingRequest,
    Treatment,
    WorkStatus,
)
from pipeline.records.grounded import Grounded
from pipeline.rules.tags import Tag

Item = TypeVar("Item")
_PLACE = ".place"  # where a detail stands: its attribute's name with this
_IN_ITS_WORDS = ("requests", "denial_reasons")


def clinical_of(tags: Sequence[Tag], grounder: Grounder) -> Clinical:
    """The clinical side; `tags` are those of the group, in text order."""
    if not tags:
        return Clinical()

    def listed(label: str, kind: Callable[..., Item]) -> tuple[Item, ...]:
        return tuple([_item(tag, kind, grounder) for tag in tags if tag.label == label])

    return Clinical(
        listed("diagnoses", Diagnosis),
        listed("treatments", Treatment),
        listed("surgeries", Surgery),
        listed("work_status", WorkStatus),
        listed("requests", TreatingRequest),
        listed("denial_reasons", DenialReason),
    )


def _item(tag: Tag, kind: Callable[..., Item], grounder: Grounder) -> Item:
    given = tag.attributes
    text, start, end = grounder.place(tag.start, tag.end)
    details = {name: _detail(name, given, grounder) for name in _details_of(given)}
    return kind(
        text if tag.label in _IN_ITS_WORDS else tag.value,
        text,
        start,
        end,
        given["section"],
        int(given["item"]) if given.get("item", "").isdigit() else None,
        "negated" in given,
        "hypothetical" in given,
        **details,
    )


def _details_of(given: Mapping[str, str]) -> list[str]:
    return [name.removesuffix(_PLACE) for name in given if name.endswith(_PLACE)]


def _detail(name: str, given: Mapping[str, str], grounder: Grounder) -> Grounded[Any]:
    start, end = map(int, given[name + _PLACE].split(":"))
    text, *place = grounder.place(start, end)
    return Grounded(given.get(name, text), text, *place)
