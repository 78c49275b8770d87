"""The model of a layout file; `pipeline.layouts.loading` loads it."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from pipeline.rules.budget import LONGEST_REGEX
from pipeline.rules.expressions.re_tree import refusal
from pipeline.rules.shared import Shared
from pipeline.rules.variables import TooLong, UnknownVariable

CHECKED = "checked"
"""As the context of a validation: the data were checked before, and their expressions are filled in."""


def _compiles(regex: str, info: ValidationInfo) -> str:
    """The expression with the fragments that it names as `{NAME}`: those of the validation's context, or the shipped
    ones."""
    if info.context == CHECKED:
        return regex
    try:
        regex = (info.context or _shipped()).filled(regex)
    except UnknownVariable as error:
        message = "there is no fragment `{name}`. | Fragments are in patterns/fragments."
        raise PydanticCustomError("E323", message, {"name": f"{{{error.args[0]}}}"}) from None
    except TooLong:
        message = "the expression is longer than {limit} characters. | Make several of it, or use `text`."
        raise PydanticCustomError("E328", message, {"limit": LONGEST_REGEX}) from None
    if why := refusal(regex):
        message = "the regular expression is not valid: {why}. | Mind the backslashes and brackets."
        raise PydanticCustomError("E324", message, {"why": why})
    return regex


def _shipped() -> Shared:
    from pipeline.rules.load import shipped_shared  # which loads layouts too

    return shipped_shared()


def _has_group(name: str) -> AfterValidator:
    def check(regex: str, info: ValidationInfo) -> str:
        if info.context != CHECKED and name not in re.compile(regex).groupindex:
            message = "the regular expression has no group `{name}`. | Put what is wanted into (?P<{name}>…)."
            raise PydanticCustomError("E324", message, {"name": name})
        return regex

    return AfterValidator(check)


def _no_slip(known: tuple[str, ...]) -> AfterValidator:
    """A section's name that is almost one of `known`; any other name stands for what is not read."""

    def check(name: str) -> str:
        if name not in known and (close := get_close_matches(name, known, 1, 0.75)):
            message = "there is no section {name}. | Did you mean `{close}`?"
            raise PydanticCustomError("E315", message, {"name": repr(name), "close": close[0]})
        return name

    return AfterValidator(check)


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


Regex = Annotated[str, AfterValidator(_compiles)]
Opening = Annotated[Regex, _has_group("request")]
Seat = Annotated[Regex, _has_group("number")]
Listing = Annotated[Regex, _has_group("values")]
Printed = Annotated[
    tuple[str, ...],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
"""Printed words: one text, or a list of them."""
PartOfLetter = Annotated[
    str,
    _no_slip(("header", "reviewer", "summary", "items", "documents", "appendix")),
    Field(examples=["header", "reviewer", "summary", "items", "documents", "appendix"]),
]
PartOfItem = Annotated[
    str,
    _no_slip(("claims_administrator_guideline", "reviewer_guideline", "rationale", "decision", "comment")),
    Field(examples=["claims_administrator_guideline", "reviewer_guideline", "rationale", "decision", "comment"]),
]
DateField = Literal["date_assigned", "date_of_injury", "decision_date", "ur_denial_date", "application_received"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Marked(_Model):
    """Something that is found by its printed words or by an expression over the reading text."""

    text: Printed = ()
    regex: Regex | None = None

    @model_validator(mode="after")
    def _is_marked(self) -> Marked:
        if not self.text and not self.regex:
            raise PydanticCustomError(
                "E321", "there is nothing to look for. | Give its printed words as `text`, or a `regex`."
            )
        return self


class Evidence(Marked):
    """A mark by which a layout is recognised; a `required` one must be there."""

    required: bool = False


class Heading(Marked):
    """A heading that opens a section of the letter; `lead_in` are fixed sentences behind it that are not content. With
    `keep` its words belong to the section."""

    section: PartOfLetter
    keep: bool = False
    lead_in: tuple[str, ...] = ()


class Part(Marked):
    """A label that opens a part of an item; with `keep` its words belong to the content."""

    section: PartOfItem
    keep: bool = False


class DecisionLine(_Model):
    """Items whose heading ends in the decision, followed by labelled parts.

    What stands around a decision: `of_decision` belongs to it ("UR decision", "the denial"), `leading` may stand
    before one that a heading begins with and `leading_to` behind it ("We overturned the denial of: …"), `names`
    before the colon ("Outcome"). `doubts` are words that leave a decision open ("no longer", "formerly"), `fillers`
    those that may stand among them, `open_ends` words with which no request ends. A decision behind `prose` ends a
    sentence of a rationale, as does one in small letters behind `predicates`. An item behind `quotation_leads` ("The
    letter read:") is doubtful, and a decision before `by_another` is not the reviewer's ("Upheld by UR").

    Where a rationale ends: `closings` stand in its last sentence, `unpunctuated_closings` at its end where the full
    stop is missing; `abbreviations` end in a full stop that ends no sentence, `verbs` tell a sentence from a
    heading, as do its `subjects`. A heading of several sentences says what the `modified_opening` was, and then what
    is left of it, `modified_rest`. What `undecided` stands behind ("MRI: Withdrawn") is no item. `heading_names` stand
    before a heading and are no part of it: "Request:".
    """

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)

    form: Literal["decision_line"]
    decisions: dict[str, Literal["upheld", "overturned"]]
    parts: tuple[Part, ...]
    of_decision: Regex = "{OF_DECISION}"
    leading: Regex = "{LEADS_TO_DECISION}"
    leading_to: Regex = "{BEHIND_LEADING_DECISION}"
    names: Regex = "{DECISION_NAME}"
    doubts: Regex = "{DECISION_DOUBT}"
    fillers: Regex = "{DECISION_FILLER}"
    open_ends: Regex = "{OPEN_END}"
    prose: Regex = "{DECISION_PROSE}"
    predicates: Regex = "{PREDICATE}"
    closings: Regex = "{RATIONALE_CLOSING}"
    unpunctuated_closings: Regex = "{UNPUNCTUATED_CLOSING}"
    abbreviations: Regex = "{HEADING_ABBREVIATION}"
    verbs: Regex = "{SENTENCE_VERB}"
    subjects: Regex = "{SENTENCE_SUBJECT}"
    quotation_leads: Regex = "{QUOTATION_LEAD}"
    by_another: Regex = "{BY_ANOTHER}"
    modified_opening: Regex = "{MODIFIED_OPENING}"
    modified_rest: Regex = "{MODIFIED_REST}"
    undecided: Regex = "{NOT_DECIDED}"
    heading_names: Regex = "{HEADING_NAME}"


class Statement(_Model):
    """Items that a sentence or number opens; the groups of an opening are `request`, and where it has them `number` and
    `verdict`.

    The decision is `upheld` where a verdict matches `refused`, `overturned` where it matches `granted`, and unknown
    where a part labelled as decision matches `undecided`. A verdict that matches `partly` is a decision in part:
    `overturned`, as the programs count it, and marked so (`in_part`). Verdicts stand in openings, in parts of the
    section `decision`, or match one of `verdicts` (its group `verdict`, where it has one). With `once` a text holds
    one case: the first opening counts behind which `followed_by` matches, or else the first one; with
    `whole` what stands before it too is its reasons. With `panel` the
    statements may be several reviewers', and the majority decides: what each writes begins behind what `seat` matches,
    whose group `number` is the reviewer's. A verdict's group `of` is what it names as denied: where statements that
    follow one another differ, on things that each of them names, the denial is overturned in part. `otherwise` is the
    section of what stands before the first labelled part; `unlabelled` matches the line of the reviewer's guideline up
    to where the reasons begin, if these have no label of their own. An item ends at the next one, or at one of `ends`.
    Words of `doubts` beside the decision in a part leave it open. Behind `counts_else` a number counts no item; two
    requests are one where they differ in `articles` alone. `templates` are words that nobody filled in, which are left
    out of a request; one that holds `leads`, the words that lead to a request, printed or damaged, is doubtful. A
    verdict directly behind one of `open_ends` at a request's end decides nothing, nor does one before `by_another`
    ("Upheld by UR").
    """

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)

    form: Literal["statement"]
    openings: tuple[Opening, ...]
    granted: Regex
    refused: Regex
    undecided: Regex | None = None
    partly: Regex | None = None
    parts: tuple[Part, ...] = ()
    otherwise: PartOfItem = "rationale"
    unlabelled: Regex | None = None
    once: bool = False
    whole: bool = False
    panel: bool = False
    seat: Seat | None = None
    followed_by: Regex | None = None
    verdicts: tuple[Regex, ...] = ()
    ends: tuple[Regex, ...] = ()
    doubts: Regex = "{DECISION_DOUBT}"
    fillers: Regex = "{DECISION_FILLER}"
    counts_else: Regex = "{COUNTS_ELSE}"
    articles: Regex = "{ARTICLES}"
    templates: Regex = "{TEMPLATE_WORDS}"
    leads: Regex = "{REQUEST_LEAD}"
    open_ends: Regex = "{OPEN_VERDICT}"
    by_another: Regex = "{BY_ANOTHER}"


class FieldLabel(Marked):
    """A header field's label; `closing` is a second half that may follow the value, `otherwise` how few letters print
    the label: it is looked for where the others leave a field without a value. `pattern` is what a case number behind
    it looks like, where it is not as California prints them."""

    field: Literal["case_number", "priority"] | DateField
    kind: Literal["case_number", "date", "priority"]
    closing: str | None = None
    otherwise: Marked | None = None
    pattern: Regex | None = None

    @model_validator(mode="after")
    def _has_a_pattern_of_its_own(self) -> FieldLabel:
        if self.pattern is not None and self.kind != "case_number":
            raise PydanticCustomError(
                "E322",
                "`pattern` counts for the kind `case_number` only. | What dates look like, rules say (`as: date`).",
            )
        return self


class Fields(_Model):
    """The header's fields; `order` names the dates in the order in which they can only have happened. `case_number` and
    `priority`: what such values look like in any header; `broken`: what stands in the place of a date and is none."""

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)

    case_number: Regex = "{CASE_NUMBER}"
    priority: Regex = r"{PRIORITIES}\b"
    broken: Regex = "{BROKEN_DATE}"
    labels: tuple[FieldLabel, ...]
    order: tuple[DateField, ...] = ()


class Credentials(_Model):
    """Where the reviewer's credentials stand; each expression has a group `values`."""

    section: PartOfLetter
    licensure: tuple[Listing, ...]
    specialties: tuple[Listing, ...]
    whole: tuple[str, ...] = ()


class Layout(_Model):
    """One layout of letters; with `extends` it takes over what it does not say itself from another one; `off` leaves it
    out.

    `running` are expressions for running headers and footers, each over a whole printed line of any letter: such lines
    are left out. A request that holds words of `elsewhere`, which stand in other parts of letters, or what is left of
    words by `damage`, is doubtful.

    `begins` are marks at the very beginning of a letter, and `numbered` the line of its case number, by which several
    letters in one file are told apart. A layout
    with `fallback` is tried on letters alone that no other one fits, and one `of_tables` on rows of tables of published
    reviews alone. Reviews of a `classified` one have the state's
    categories beside the record's own; of one with `reviewers` the record lists the reviewers one by one.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, validate_default=True)

    layout: str
    extends: str | None = None
    off: bool = False
    fallback: bool = False
    of_tables: bool = False
    classified: bool = False
    reviewers: bool = False
    recognised_by: tuple[Evidence, ...] = ()
    minimum_evidence: int = 1
    begins: tuple[Marked, ...] = ()
    numbered: Regex = "{LABELLED_CASE_NUMBER}"
    running: tuple[Regex, ...] = ()
    headings: tuple[Heading, ...] = ()
    elsewhere: Regex = "{WORDS_ELSEWHERE}"
    damage: Regex = "{DAMAGED_WORDS}"
    items: DecisionLine | Statement = Field(discriminator="form")
    fields: Fields | None = None
    credentials: Credentials | None = None
