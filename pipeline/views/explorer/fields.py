"""What a corpus can be filtered by, sorted by and shown in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pipeline.views.code_words import in_words
from pipeline.views.labels import label, subcategory_label, title
from pipeline.views.letter_facts import ItemFacts, LetterFacts

NOT_FOUND = "not found"
NO_ITEM = "no item"


@dataclass(frozen=True, slots=True)
class Field:
    """A filter.

    Attributes:
        name: in the page's address.
        title: over the list of its values.
        values: of one item; a letter without items counts with `None`.
        shown: a value as people read it.
        open: whether the page shows the list unfolded at first.
    """

    name: str
    title: str
    values: Callable[[LetterFacts, ItemFacts | None], tuple[str, ...]]
    shown: Callable[[str], str] = str
    open: bool = False


def _one(
    get: Callable[[ItemFacts], str | None],
) -> Callable[[LetterFacts, ItemFacts | None], tuple[str, ...]]:
    return lambda letter, item: (NO_ITEM,) if item is None else (get(item) or NOT_FOUND,)


def _many(
    get: Callable[[ItemFacts], tuple[str, ...]],
) -> Callable[[LetterFacts, ItemFacts | None], tuple[str, ...]]:
    return lambda letter, item: () if item is None else get(item)


def _label(value: str) -> str:
    return title(label(value))


FIELDS: tuple[Field, ...] = (
    Field("decision", "Decision", _one(lambda i: i.decision), _label, open=True),
    Field("category", "Category", _one(lambda i: i.category), _label, open=True),
    Field(
        "subcategory",
        "Subcategory",
        _many(lambda i: (i.subcategory,) if i.subcategory else ()),
        lambda value: title(subcategory_label(value)),
    ),
    Field(
        "state_diagnosis",
        "Diagnosis, as the state sorts it",
        _many(lambda i: (i.state_diagnosis,) if i.state_diagnosis else ()),
    ),
    Field(
        "state_treatment",
        "Treatment, as the state sorts it",
        _many(lambda i: (i.state_treatment,) if i.state_treatment else ()),
    ),
    Field("drug_class", "Drug class", _many(lambda i: i.drug_classes), _label),
    Field("drug", "Drug", _many(lambda i: i.ingredients)),
    Field("body_part", "Body part", _many(lambda i: i.body_parts), _label),
    Field(
        "ur_cited",
        "Utilization review cited",
        _many(lambda i: i.claims_administrator.sources),
        open=True,
    ),
    Field("reviewer_cited", "The reviewer cited", _many(lambda i: i.reviewer.sources), open=True),
    Field("ur_guideline", "Guideline of utilization review", _many(lambda i: i.claims_administrator.guidelines)),
    Field("reviewer_guideline", "Guideline of the reviewer", _many(lambda i: i.reviewer.guidelines)),
    Field("comparison", "Guidelines of both sides", _one(lambda i: i.comparison), title, open=True),
    Field("specialty", "Reviewer's specialty", lambda letter, item: letter.specialties),
    Field("panel", "Reviewers of a panel", lambda letter, item: (letter.panel,) if letter.panel else (), title),
    Field(
        "year",
        "Year of decision",
        lambda letter, item: (str(letter.decided.year) if letter.decided else NOT_FOUND,),
    ),
    Field("utilization_review", "Utilization review", _one(lambda i: i.utilization_review), _label),
    Field("agreement", "Conclusion and decision", _one(lambda i: i.agreement), _label),
    Field(
        "finding",
        "Finding",
        lambda letter, item: tuple(
            dict.fromkeys((*letter.findings, *(item.findings if item else ()))),
        ),
        in_words,
    ),
    Field("warning", "Reading warning", lambda letter, item: letter.warnings, in_words),
    Field("own_label", "Label of your own", lambda letter, item: letter.own_labels),
)
FIELD_BY_NAME = {field.name: field for field in FIELDS}

# Columns that the table can be sorted by, with the title of each; `date` is where it starts, newest first.
SORTS = {
    "date": "Decided",
    "request": "Requested",
    "decision": "Decision",
    "category": "Category",
    "specialty": "Reviewer's specialty",
    "ur": "Utilization review cited",
    "reviewer": "Reviewer cited",
    "letter": "Letter",
}
SCOPES = {
    "all": "Everywhere",
    "request": "Requests",
    "rationale": "Rationales",
    "ur": "Citations of utilization review",
    "reviewer": "Citations of the reviewer",
}
