"""What the tests of request headings share: the vocabulary they expect in, and the reader they ask."""

from __future__ import annotations

from functools import cache
from typing import Any

import spacy

from pipeline.components.request_details.lexicon import Lexicon
from pipeline.components.requests import read_request
from pipeline.components.tags import Tag
from pipeline.components.tokenizer import LetterTokenizer
from pipeline.rules import load_rules
from pipeline.rules.engines import RuleMatcher, Section

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


def often(times: Any = None, per: str | None = None, length: Any = None, unit: str | None = None) -> str:
    """A frequency as the span's value has it; single counts stand for both limits."""
    parts = []
    for key, limits in (("times", times), ("for", length)):
        if limits is not None:
            low, high = limits if isinstance(limits, tuple) else (limits, limits)
            parts.append((key, f"{key}={low}-{high}"))
        parts.append(("per", f"per={per}") if key == "times" and per else ("", ""))
    text = ";".join(value for _, value in parts if value)
    return f"{text};unit={unit}" if unit else text


def weekly(times: Any, weeks: Any) -> str:
    return often(times, "week", weeks, "week")


NSAID, OPIOID, RELAXANT = "nsaid", "opioid", "muscle_relaxant"
TOPICAL, COMPOUND = "topical_analgesic", "topical_compound"
NORCO = "hydrocodone/acetaminophen"
PPI, PERCOCET = "proton_pump_inhibitor", "oxycodone/acetaminophen"

Heading = tuple[str, str, dict[str, Any]]
"""A heading, its category, and its details as `details` gives them."""


class Reader:
    """Reads one heading with the shipped rules, as the request component does."""

    def __init__(self) -> None:
        nlp = spacy.blank("en")
        self.tokenize = LetterTokenizer(nlp.vocab)
        rules = load_rules().rules
        self.lexicon = Lexicon.of(rules)
        wanted = [rule for rule in rules if not rule.sections or "request" in rule.sections]
        self.matcher = RuleMatcher(wanted, nlp.vocab, self.tokenize)

    def __call__(self, heading: str) -> tuple[str, list[Tag]]:
        doc = self.tokenize(heading)
        hits = self.matcher(doc, [Section("request", 0, len(doc))])
        tags = [Tag(h.rule.label, h.start, h.end, h.rule.value, h.rule.id) for h in hits]
        return doc.text, read_request(doc.text, 0, len(doc.text), tags, self.lexicon)


@cache
def _reader() -> Reader:
    return Reader()


def read(heading: str) -> tuple[str, dict[str, Any]]:
    """The category and the details of a heading."""
    text, tags = _reader()(heading)
    category = next((t.value for t in tags if t.label == "category"), "other")
    return category, details(text, tags)


def details(text: str, tags: list[Tag]) -> dict[str, Any]:
    """What was read, with empty values left out."""

    def values(label: str) -> list[str]:
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
        read[label] = int(values(label)[0]) if values(label) else None
    return {key: value for key, value in read.items() if value is not None and value is not False and value != []}
