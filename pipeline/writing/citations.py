"""Citations in few words, for tables."""

from __future__ import annotations

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
