"""Citations in few words, for tables."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.records.model import Citation, GuidelineLine

NONE_CITED = "none cited"


def citation_name(citation: Citation) -> str:
    """A citation's document in few words: `MTUS Chronic Pain Medical Treatment 2009`, `ODG Low Back`."""
    source = "" if citation.source == "other" else citation.source
    chapter = citation.chapter
    title = citation.guideline or (f"chapter {chapter.number}" if chapter else None)
    if title is None and not source:
        title = citation.text
    return " ".join(part for part in (source, title, citation.edition) if part)


def citation_names(citations: Iterable[Citation]) -> str:
    """The documents of some citations, each once, joined by semicolons."""
    return "; ".join(dict.fromkeys(map(citation_name, citations)))


def cited_by(line: GuidelineLine) -> str:
    """What a party cited, in few words; `none cited` where the line says so, empty where there is no line."""
    return NONE_CITED if line.cited is False else citation_names(line.citations)


_EDITION = re.compile(r"\.\d{4}$")


def work_of(entry: str | None) -> str | None:
    """The guideline of a catalogue's entry without its edition: `mtus.low_back` of `mtus.low_back.2004`."""
    return None if entry is None else _EDITION.sub("", entry)


def share_a_guideline(one: GuidelineLine, other: GuidelineLine) -> bool | None:
    """Whether two parties cited a guideline in common, of any edition.

    Guidelines are told apart by their entry in the catalogue, else by source and title. `None` where a party cited
    none, and where one cited a body without saying which of its guidelines, of which the other cited some.
    """
    if not one.citations or not other.citations:
        return None
    ones, others = {_identity(c) for c in one.citations}, {_identity(c) for c in other.citations}
    if {name for _, name in ones if name} & {name for _, name in others if name}:
        return True
    bare = {source for source, name in ones if not name} & {source for source, _ in others}
    bare |= {source for source, name in others if not name} & {source for source, _ in ones}
    return None if bare else False


def _identity(citation: Citation) -> tuple[str, str]:
    """A citation's source, and what tells its guideline from all others; empty where only the body is named."""
    work = work_of(citation.entry)
    if work is not None and "." in work:
        return citation.source, work
    if citation.guideline is not None:
        return citation.source, f"{citation.source} {' '.join(citation.guideline.casefold().split())}"
    chapter = citation.chapter
    return citation.source, f"{citation.source} chapter {chapter.number}" if chapter is not None else ""
