"""The component `imr_requests` in a pipeline, and the vocabularies that it reads with."""

from __future__ import annotations

import pickle

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.tags import Tag, read_tags, write_tags
from pipeline.components.tokenizer import LetterTokenizer
from pipeline.rules import load_rules

CATEGORIES = {
    "pharmaceuticals": (),
    "diagnostic_testing": ("imaging", "emg_ncs", "laboratory", "other"),
    "dmepos": ("durable_medical_equipment", "electrical_stimulation", "prosthetics_orthotics", "supplies"),
    "evaluation_and_management": ("dental", "medical_specialties"),
    "home_health": (),
    "injection": ("facet", "other"),
    "programs": (),
    "psychological_services": ("evaluation_and_management", "therapies"),
    "rehabilitation": ("acupuncture", "chiropractic", "physical_occupational_therapy", "other"),
    "surgery": ("adjunct", "arthroscopic", "non_arthroscopic", "spine", "consult"),
    "transportation": (),
}
DRUG_CLASSES = {
    *("opioid", "nsaid", "muscle_relaxant", "antidepressant", "antiepileptic", "benzodiazepine", "sedative_hypnotic"),
    *("proton_pump_inhibitor", "h2_blocker", "antiemetic", "topical_analgesic", "topical_compound", "corticosteroid"),
    *("anti_infective", "antihypertensive", "antimigraine", "barbiturate", "cannabinoid", "gastrointestinal"),
    *("misc_analgesic", "nutritional", "hormone", "impotence_agent", "viscosupplement", "anticoagulant"),
    *("antihistamine", "antipsychotic", "respiratory", "other"),
}
BODY_PARTS = {
    *("head", "brain", "eye", "ear", "face", "jaw", "tooth", "neck", "spine", "shoulder", "elbow", "forearm", "wrist"),
    *("hand", "finger", "chest", "rib", "abdomen", "pelvis", "groin", "hip", "thigh", "knee", "ankle", "foot", "heel"),
    *("toe", "skin", "psyche", "cervical spine", "thoracic spine", "lumbar spine", "sacroiliac joint", "upper arm"),
    *("lower leg", "upper extremity", "lower extremity", "whole body"),
}
ROLES = {"", "evaluation", "referral", "modality", "head", "weak", "spinal"}


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer = LetterTokenizer(nlp.vocab)
    nlp.add_pipe("imr_rules")
    nlp.add_pipe("imr_requests")
    return nlp


def read(nlp: Language, text: str, *headings: str) -> Doc:
    doc = nlp.make_doc(text)
    starts = [text.index(heading) for heading in headings]
    sections = [Tag("request", s, s + len(h), str(n)) for n, (s, h) in enumerate(zip(starts, headings, strict=True), 1)]
    write_tags(doc, "sections", sections)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def test_only_headings_are_read(nlp: Language) -> None:
    text = "He takes Norco 10/325mg #90. Soma 350mg #30: Upheld MRI of the left knee: Overturned"
    doc = read(nlp, text, "Soma 350mg #30", "MRI of the left knee")
    tags = [(t.label, t.value) for t in read_tags(doc, "requests") if t.label in ("category", "drug", "quantity")]
    assert tags == [
        ("category", "pharmaceuticals"),
        ("drug", "carisoprodol"),
        ("quantity", 30),
        ("category", "diagnostic_testing/imaging"),
    ]


def test_details_describe_the_disputed_part(nlp: Language) -> None:
    heading = (
        "Physical therapy for the left knee, 12 visits was the original request. Physical therapy 6 visits was "
        "authorized by the Claims Administrator. The remaining IMR eligible portion of the original request, physical "
        "therapy 6 visits is"
    )
    doc = read(nlp, f"{heading}: Upheld", heading)
    labels = [t.label for t in read_tags(doc, "requests")]
    assert labels == ["disputed", "original", "authorized", "category", "sessions"]


def test_every_tag_is_grounded(nlp: Language) -> None:
    heading = "Retrospective Oxycodone HCL ER 20mg tablets #60 with 2 refills, DOS: 3/4/2015"
    doc = read(nlp, f"{heading}: Upheld", heading)
    found = {s.label_: s.text for s in doc.spans["requests"]}
    assert found["drug"] == "Oxycodone HCL ER"
    assert (found["strength"], found["form"], found["date_of_service"]) == ("20mg", "tablets", "3/4/2015")
    assert next(s for s in doc.spans["requests"] if s.label_ == "drug").id_ == "drug.oxycodone"


def test_unknown_item_has_no_category(nlp: Language) -> None:
    doc = read(nlp, "Zumbrella alignment: Upheld", "Zumbrella alignment")
    assert [t.label for t in read_tags(doc, "requests")] == ["disputed"]


def test_pickled_component_reads_the_same(nlp: Language) -> None:
    doc = read(nlp, "Norco 10/325mg #90: Upheld", "Norco 10/325mg #90")
    component = nlp.get_pipe("imr_requests")
    before = read_tags(doc, "requests")
    assert read_tags(pickle.loads(pickle.dumps(component))(doc), "requests") == before


def test_dates_of_service_are_read_in_the_whole_heading(nlp: Language) -> None:
    heading = (
        "Retrospective Soma 350mg #60, DOS 2/3/2016 was the original request. Soma 350mg #20 was authorized by the "
        "Claims Administrator. The remaining IMR eligible portion of the original request, Soma 350mg #40 is"
    )
    tags = read_tags(read(nlp, f"{heading}: Upheld", heading), "requests")
    assert [(t.label, t.value) for t in tags if t.label in ("quantity", "retrospective", "date_of_service")] == [
        ("quantity", 40),
        ("retrospective", "true"),
        ("date_of_service", "2016-02-03"),
    ]


def test_retrospective_before_the_heading(nlp: Language) -> None:
    tags = read_tags(read(nlp, "The retrospective request for a knee brace: Upheld", "a knee brace"), "requests")
    assert "retrospective" in {tag.label for tag in tags}


def test_drug_that_is_not_listed_is_told(nlp: Language) -> None:
    tags = read_tags(read(nlp, "Consultation about Suboxone: Upheld", "Consultation about Suboxone"), "requests")
    assert [(t.label, t.value) for t in tags if "drug" in t.label] == [("unlisted_drug", "buprenorphine/naloxone")]


def test_drug_of_an_unknown_name_is_told(nlp: Language) -> None:
    tags = read_tags(read(nlp, "Zorvatrim 20mg tablets: Upheld", "Zorvatrim 20mg tablets"), "requests")
    assert [(t.value, dict(t.attributes)) for t in tags if t.label == "category"] == [
        ("pharmaceuticals", {"drug": "unknown"})
    ]


def test_vocabularies_speak_the_records_language() -> None:
    categories = {f"{c}/{s}" if s else c for c, subs in CATEGORIES.items() for s in (subs or ("",))} | {"other"}
    for rule in load_rules().rules:
        if rule.label in ("TREATMENT", "SPECIALTY"):
            assert rule.value in categories, rule.id
            assert rule.attributes.get("kind", "") in ROLES, rule.id
        elif rule.label == "DRUG":
            assert rule.attributes["class"] in DRUG_CLASSES, rule.id
            assert rule.value == rule.value.lower(), rule.id
        elif rule.label == "BODY_PART":
            assert rule.value in BODY_PARTS | {"none"}, rule.id
            assert rule.attributes.get("side", "left") in ("left", "right", "bilateral"), rule.id


def test_vocabularies_are_large_and_exemplified() -> None:
    rules = [r for r in load_rules().rules if r.label in ("DRUG", "TREATMENT", "SPECIALTY", "BODY_PART")]
    assert sum(rule.label == "DRUG" for rule in rules) > 400
    assert all(rule.match for rule in rules)
