"""Reading a results folder for the report: one pass over the records, counts of everything that is asked."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.views.letter_facts import ItemFacts, LetterFacts, letter_facts
from pipeline.views.repeats.cases import case_and_content
from pipeline.views.results_folder import open_records, read_problems, record_lines


@dataclass(slots=True)
class Outcomes:
    """Decisions on some items."""

    upheld: int = 0
    overturned: int = 0
    undecided: int = 0

    def add(self, decision: str | None) -> None:
        """Count one item."""
        if decision == "upheld":
            self.upheld += 1
        elif decision == "overturned":
            self.overturned += 1
        else:
            self.undecided += 1

    @property
    def decided(self) -> int:
        """Items with a decision."""
        return self.upheld + self.overturned

    @property
    def items(self) -> int:
        """All items."""
        return self.decided + self.undecided


By = defaultdict[str, Outcomes]


def _by() -> By:
    return defaultdict(Outcomes)


# The stretches of time that a letter's header tells, with the two dates of each.
STRETCHES = {
    "Injury to utilization review": ("injured", "ur_decided"),
    "Utilization review to application": ("ur_decided", "applied"),
    "Application to assignment": ("applied", "assigned"),
    "Assignment to decision": ("assigned", "decided"),
    "Utilization review to decision": ("ur_decided", "decided"),
    "Application to decision": ("applied", "decided"),
}


@dataclass(slots=True)
class Days:
    """Lengths in calendar days of one stretch of time. `backwards` counts letters whose later date comes first,
    `unknown` those that lack one of the two."""

    lengths: list[int] = field(default_factory=list)
    backwards: int = 0
    unknown: int = 0

    def add(self, start: date | None, end: date | None) -> None:
        """Count one letter."""
        if start is None or end is None:
            self.unknown += 1
        elif end < start:
            self.backwards += 1
        else:
            self.lengths.append((end - start).days)


@dataclass(slots=True)
class Corpus:
    """Counts of a results folder. Names of months are `2016-12`, of years `2016`; empty where there is no date
    of decision."""

    letters: int = 0
    damaged: int = 0
    first: date | None = None
    last: date | None = None
    all: Outcomes = field(default_factory=Outcomes)
    letter_outcomes: Counter[str] = field(default_factory=Counter)
    items_per_letter: Counter[int] = field(default_factory=Counter)
    letters_by_month: Counter[str] = field(default_factory=Counter)
    letters_by_priority: Counter[str] = field(default_factory=Counter)
    licensure: Counter[str] = field(default_factory=Counter)
    by_month: By = field(default_factory=_by)
    by_category: By = field(default_factory=_by)
    by_subcategory: By = field(default_factory=_by)
    by_drug_class: By = field(default_factory=_by)
    by_drug: By = field(default_factory=_by)
    by_body_part: By = field(default_factory=_by)
    by_specialty: By = field(default_factory=_by)
    by_ur_source: By = field(default_factory=_by)
    by_reviewer_source: By = field(default_factory=_by)
    by_ur_guideline: By = field(default_factory=_by)
    by_reviewer_guideline: By = field(default_factory=_by)
    by_comparison: By = field(default_factory=_by)
    by_utilization_review: By = field(default_factory=_by)
    modified_by_category: By = field(default_factory=_by)
    by_injury_year: By = field(default_factory=_by)
    cross: dict[tuple[str, str], Outcomes] = field(default_factory=lambda: defaultdict(Outcomes))
    agreement: Counter[str] = field(default_factory=Counter)
    stretches: dict[str, Days] = field(default_factory=lambda: {name: Days() for name in STRETCHES})
    to_decision_by_year: dict[str, Days] = field(default_factory=lambda: defaultdict(Days))
    findings: Counter[str] = field(default_factory=Counter)
    letters_with_finding: Counter[str] = field(default_factory=Counter)
    messages: dict[str, str] = field(default_factory=dict)
    warnings: Counter[str] = field(default_factory=Counter)
    problems: Counter[tuple[str, str]] = field(default_factory=Counter)
    official: Counter[tuple[str, str]] = field(default_factory=Counter)
    cases: array[int] = field(default_factory=lambda: array("Q"))  # of each letter its case, and its content

    def add(self, letter: LetterFacts) -> None:
        """Count one letter."""
        self.letters += 1
        month = letter.decided.strftime("%Y-%m") if letter.decided else ""
        if letter.decided:
            self.first = min(self.first or letter.decided, letter.decided)
            self.last = max(self.last or letter.decided, letter.decided)
        self.letters_by_month[month] += 1
        self.letter_outcomes[letter.outcome or ""] += 1
        self.items_per_letter[len(letter.items)] += 1
        self.letters_by_priority[letter.priority or ""] += 1
        self.licensure.update(letter.licensure)
        self.warnings.update(set(letter.warnings))
        self.letters_with_finding.update({*letter.findings, *(c for i in letter.items for c in i.findings)})
        self._add_times(letter)
        for item in letter.items:
            self._add_item(letter, item, month)

    def _add_times(self, letter: LetterFacts) -> None:
        for name, (start, end) in STRETCHES.items():
            self.stretches[name].add(getattr(letter, start), getattr(letter, end))
        if letter.decided:
            self.to_decision_by_year[str(letter.decided.year)].add(letter.assigned, letter.decided)

    def _add_item(self, letter: LetterFacts, item: ItemFacts, month: str) -> None:
        decision = item.decision
        injured = str(letter.injured.year) if letter.injured else ""
        self.all.add(decision)
        for by, names in (
            (self.by_month, (month,)),
            (self.by_injury_year, (injured,)),
            (self.by_category, (item.category or "",)),
            (self.by_subcategory, (item.subcategory or item.category or "",)),
            (self.by_drug_class, item.drug_classes),
            (self.by_drug, item.ingredients),
            (self.by_body_part, item.body_parts),
            (self.by_specialty, letter.specialties),
            (self.by_ur_source, item.claims_administrator.sources),
            (self.by_reviewer_source, item.reviewer.sources),
            (self.by_ur_guideline, item.claims_administrator.guidelines),
            (self.by_reviewer_guideline, item.reviewer.guidelines),
            (self.by_comparison, (item.comparison,)),
            (self.by_utilization_review, (item.utilization_review or "",)),
        ):
            for name in names:
                by[name].add(decision)
        if item.utilization_review == "modified":
            self.modified_by_category[item.category or ""].add(decision)
        self.cross[item.claims_administrator.kind, item.reviewer.kind].add(decision)
        self.agreement[item.agreement or ""] += 1


def read_corpus(folder: Path) -> Corpus:
    """The counts of a results folder.

    Raises:
        ResultsError: it is no results folder, or cannot be read (E701 to E703).
    """
    corpus = Corpus()
    with open_records(folder) as records:
        for line in record_lines(records):
            if line.data is None:
                corpus.damaged += 1
                continue
            facts = letter_facts(line.data)
            corpus.add(facts)
            corpus.cases.extend(case_and_content(line.data, facts) or ())
            _add_findings(corpus, line.data.get("findings"))
            _add_official(corpus, line.data)
    for problem in read_problems(folder):
        code, severity = problem.get("code"), problem.get("severity")
        if isinstance(code, str) and isinstance(severity, str):
            corpus.problems[code, severity] += 1
    return corpus


def _add_official(corpus: Corpus, record: Mapping[str, Any]) -> None:
    official = record.get("official_outcome")
    if isinstance(official, dict):
        corpus.official[str(official.get("value") or ""), str(record.get("outcome") or "")] += 1


def _add_findings(corpus: Corpus, findings: object) -> None:
    for finding in findings if isinstance(findings, list) else []:
        code = finding.get("code") if isinstance(finding, dict) else None
        if isinstance(code, str):
            corpus.findings[code] += 1
            message = finding.get("message")
            if isinstance(message, str):
                corpus.messages.setdefault(code, " ".join(message.split())[:200])
