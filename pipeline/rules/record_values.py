"""Labels whose values go into a closed list of the record: what a rule of theirs may have as its value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

_SUBCATEGORIES: Mapping[str, str] = {
    "pharmaceuticals": "",
    "diagnostic_testing": "imaging emg_ncs laboratory other",
    "dmepos": "durable_medical_equipment electrical_stimulation prosthetics_orthotics supplies",
    "evaluation_and_management": "dental medical_specialties",
    "home_health": "",
    "injection": "facet other",
    "programs": "",
    "psychological_services": "evaluation_and_management therapies",
    "rehabilitation": "acupuncture chiropractic physical_occupational_therapy other",
    "surgery": "adjunct arthroscopic non_arthroscopic spine consult",
    "transportation": "",
    "other": "",
}
CATEGORIES = frozenset(
    f"{category}/{name}" if name else category
    for category, names in _SUBCATEGORIES.items()
    for name in names.split() or [""]
)
CONCLUSIONS = frozenset({"medically_necessary", "not_medically_necessary"})
DRUG_CLASSES = frozenset(
    """opioid nsaid muscle_relaxant antidepressant antiepileptic benzodiazepine sedative_hypnotic proton_pump_inhibitor
    h2_blocker antiemetic topical_analgesic topical_compound corticosteroid anti_infective antihypertensive antimigraine
    barbiturate cannabinoid gastrointestinal misc_analgesic nutritional hormone impotence_agent viscosupplement
    anticoagulant antihistamine antipsychotic respiratory other""".split()
)
BODY_PARTS = frozenset(
    name.strip()
    for name in """head, brain, eye, ear, face, jaw, tooth, neck, cervical spine, thoracic spine, lumbar spine, spine,
    sacroiliac joint, shoulder, upper arm, elbow, forearm, wrist, hand, finger, chest, rib, abdomen, pelvis, groin, hip,
    thigh, knee, lower leg, ankle, foot, heel, toe, upper extremity, lower extremity, skin, psyche, whole body""".split(
        ","
    )
)
VALUES: Mapping[str, frozenset[str]] = {
    "TREATMENT": CATEGORIES,
    "SPECIALTY": CATEGORIES,
    "VERDICT": CONCLUSIONS,
    "CLOSING": CONCLUSIONS,
    "BODY_PART": BODY_PARTS | {"none"},  # none: words that name a part and mean none
    "SEX": frozenset({"male", "female"}),
}
ATTRIBUTES: Mapping[str, Mapping[str, frozenset[str]]] = {
    "DRUG": {"class": DRUG_CLASSES},
    "VERDICT": {"certainty": frozenset({"strong", "weak"})},
    "DATE_CUE": {"direction": frozenset({"before", "after", "either"})},
    "BODY_PART": {"side": frozenset({"left", "right", "bilateral"}), "form": frozenset({"adjective"})},
    "DRUG_FORM": {"route": frozenset({"skin", "patch"})},
    "TREATMENT": {"kind": frozenset({"modality", "weak", "head", "spinal", "evaluation", "referral"})},
}
NEEDS_VALUE = frozenset({*VALUES, "DRUG"})


class WrongValue(NamedTuple):
    """A value that the record does not know: the key it stands under, what is wrong, how to mend it."""

    key: str
    message: str
    advice: str


def attribute_of_role(label: str, role: str) -> str:
    """The name of the attribute that a rule's `role` stands for: that of the label whose values hold it, else the
    label's first one, else `role`."""
    known = ATTRIBUTES.get(label, {})
    return next((name for name, values in known.items() if role in values), next(iter(known), "role"))


def wrong_values(label: str, value: str, attributes: Mapping[str, str]) -> Iterator[WrongValue]:
    """What is wrong with a rule's value and attributes; those that are left out are in order here."""
    known = ATTRIBUTES.get(label, {})
    named = ((f"attributes.{name}", given, known.get(name)) for name, given in attributes.items())
    for key, given, values in (("value", value, VALUES.get(label)), *named):
        if given and values is not None and given not in values:
            yield WrongValue(key, f"`{key}`: the record has no {given!r} for {label}.", _advice(given, values))


def _advice(given: str, known: frozenset[str]) -> str:
    plain = {name.replace("_", " "): name for name in sorted(known)}
    close = get_close_matches(given.lower().replace("_", " "), plain, 1, 0.75)
    if close:
        return f"Did you mean `{plain[close[0]]}`?"
    return f"Write one of {', '.join(plain.values())}."
