"""The letter record: one frozen object per letter, as documented in docs/record.md.

Offsets are half-open character offsets into the document's text. `None` and empty tuples stand for what the
letter does not say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Literal

import pydantic
from pydantic import Field

from pipeline.records.citations import Chapter as Chapter
from pipeline.records.citations import Citation as Citation
from pipeline.records.citations import CitationCheck as CitationCheck
from pipeline.records.citations import CitedSection as CitedSection
from pipeline.records.citations import GuidelineLine as GuidelineLine
from pipeline.records.clinical import Clinical
from pipeline.records.grounded import Grounded as Grounded
from pipeline.records.grounded import Page


def _frozen(data: Any) -> Any:
    if isinstance(data, list | tuple):
        return tuple(map(_frozen, data))
    return {key: _frozen(value) for key, value in data.items()} if isinstance(data, dict) else data


Plain = Annotated[Any, pydantic.AfterValidator(_frozen)]
"""What JSON can hold; what is read from JSON has a tuple for each list."""

Decision = Literal["upheld", "overturned"]
Outcome = Literal["upheld", "overturned", "partially_overturned"]
Agreement = Literal["agree", "disagree", "no_conclusion"]
Severity = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a letter came from. `sha256` is of the source's bytes; `pages` is a count, `None` outside PDFs;
    `row` holds the fields of a row of JSONL or of a table beside its text, `None` (and left out of the record's data)
    where there are none; records of 0.1 call it `metadata`.
    """

    path: str | None = None
    media_type: str | None = None
    sha256: str | None = None
    encoding: str | None = None
    characters: int | None = None
    pages: int | None = None
    row: Annotated[Mapping[str, Any] | None, Field(exclude_if=lambda value: not value)] = None


@dataclass(frozen=True, slots=True)
class Case:
    """The letter's header. Dates are ISO 8601; `priority` is `standard` or `expedited`."""

    case_number: Grounded[str] | None = None
    date_assigned: Grounded[str] | None = None
    date_of_injury: Grounded[str] | None = None
    decision_date: Grounded[str] | None = None
    ur_denial_date: Grounded[str] | None = None
    priority: Grounded[str] | None = None
    application_received: Grounded[str] | None = None


@dataclass(frozen=True, slots=True)
class ExpertReviewer:
    """The reviewer's published credentials: states of licensure and specialties, each as printed."""

    licensure: tuple[Grounded[str], ...] = ()
    specialties: tuple[Grounded[str], ...] = ()


@dataclass(frozen=True, slots=True)
class InjuredWorker:
    """`age` in years; `sex` is `male` or `female`."""

    age: Grounded[int] | None = None
    sex: Grounded[str] | None = None


CONCLUSION_OF = {"upheld": "not_medically_necessary", "overturned": "medically_necessary"}
"""The conclusion that a decision agrees with."""


@dataclass(frozen=True, slots=True)
class DateMention:
    """A calendar date (`2016-11-05`, or `2016-11` where no day is named), its role and the section it stands
    in."""

    value: str
    text: str
    start: int
    end: int
    role: str
    section: str
    page: Page = None


@dataclass(frozen=True, slots=True)
class Drug:
    """A requested drug: `name` generic, lower case; `text` the name as printed; strength and form as
    printed."""

    name: str
    text: str
    start: int
    end: int
    strength: str | None = None
    form: str | None = None
    class_: Annotated[str | None, Field(alias="class")] = None
    page: Page = None


@dataclass(frozen=True, slots=True)
class Frequency:
    """How often and for how long: `times` per `per`, for `for_` `unit`s; ranges as (low, high)."""

    times: tuple[int, int] | None
    per: str | None
    for_: Annotated[tuple[int, int] | None, Field(alias="for")]
    unit: str | None
    text: str
    start: int
    end: int
    page: Page = None


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for. `text` is the item's heading; the details describe `disputed`."""

    text: str
    start: int
    end: int
    disputed: Grounded[str]
    original: Grounded[str] | None = None
    authorized: Grounded[str] | None = None
    utilization_review: Literal["denied", "modified"] = "denied"
    category: str | None = None
    subcategory: str | None = None
    drugs: tuple[Drug, ...] = ()
    quantity: Grounded[int | float] | None = None
    refills: Grounded[int] | None = None
    sessions: Grounded[int] | None = None
    frequency: Frequency | None = None
    body_parts: tuple[Grounded[str], ...] = ()
    laterality: Grounded[str] | None = None
    spinal_levels: tuple[Grounded[str], ...] = ()
    retrospective: bool = False
    dates_of_service: tuple[Grounded[str], ...] = ()
    page: Page = None


@dataclass(frozen=True, slots=True)
class Rationale:
    """The reviewer's reasons; `conclusion` is `medically_necessary` or `not_medically_necessary`.

    Where the letter has none, `text` is empty, and its place is behind the item's heading.
    """

    text: str
    start: int
    end: int
    conclusion: Grounded[str] | None = None
    agreement: Agreement = "no_conclusion"
    depends_on: tuple[int, ...] = ()
    citations: tuple[Citation, ...] = ()
    page: Page = None


@dataclass(frozen=True, slots=True)
class StateCategories:
    """How the table of California's Department of Managed Health Care classifies a review, as its words tell; in the
    table's own spelling."""

    diagnosis_category: str | None = None
    diagnosis_subcategory: str | None = None
    treatment_category: str | None = None
    treatment_subcategory: str | None = None


@dataclass(frozen=True, slots=True)
class Determination:
    """One disputed item: what was asked for, what both sides cited, what was decided and why.

    `in_part`: the denial is overturned for a part of the request alone, which the programs that publish reviews count
    as overturned; left out of the record's data where it is not so. `state_categories` has reviews for health plans and
    insurers alone, and is left out elsewhere.
    """

    number: int
    request: Request
    decision: Grounded[str] | None
    claims_administrator_guideline: GuidelineLine
    reviewer_guideline: GuidelineLine
    rationale: Rationale
    in_part: Annotated[bool, Field(exclude_if=lambda value: not value)] = False
    state_categories: Annotated[StateCategories | None, Field(exclude_if=lambda value: value is None)] = None


@dataclass(frozen=True, slots=True)
class Reviewer:
    """One reviewer of a review for a health plan, an insurer or New York.

    Attributes:
        number: as the text counts; 1 of a single one.
        specialties: each as printed; empty where the text does not tell them apart.
        finding: what the reviewer finds of the denial; `None` where the text does not tell it of this one.
        start, end: what this reviewer alone has written; `None` where they write together.
    """

    number: int
    specialties: tuple[Grounded[str], ...] = ()
    finding: Grounded[Outcome] | None = None
    start: int | None = None
    end: int | None = None
    page: Page = None


@dataclass(frozen=True, slots=True)
class Vote:
    """How many reviewers are said to have found alike: `count` of `of`; `finding` as theirs is on the denial, `None`
    where the sentence leaves it open."""

    count: int
    of: int
    finding: Outcome | None
    text: str
    start: int
    end: int
    page: Page = None


@dataclass(frozen=True, slots=True)
class GroundedText:
    """Words of the letter with their place."""

    text: str
    start: int
    end: int
    page: Page = None


@dataclass(frozen=True, slots=True)
class LetterSection:
    """A part of the letter by its `name` (`header`, `summary`, `rationale` …), without its heading; `item` is the
    number of the item that it is of. A section whose prose runs on behind an item's heading encloses it."""

    name: str
    item: int | None
    start: int
    end: int
    page: Page = None


@dataclass(frozen=True, slots=True)
class UserSpan:
    """A hit of a rule whose label is the user's own.

    Attributes:
        id: of the rule.
        value: its normal value, `None` where the rule has none: text, a number, or (of a normaliser) plain data.
        attributes: named attributes, the rule's own and those that cues have set.
        section: the part of the letter, named as for dates; `None` outside of all.
        determination: number of the item in whose part it stands; `None` elsewhere.
    """

    label: str
    id: str
    text: str
    start: int
    end: int
    value: Plain = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    section: str | None = None
    determination: int | None = None
    page: Page = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What the letter itself gets wrong or leaves open; `determination` is an item's number or `None`."""

    code: str
    severity: Severity
    message: str
    determination: int | None = None
    spans: tuple[GroundedText, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """What the reading could not settle and a careful reader should look at."""

    code: str
    message: str
    start: int | None = None
    end: int | None = None
    page: Page = None


@dataclass(frozen=True, slots=True)
class OfficialOutcome:
    """The decision on the case that a table publishes beside the text.

    Attributes:
        value: in the record's words; `None` where the table's are not known.
        text: in the table's words.
        agrees: whether the text says the same; `None` where either is unknown.
    """

    value: Outcome | None
    text: str
    agrees: bool | None


@cache
def adapter(kind: type) -> pydantic.TypeAdapter[Any]:
    """What pydantic makes of a class of the record: it reads and writes its data."""
    return pydantic.TypeAdapter(kind)


@dataclass(frozen=True, slots=True, repr=False)
class Letter:
    """The record of one letter. `reviewers` and `votes` are of reviews for health plans, insurers and New York;
    they and `official_outcome` are left out of the record's data where there are none."""

    letter_id: str
    source: Source = field(default_factory=Source)
    layout: str = "unknown"
    case: Case = field(default_factory=Case)
    expert_reviewer: ExpertReviewer = field(default_factory=ExpertReviewer)
    injured_worker: InjuredWorker = field(default_factory=InjuredWorker)
    summary: GroundedText | None = None
    outcome: Outcome | None = None
    determinations: tuple[Determination, ...] = ()
    dates: tuple[DateMention, ...] = ()
    clinical: Clinical = field(default_factory=Clinical)
    sections: tuple[LetterSection, ...] = ()
    spans: tuple[UserSpan, ...] = ()
    findings: tuple[Finding, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    official_outcome: Annotated[OfficialOutcome | None, Field(exclude_if=lambda value: value is None)] = None
    reviewers: Annotated[tuple[Reviewer, ...], Field(exclude_if=lambda value: not value)] = ()
    votes: Annotated[tuple[Vote, ...], Field(exclude_if=lambda value: not value)] = ()

    def to_dict(self) -> dict[str, Any]:
        """The record as dicts, lists and plain values, which `json.dumps` takes, in the documented order."""
        data: dict[str, Any] = adapter(Letter).dump_python(self, mode="json", by_alias=True)
        return data

    def __repr__(self) -> str:
        items = "1 item" if len(self.determinations) == 1 else f"{len(self.determinations)} items"
        return f"Letter({self.letter_id!r}, {items}, {self.outcome or 'no outcome'}, {self.layout})"
