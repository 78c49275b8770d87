"""What the views count and search: a record's values, flat.

Records come from a file that anyone may have written, so nothing is believed of their shape: what is not as
docs/record.md has it counts as missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipeline.records.places import day_of
from pipeline.rules.words.specialties import specialty_name
from pipeline.views.guideline_names import name_of_entry
from pipeline.views.loose_data import mapping, mappings
from pipeline.writing.citations import Identity, have_in_common, identity

NONE_CITED = "none cited"
NO_LINE = "no guideline line"
UNRECOGNIZED = "not recognized"
SAME, DIFFERENT = "a guideline in common", "different guidelines"
OPEN = "one names the body alone"
ONLY_UR, ONLY_REVIEWER, NEITHER = "utilization review alone", "the reviewer alone", "neither names one"
ALIKE, DIVIDED = "all alike", "divided"
_MOST_ITEMS = 1_000_000
_LONGEST_NAME = 300


@dataclass(frozen=True, slots=True)
class CitedFacts:
    """What a party cited for an item.

    Attributes:
        text: the guideline line as printed; empty where the letter has none.
        sources: `MTUS`, `ACOEM`, `ODG`, `other`, each once; or one of `none cited` (the line says so),
            `no guideline line`, `not recognized` (the line cites something that was not read).
        guidelines: the documents by source and title, without editions, each once; where the catalogue has an entry,
            under the entry's title.
        identities: what tells the documents from others, by which both sides are compared.
    """

    text: str
    sources: tuple[str, ...]
    guidelines: tuple[str, ...]
    identities: tuple[Identity, ...] = ()

    @property
    def kind(self) -> str:
        """The one row of a cross-table that the item belongs to."""
        return self.sources[0] if len(self.sources) == 1 else "several"


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One disputed item. `findings` are codes of findings on this item; `ingredients` are those of its drugs, each of a
    combination by itself."""

    number: int
    request: str
    decision: str | None
    utilization_review: str | None
    category: str | None
    subcategory: str | None
    drugs: tuple[str, ...]
    ingredients: tuple[str, ...]
    drug_classes: tuple[str, ...]
    body_parts: tuple[str, ...]
    claims_administrator: CitedFacts
    reviewer: CitedFacts
    rationale: str
    conclusion: str | None
    agreement: str | None
    findings: tuple[str, ...]
    state_diagnosis: str | None = None
    state_treatment: str | None = None

    @property
    def comparison(self) -> str:
        """How the guidelines of both sides compare."""
        denied, reviewed = self.claims_administrator.identities, self.reviewer.identities
        if denied and reviewed:
            common = have_in_common(denied, reviewed)
            return OPEN if common is None else SAME if common else DIFFERENT
        if denied or reviewed:
            return ONLY_UR if denied else ONLY_REVIEWER
        return NEITHER


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """One letter. `findings` are codes of findings on the letter as a whole; dates are calendar days; `own_labels` are
    labels of a user's own rules; `panel`: whether several reviewers found alike, `None` where there is one, or it is
    not told."""

    letter_id: str
    path: str
    outcome: str | None
    priority: str | None
    injured: date | None
    ur_decided: date | None
    applied: date | None
    assigned: date | None
    decided: date | None
    licensure: tuple[str, ...]
    specialties: tuple[str, ...]
    findings: tuple[str, ...]
    warnings: tuple[str, ...]
    own_labels: tuple[str, ...]
    items: tuple[ItemFacts, ...]
    panel: str | None = None


def letter_facts(record: Mapping[str, Any]) -> LetterFacts:
    """The facts of a record as `to_data` gives it."""
    case = mapping(record.get("case"))
    reviewer = mapping(record.get("expert_reviewer"))
    findings = list(mappings(record.get("findings")))
    return LetterFacts(
        letter_id=_name(record.get("letter_id")) or "",
        path=_text(mapping(record.get("source")).get("path")) or "",
        outcome=_name(record.get("outcome")),
        priority=_name(_value(case.get("priority"))),
        injured=_day(case.get("date_of_injury")),
        ur_decided=_day(case.get("ur_denial_date")),
        applied=_day(case.get("application_received")),
        assigned=_day(case.get("date_assigned")),
        decided=_day(case.get("decision_date")),
        licensure=_values(reviewer.get("licensure")),
        specialties=_distinct(map(specialty_name, _values(reviewer.get("specialties")))),
        findings=_codes(f for f in findings if f.get("determination") is None),
        warnings=_codes(mappings(record.get("warnings"))),
        own_labels=_distinct(_name(span.get("label")) for span in mappings(record.get("spans"))),
        items=tuple(_items(record, findings)),
        panel=_panel(record),
    )


def _panel(record: Mapping[str, Any]) -> str | None:
    for vote in mappings(record.get("votes")):
        return ALIKE if vote.get("count") == vote.get("of") else DIVIDED
    found = [_name(_value(reviewer.get("finding"))) for reviewer in mappings(record.get("reviewers"))]
    if len(found) < 2 or None in found:
        return None
    return ALIKE if len(set(found)) == 1 else DIVIDED


def _items(record: Mapping[str, Any], findings: list[Mapping[str, Any]]) -> Iterator[ItemFacts]:
    for position, item in enumerate(mappings(record.get("determinations")), 1):
        request = mapping(item.get("request"))
        rationale = mapping(item.get("rationale"))
        drugs = list(mappings(request.get("drugs")))
        state = mapping(item.get("state_categories"))
        category = _name(request.get("category"))
        subcategory = _name(request.get("subcategory"))
        yield ItemFacts(
            number=_number(item.get("number"), position),
            request=_value(request.get("disputed")) or _text(request.get("text")) or "",
            decision=_name(_value(item.get("decision"))),
            utilization_review=_name(request.get("utilization_review")),
            category=category,
            subcategory=f"{category}/{subcategory}" if category and subcategory else None,
            drugs=_distinct(_name(drug.get("name")) for drug in drugs),
            ingredients=_distinct(part for drug in drugs for part in (_name(drug.get("name")) or "").split("/")),
            drug_classes=_distinct(_name(drug.get("class")) for drug in drugs),
            body_parts=_values(request.get("body_parts")),
            claims_administrator=_cited(item.get("claims_administrator_guideline")),
            reviewer=_cited(item.get("reviewer_guideline")),
            rationale=_text(rationale.get("text")) or "",
            conclusion=_name(_value(rationale.get("conclusion"))),
            agreement=_name(rationale.get("agreement")),
            findings=_codes(f for f in findings if f.get("determination") == item.get("number") is not None),
            state_diagnosis=_name(state.get("diagnosis_category")),
            state_treatment=_name(state.get("treatment_category")),
        )


def _cited(data: Any) -> CitedFacts:
    line = mapping(data)
    text = _text(line.get("text")) or ""
    citations = list(mappings(line.get("citations")))
    sources = tuple(sorted(_distinct(_name(citation.get("source")) for citation in citations)))
    if line.get("cited") is False:
        sources = (NONE_CITED,)
    elif not sources:
        sources = (UNRECOGNIZED,) if text else (NO_LINE,)
    identities = tuple(dict.fromkeys(map(_identity, citations)))
    return CitedFacts(text, sources, _distinct(map(_document, citations)), identities)


def _identity(citation: Mapping[str, Any]) -> Identity:
    chapter = mapping(citation.get("chapter")).get("number")
    number = chapter if isinstance(chapter, int) else None
    source, title, entry = (_text(citation.get(key)) for key in ("source", "guideline", "entry"))
    return identity(source or "", title, number, entry)


def _document(citation: Mapping[str, Any]) -> str | None:
    known = name_of_entry(_text(citation.get("entry")) or "")
    if known is not None:
        return known
    source, title = _name(citation.get("source")), _name(citation.get("guideline"))
    chapter = mapping(citation.get("chapter")).get("number")
    if title is None and isinstance(chapter, int):
        title = f"chapter {chapter}"
    if source == "other":
        return title
    return " ".join(part for part in (source, title) if part) or None


def _text(data: Any) -> str | None:
    return data or None if isinstance(data, str) else None


def _name(data: Any) -> str | None:
    """A name that is counted and filtered by; one of absurd length is cut."""
    text = _text(data)
    return text if text is None or len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"


def _value(data: Any) -> str | None:
    return _text(mapping(data).get("value"))


def _values(data: Any) -> tuple[str, ...]:
    return _distinct(_name(item.get("value")) for item in mappings(data))


def _codes(data: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    return _distinct(_name(item.get("code")) for item in data)


def _distinct(texts: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def _number(data: Any, position: int) -> int:
    return data if type(data) is int and 0 < data < _MOST_ITEMS else position


def _day(data: Any) -> date | None:
    return day_of(_value(data))
