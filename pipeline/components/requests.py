"""The factory `imr_requests`: what each item asks for, in medical detail, as the tags `requests`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from spacy.tokens import Doc

from pipeline.components.conventions import LetterComponent, factory
from pipeline.components.extensions import get_reading, get_shared, get_vocabularies
from pipeline.components.request_reading.amounts import (
    read_frequency,
    read_quantity,
    read_refills,
    read_sessions,
    schedules_of,
)
from pipeline.components.request_reading.anatomy import read_body_parts, read_laterality, read_levels
from pipeline.components.request_reading.category import DRUGS, item_start, read_category
from pipeline.components.request_reading.drugs import read_drugs
from pipeline.components.request_reading.heading import Heading
from pipeline.components.request_reading.parts import read_parts
from pipeline.components.request_reading.service_dates import dates_behind, read_service_dates
from pipeline.components.state_categories import STATE, state_categories
from pipeline.components.tags import Tag, layout_has, read_tags, within, write_tags
from pipeline.layouts.recognition import CLASSIFIED
from pipeline.rules.cues import standing
from pipeline.rules.matching.tagged_text import overlaps
from pipeline.rules.tags import beginning_in

_ASKED = (
    *("TREATMENT", "SPECIALTY", "DRUG", "DRUG_FORM", "BODY_PART", "SIDE", "LEVEL", "DATE", "STRENGTH"),
    *("QUANTITY", "REFILLS", "SESSIONS", "FREQUENCY", "SUPPLY"),
)
_COLONS = (":", ";")
_REMARK = "what stands behind the last colon of this request may be a remark on the decision"
_THERAPIES = ("rehabilitation", "psychological_services/therapies", "programs", "home_health")
_VISITED = ("evaluation_and_management", "psychological_services")
_COUNTED = ("QUANTITY", "LEADING", "FACTOR", "REFILLS", "SESSIONS", "FREQUENCY", "DURATION", "COURSE")
_BEFORE = 120  # characters before a request in which "the retrospective request for" stands
_BEHIND = 160  # characters behind a request in which its dates of service stand


def read_request(heading: Heading, before: Sequence[Tag] = ()) -> list[Tag]:
    """The tags of the group `requests` (docs/architecture.md) for one item's heading, but for a category where no rule
    knows the item. Details describe the disputed part only, but for the dates of service.

    Args:
        before: the RETROSPECTIVE_BEFORE tags in front of it.
    """
    parts = read_parts(heading)
    found = [Tag(label, *extent) for label, extent in parts.items()]
    return [*found, *_details(heading.part(*parts["disputed"])), *read_service_dates(heading, before)]


def _details(hits: Heading) -> list[Tag]:
    levels = read_levels(hits.of("LEVEL"))
    settle(hits)
    parts = read_body_parts(hits, titles=True)
    start = item_start(hits)
    category = read_category(hits, start, parts, levels)
    value = str(category.value) if category is not None else "other"
    if value.startswith((*_VISITED, "surgery/consult")):
        parts = read_body_parts(hits)
    side = read_laterality(hits)
    injected = value.startswith("injection")
    # what a visit, a test or a program is about is not asked for
    drugs = read_drugs(hits, injected=injected, dispensed=not injected and value != DRUGS)
    return [
        *([category] if category is not None else []),
        *drugs,
        *_unlisted(hits, drugs),
        *_counts(hits, value, start),
        *parts,
        *([side] if side is not None else []),
        *(levels if value != "diagnostic_testing/laboratory" else []),
    ]


def settle(hits: Heading) -> None:
    """Figures of dates, strengths, levels and drugs' names count nothing; an amount in words of time is no supply."""
    figures = hits.of("DATE", "STRENGTH", "LEVEL", "DRUG", "UNITS")
    for label in _COUNTED:
        hits.without(label, figures)
    supplies = hits.of("SUPPLY")
    for label in ("TREATMENT", "QUANTITY", "LEADING"):
        hits.without(label, supplies)


def _unlisted(hits: Heading, listed: Sequence[Tag]) -> list[Tag]:
    """Tags `unlisted_drug` for drugs that are named and not listed, those in a treatment's name apart."""
    names = {part for tag in listed if tag.label == "drug" for part in (tag.value, *tag.value.split("/"))}
    found = [drug for drug in hits.of("DRUG") if drug.value not in names and not overlaps(drug, hits.of("TREATMENT"))]
    return [Tag("unlisted_drug", drug.start, drug.end, drug.value, drug.rule) for drug in found]


def _counts(hits: Heading, category: str, start: int) -> list[Tag]:
    is_therapy = category.startswith(_THERAPIES)
    is_given = is_therapy or any(hit.value.startswith(_THERAPIES) for hit in hits.of("TREATMENT"))
    is_given = is_given or (category.startswith("evaluation") and bool(hits.of_kind("COURSE", "in_words")))
    is_dosed = category.startswith((DRUGS, "rehabilitation"))
    frequencies = [read_frequency(part, therapy=is_given, drug=is_dosed) for part in schedules_of(hits)]
    found = frequencies[:1]
    if is_therapy or category.startswith((*_VISITED, "other")):
        found.append(read_sessions(hits, frequencies, implied=is_therapy))
    if not is_therapy and category != "evaluation_and_management/dental":
        found += [read_quantity(hits, category, start), read_refills(hits)]
    return [tag for tag in found if tag is not None]


class RequestsComponent(LetterComponent):
    """Writes the tags `requests` from the sections and the rules' hits."""

    writes: ClassVar[tuple[str, ...]] = (
        *("disputed", "original", "authorized", "category", "drug", "drug_class", "strength", "form", "unlisted_drug"),
        *("quantity", "refills", "sessions", "frequency", "body_part", "laterality", "spinal_level", "retrospective"),
        "date_of_service",
    )

    def annotate(self, doc: Doc) -> None:
        text, rules, vocabularies = get_reading(doc).text, read_tags(doc, "rules"), get_vocabularies(doc)
        said = [tag for tag in rules if tag.label == "RETROSPECTIVE_BEFORE"]
        days, kinds = standing(rules, "DATE"), [tag for tag in rules if tag.label in STATE]
        is_classified = layout_has(doc, CLASSIFIED)
        tags: list[Tag] = []
        doubts: list[Tag] = []
        for section in read_tags(doc, "sections"):
            if section.label == "request":
                place = section.start, section.end
                heading = Heading(text, standing(within(rules, *place)), *place, vocabularies)
                details = read_request(heading, beginning_in(said, section.start - _BEFORE, section.start))
                tags += details
                tags += state_categories(section, kinds, details, vocabularies) if is_classified else []
                tags += dates_behind(text, section, within(days, section.end, section.end + _BEHIND), get_shared(doc))
                doubts += _last_words(heading)
        write_tags(doc, "requests", tags)
        if doubts:
            write_tags(doc, "warnings", [*read_tags(doc, "warnings"), *doubts])


def _last_words(heading: Heading) -> list[Tag]:
    """A warning where behind the last colon of a request nothing stands that can be asked for: it may be a remark on
    the decision ("Knee brace: See page 4: Upheld")."""
    text, start, end = heading.text, heading.start, heading.end
    behind = max(text.rfind(mark, start, end) for mark in _COLONS) + 1
    if behind <= start or any(tag.end > behind for tag in heading.of(*_ASKED)):
        return []
    return [Tag("W106", behind, end, _REMARK)] if any(map(str.isalpha, text[behind:end])) else []


make_requests = factory(lambda nlp: RequestsComponent(), "requests", "request.*")
