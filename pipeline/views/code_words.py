"""Findings and warnings in words: what a code says at a glance. docs/findings.md and docs/codes.md say more."""

from __future__ import annotations

_WORDS = {
    "F101": "pages outside the cited section",
    "F102": "chapter number is not the title's",
    "F103": "section that the guideline does not have",
    "F104": "edition not yet adopted",
    "F105": "edition superseded",
    "F106": "guideline about another body part",
    "F107": "regulation of another guideline",
    "F109": "pages that the guideline does not have",
    "F201": "reviewer cites nothing",
    "F202": "rationale against the decision",
    "F301": "dates of the header out of order",
    "F302": "told as past, dated after the decision",
    "F401": "published decision is another",
    "F501": "another date of injury in the prose",
    "F502": "another day of the UR decision in the prose",
    "F503": "verdict on another item's heading",
    "F504": "heading and verdict about different sides",
    "F505": "heading and verdict about different regions",
    "F506": "heading and verdict with different strengths",
    "F507": "the worker's sex changes",
    "F508": "the worker's age changes",
    "F509": "asked, granted and disputed do not add up",
    "W001": "text not in UTF-8",
    "W002": "pages that are images",
    "W003": "bytes that are no text",
    "W004": "text recognised in images",
    "W101": "header values not told apart",
    "W102": "no known layout",
    "W103": "no disputed item",
    "W104": "several letters read as one",
    "W105": "read by its labels alone",
    "W106": "structure doubtful at a place",
    "W107": "several case numbers on its pages",
    "W201": "treatment not known",
    "W202": "no plain decision",
    "W203": "no verdict in the rationale",
    "W204": "no rationale",
    "W205": "drug named, not asked for",
    "W206": "drug not known",
    "W207": "verdict perhaps against the decision",
    "W208": "date that cannot be, or damaged",
}


def in_words(code: str) -> str:
    """`F202` as `F202 rationale against the decision`; a code that is not known stays alone."""
    words = _WORDS.get(code)
    return f"{code} {words}" if words else code
