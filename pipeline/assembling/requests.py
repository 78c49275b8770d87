"""The `request` of a determination."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter

from pipeline.assembling.grounder import Grounder
from pipeline.records.model import Drug, Frequency, Grounded, Request
from pipeline.rules.tags import Tag

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
        quantity=grounder.value(first("quantity"), lambda count: count),
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
    """The drugs, each with the strength, form and class whose tags name it."""
    details = {
        (tag.label, tag.attributes.get("drug", "")): tag
        for label in ("strength", "form", "drug_class")
        for tag in of.get(label, ())
    }
    found = []
    for drug in sorted(of["drug"], key=_START):
        text, start, end = grounder.place(drug.start, drug.end)
        strength, form = (grounder.text(details.get((label, drug.value))) for label in ("strength", "form"))
        drug_class = details.get(("drug_class", drug.value))
        found.append(
            Drug(
                name=drug.value,
                text=text,
                start=start,
                end=end,
                strength=strength.text if strength else None,
                form=form.text if form else None,
                class_=drug_class.value if drug_class else None,
            )
        )
    return tuple(found)


def _frequency(tag: Tag | None, grounder: Grounder) -> Frequency | None:
    if tag is None:
        return None
    known, (text, start, end) = tag.value.get, grounder.place(tag.start, tag.end)
    return Frequency(known("times"), known("per"), known("for"), known("unit"), text, start, end)
