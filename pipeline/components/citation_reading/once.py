"""A rationale lists each document once, unless a later place adds pages, sections or a chapter."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.components.citation_reading.draft import Draft
from pipeline.components.tags import Tag
from pipeline.guidelines.phrases import norms


def listed_once(drafts: list[Draft], text: str) -> list[Draft]:
    """`drafts` without those that only name again what was named before."""
    kept: list[Draft] = []
    for draft in drafts:
        if not any(_repeats(draft, earlier, text) for earlier in kept) and not _bare_repeat(draft, kept, text):
            kept.append(draft)
    return kept


def _bare_repeat(draft: Draft, kept: list[Draft], text: str) -> bool:
    """The bare name of a body of which a document was cited, "ACOEM" of an "MTUS/ACOEM" too."""
    if draft.named():
        return False
    for earlier in kept:
        printed = text[earlier.start : earlier.end]
        if earlier.source == draft.source or (draft.source == "ACOEM" and "ACOEM" in printed):
            return True
    return False


def _repeats(draft: Draft, earlier: Draft, text: str) -> bool:
    """Whether `draft` is the document `earlier` and adds nothing to it."""
    if draft.source != earlier.source or not _same_document(draft, earlier, text):
        return False
    if _values(draft.pages) - _values(earlier.pages) or _values(draft.regulations) - _values(earlier.regulations):
        return False
    return not {norms(_printed(s, text)) for s in draft.sections} - {norms(_printed(s, text)) for s in earlier.sections}


def _same_document(draft: Draft, earlier: Draft, text: str) -> bool:
    if draft.chapter_number is not None or earlier.chapter_number is not None:
        if draft.chapter_number is None:
            return draft.guideline is not None and draft.work is not None and draft.work == earlier.work
        return earlier.chapter_number is not None and draft.chapter_number.value == earlier.chapter_number.value
    if draft.guideline is None:
        return True
    if earlier.guideline is None:
        return False
    if draft.work is not None and draft.work == earlier.work:
        return True
    return norms(_printed(draft.guideline, text)) == norms(_printed(earlier.guideline, text))


def _printed(tag: Tag, text: str) -> str:
    return text[tag.start : tag.end]


def _values(tags: Iterable[Tag]) -> set[str]:
    return {tag.value for tag in tags}
