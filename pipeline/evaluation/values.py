"""The values of a record, one by one: the unit that scores and differences count."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pipeline.evaluation.normal import flat, normal, normal_guideline, normal_strength

Record = Mapping[str, Any]
Place = tuple[int, int] | None


class Value(NamedTuple):
    """One value of a record.

    Attributes:
        field: its name in figures, `request.drug.class`.
        key: what makes it equal to another record's value; starts with the item's number where it belongs to
            one.
        place: where it was read, as offsets into the document; `None` where the record does not say.
        words: the value as printed, where its key is hard to read.
    """

    field: str
    key: Any
    place: Place = None
    words: str | None = None


MALFORMED = (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, RecursionError)
"""What taking a record apart raises where a part of it is something else than a record has there."""


def require_whole(found: Iterable[Value]) -> None:
    """Go through the values of a record, each of which has to be one that can be compared.

    Raises:
        MALFORMED: a part of the record is something else than a record has there.
    """
    for value in found:
        hash(value.key)


def values(record: Record) -> Iterator[Value]:
    """The values of a letter's record, as plain data. Gold records, which carry no offsets, do as well."""
    for name, field in record["case"].items():
        if field is not None:
            yield Value(f"case.{name}", normal(bare(field)), place(field))
    for name in ("licensure", "specialties"):
        for field in record["expert_reviewer"].get(name) or ():
            yield Value(f"expert_reviewer.{name}", normal(bare(field)), place(field))
    for name in ("age", "sex"):
        field = record["injured_worker"].get(name)
        if field is not None:
            yield Value(f"injured_worker.{name}", normal(bare(field)), place(field))
    yield Value("outcome", record.get("outcome"))
    for item in record["determinations"]:
        yield from _determination(item)
    for date in record.get("dates") or ():
        yield Value("date", date["value"], place(date))
        yield Value("date.role", (date["value"], date["role"]), place(date))
        yield Value("date.section", (date["value"], date["section"]), place(date))
    for kind, items in (record.get("clinical") or {}).items():
        for item in items or ():
            yield from _clinical(kind, item)
    for span in record.get("spans") or ():
        yield from _own_span(span)
    for reviewer in record.get("reviewers") or ():
        yield from _reviewer(reviewer)


_BY_VALUE = ("treatments", "surgeries", "work_status")
_DETAILS = ("code", "result", "date", "reason")


def _clinical(kind: str, item: Record) -> Iterator[Value]:
    """A value of the clinical side with what belongs to it. Treatments, operations and work status are told apart by
    their values, all others by their words."""
    words = item.get("text")
    said = normal(bare(item) if kind in _BY_VALUE else words)
    flags = tuple(name for name in ("negated", "hypothetical") if item.get(name))
    key = (item.get("item"), item.get("section"), said, *flags)
    yield Value(f"clinical.{kind}", key, place(item), words)
    for name in _DETAILS:
        detail = item.get(name)
        if detail is not None:
            yield Value(f"clinical.{kind}.{name}", (*key, normal(bare(detail))), place(detail), words)


def _reviewer(reviewer: Record) -> Iterator[Value]:
    """One of a panel: what the reviewer finds, and each specialty."""
    number, finding = reviewer["number"], reviewer.get("finding")
    yield Value("reviewers.finding", (number, bare(finding)), place(finding))
    for field in reviewer.get("specialties") or ():
        yield Value("reviewers.specialties", (number, normal(bare(field))), place(field))


def _own_span(span: Record) -> Iterator[Value]:
    """A hit of a label of the user's own, and each of its attributes; which rule set an attribute does not count."""
    label, number = span["label"], span.get("determination")
    words = span.get("text")
    value = span.get("value")
    key = (number, normal(words if value is None else value))
    yield Value(f"span.{label}", key, place(span), words)
    for name, set_to in (span.get("attributes") or {}).items():
        if not name.endswith(".rule"):
            yield Value(f"span.{label}.{name}", (*key, normal(set_to)), place(span), words)


def bare(field: Any) -> Any:
    """The value of a grounded field (its words where it has no other value), and a bare value itself."""
    if isinstance(field, Mapping):
        if "value" in field:
            return field["value"]
        if "text" in field:
            return field["text"]
    return field


def place(field: Any) -> Place:
    """Where a field was read."""
    if isinstance(field, Mapping) and field.get("start") is not None:
        return field["start"], field["end"]
    return None


def _determination(item: Record) -> Iterator[Value]:
    number, request = item["number"], item["request"]
    yield Value("determination", number, place(request))
    yield Value("decision", (number, bare(item["decision"])), place(item["decision"]))
    if item.get("in_part"):
        yield Value("decision.in_part", number, place(item["decision"]))
    yield from _request(number, request)
    for name in ("claims_administrator_guideline", "reviewer_guideline"):
        yield from _guideline_line(number, name, item.get(name) or {})
    yield from _rationale(number, item["rationale"])


def _request(number: int, request: Record) -> Iterator[Value]:
    whole = place(request)
    for name in ("text", "disputed", "original", "authorized"):
        field = request.get(name)
        if field is not None:
            words = str(bare(field))
            yield Value(f"request.{name}", (number, normal(words)), place(field) or whole, words)
    category = request.get("category")
    yield Value("request.utilization_review", (number, request.get("utilization_review")), whole)
    yield Value("request.category", (number, category), whole)
    yield Value("request.subcategory", (number, category, request.get("subcategory")), whole)
    for drug in request.get("drugs") or ():
        yield from _drug(number, drug)
    for name in ("quantity", "refills", "sessions", "laterality"):
        field = request.get(name)
        if field is not None:
            yield Value(f"request.{name}", (number, normal(bare(field))), place(field))
    frequency = request.get("frequency")
    if frequency:
        parts = {name: frequency.get(name) for name in ("times", "per", "for", "unit")}
        yield Value("request.frequency", (number, normal(parts)), place(frequency))
    for name in ("body_parts", "spinal_levels", "dates_of_service"):
        for field in request.get(name) or ():
            yield Value(f"request.{name}", (number, normal(bare(field))), place(field))
    if request.get("retrospective"):
        yield Value("request.retrospective", number, whole)


def _drug(number: int, drug: Record) -> Iterator[Value]:
    name = "/".join(sorted(normal(drug["name"]).split("/")))
    yield Value("request.drug", (number, name), place(drug))
    yield Value("request.drug.class", (number, name, drug.get("class")), place(drug))
    if drug.get("strength"):
        yield Value("request.drug.strength", (number, name, normal_strength(drug["strength"])), place(drug))


def _guideline_line(number: int, name: str, line: Record) -> Iterator[Value]:
    yield Value(f"{name}.cited", (number, line.get("cited")), place(line))
    if line.get("outside_mtus"):
        yield Value(f"{name}.outside_mtus", number, place(line))
    for part, key, where in _citations(line.get("citations") or ()):
        yield Value(f"{name}.{part}", (number, key), where)


def _rationale(number: int, rationale: Record) -> Iterator[Value]:
    words = bare(rationale) or ""
    yield Value("rationale.text", (number, flat(normal(words))), place(rationale), words)
    conclusion = rationale.get("conclusion")
    yield Value("rationale.conclusion", (number, bare(conclusion) if conclusion else None), place(conclusion))
    yield Value("rationale.agreement", (number, rationale.get("agreement")), place(conclusion))
    for other in rationale.get("depends_on") or ():
        yield Value("rationale.depends_on", (number, other), place(rationale))
    sources: dict[str, Place] = {}
    for part, key, where in _citations(rationale.get("citations") or ()):
        if part == "citation":
            sources.setdefault(key[0], where)
        if part != "section":  # sections of a rationale's citations are not annotated
            yield Value(f"rationale.{part}", (number, key), where)
    for source, where in sorted(sources.items()):
        yield Value("rationale.cited_source", (number, source), where)


def _citations(citations: Iterable[Record]) -> Iterator[tuple[str, Any, Place]]:
    """(part, key, place) of citations: the document, its sections, pages and chapter, each with the
    source."""
    for citation in citations:
        source, where = citation["source"], place(citation)
        document = (source, normal_guideline(citation.get("guideline")), normal(citation.get("edition")))
        yield "citation", document, where
        for section in citation.get("sections") or ():
            yield "section", (source, normal(bare(section))), place(section) or where
        for pages in citation.get("pages") or ():
            yield "pages", (source, tuple(pages)), where
        if citation.get("chapter"):
            yield "chapter", (source, citation["chapter"].get("number")), where
