"""What the tests of request headings share: the vocabulary they expect in, and the reader they ask."""

from __future__ import annotations

from functools import cache
from typing import Any

import spacy

from pipeline.components.request_reading.heading import Heading as TaggedHeading
from pipeline.components.requests import read_request
from pipeline.components.rules import RulesComponent
from pipeline.components.tags import Tag, in_text_order, read_tags, write_tags
from pipeline.components.tokenizer import LetterTokenizer

IMAGING, EMG = "diagnostic_testing/imaging", "diagnostic_testing/emg_ncs"
LAB, TEST = "diagnostic_testing/laboratory", "diagnostic_testing/other"
DME, STIM = "dmepos/durable_medical_equipment", "dmepos/electrical_stimulation"
BRACE, SUPPLY = "dmepos/prosthetics_orthotics", "dmepos/supplies"
VISIT, DENTAL = "evaluation_and_management/medical_specialties", "evaluation_and_management/dental"
FACET, INJECTION = "injection/facet", "injection/other"
PSYCH, TALK = "psychological_services/evaluation_and_management", "psychological_services/therapies"
PT, CHIRO = "rehabilitation/physical_occupational_therapy", "rehabilitation/chiropractic"
ACU, REHAB = "rehabilitation/acupuncture", "rehabilitation/other"
SCOPE, SPINE, OPEN = "surgery/arthroscopic", "surgery/spine", "surgery/non_arthroscopic"
ADJUNCT, SURGEON = "surgery/adjunct", "surgery/consult"
DRUG = "pharmaceuticals"

L, R, B = "left", "right", "bilateral"
LS, CS, TS = "lumbar spine", "cervical spine", "thoracic spine"
UE, LE = "upper extremity", "lower extremity"


def drug(
    name: str, drug_class: str, strength: str | None = None, form: str | None = None
) -> tuple[str, str, str | None, str | None]:
    return name, drug_class, strength, form


def often(times: Any = None, per: str | None = None, length: Any = None, unit: str | None = None) -> dict[str, Any]:
    """A frequency as the tag's value has it; single counts stand for both limits."""
    pairs = {"times": _limits(times), "per": per, "for": _limits(length), "unit": unit}
    return {key: value for key, value in pairs.items() if value is not None}


def _limits(count: Any) -> Any:
    return (count, count) if isinstance(count, int) else count


def weekly(times: Any, weeks: Any) -> dict[str, Any]:
    return often(times, "week", weeks, "week")


NSAID, OPIOID, RELAXANT = "nsaid", "opioid", "muscle_relaxant"
TOPICAL, COMPOUND = "topical_analgesic", "topical_compound"
NORCO = "hydrocodone/acetaminophen"
PPI, PERCOCET = "proton_pump_inhibitor", "oxycodone/acetaminophen"

Heading = tuple[str, str, dict[str, Any]]
"""A heading, its category, and its details as `details` gives them."""


class Reader:
    """Reads one heading with the shipped rules, as the components do."""

    def __init__(self) -> None:
        nlp = spacy.blank("en")
        self.component = RulesComponent(nlp.vocab, LetterTokenizer(nlp.vocab))

    def tags(self, heading: str) -> tuple[str, list[Tag]]:
        doc = self.component.tokenize(heading)
        write_tags(doc, "sections", [Tag("request", 0, len(doc.text), "1")])
        return doc.text, in_text_order(read_tags(self.component(doc), "rules"))

    def __call__(self, heading: str) -> tuple[str, list[Tag]]:
        found = hits(heading)
        return found.text, read_request(found)


@cache
def _reader() -> Reader:
    return Reader()


def hits(heading: str) -> TaggedHeading:
    """The rules' tags in a heading."""
    text, tags = _reader().tags(heading)
    return TaggedHeading(text, tags, 0, len(text), _reader().component.rules.vocabularies)


def read(heading: str) -> tuple[str, dict[str, Any]]:
    """The category and the details of a heading."""
    text, tags = _reader()(heading)
    category = next((t.value for t in tags if t.label == "category"), "other")
    return category, details(text, tags)


def details(text: str, tags: list[Tag]) -> dict[str, Any]:
    """What was read, with empty values left out."""

    def values(label: str) -> list[Any]:
        return list(dict.fromkeys(t.value for t in tags if t.label == label))

    found: list[list[str | None]] = []
    for tag in tags:
        if tag.label == "drug":
            found.append([tag.value, None, None, None])
        elif tag.label == "drug_class":
            found[-1][1] = tag.value
        elif tag.label in ("strength", "form"):
            found[-1][2 if tag.label == "strength" else 3] = text[tag.start : tag.end]
    read: dict[str, Any] = {
        "drugs": [tuple(one) for one in found],
        "parts": values("body_part"),
        "levels": values("spinal_level"),
        "dates": values("date_of_service"),
        "retro": "retrospective" in {t.label for t in tags},
        "side": next(iter(values("laterality")), None),
        "frequency": next(iter(values("frequency")), None),
    }
    for label in ("quantity", "refills", "sessions"):
        read[label] = values(label)[0] if values(label) else None
    return {key: value for key, value in read.items() if value is not None and value is not False and value != []}
