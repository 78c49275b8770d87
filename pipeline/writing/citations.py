"""Citations in few words, for tables."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import TypeAlias

from pipeline.records.model import Citation, GuidelineLine

NONE_CITED = "none cited"
Identity: TypeAlias = tuple[str, str]


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
    """Whether two parties cited a guideline in common, of any edition; `None` as for `have_in_common`."""
    return have_in_common(*({_of(c) for c in line.citations} for line in (one, other)))


def have_in_common(ones: Collection[Identity], others: Collection[Identity]) -> bool | None:
    """Whether two parties' guidelines, as `identity` gives them, have one in common. `None` where a party cited none,
    and where one cited a body without saying which of its guidelines, of which the other cited some."""
    if not ones or not others:
        return None
    if {name for _, name in ones if name} & {name for _, name in others if name}:
        return True
    bare = {source for source, name in ones if not name} & {source for source, _ in others}
    bare |= {source for source, name in others if not name} & {source for source, _ in ones}
    return None if bare else False


def identity(source: str, title: str | None, chapter: int | None, entry: str | None) -> Identity:
    """A citation's source, and what tells its guideline from all others: its entry in the catalogue without the
    edition, else source and title. Empty where only the body is named."""
    work = work_of(entry)
    if work is not None and "." in work:
        return source, work
    if title is not None:
        return source, f"{source} {' '.join(title.casefold().split())}"
    return source, f"{source} chapter {chapter}" if chapter is not None else ""


def _of(c: Citation) -> Identity:
    return identity(c.source, c.guideline, c.chapter.number if c.chapter is not None else None, c.entry)
