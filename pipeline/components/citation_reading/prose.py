"""Prose: guidelines that a rationale names in its sentences.

A document is listed once, unless a later place adds pages, sections or a chapter.
"""

from __future__ import annotations

from pipeline.components.citation_reading.cited_text import CitedText, cited_as
from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.grammar import Grammar
from pipeline.components.citation_reading.once import listed_once
from pipeline.components.citation_reading.prose_reader import GAP, ProseReader
from pipeline.components.tags import Tag


def read_prose(cited: CitedText, start: int, end: int, *, once: bool = False) -> list[Draft]:
    """The guidelines and publications named in `[start, end)`; `once`: each document once, as in a rationale."""
    drafts: list[Draft] = []
    at = start
    for anchor in _anchors(cited, start, end):
        if anchor.start < at or _is_reference(cited, anchor, start):
            continue
        floor = max([start, *(draft.end for draft in drafts[-1:])])
        draft = ProseReader(cited, floor, end, anchor).read()
        if draft is None or (anchor.label == "regulation" and _adds_nothing(draft, drafts)):
            continue
        drafts.append(draft)
        at = _behind_aside(cited, max(anchor.end, draft.end), draft)
    return listed_once(drafts, cited.text) if once else drafts


def _anchors(cited: CitedText, start: int, end: int) -> list[Tag]:
    """The names around which citations are read, in text order; of two readings of one name the catalogue's first."""
    known = cited.catalogue.guidelines
    found = [tag for tag in cited.of("body", start=start, end=end) if cited_as(tag) != "none"]
    found += cited.of("address", start=start, end=end)
    names = [(tag.start, tag.end) for tag in cited.of("body")]
    found += [
        tag
        for tag in cited.of("regulation", start=start, end=end)
        if Grammar(cited, start, end).regulation_of_mtus(tag.start)
        and not any(first <= tag.start < last for first, last in names)
    ]
    return sorted(found, key=lambda tag: (tag.start, -tag.end, tag.value not in known))


def _is_reference(cited: CitedText, anchor: Tag, start: int) -> bool:
    """Whether a name stands with a year alone in a bracket inside quoted text, or beside another such bracket."""
    text = cited.text
    edition = next((t for p in (1, 2) if (t := cited.at("edition", anchor.end + p))), None)
    if text[anchor.start - 1 : anchor.start] != "(" or edition is None or text[edition.end : edition.end + 1] != ")":
        return False
    beside = text[: anchor.start - 1].rstrip().endswith(")") or text[edition.end + 1 :].lstrip().startswith("(")
    return beside or text.count('"', start, anchor.start) % 2 == 1


def _adds_nothing(found: Draft, before: list[Draft]) -> bool:
    """Whether a regulation by itself stands behind a document of the MTUS, whose regulation it is."""
    return any(draft.source == "MTUS" for draft in before) and not (found.guideline or found.sections or found.pages)


def _behind_aside(cited: CitedText, at: int, draft: Draft) -> int:
    """ "…, which is part of the MTUS" makes a document one of the MTUS, and names no other."""
    gap = GAP.match(cited.text, at)
    aside = cited.at("aside", gap.end() if gap else at)
    if aside is None:
        return at
    if aside.value == "part_of_mtus" and draft.source == "ACOEM":
        draft.source = "MTUS"
    return aside.end
