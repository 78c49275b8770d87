"""Record objects for tests: citations, items and letters with only what a test is about."""

from __future__ import annotations

from dataclasses import replace

from pipeline.guidelines.loading import shipped_catalogue
from pipeline.records.model import (
    Case,
    Citation,
    DateMention,
    Determination,
    Grounded,
    GuidelineLine,
    Letter,
    Rationale,
    Request,
)
from pipeline.running.typed_citations import read_typed


def cited(text: str) -> Citation:
    """The one citation of a typed text."""
    (found,) = read_typed(text, None, shipped_catalogue())
    return found.citation


def value(text: str, start: int = 0) -> Grounded[str]:
    return Grounded(text, text, start, start + len(text))


def day(iso: str, start: int = 0) -> Grounded[str]:
    year, month, date = iso.split("-")
    printed = f"{month}/{date}/{year}"
    return Grounded(iso, printed, start, start + len(printed))


def line(*texts: str) -> GuidelineLine:
    """A guideline line with these citations; without any, one that says nothing was cited."""
    if not texts:
        return GuidelineLine("No medical evidence was cited.", 0, 30, cited=False)
    return GuidelineLine("; ".join(texts), 0, 10, cited=True, citations=tuple(cited(text) for text in texts))


def item(
    *,
    reviewer: GuidelineLine | None = None,
    party: GuidelineLine | None = None,
    body_parts: tuple[str, ...] = (),
    decision: str = "upheld",
    rationale: Rationale | None = None,
) -> Determination:
    request = Request("MRI", 0, 3, value("MRI"), body_parts=tuple(value(part, 5) for part in body_parts))
    return Determination(
        number=1,
        request=request,
        decision=value(decision),
        claims_administrator_guideline=party or GuidelineLine(),
        reviewer_guideline=reviewer or GuidelineLine(),
        rationale=rationale or Rationale("", 3, 3),
    )


def letter(*items: Determination, case: Case | None = None, dates: tuple[DateMention, ...] = ()) -> Letter:
    return replace(Letter("CM16-0000001"), determinations=items, case=case or Case(), dates=dates)


def mention(iso: str, role: str, section: str = "summary") -> DateMention:
    return DateMention(iso, iso, 0, 10, role, section)
