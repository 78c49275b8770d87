"""A letter's record with what the catalogue says of it: a check on each citation, and the findings."""

from __future__ import annotations

from dataclasses import replace

from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.check import Dating, judge
from pipeline.guidelines.findings import claims_administrator_dating, findings, reviewer_dating
from pipeline.records.model import Citation, Determination, Letter


def examined(letter: Letter, catalogue: Catalogue) -> Letter:
    """The record with `check` on every citation and with `findings`."""
    review, decision = claims_administrator_dating(letter), reviewer_dating(letter)

    def checked(citations: tuple[Citation, ...], dating: Dating) -> tuple[Citation, ...]:
        return tuple(replace(c, check=judge(c, catalogue, dating).check) for c in citations)

    def with_checks(item: Determination) -> Determination:
        line, own, reasons = item.claims_administrator_guideline, item.reviewer_guideline, item.rationale
        return replace(
            item,
            claims_administrator_guideline=replace(line, citations=checked(line.citations, review)),
            reviewer_guideline=replace(own, citations=checked(own.citations, decision)),
            rationale=replace(reasons, citations=checked(reasons.citations, decision)),
        )

    letter = replace(letter, determinations=tuple(map(with_checks, letter.determinations)))
    return replace(letter, findings=findings(letter, catalogue))
