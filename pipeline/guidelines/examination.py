"""A letter's record with what the catalogue says of it: a check on each citation, and the findings."""

from __future__ import annotations

from dataclasses import replace

from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.check import Dating, judge
from pipeline.guidelines.findings import claims_administrator_dating, findings, reviewer_dating
from pipeline.records.model import Citation, CitationCheck, Determination, Letter


def examined(letter: Letter, catalogue: Catalogue) -> Letter:
    """`letter` with `check` on every citation and with its findings; nothing else changes."""
    party, reviewer = claims_administrator_dating(letter), reviewer_dating(letter)
    items = tuple(_checked(item, party, reviewer, catalogue) for item in letter.determinations)
    letter = replace(letter, determinations=items)
    return replace(letter, findings=findings(letter, catalogue))


def _checked(item: Determination, party: Dating, reviewer: Dating, catalogue: Catalogue) -> Determination:
    line, answer, rationale = item.claims_administrator_guideline, item.reviewer_guideline, item.rationale
    if line.citations:
        line = replace(line, citations=_with_checks(line.citations, party, catalogue))
    if answer.citations:
        answer = replace(answer, citations=_with_checks(answer.citations, reviewer, catalogue))
    if rationale.citations:
        rationale = replace(rationale, citations=_with_checks(rationale.citations, reviewer, catalogue))
    return replace(item, claims_administrator_guideline=line, reviewer_guideline=answer, rationale=rationale)


def _with_checks(citations: tuple[Citation, ...], dating: Dating, catalogue: Catalogue) -> tuple[Citation, ...]:
    return tuple(_with_check(c, judge(c, catalogue, dating).check) for c in citations)


def _with_check(c: Citation, check: CitationCheck) -> Citation:
    """`c` with its check; written out, since `replace` takes five times as long and citations are many."""
    return Citation(
        c.text,
        c.start,
        c.end,
        c.source,
        c.guideline,
        c.edition,
        c.chapter,
        c.sections,
        c.regulations,
        c.pages,
        c.entry,
        check,
    )
