"""What a letter itself gets wrong or leaves open. Every code is described with an example in docs/findings.md."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.check import Dating, Problem, judge, mismatches
from pipeline.records.model import Citation, Determination, Finding, Grounded, GroundedText, GuidelineLine, Letter
from pipeline.records.places import day_of, place_of

_UR_MARGIN = timedelta(days=90)  # how much older than the newest record that the letter names a UR decision may be
_BEFORE_DECISION = frozenset(
    {"visit", "study", "request_for_authorization", "ur_decision", "application", "assignment"}
)
_DONE = frozenset({"injury", "visit", "study", "surgery", "treatment", "ur_decision"})
_OTHER_TREATMENT = re.compile(
    r"\b(?:as|since|because|given that|due to|inasmuch as|when)\b[^.]{0,120}\b(?:surg|procedure|operat|intervention"
    r"|request|treatment|injection|study|service|item|primary|medication|question)[^.]{0,120}"
    r"\b(?:not|non)[ -]?(?:\w+ ){0,3}(?:necess|certif|support|approv|indicat|establish)"
    r"|\b(?:is|was|were|are|has been|have been) (?:also )?(?:certified|approved|authorized|(?:found )?medically necess)"
    r"|\bassociated (?:surg|with|service)|\bancillary\b|\bcontingent\b|\bmoot\b|\bdepend(?:s|ent|ing)? (?:up)?on\b"
    r"|\bincluded in\b|\bpart of the\b",
    re.I,
)
"""Words by which a rationale may rest on another treatment; read generously, since silence is better than a wrong
finding."""
_ORDER = ("date_of_injury", "ur_denial_date", "application_received", "date_assigned", "decision_date")
_NAMES = {
    "date_of_injury": "date of injury",
    "ur_denial_date": "UR denial date",
    "application_received": "date the application was received",
    "date_assigned": "date assigned",
    "decision_date": "decision date",
}


def findings(letter: Letter, catalogue: Catalogue) -> tuple[Finding, ...]:
    """The findings of a letter, item by item, then those on its dates."""
    found: list[Finding] = []
    party, reviewer = claims_administrator_dating(letter), reviewer_dating(letter)
    for item in letter.determinations:
        for line, dating in ((item.claims_administrator_guideline, party), (item.reviewer_guideline, reviewer)):
            if line.citations:
                found += _on_citations(letter, item, line.citations, dating, catalogue)
                found += _wrong_region(item, line, catalogue) if item.request.body_parts else ()
        if item.rationale.citations:
            found += _on_citations(letter, item, item.rationale.citations, reviewer, catalogue)
        if item.reviewer_guideline.cited is False:
            found += _nothing_cited(item)
        if item.rationale.agreement == "disagree" and not _is_unsure(letter, item):
            found += _against_the_decision(item)
    return (*_unique(found), *_dates_out_of_order(letter), *_dates_after_the_decision(letter))


def _unique(found: Iterable[Finding]) -> list[Finding]:
    return list(dict.fromkeys(found))


# -- when the two decisions were made --


def reviewer_dating(letter: Letter) -> Dating:
    """When the reviewer decided: the header's date, else not before the newest record that the letter names."""
    if letter.case.decision_date is not None:
        return Dating(letter.case.decision_date.value)
    return Dating(None, _newest(letter))


def claims_administrator_dating(letter: Letter) -> Dating:
    """When utilization review decided: its date, else not long before the newest record that the letter names."""
    if letter.case.ur_denial_date is not None:
        return Dating(letter.case.ur_denial_date.value)
    named = {d.value for d in letter.dates if d.role == "ur_decision" and len(d.value) == 10}
    if len(named) == 1:
        return Dating(named.pop())
    newest = _newest(letter)
    if newest is None:
        return Dating()
    return Dating(None, (date.fromisoformat(newest) - _UR_MARGIN).isoformat())


def _newest(letter: Letter) -> str | None:
    days = [
        d.value for d in letter.dates if d.role in _BEFORE_DECISION and len(d.value) == 10 and d.section == "summary"
    ]
    counted = sorted(day for day in days if day_of(day))
    # one date alone may be misprinted, so the second newest counts
    return counted[-2] if len(counted) > 1 else None


# -- citations --


def _on_citations(
    letter: Letter, item: Determination, citations: Iterable[Citation], dating: Dating, catalogue: Catalogue
) -> Iterator[Finding]:
    for citation in citations:
        if citation.check is None or mismatches(citation.check):  # as few do
            yield from _on_citation(letter, item, citation, dating, catalogue)


def _on_citation(
    letter: Letter, item: Determination, citation: Citation, dating: Dating, catalogue: Catalogue
) -> Iterator[Finding]:
    for problem in judge(citation, catalogue, dating).problems:
        spans = [place_of(citation)]
        if problem.section is not None:
            spans.append(place_of(citation.sections[problem.section]))
        if problem.aspect == "edition":
            day = _day_of(letter, dating)
            if day is not None:
                spans.append(place_of(day))
        yield _finding(problem, item.number, spans)


def _day_of(letter: Letter, dating: Dating) -> Grounded[str] | None:
    for named in (letter.case.decision_date, letter.case.ur_denial_date):
        if named is not None and named.value == dating.day:
            return named
    return None


def _finding(problem: Problem, number: int, spans: list[GroundedText]) -> Finding:
    return Finding(problem.code, problem.severity, problem.message, number, tuple(spans))


def _wrong_region(item: Determination, line: GuidelineLine, catalogue: Catalogue) -> Iterator[Finding]:
    """A line whose MTUS guidelines are all about other parts of the body than those that the request names."""
    asked = {part.value for part in item.request.body_parts}
    if "whole body" in asked:
        return
    works = [(c, catalogue.work(c.entry)) for c in line.citations if c.source in ("MTUS", "ACOEM")]
    regional = [(c, w) for c, w in works if w is not None and w.body_parts]
    if not regional or len(regional) < len(works):
        return
    if any(asked & {*work.body_parts, *work.near_parts} for _, work in regional):
        return
    for citation, work in regional:
        parts = ", ".join(sorted(asked))
        message = f"{work.title} is not about the part of the body that the request names ({parts})."
        spans = (place_of(citation), *(place_of(part) for part in item.request.body_parts))
        yield Finding("F106", "warning", message, item.number, spans)


# -- the decision and its reasons --


def _nothing_cited(item: Determination) -> Iterator[Finding]:
    """Where the reviewer cites nothing: the rationale rests on no other treatment's outcome."""
    line, rationale = item.reviewer_guideline, item.rationale
    if not rationale.text or rationale.citations or rationale.depends_on:
        return
    if _OTHER_TREATMENT.search(rationale.text):
        return
    spans = (
        []
        if line.text is None or line.start is None or line.end is None
        else [GroundedText(line.text, line.start, line.end)]
    )
    if rationale.conclusion is not None:
        spans.append(place_of(rationale.conclusion))
    message = "The reviewer cites no guideline, and the rationale rests on no other item's outcome."
    yield Finding("F201", "info", message, item.number, tuple(spans))


def _is_unsure(letter: Letter, item: Determination) -> bool:
    """Whether a warning says that an item's conclusion rests on words that may be no verdict."""
    conclusion = item.rationale.conclusion
    return any(w.code == "W207" and conclusion is not None and w.start == conclusion.start for w in letter.warnings)


def _against_the_decision(item: Determination) -> Iterator[Finding]:
    """Where the conclusion of the rationale is not the decision."""
    conclusion = item.rationale.conclusion
    if item.decision is None or conclusion is None:
        return
    stated = "not medically necessary" if conclusion.value.startswith("not") else "medically necessary"
    message = f"The decision is {item.decision.value}, but the rationale concludes that the request is {stated}."
    yield Finding("F202", "error", message, item.number, (place_of(item.decision), place_of(conclusion)))


# -- dates --


def _dates_out_of_order(letter: Letter) -> Iterator[Finding]:
    """Two neighbouring dates of the header of which the later event has the earlier date."""
    known = [(name, value) for name in _ORDER if (value := getattr(letter.case, name)) is not None]
    for (before, first), (after, second) in pairwise(known):
        if second.value < first.value and day_of(first.value) and day_of(second.value):
            message = f"The {_NAMES[after]} ({second.value}) is before the {_NAMES[before]} ({first.value})."
            yield Finding("F301", "warning", message, None, (place_of(first), place_of(second)))


def _dates_after_the_decision(letter: Letter) -> Iterator[Finding]:
    """Something that the summary tells as done, on a day after the decision."""
    decided = letter.case.decision_date
    if decided is None or not day_of(decided.value):
        return
    for mention in letter.dates:
        if (
            mention.section == "summary"
            and mention.role in _DONE
            and mention.value > decided.value
            and day_of(mention.value)
        ):
            message = f"The summary tells of {mention.value} as past, but the decision is of {decided.value}."
            spans = (place_of(mention), place_of(decided))
            yield Finding("F302", "info", message, None, spans)
