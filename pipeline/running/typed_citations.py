"""Citations that a user typed: a bare citation, a whole guideline line, or a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.assembling.citations import citations_in
from pipeline.components.citation_reading.reader import SOURCES
from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.check import Dating, Problem, check_citation, problems
from pipeline.records.model import Citation, CitationCheck
from pipeline.running.citations_alone import StandAloneReader, stand_alone

_LINE = "Decision based on "
_MTUS = "Decision based on MTUS "
_OUTSIDE = "Decision based on Non-MTUS Citation "
_NAME = re.compile(r"\b[A-Z]\w*[A-Z]\w*|\b[A-Z][a-z]+\b(?=.*\b[A-Z][a-z])|://|\bwww\.", re.DOTALL)
"""A word such as FDA or UpToDate, two words with capitals, or an address."""


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed citation as it was understood, and how it agrees with the catalogue."""

    citation: Citation
    check: CitationCheck
    problems: tuple[Problem, ...]


def read_typed(
    text: str, decision_date: str | None, catalogue: Catalogue, patterns: tuple[str, ...] = ()
) -> list[Typed]:
    """The citations of a typed text, checked against the ISO day `decision_date` where one is given.

    A text without "Decision based on" is read as the citation of such a line, and one that names no body and
    is a title of the MTUS ("Low Back Complaints 2004") as one of the MTUS; offsets are into `text`. Words that have
    nothing of a document's name ("nothing to see here") are no citation.
    """
    text, reader = " ".join(text.split()), stand_alone(catalogue, patterns)
    if "ecision" in text or text.upper().startswith("MTUS"):
        made = _read(text, "" if "ecision" in text else _LINE, reader)
    else:
        made = _read(text, _OUTSIDE, reader)
        of_odg = any(catalogue.resolve_title(citation.guideline or "", ("ODG",)) for citation in made)
        if not of_odg and not any(citation.entry for citation in made):
            of_mtus = _read(text, _MTUS, reader)
            made = of_mtus if of_mtus and all(citation.entry for citation in of_mtus) else made
    return [
        Typed(c, check_citation(c, decision_date, catalogue), tuple(problems(c, catalogue, Dating(decision_date))))
        for c in made
        if _names_a_document(c)
    ]


def _names_a_document(citation: Citation) -> bool:
    """Whether a citation is of a known body or guideline, has a year, pages or sections, or looks like a name."""
    if citation.source != "other" or citation.entry or citation.edition or citation.pages or citation.sections:
        return True
    return _NAME.search(citation.text) is not None


def _read(text: str, prefix: str, reader: StandAloneReader) -> list[Citation]:
    """The citations of `text` read behind `prefix`, which is no part of any."""
    line = prefix + text
    shift = len(prefix)
    tags = reader.read(line, "reviewer_guideline").tags
    citations = [tag for tag in tags if tag.label in SOURCES and tag.end > shift]
    parts = [tag for tag in tags if tag.label not in SOURCES]

    def words(start: int, end: int) -> tuple[str, int, int]:
        start = max(start, shift)
        return line[start:end], start - shift, end - shift

    return list(citations_in(citations, parts, 0, len(line), words))
