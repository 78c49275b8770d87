"""A letter with its citations checked and its findings written down."""

from __future__ import annotations

from dataclasses import replace

from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.check import Dating, check_citation
from pipeline.guidelines.findings import claims_administrator_dating, findings, reviewer_dating
from pipeline.records.model import Citation, Determination, Letter


def checked_letter(letter: Letter, catalogue: Catalogue) -> Letter:
    """`letter` with `check` on every citation and with its findings; nothing else changes."""
    party, reviewer = claims_administrator_dating(letter), reviewer_dating(letter)
    items = tuple(_checked(item, party, reviewer, catalogue) for item in letter.determinations)
    letter = replace(letter, determinations=items)
    return replace(letter, findings=findings(letter, catalogue))


def _checked(item: Determination, party: Dating, reviewer: Dating, catalogue: Catalogue) -> Determination:
    def citations(found: tuple[Citation, ...], dating: Dating) -> tuple[Citation, ...]:
        return tuple(
            replace(c, check=check_citation(c, dating.day, catalogue, not_before=dating.not_before)) for c in found
        )

    line, answer, rationale = item.claims_administrator_guideline, item.reviewer_guideline, item.rationale
    return replace(
        item,
        claims_administrator_guideline=replace(line, citations=citations(line.citations, party)),
        reviewer_guideline=replace(answer, citations=citations(answer.citations, reviewer)),
        rationale=replace(rationale, citations=citations(rationale.citations, reviewer)),
    )
