"""Citations that a user typed: a bare citation, a whole guideline line, or a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.components.citation_reading.build import citations_in
from pipeline.components.citation_reading.reader import SOURCES, read_citations
from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.check import Dating, Problem, check_citation, problems
from pipeline.records.model import Citation, CitationCheck

_LINE = "Decision based on "
_OUTSIDE = "Decision based on Non-MTUS Citation "


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed citation as it was understood, and how it agrees with the catalogue."""

    citation: Citation
    check: CitationCheck
    problems: tuple[Problem, ...]


def read_typed(text: str, decision_date: str | None, catalogue: Catalogue) -> list[Typed]:
    """The citations of a typed text, checked against the ISO day `decision_date` where one is given.

    A text without "Decision based on" is read as the citation of such a line; offsets are into `text`.
    """
    text = " ".join(text.split())
    prefix = "" if "ecision" in text else _LINE if text.upper().startswith("MTUS") else _OUTSIDE
    line = prefix + text
    tags = read_citations(line, 0, len(line), "reviewer_guideline", catalogue)
    citations = [tag for tag in tags if tag.label in SOURCES]
    parts = [tag for tag in tags if tag.label not in SOURCES]
    shift = len(prefix)
    made = citations_in(citations, parts, 0, len(line), lambda a, b: (line[a:b], a - shift, b - shift))
    return [
        Typed(c, check_citation(c, decision_date, catalogue), tuple(problems(c, catalogue, Dating(decision_date))))
        for c in made
    ]
