"""A document's outcome as the lines of the output files: plain data, made where the letter was read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline.reading.problems import ReadingProblem
from pipeline.records.model import Letter
from pipeline.writing.citations import cited_by
from pipeline.writing.json_text import record_line
from pipeline.writing.tables.cells import csv_tables
from pipeline.writing.tables.model import Extras


@dataclass(frozen=True, slots=True)
class Glance:
    """A determination at a glance: for the table in the terminal."""

    letter_id: str
    number: int
    request: str
    decision: str | None
    claims_administrator: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """One document's share of the output.

    Attributes:
        record: its line in `letters.jsonl`; `None` where it has no record.
        tables: its lines in the CSV file of each table, by the table's name; none where CSV is not asked for.
        problem: its entry in `problems.jsonl`, or `None`.
        glances: its determinations at a glance.
        doc: its Doc as bytes, where it was asked for.
    """

    record: str | None
    problem: ReadingProblem | None
    tables: Mapping[str, str] = field(default_factory=dict)
    glances: tuple[Glance, ...] = ()
    doc: bytes | None = None


@dataclass(slots=True)
class Counts:
    """What was found."""

    documents: int = 0
    letters: int = 0
    determinations: int = 0
    upheld: int = 0
    overturned: int = 0
    failed: int = 0
    doubtful: int = 0
    problems: Counter[str] = field(default_factory=Counter)

    def add(self, rendered: Rendered) -> None:
        """Count one document."""
        self.documents += 1
        self.letters += rendered.record is not None
        self.determinations += len(rendered.glances)
        for glance in rendered.glances:
            self.upheld += glance.decision == "upheld"
            self.overturned += glance.decision == "overturned"
        if rendered.problem is not None:
            self.failed += rendered.problem.severity == "error"
            self.doubtful += rendered.problem.severity == "warning"
            self.problems.update([rendered.problem.code, *(code for code, _ in rendered.problem.more)])

    def to_data(self) -> dict[str, Any]:
        """As JSON-able data."""
        return {**asdict(self), "problems": dict(sorted(self.problems.items()))}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Counts:
        """The inverse of `to_data`."""
        return cls(**{**data, "problems": Counter(data.get("problems", {}))})


def render(
    letter: Letter | None,
    problem: ReadingProblem | None,
    doc: bytes | None = None,
    csv: Extras | None = None,
) -> Rendered:
    """The lines of one document's outcome. `csv`: what decides on the columns of CSV; `None` where there is to be
    none."""
    if letter is None:
        return Rendered(None, problem)
    tables = csv_tables(letter, csv) if csv is not None else {}
    return Rendered(record_line(letter), problem, tables, _glances(letter), doc)


def _glances(letter: Letter) -> tuple[Glance, ...]:
    return tuple(
        Glance(
            letter.letter_id,
            item.number,
            item.request.disputed.value,
            item.decision.value if item.decision else None,
            cited_by(item.claims_administrator_guideline),
            cited_by(item.reviewer_guideline),
        )
        for item in letter.determinations
    )
