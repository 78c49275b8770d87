"""What a letter tells of the worker's condition and care, as documented in docs/record.md.

Every item is grounded: `text` is printed at `start` to `end`, `section` is `summary` or `rationale`, `item` the number
of the item of a rationale. `negated` and `hypothetical` items are what the letter says is not so, or may be; they are
listed to be seen, and are no facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.records.grounded import Grounded, Page

TreatmentResult = Literal["helped", "partly_helped", "failed"]


@dataclass(frozen=True, slots=True)
class ClinicalFact:
    """What all of them have. `page` is each one's own field, as it comes last."""

    value: str
    text: str
    start: int
    end: int
    section: str
    item: int | None = None
    negated: bool = False
    hypothetical: bool = False


@dataclass(frozen=True, slots=True)
class Diagnosis(ClinicalFact):
    """A condition that the worker is said to have: `value` its usual name without its place in the body ("strain"),
    `text` the entry as printed ("lumbar strain"), `code` that of the ICD where one is printed beside it."""

    code: Grounded[str] | None = None
    page: Page = None


@dataclass(frozen=True, slots=True)
class Treatment(ClinicalFact):
    """A treatment that the worker had or has: `value` its usual name, of a drug the generic one; `result` what it is
    said to have done. Once a section in the same words."""

    result: Grounded[TreatmentResult] | None = None
    page: Page = None


@dataclass(frozen=True, slots=True)
class Surgery(ClinicalFact):
    """An operation that the worker had: `value` its usual name, `date` its day or month."""

    date: Grounded[str] | None = None
    page: Page = None


@dataclass(frozen=True, slots=True)
class WorkStatus(ClinicalFact):
    """Whether the worker works: `value` is one of the vocabulary `work_statuses`. Each value once a section."""

    page: Page = None


@dataclass(frozen=True, slots=True)
class TreatingRequest(ClinicalFact):
    """What the treating side asked for, in its words, and in `reason` why; `value` is the text."""

    reason: Grounded[str] | None = None
    page: Page = None


@dataclass(frozen=True, slots=True)
class DenialReason(ClinicalFact):
    """Why utilization review denied or modified, as the summary says it; `value` is the text."""

    page: Page = None


@dataclass(frozen=True, slots=True)
class Clinical:
    """The clinical side of a letter; each list in text order."""

    diagnoses: tuple[Diagnosis, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    surgeries: tuple[Surgery, ...] = ()
    work_status: tuple[WorkStatus, ...] = ()
    requests: tuple[TreatingRequest, ...] = ()
    denial_reasons: tuple[DenialReason, ...] = ()
