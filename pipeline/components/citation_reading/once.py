"""A rationale lists each document once, unless a later place adds pages, sections or a chapter."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.components.citation_reading.draft import Draft
from pipeline.guidelines.phrases import norms


def listed_once(drafts: Iterable[Draft], text: str) -> list[Draft]:
    """`drafts` without those that only name again what was named before."""
    kept: list[Draft] = []
    for draft in drafts:
        if not any(_repeats(draft, earlier, text) for earlier in kept):
            kept.append(draft)
    return kept


def _repeats(draft: Draft, earlier: Draft, text: str) -> bool:
    """Whether `draft` is the document `earlier` and adds nothing to it, as a body's bare name or
    regulation does: "ACOEM" behind "MTUS/ACOEM" too."""
    if not (draft.guideline or draft.chapter_number or draft.sections or draft.pages):
        return earlier.source == draft.source or (
            draft.source == "ACOEM" and "ACOEM" in text[earlier.start : earlier.end]
        )
    same = draft.source == earlier.source and _same_document(draft, earlier, text)
    return same and _said(draft, text) <= _said(earlier, text)


def _same_document(draft: Draft, earlier: Draft, text: str) -> bool:
    if draft.chapter_number is not None:
        return earlier.chapter_number is not None and draft.chapter_number.value == earlier.chapter_number.value
    if draft.guideline is None or earlier.guideline is None:
        return draft.guideline is None
    first, second = (norms(text[tag.start : tag.end]) for tag in (draft.guideline, earlier.guideline))
    return first == second or (draft.work is not None and draft.work == earlier.work)


def _said(draft: Draft, text: str) -> set[object]:
    """What a citation says of its document."""
    sections = (norms(text[tag.start : tag.end]) for tag in draft.sections)
    return {tag.value for tag in (*draft.pages, *draft.regulations)}.union(sections)
