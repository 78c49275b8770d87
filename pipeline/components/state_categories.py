"""The state's categories: a second classification of reviews for health plans and insurers.

The words for them count in such reviews alone (rules of the section `review`, as for the names of those whom such
reviews cite), so that they cost nothing in other letters. `imr_rules` finds them, `imr_requests` chooses among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from pipeline.assembling.groups import STATE_DIAGNOSIS, STATE_TREATMENT
from pipeline.components.tags import Tag, layout_has, within
from pipeline.layouts.recognition import CLASSIFIED, PANEL
from pipeline.rules.matching.regexes import Stretch
from pipeline.rules.tags import FrozenMapping
from pipeline.rules.vocabularies import Vocabularies

REVIEW = "review"
STATE = frozenset({"STATE_DIAGNOSIS", "STATE_TREATMENT"})
"""Labels of the rules that the categories are told by."""
_TREATMENTS = "state_treatments"
_READ = frozenset({"summary", "request", "rationale", "findings"})
_OTHER = "Other"


def reviewed(doc: Doc, sections: Iterable[Stretch]) -> list[Stretch]:
    """The stretches in which rules of the section `review` count: those of a review for a health plan, an insurer or
    New York."""
    if not (layout_has(doc, CLASSIFIED) or layout_has(doc, PANEL)):
        return []
    return [Stretch(REVIEW, section.start, section.end) for section in sections if section.name in _READ]


def state_categories(
    request: Tag, hits: Sequence[Tag], details: Sequence[Tag], vocabularies: Vocabularies
) -> list[Tag]:
    """Tags `state_diagnosis` and `state_treatment` (`category: subcategory`) of an item, with the attribute `item`.

    The treatment is the first that the request names; where it names none, what the vocabulary says of its drug, the
    drug's class or its category. The diagnosis is the category that the review has most words for, and in it the
    subcategory with most of them. `hits` are the review's tags of `STATE`, in text order, `details` the request's.
    """
    named = [hit for hit in within(hits, request.start, request.end) if hit.label == "STATE_TREATMENT"]
    treatment = next(iter(sorted(named, key=lambda hit: hit.value.endswith(_OTHER))), None)
    of_details = _by_details(details, vocabularies)
    if treatment is None and of_details is not None:
        treatment = Tag(STATE_TREATMENT, request.start, request.end, of_details, STATE_TREATMENT)
    item = FrozenMapping(item=request.value)
    found = ((STATE_TREATMENT, treatment), (STATE_DIAGNOSIS, _most(hits)))
    return [Tag(label, *tag[1:5], item) for label, tag in found if tag is not None]


def _by_details(details: Sequence[Tag], vocabularies: Vocabularies) -> str | None:
    """What the drug, its class, or the category is."""
    told = (str(tag.value) for label in ("drug", "drug_class", "category") for tag in details if tag.label == label)
    return next(filter(None, (vocabularies.value(_TREATMENTS, value) for value in told)), None)


def _most(hits: Sequence[Tag]) -> Tag | None:
    """The first hit of the diagnosis with the most."""
    diagnoses = [hit for hit in hits if hit.label == "STATE_DIAGNOSIS"]
    categories = Counter(map(_category, diagnoses))
    most = max(categories, key=categories.__getitem__, default=None)
    of_it = [hit for hit in diagnoses if _category(hit) == most]
    values = Counter(hit.value for hit in of_it if not hit.value.endswith(_OTHER)) or Counter(h.value for h in of_it)
    value = max(values, key=values.__getitem__, default=None)
    return next((hit for hit in of_it if hit.value == value), None)


def _category(hit: Tag) -> str:
    return str(hit.value).partition(": ")[0]
