"""Gold records: a record without offsets and without what only a reading has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_BARE = ("disputed", "original", "authorized", "quantity", "refills", "sessions", "laterality")
_BARE_LISTS = ("body_parts", "spinal_levels", "dates_of_service")
_PLACE = ("start", "end")
_CHECKED = ("entry", "check")
Data = Mapping[str, Any]


def gold_record(record: Data) -> dict[str, Any]:
    """A record's data as a gold record: details of a request as bare values, everything else without its place; `spans`
    and `reviewers` where there are any."""
    spans = [_span(span) for span in record.get("spans") or ()]
    reviewers = [_reviewer(one) for one in record.get("reviewers") or ()]
    return {
        "letter_id": record["letter_id"],
        "case": {key: _grounded(value) for key, value in record["case"].items()},
        "expert_reviewer": {key: list(map(_grounded, values)) for key, values in record["expert_reviewer"].items()},
        "injured_worker": {key: _grounded(value) for key, value in record["injured_worker"].items()},
        "outcome": record["outcome"],
        "determinations": [_determination(item) for item in record["determinations"]],
        "dates": [_grounded(date) for date in record["dates"]],
        **({"spans": spans} if spans else {}),
        **({"reviewers": reviewers} if reviewers else {}),
    }


def _reviewer(reviewer: Data) -> dict[str, Any]:
    return {
        "number": reviewer["number"],
        "specialties": list(map(_grounded, reviewer["specialties"])),
        "finding": _grounded(reviewer["finding"]),
    }


def _span(span: Data) -> dict[str, Any]:
    """Without the rule's id: rules are renamed, and what they found stays right."""
    return {key: part for key, part in span.items() if key not in (*_PLACE, "id")}


def _grounded(value: Data | None) -> dict[str, Any] | None:
    return None if value is None else {key: part for key, part in value.items() if key not in _PLACE}


def _determination(item: Data) -> dict[str, Any]:
    rationale = item["rationale"]
    in_part = {"in_part": True} if item.get("in_part") else {}
    return {
        "number": item["number"],
        "request": _request(item["request"]),
        "decision": _grounded(item["decision"]),
        "claims_administrator_guideline": _line(item["claims_administrator_guideline"]),
        "reviewer_guideline": _line(item["reviewer_guideline"]),
        "rationale": {
            "text": rationale["text"],
            "conclusion": _grounded(rationale["conclusion"]),
            "agreement": rationale["agreement"],
            "depends_on": list(rationale["depends_on"]),
            "citations": [_citation(citation) for citation in rationale["citations"]],
        },
        **in_part,
    }


def _request(request: Data) -> dict[str, Any]:
    gold = {key: value for key, value in request.items() if key not in _PLACE}
    for key in _BARE:
        gold[key] = None if request[key] is None else request[key]["value"]
    for key in _BARE_LISTS:
        gold[key] = [value["value"] for value in request[key]]
    gold["drugs"] = [_grounded(drug) for drug in request["drugs"]]
    frequency = request["frequency"]
    if frequency is not None:
        gold["frequency"] = {key: frequency[key] for key in ("times", "per", "for", "unit")}
    return gold


def _line(line: Data) -> dict[str, Any]:
    return {
        "text": line["text"],
        "cited": line["cited"],
        "outside_mtus": line["outside_mtus"],
        "citations": [_citation(citation) for citation in line["citations"]],
    }


def _citation(citation: Data) -> dict[str, Any]:
    gold = {key: value for key, value in citation.items() if key not in (*_PLACE, *_CHECKED)}
    return {**gold, "sections": [section["text"] for section in citation["sections"]]}
