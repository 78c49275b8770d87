"""A letter's record with what the catalogue says of it: a check on each citation, and the findings."""

from __future__ import annotations

from dataclasses import replace

from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.check import Dating, judge
from pipeline.guidelines.findings import claims_administrator_dating, findings, reviewer_dating
from pipeline.records.model import Citation, CitationCheck, Determination, GuidelineLine, Letter, Rationale

CONTRADICTION = "F5"
"""How the codes of contradictions begin: they do not rest on the catalogue, and stay as they are."""


def examined(letter: Letter, catalogue: Catalogue) -> Letter:
    """`letter` with `check` on every citation and with its findings; nothing else changes."""
    party, reviewer = claims_administrator_dating(letter), reviewer_dating(letter)
    items = tuple([_checked(item, party, reviewer, catalogue) for item in letter.determinations])
    letter = replace(letter, determinations=items)
    found = (*findings(letter, catalogue), *(f for f in letter.findings if f.code.startswith(CONTRADICTION)))
    return letter if found == letter.findings else replace(letter, findings=found)


# What a letter has many of is made anew with its fields written out: `replace` takes five times as long.


def _checked(item: Determination, party: Dating, reviewer: Dating, catalogue: Catalogue) -> Determination:
    return Determination(
        item.number,
        item.request,
        item.decision,
        _checked_line(item.claims_administrator_guideline, party, catalogue),
        _checked_line(item.reviewer_guideline, reviewer, catalogue),
        _checked_rationale(item.rationale, reviewer, catalogue),
        item.in_part,
        item.state_categories,
    )


def _checked_line(line: GuidelineLine, dating: Dating, catalogue: Catalogue) -> GuidelineLine:
    if not line.citations:
        return line
    checked = _with_checks(line.citations, dating, catalogue)
    return GuidelineLine(line.text, line.start, line.end, line.cited, line.outside_mtus, checked, page=line.page)


def _checked_rationale(r: Rationale, dating: Dating, catalogue: Catalogue) -> Rationale:
    if not r.citations:
        return r
    checked = _with_checks(r.citations, dating, catalogue)
    return Rationale(r.text, r.start, r.end, r.conclusion, r.agreement, r.depends_on, checked, page=r.page)


def _with_checks(citations: tuple[Citation, ...], dating: Dating, catalogue: Catalogue) -> tuple[Citation, ...]:
    return tuple([_with_check(c, judge(c, catalogue, dating).check) for c in citations])


def _with_check(c: Citation, check: CitationCheck) -> Citation:
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
        page=c.page,
    )
