"""The `request` of a determination."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter

from pipeline.components.assembling.grounder import Grounder
from pipeline.components.tags import Tag
from pipeline.records.model import Drug, Frequency, Grounded, Request

_START = attrgetter("start")


def request_of(section: Tag, tags: Sequence[Tag], grounder: Grounder) -> Request:
    """The request whose heading is `section`; `tags` are those of the group `requests` inside it."""
    text, start, end = grounder.place(section.start, section.end)
    of: dict[str, list[Tag]] = {}
    for tag in tags:
        of.setdefault(tag.label, []).append(tag)
    first = {label: found[0] for label, found in of.items()}.get
    disputed = grounder.text(first("disputed")) or Grounded(text, text, start, end)
    category, _, subcategory = (of["category"][0].value if "category" in of else "other").partition("/")
    return Request(
        text=text,
        start=start,
        end=end,
        disputed=disputed,
        original=grounder.text(first("original")),
        authorized=grounder.text(first("authorized")),
        utilization_review="modified" if "original" in of else "denied",
        category=category,
        subcategory=subcategory or None,
        drugs=_drugs(of, grounder) if "drug" in of else (),
        quantity=grounder.value(first("quantity"), int),
        refills=grounder.value(first("refills"), int),
        sessions=grounder.value(first("sessions"), int),
        frequency=_frequency(first("frequency"), grounder),
        body_parts=_distinct(of.get("body_part"), grounder),
        laterality=grounder.value(first("laterality"), str),
        spinal_levels=_distinct(of.get("spinal_level"), grounder),
        retrospective="retrospective" in of,
        dates_of_service=_distinct(of.get("date_of_service"), grounder),
    )


def _distinct(tags: Sequence[Tag] | None, grounder: Grounder) -> tuple[Grounded[str], ...]:
    """One grounded value per normal value, at its first mention."""
    if tags is None:
        return ()
    firsts: dict[str, Tag] = {}
    for tag in sorted(tags, key=_START):
        firsts.setdefault(tag.value, tag)
    return tuple([grounder.certain(tag, str) for tag in firsts.values()])


def _drugs(of: Mapping[str, Sequence[Tag]], grounder: Grounder) -> tuple[Drug, ...]:
    """The drugs, each with the strength and form that follow it before the next drug, or stand directly before it."""
    drugs = sorted(of["drug"], key=_START)
    classes = {(t.start, t.end): t.value for t in of.get("drug_class", ())}
    details: dict[tuple[int, str], Tag] = {}
    for tag in sorted([*of.get("strength", ()), *of.get("form", ())], key=_START):
        before = [i for i, drug in enumerate(drugs) if drug.start <= tag.start]
        owner = before[-1] if before else 0
        if before and (owner, tag.label) in details and owner + 1 < len(drugs):
            owner += 1
        if owner < len(drugs):
            details.setdefault((owner, tag.label), tag)
    found = []
    for i, drug in enumerate(drugs):
        text, start, end = grounder.place(drug.start, drug.end)
        strength, form = grounder.text(details.get((i, "strength"))), grounder.text(details.get((i, "form")))
        found.append(
            Drug(
                name=drug.value,
                text=text,
                start=start,
                end=end,
                strength=strength.text if strength else None,
                form=form.text if form else None,
                class_=classes.get((drug.start, drug.end)),
            )
        )
    return tuple(found)


def _frequency(tag: Tag | None, grounder: Grounder) -> Frequency | None:
    """`times=2-2;per=week;for=6-6;unit=week`, with missing parts left out, as the record has it."""
    if tag is None:
        return None
    parts = dict(part.split("=", 1) for part in tag.value.split(";") if part)
    text, start, end = grounder.place(tag.start, tag.end)
    return Frequency(
        times=_range(parts.get("times")),
        per=parts.get("per"),
        for_=_range(parts.get("for")),
        unit=parts.get("unit"),
        text=text,
        start=start,
        end=end,
    )


def _range(text: str | None) -> tuple[int, int] | None:
    if text is None:
        return None
    low, _, high = text.partition("-")
    return int(low), int(high or low)
