"""What tells letters of one case, and versions of one letter, from others."""

from __future__ import annotations

import hashlib
from typing import Any

from pipeline.views.letter_facts import LetterFacts
from pipeline.views.loose_data import mapping

SAME, VERSIONS = "same letter", "same case, other content"


def hashed(text: str) -> int:
    """64 bits that tell a text from others."""
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def case_and_content(record: dict[str, Any], facts: LetterFacts) -> tuple[int, int] | None:
    """What tells a letter's case and its content from others; none where it has no case number."""
    case = case_number(record)
    return (hashed(case), hashed(_content(facts))) if case else None


def case_number(record: dict[str, Any]) -> str:
    """The number as the header has it; a letter without one is nobody's duplicate."""
    return str(mapping(mapping(record.get("case")).get("case_number")).get("value") or "")


def _content(facts: LetterFacts) -> str:
    """What a letter says, without what differs between two extractions of one PDF."""
    said: list[object] = [facts.injured, facts.ur_decided, facts.applied, facts.assigned, facts.decided]
    for item in facts.items:
        said += [item.request, item.decision, item.claims_administrator.text, item.reviewer.text, item.rationale]
    return "".join("".join(str(one).casefold().split()) + "\0" for one in said)
