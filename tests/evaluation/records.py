"""Small records as plain data."""

from __future__ import annotations

import copy
from typing import Any

TEXT = "Case A1. Knee brace: Upheld. MTUS Knee Complaints 2004. It is not medically necessary."


def grounded(value: Any, words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"value": value, "text": words, "start": start, "end": start + len(words)}


def record(**changes: Any) -> dict[str, Any]:
    """A record of `TEXT`; `changes` replace values by dotted path with `__` for the dot, `item` for the
    first item."""
    citation = {
        **grounded(None, "MTUS Knee Complaints 2004"),
        "source": "MTUS",
        "guideline": "Knee Complaints",
        "edition": "2004",
        "chapter": None,
        "sections": [],
        "regulations": [],
        "pages": [],
    }
    del citation["value"]
    line = {**grounded(None, "MTUS Knee Complaints 2004"), "cited": True, "outside_mtus": False}
    del line["value"]
    brace = grounded("Knee brace", "Knee brace")
    data: dict[str, Any] = {
        "letter_id": "A1",
        "source": {"path": "in/a1.txt"},
        "layout": "final",
        "case": {"case_number": grounded("A1", "A1"), "priority": None},
        "expert_reviewer": {"licensure": [], "specialties": []},
        "injured_worker": {"age": None, "sex": None},
        "outcome": "upheld",
        "determinations": [
            {
                "number": 1,
                "request": {
                    "text": "Knee brace",
                    "start": brace["start"],
                    "end": brace["end"],
                    "disputed": brace,
                    "original": None,
                    "utilization_review": "denied",
                    "category": "dmepos",
                    "subcategory": "prosthetics_orthotics",
                    "drugs": [],
                    "quantity": None,
                    "frequency": None,
                    "body_parts": [grounded("knee", "Knee")],
                    "retrospective": False,
                },
                "decision": grounded("upheld", "Upheld"),
                "claims_administrator_guideline": {"text": None, "start": None, "end": None, "cited": None},
                "reviewer_guideline": {**line, "citations": [citation]},
                "rationale": {
                    **grounded(None, "It is not medically necessary."),
                    "conclusion": grounded("not_medically_necessary", "is not medically necessary"),
                    "agreement": "agree",
                    "depends_on": [],
                    "citations": [],
                },
            }
        ],
        "dates": [],
        "spans": [],
        "findings": [],
        "warnings": [],
    }
    del data["determinations"][0]["rationale"]["value"]
    for path, value in changes.items():
        node: Any = data
        *parents, last = path.split("__")
        for name in parents:
            node = data["determinations"][0] if name == "item" else node[name]
        node[last] = value
    return copy.deepcopy(data)
