"""What someone would write in an afternoon to get at the same facts: regular expressions over the raw text.

It knows the common layout alone: header fields, headings with their decisions, guideline lines, verdicts, citations,
dates. It checks nothing and grounds nothing. The least that reading a letter costs in Python.
"""

from __future__ import annotations

import re
from typing import Any

_SPACE = re.compile(r"\s+")
_CASE = re.compile(r"\b[A-Z]{2}\d{2}-\d{7}\b")
_HEADER = re.compile(
    r"(Case Number|Date Assigned|Date of Injury|Decision Date|UR Denial Date|Priority|Application Received): ?"
    r"(\S+)"
)
_PART = re.compile(
    r"CLINICAL CASE SUMMARY|IMR ISSUES, DECISIONS AND RATIONALES|HOW THE IMR FINAL DETERMINATION WAS MADE"
    r"|The Expert Reviewer has the following credentials:"
)
_AGE = re.compile(r"\b(\d{1,3})[- ]year[- ]old\b")
_SEX = re.compile(r"\b(?:male|female|man|woman|he|she)\b", re.IGNORECASE)
_ITEM = re.compile(
    r"(?:(?<=[.:] )|^)([A-Z0-9][^.]{3,560}?): (Upheld|Overturned) "
    r"Claims Administrator guideline: (.*?)MAXIMUS guideline: (.*?)Decision rationale: (.*?)"
    r"(?=(?<=[.:] )[A-Z0-9][^.]{3,560}?: (?:Upheld|Overturned) |$)"
)
_VERDICT = re.compile(
    r"\b(?:is|are|was|were) (not )?(?:medically (?:necessary|appropriate)|certified|recommended)\b", re.IGNORECASE
)
_DATE = re.compile(
    r"\b\d{1,2}[/-]\d{1,2}[/-]\d{2,4}\b|\b(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December) \d{1,2}, \d{4}\b"
)
_CITATION = re.compile(
    r"\b(MTUS|ACOEM|ODG|Official Disability Guidelines)\b([^.;]{0,120}?)(?:,? ?(?:pages?|pg\.?) (\d+(?:-\d+)?)|[.;])"
)
_DOSE = re.compile(r"\b\d+(?:\.\d+)?(?:/\d+)? ?mg\b|#\d+", re.IGNORECASE)


def read(text: str) -> dict[str, Any]:
    """The facts of a letter."""
    flat = _SPACE.sub(" ", text)
    case = _CASE.search(flat)
    age, sex = _AGE.search(flat), _SEX.search(flat)
    return {
        "case": case and case[0],
        "header": dict(_HEADER.findall(flat)),
        "parts": [match.start() for match in _PART.finditer(flat)],
        "age": age and int(age[1]),
        "sex": sex and sex[0].lower(),
        "dates": _DATE.findall(flat),
        "items": [_item(match) for match in _ITEM.finditer(flat)],
    }


def _item(match: re.Match[str]) -> dict[str, Any]:
    heading, decision, administrator, reviewer, rationale = match.groups()
    verdicts = _VERDICT.findall(rationale)
    return {
        "heading": heading,
        "decision": decision.lower(),
        "doses": _DOSE.findall(heading),
        "administrator": _CITATION.findall(administrator),
        "reviewer": _CITATION.findall(reviewer),
        "cited": _CITATION.findall(rationale),
        "verdict": ("not_" if verdicts[-1] else "") + "medically_necessary" if verdicts else None,
    }
