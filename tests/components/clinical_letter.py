"""A letter of one item, for what the prose of its summary and its rationale tells of the worker."""

from __future__ import annotations

LETTER = """
CLINICAL CASE SUMMARY
{summary}

IMR ISSUES, DECISIONS AND RATIONALES

Knee brace: Upheld
Claims Administrator guideline: MTUS Knee Complaints.
MAXIMUS guideline: MTUS Knee Complaints.
Decision rationale: {rationale} The request is not medically necessary.
"""
