"""From counts to the report: which tables, in which order, and what holds for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pipeline.views.report.cells import FEW_NOTE
from pipeline.views.report.corpus import Corpus
from pipeline.views.report.doubts import agreement, findings, official, problems, repeated, warnings
from pipeline.views.report.origin import origin_of
from pipeline.views.report.outcomes import guidelines, injury_years, modified, requests, review, specialties
from pipeline.views.report.tables import NOT_FOUND, Report, Section
from pipeline.views.report.times import decision_times, times
from pipeline.views.report.volumes import letter_outcomes, licensure, months, per_letter, quarters, years

SELECTED = (
    "These are disputed requests only: utilization review had denied or modified every one of them, and somebody had "
    "asked for an independent review. Requests that were approved, and denials that nobody disputed, are not in the "
    "letters. No share given here is a share of all requests for treatment."
)
INTERVALS = (
    "Intervals are Wilson's 95% intervals for a share, as if items were independent. Items of one letter have one "
    "patient and one reviewer and tend to go the same way, so the true uncertainty is somewhat larger."
)
DERIVED = (
    "All values were read from letters by a program. Items whose decision or category was not found are counted in "
    "rows and columns of their own and never left out of totals in silence."
)


def report_of(corpus: Corpus, run: Mapping[str, Any] | None = None, today: date | None = None) -> Report:
    """The report on a corpus.

    Args:
        run: the content of `run.json`, for what the report was made of.
        today: the day on which it is made.
    """
    return Report(
        "Independent Medical Review determinations",
        _facts(corpus),
        (SELECTED, INTERVALS, FEW_NOTE, DERIVED),
        (
            Section(
                "Volume", (years(corpus), quarters(corpus), months(corpus), per_letter(corpus), letter_outcomes(corpus))
            ),
            Section("What was asked for", tuple(requests(corpus))),
            Section("Guidelines", tuple(guidelines(corpus))),
            Section("Modified requests", (review(corpus), modified(corpus))),
            Section("Reviewers", (specialties(corpus), licensure(corpus))),
            Section("Time", (times(corpus), decision_times(corpus), injury_years(corpus))),
            Section(
                "What needs a second look",
                (
                    agreement(corpus),
                    *((official(corpus),) if corpus.official else ()),
                    repeated(corpus),
                    findings(corpus),
                    warnings(corpus),
                    problems(corpus),
                ),
            ),
        ),
        origin_of(run or {}, today),
    )


def _facts(corpus: Corpus) -> tuple[tuple[str, str], ...]:
    days = f"{corpus.first:%Y-%m-%d} to {corpus.last:%Y-%m-%d}" if corpus.first and corpus.last else NOT_FOUND
    facts = [
        ("Letters", f"{corpus.letters:,}"),
        ("Disputed items", f"{corpus.all.items:,}"),
        ("Upheld", f"{corpus.all.upheld:,}"),
        ("Overturned", f"{corpus.all.overturned:,}"),
        ("Decided between", days),
    ]
    if corpus.all.undecided:
        facts.insert(4, ("No decision found", f"{corpus.all.undecided:,}"))
    if corpus.damaged:
        facts.append(("Lines without a record", f"W701 {corpus.damaged:,}"))
    return tuple(facts)
