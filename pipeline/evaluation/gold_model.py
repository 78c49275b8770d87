"""The shape of gold records (docs/gold.md), and what a file of them gets wrong."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
    model_validator,
)
from pydantic_core import PydanticCustomError

from pipeline.records.model import Agreement, Decision, Letter, Outcome
from pipeline.rules.load import shipped_shared
from pipeline.rules.vocabularies import Vocabularies

_GROUNDED = frozenset({"value", "text", "start", "end", "page"})
_LISTED = 8  # values of a closed list that a message names
T = TypeVar("T")


def _bare(value: Any) -> Any:
    """The value of a grounded one, whose keys are checked; a bare one as it is."""
    if not isinstance(value, Mapping):
        return value
    if unknown := sorted(set(value) - _GROUNDED):
        message = "there is no key {key} in a value: use `value` and `text`"
        raise PydanticCustomError("unknown_key", message, {"key": repr(unknown[0])})
    return value["value"] if "value" in value else value.get("text")


def _one_of(name: str) -> AfterValidator:
    def check(value: str, info: ValidationInfo) -> str:
        known = _vocabulary(name, info)
        if value not in known:
            raise _not_listed(value, name, known)
        return value

    return AfterValidator(check)


def _not_listed(value: str, name: str, known: Iterable[str]) -> PydanticCustomError:
    """The error of a value that no closed list has; names the nearest of the list, or some of it."""
    close = get_close_matches(value, known, 3, 0.6)
    listed = sorted(known)
    shown = ", ".join(close or listed[:_LISTED]) + (" …" if not close and len(listed) > _LISTED else "")
    said = "did you mean" if close else "choose from"
    context = {"value": repr(value), "name": name.replace("_", " "), "said": said, "shown": shown}
    return PydanticCustomError("not_listed", "{value} is none of the {name}: {said} {shown}", context)


def _vocabulary(name: str, info: ValidationInfo) -> frozenset[str]:
    vocabularies: Any = info.context
    found: frozenset[str] = vocabularies.values(name)
    return found


def _day(value: str) -> str:
    try:
        date.fromisoformat(value if len(value) == 10 else f"{value}-01")
    except ValueError:
        message = "{value} is no date: write 2016-11-05, or 2016-11 for a month"
        raise PydanticCustomError("no_date", message, {"value": repr(value)}) from None
    return value


def _range(value: Sequence[int]) -> Sequence[int]:
    if len(value) != 2 or value[0] > value[1]:
        raise PydanticCustomError("no_range", "{value} is no range: write [first, last]", {"value": str(list(value))})
    return value


Bare = BeforeValidator(_bare)
Text = Annotated[str, Bare]
Day = Annotated[str, Bare, AfterValidator(_day)]
Count = Annotated[int, Bare, Field(ge=0)]
Range = Annotated[list[int], AfterValidator(_range)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, populate_by_name=True, defer_build=True)


class _Placed(_Part):
    """A part that may say where it stands, as a whole record does."""

    start: int | None = None
    end: int | None = None
    page: int | None = None


class _Case(_Part):
    case_number: Text | None = None
    date_assigned: Day | None = None
    date_of_injury: Day | None = None
    decision_date: Day | None = None
    ur_denial_date: Day | None = None
    priority: Annotated[str, Bare, _one_of("priorities")] | None = None
    application_received: Day | None = None


class _Reviewer(_Part):
    licensure: list[Text] = []
    specialties: list[Text] = []


class _OneReviewer(_Placed):
    number: Annotated[int, Field(ge=1)]
    specialties: list[Text] = []
    finding: Annotated[Outcome, Bare] | None = None


class _Worker(_Part):
    age: Annotated[int, Bare, Field(ge=0, le=120)] | None = None
    sex: Annotated[Literal["male", "female"], Bare] | None = None


class _Drug(_Placed):
    name: str
    text: str | None = None
    strength: str | None = None
    form: str | None = None
    class_: Annotated[Annotated[str, _one_of("drug_classes")] | None, Field(alias="class")] = None


class _Frequency(_Placed):
    times: Range | None = None
    per: str | None = None
    for_: Annotated[Range | None, Field(alias="for")] = None
    unit: str | None = None
    text: str | None = None


class _Request(_Placed):
    text: str
    disputed: Text
    original: Text | None = None
    authorized: Text | None = None
    utilization_review: Literal["denied", "modified"] = "denied"
    category: str | None = None
    subcategory: str | None = None
    drugs: list[_Drug] = []
    quantity: Annotated[int | float, Bare] | None = None
    refills: Count | None = None
    sessions: Count | None = None
    frequency: _Frequency | None = None
    body_parts: list[Annotated[str, Bare, _one_of("body_parts")]] = []
    laterality: Annotated[Literal["left", "right", "bilateral"], Bare] | None = None
    spinal_levels: list[Text] = []
    retrospective: bool = False
    dates_of_service: list[Day] = []

    @model_validator(mode="after")
    def _known(self, info: ValidationInfo) -> _Request:
        kind, known = (
            "/".join(part for part in (self.category, self.subcategory) if part),
            _vocabulary("categories", info),
        )
        if kind and kind not in known:
            raise _not_listed(kind, "categories", known)
        return self


class _Chapter(_Part):
    number: int
    title: str | None = None


class _Citation(_Placed):
    text: str | None = None
    source: Literal["MTUS", "ACOEM", "ODG", "other"]
    guideline: str | None = None
    edition: str | None = None
    chapter: _Chapter | None = None
    sections: list[Any] = []
    regulations: list[str] = []
    pages: list[Range] = []
    entry: str | None = None
    check: Any = None


class _Line(_Placed):
    text: str | None = None
    cited: bool | None = None
    outside_mtus: bool = False
    citations: list[_Citation] = []


class _Rationale(_Placed):
    text: str | None
    conclusion: Annotated[Literal["medically_necessary", "not_medically_necessary"], Bare] | None = None
    agreement: Agreement | None = None
    depends_on: list[int] = []
    citations: list[_Citation] = []


class _StateCategories(_Part):
    diagnosis_category: str | None = None
    diagnosis_subcategory: str | None = None
    treatment_category: str | None = None
    treatment_subcategory: str | None = None


class _Determination(_Part):
    number: Annotated[int, Field(ge=1)]
    request: _Request
    decision: Annotated[Decision, Bare] | None
    claims_administrator_guideline: _Line
    reviewer_guideline: _Line
    rationale: _Rationale
    in_part: bool = False
    state_categories: _StateCategories | None = None


class _Date(_Placed):
    value: Annotated[str, AfterValidator(_day)]
    text: str | None = None
    role: Annotated[str, _one_of("date_roles")]
    section: Annotated[str, _one_of("sections")]


class _Span(_Placed):
    label: str
    text: str
    id: str | None = None
    value: Any = None
    attributes: dict[str, str] = {}
    section: str | None = None
    determination: int | None = None


class _Fact(_Placed):
    """An entry of the clinical side; each kind has some of the last four keys."""

    value: str | None = None
    text: str | None = None
    section: Literal["summary", "rationale"]
    item: int | None = None
    negated: bool = False
    hypothetical: bool = False
    code: Text | None = None
    result: Annotated[str, Bare, _one_of("treatment_results")] | None = None
    date: Day | None = None
    reason: Text | None = None


class _Clinical(_Part):
    """Kinds that are left out are not scored."""

    diagnoses: list[_Fact] | None = None
    treatments: list[_Fact] | None = None
    surgeries: list[_Fact] | None = None
    work_status: list[_Fact] | None = None
    requests: list[_Fact] | None = None
    denial_reasons: list[_Fact] | None = None


class _Gold(_Part):
    letter_id: str
    case: _Case
    expert_reviewer: _Reviewer
    injured_worker: _Worker
    outcome: Outcome | None = None
    determinations: list[_Determination]
    dates: list[_Date] = []
    clinical: _Clinical | None = None
    spans: list[_Span] = []
    reviewers: list[_OneReviewer] | None = None


_UNSCORED = frozenset(f.name for f in fields(Letter)) - set(_Gold.model_fields)
"""Keys of a whole record that say nothing to a score."""


class GoldProblem(NamedTuple):
    """What a gold record gets wrong: the path of the value (`determinations.0.decision`), and in words what it is;
    `missing` where a key that must be there is not."""

    path: str
    message: str
    missing: bool = False


def gold_problems(record: Any, vocabularies: Vocabularies | None = None) -> list[GoldProblem]:
    """What is wrong with a gold record as plain data; a whole record, with offsets, is one too. `vocabularies`: the
    closed lists, with what a user's files add; the shipped ones where they are left out."""
    if isinstance(record, Mapping):
        record = {key: value for key, value in record.items() if key not in _UNSCORED}
    try:
        _Gold.model_validate(record, context=vocabularies or shipped_shared().vocabularies)
    except ValidationError as error:
        return [_problem(one) for one in error.errors(include_url=False)]
    numbers = [item["number"] for item in record["determinations"]]
    if len(set(numbers)) < len(numbers):
        return [GoldProblem("determinations", "two items have one number")]
    return []


def _problem(error: Any) -> GoldProblem:
    path = ".".join(str(step) for step in error["loc"] if not str(step).startswith("function-"))
    key = error["loc"][-1] if error["loc"] else ""
    if error["type"] == "extra_forbidden":
        return GoldProblem(path, f"no record has a key {key!r} there")
    if error["type"] == "missing":
        return GoldProblem(path, "is missing", missing=True)
    given = json.dumps(error["input"], ensure_ascii=False, default=str)[:60]
    own = isinstance(error.get("ctx"), dict) and error["type"] in ("unknown_key", "not_listed", "no_date", "no_range")
    return GoldProblem(path, error["msg"] if own else f"{given}: {error['msg'][:1].lower()}{error['msg'][1:]}")


def gold_file(path: Path) -> Any:
    """The content of a gold file. Raises ValueError, OSError: it cannot be read, or is no JSON."""
    return json.loads(path.read_text(encoding="utf-8-sig"))
