"""A record as the cards of its page: what is shown, in words, and where each value stands in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.views.labels import label, subcategory_label, title
from pipeline.views.loose_data import mapping, mappings


@dataclass(frozen=True, slots=True)
class Value:
    """A value in words; `start` and `end` are its place in the letter's text, -1 where it has none."""

    text: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a card: a name and its values."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class ItemCard:
    """One determination. `decision` is `upheld`, `overturned` or empty; `rationale` is in three parts: before,
    in and after the words of the conclusion."""

    number: str
    request: Value
    decision: Value | None
    lines: tuple[Line, ...]
    rationale: tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Note:
    """A finding or a warning."""

    code: str
    severity: str
    message: str
    item: str
    places: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class LetterCards:
    """A record's page."""

    letter_id: str
    outcome: str
    path: str
    header: tuple[Line, ...]
    items: tuple[ItemCard, ...]
    notes: tuple[Note, ...]
    dates: tuple[Line, ...]


_CASE = {
    "decision_date": "Decided",
    "date_of_injury": "Date of injury",
    "ur_denial_date": "Utilization review denied",
    "application_received": "Application received",
    "date_assigned": "Assigned to the reviewer",
    "priority": "Priority",
}


def letter_cards(record: Mapping[str, Any]) -> LetterCards:
    """The cards of a record as `to_data` gives it; parts of another shape are left out."""
    return LetterCards(
        letter_id=_text(record.get("letter_id")) or "without a number",
        outcome=_text(record.get("outcome")),
        path=_text(mapping(record.get("source")).get("path")),
        header=tuple(_lines(_header(record))),
        items=tuple(_item(item, n) for n, item in enumerate(mappings(record.get("determinations")), 1)),
        notes=tuple(_notes(record)),
        dates=tuple(_lines(_dates(record))),
    )


def _header(record: Mapping[str, Any]) -> Iterator[tuple[str, Iterable[Value | None]]]:
    case = mapping(record.get("case"))
    for key, name in _CASE.items():
        yield name, [_grounded(case.get(key))]
    reviewer, worker = mapping(record.get("expert_reviewer")), mapping(record.get("injured_worker"))
    yield "Reviewer's specialties", map(_grounded, mappings(reviewer.get("specialties")))
    yield "Reviewer licensed in", map(_grounded, mappings(reviewer.get("licensure")))
    yield "Injured worker", [_grounded(worker.get("age")), _grounded(worker.get("sex"))]


def _dates(record: Mapping[str, Any]) -> Iterator[tuple[str, Iterable[Value | None]]]:
    by_role: dict[str, list[Value]] = {}
    for mention in mappings(record.get("dates")):
        value = _grounded(mention)
        if value is not None:
            by_role.setdefault(_text(mention.get("role")) or "other", []).append(value)
    yield from ((title(label(role)), values) for role, values in by_role.items())


def _item(item: Mapping[str, Any], position: int) -> ItemCard:
    request, rationale = mapping(item.get("request")), mapping(item.get("rationale"))
    number = item.get("number")
    disputed = _grounded(request.get("disputed")) or _printed(request) or Value("No request found")
    return ItemCard(
        number=str(number if type(number) is int else position),
        request=disputed,
        decision=_grounded(item.get("decision")),
        lines=tuple(_lines(_item_lines(item, request, rationale))),
        rationale=_around_conclusion(rationale),
    )


def _item_lines(
    item: Mapping[str, Any], request: Mapping[str, Any], rationale: Mapping[str, Any]
) -> Iterator[tuple[str, Iterable[Value | None]]]:
    category, subcategory = _text(request.get("category")), _text(request.get("subcategory"))
    if category:
        kind = f"{category}/{subcategory}" if subcategory else category
        yield "Category", [Value(title(subcategory_label(kind)))]
    modified = request.get("utilization_review") == "modified"
    yield "Original request", [_grounded(request.get("original"))]
    yield "Authorized", [_grounded(request.get("authorized"))]
    yield "Utilization review", [Value("modified the request") if modified else None]
    yield "Drugs", map(_drug, mappings(request.get("drugs")))
    for key, name in (("quantity", "Quantity"), ("refills", "Refills"), ("sessions", "Sessions")):
        yield name, [_grounded(request.get(key))]
    yield "Frequency", [_printed(mapping(request.get("frequency")))]
    parts = [_grounded(request.get("laterality")), *map(_grounded, mappings(request.get("body_parts")))]
    yield "Body parts", [*parts, *map(_grounded, mappings(request.get("spinal_levels")))]
    yield "Service given", map(_grounded, mappings(request.get("dates_of_service")))
    yield "Utilization review cited", _cited(item.get("claims_administrator_guideline"))
    yield "The reviewer cited", _cited(item.get("reviewer_guideline"))
    yield "In the rationale", map(_printed, mappings(rationale.get("citations")))
    yield "Conclusion", [_grounded(rationale.get("conclusion"))]
    if rationale.get("agreement") == "disagree":
        yield "Agreement", [Value("the conclusion disagrees with the decision")]
    depends_on = rationale.get("depends_on")
    numbers = [n for n in depends_on if type(n) is int] if isinstance(depends_on, list) else []
    yield "Rests on item", [Value(str(n)) for n in numbers]


def _cited(data: Any) -> Iterator[Value | None]:
    line = mapping(data)
    if line.get("cited") is False:
        place = _printed(line)
        yield Value("no guideline", place.start, place.end) if place else Value("no guideline")
        return
    citations = [_printed(citation) for citation in mappings(line.get("citations"))]
    yield from citations or [_printed(line)]


def _notes(record: Mapping[str, Any]) -> Iterator[Note]:
    for key, severity in (("findings", "info"), ("warnings", "warning")):
        for note in mappings(record.get(key)):
            places = [_printed(span) for span in mappings(note.get("spans"))] or [_at(note, "place")]
            number = note.get("determination")
            yield Note(
                _text(note.get("code")),
                _text(note.get("severity")) or severity,
                _text(note.get("message")),
                str(number) if type(number) is int else "",
                tuple(place for place in places if place is not None and place.start >= 0),
            )


def _around_conclusion(rationale: Mapping[str, Any]) -> tuple[str, str, str]:
    """The rationale's text parted at its conclusion. The conclusion is the last statement of its kind, so of
    several places with the same words the last one is meant."""
    text = _text(rationale.get("text"))
    words = _text(mapping(rationale.get("conclusion")).get("text"))
    at = text.rfind(words) if words else -1
    return (text, "", "") if at < 0 else (text[:at], words, text[at + len(words) :])


def _lines(pairs: Iterator[tuple[str, Iterable[Value | None]]]) -> Iterator[Line]:
    for name, values in pairs:
        found = tuple(value for value in values if value is not None)
        if found:
            yield Line(name, found)


def _drug(data: Mapping[str, Any]) -> Value | None:
    words = [_text(data.get(key)) for key in ("name", "strength", "form")]
    kind = _text(data.get("class"))
    text = " ".join(word for word in words if word) + (f" ({label(kind)})" if kind else "")
    return _at(data, text) if text else None


def _grounded(data: Any) -> Value | None:
    value = mapping(data).get("value")
    if type(value) is int:
        value = str(value)
    if not isinstance(value, str) or not value:
        return None
    return _at(data, label(value) if value.islower() else value)


def _printed(data: Mapping[str, Any]) -> Value | None:
    text = _text(data.get("text"))
    return _at(data, text) if text else None


def _at(data: Mapping[str, Any], text: str) -> Value:
    start, end = data.get("start"), data.get("end")
    if type(start) is int and type(end) is int and 0 <= start < end:
        return Value(text, start, end)
    return Value(text)


def _text(data: Any) -> str:
    return data if isinstance(data, str) else ""
