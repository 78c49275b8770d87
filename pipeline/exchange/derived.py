"""What a record derives from its values, made again after a correction."""

from __future__ import annotations

from typing import Any

from pipeline.records.model import CONCLUSION_OF


def derive(record: dict[str, Any], *, renumber: bool) -> None:
    """Set `agreement`, `utilization_review`, `outcome` and the letter's name; with `renumber` number the items in the
    text's order, and let `depends_on` and spans follow."""
    items = record["determinations"]
    numbers = {item["number"]: i if renumber else item["number"] for i, item in enumerate(items, 1) if item["number"]}
    for span in record.get("spans") or ():
        if span.get("determination") is not None:
            span["determination"] = numbers.get(span["determination"])
    for i, item in enumerate(items, 1):
        if renumber:
            item["number"] = i
        rationale, request = item["rationale"], item["request"]
        rationale["depends_on"] = [numbers[n] for n in rationale["depends_on"] if n in numbers]
        rationale["agreement"] = _agreement(None if item.get("in_part") else item["decision"], rationale["conclusion"])
        request["utilization_review"] = "modified" if request["original"] or request["authorized"] else "denied"
    record["outcome"] = _outcome([item["decision"] for item in items], any(item.get("in_part") for item in items))
    number = record["case"]["case_number"]
    if number is not None:
        record["letter_id"] = number["value"]


def _agreement(decision: Any, conclusion: Any) -> str:
    if not decision or not conclusion:
        return "no_conclusion"
    return "agree" if CONCLUSION_OF[decision["value"]] == conclusion["value"] else "disagree"


def _outcome(decisions: list[Any], in_part: bool) -> str | None:
    values = {decision["value"] if decision else None for decision in decisions}
    if not values or None in values:
        return None
    return "partially_overturned" if len(values) > 1 or in_part else str(values.pop())
