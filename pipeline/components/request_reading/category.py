"""The category of a request, chosen among the TREATMENT, SPECIALTY and DRUG hits.

The first item decides. A TREATMENT rule's attribute `kind` says how it takes part:

- none: an item of its own;
- `evaluation`: a visit or consultation; a specialist beside it decides the category, sessions make it a therapy;
- `referral`: like an evaluation, but gives way to a treatment where no specialist is named;
- `modality`: physical therapy where it is given in sessions, else the rule's own value;
- `spinal`: a facet procedure on the spine, another injection elsewhere;
- `head`: decides although it stands directly behind another item ("TENS unit supplies");
- `weak`: counts only where nothing else does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.components.request_reading.heading import Heading
from pipeline.components.tags import Tag
from pipeline.rules.tags import FrozenMapping

THERAPY = "rehabilitation/physical_occupational_therapy"
DRUGS = "pharmaceuticals"
_INJECTION = "injection/other"
_SUPPLIES = "dmepos/supplies"
_BIOLOGIC = "biologic"
_PSYCHOLOGY = "psychological_services/evaluation_and_management"
_SURGERY = "surgery/non_arthroscopic"
_THERAPIES = ("rehabilitation", "psychological_services/therapies")
_CLOSED = frozenset(",;:()/&+")
"""What ends the words of a reason."""
_WITHIN_INJECTION = ("STRENGTH", "UNITS", "QUANTITY", "CONNECTIVE", "ROUTE", "DRUG", "DRUG_SALT", "BODY_PART", "SIDE")


@dataclass(frozen=True, slots=True)
class Item:
    """What the category depends on besides the hits.

    Attributes:
        start: where the item begins, behind "Retrospective request for" and the like.
        in_sessions: whether sessions or a frequency like "2x6" are asked for.
        body_parts, levels: tell an operation on the spine.
    """

    start: int
    in_sessions: bool
    body_parts: Sequence[Tag] = ()
    levels: Sequence[Tag] = ()


def item_start(hits: Heading) -> int:
    """Where the item begins, behind the LEAD hits that stand before it."""
    start = hits.start
    for lead in hits.of("LEAD"):
        if not hits.is_blank(start, lead.start):
            break
        start = lead.end
    while start < hits.end and not hits.text[start].isalnum():
        start += 1
    return start


def read_category(hits: Heading, item: Item) -> Tag | None:
    """The tag `category`, on the words that decide it; `None` where no rule knows the item."""
    specialty = _specialty(hits, item.start)
    named = hits.of("TREATMENT")
    treatments = _settled(named, hits, item.start)
    if not treatments and specialty is None:
        treatments = named[:1]
    strong = [h for h in treatments if _kind(h) != "weak"]
    drug = next((h for h in hits.of("DRUG") if not _inside(h, strong)), None)
    if drug is not None:
        strong = [h for h in strong if h.value != DRUGS or not _inside(h, [drug])]
    if drug is not None and (not strong or _is_the_item(drug, strong[0], hits)):
        given = _given(drug, hits) if not strong else None
        return _category(given._replace(rule=drug.rule), _INJECTION) if given else _category(drug, DRUGS)
    chosen = _first(strong, hits, specialty)
    if chosen is None and specialty is not None:
        return _category(specialty, specialty.value)
    if chosen is None:
        chosen = treatments[0] if treatments else None
    signs = _signs_of_a_drug(hits)
    if chosen is None:
        return _unknown_drug(signs) if signs is not None else None
    if _kind(chosen) == "weak" and signs is not None and signs.label == "DOSE":
        return _unknown_drug(signs)
    return _category(chosen, _value(chosen, strong, specialty, hits, item))


def _category(hit: Tag, value: str) -> Tag:
    return Tag("category", hit.start, hit.end, value, hit.rule)


def _unknown_drug(sign: Tag) -> Tag:
    return _category(sign, DRUGS)._replace(attributes=FrozenMapping(drug="unknown"))


def _kind(hit: Tag) -> str:
    return hit.attributes.get("kind", "")


def _settled(treatments: list[Tag], hits: Heading, start: int) -> list[Tag]:
    """Without what is named only as the reason or the time of the item ("post-arthroscopy", "for surgery"), and
    without a title before the item ("Labs to include: EKG")."""
    reasons = hits.of("REASON", start=start)
    kept = [h for h in treatments if not _is_reason(hits, h, reasons)]
    items = [h for h in kept if _kind(h) not in ("weak", "evaluation")]
    titles = [h for h in items[:-1] if _is_title(h, hits)]
    return [h for h in kept if h not in titles]


def _is_title(hit: Tag, hits: Heading) -> bool:
    colon = hits.text.find(": ", hit.end, hits.end)
    return colon >= 0 and hits.only_between(hit.end, colon, "CONNECTIVE")


def _is_reason(hits: Heading, hit: Tag, reasons: Sequence[Tag]) -> bool:
    """Whether the words before an item make it a reason for another or its time; small words may stand between."""
    return any(
        reason.end <= hit.start
        and _CLOSED.isdisjoint(hits.text[reason.end : hit.start])
        and hits.only_between(reason.end, hit.start, "FILLER")
        for reason in reasons
    )


def _inside(drug: Tag, treatments: Sequence[Tag]) -> bool:
    """Whether a drug's name is part of a treatment's ("vitamin D level")."""
    return any(
        h.start <= drug.start and drug.end <= h.end and h.end - h.start > drug.end - drug.start for h in treatments
    )


def _is_the_item(drug: Tag, treatment: Tag, hits: Heading) -> bool:
    """Whether the drug comes first and is not what the treatment behind it is given with ("Toradol injection")."""
    if treatment.start < drug.start:
        return bool(treatment.value == DRUGS)
    joined = hits.of("CONNECTIVE", start=drug.end, end=treatment.start)
    if _is_dispensed(hits, drug.end, treatment.start) or not _belong_together(hits, drug.end, treatment.start):
        return True
    if drug.attributes.get("kind") == _BIOLOGIC and treatment.value in (_INJECTION, _SUPPLIES):
        return True
    if treatment.value == _SUPPLIES and hits.of("STRENGTH", "UNITS", start=drug.end, end=treatment.start):
        return True  # what it is filled into
    if joined and not hits.text[joined[-1].end : treatment.start].strip():
        return not hits.has_trait(drug.attributes.get("class"), "injectable")
    return hits.has_trait(drug.attributes.get("class"), "self_injected") and treatment.value == _INJECTION


def _belong_together(hits: Heading, start: int, stop: int) -> bool:
    """Whether between a drug and an injection stands only what describes it, brackets apart."""
    opening, closing = hits.text.find("(", start, stop), hits.text.rfind(")", start, stop)
    if 0 <= opening < closing:
        return _belong_together(hits, start, opening) and _belong_together(hits, closing + 1, stop)
    return hits.only_between(start, stop, *_WITHIN_INJECTION)


def _is_dispensed(hits: Heading, start: int, stop: int) -> bool:
    forms = [form for form in hits.of("DRUG_FORM", start=start, end=stop) if form.value != "injection"]
    return bool(forms) or any(q.attributes["kind"] == "hash" for q in hits.of("QUANTITY", start=start, end=stop))


def _given(drug: Tag, hits: Heading) -> Tag | None:
    """The words that say that a provider gives the drug into a muscle or a vein ("Toradol 60mg IM")."""
    given = next((h for h in hits.of("ROUTE", start=drug.end) if h.value == "injected"), None)
    if given is None or drug.attributes.get("kind") == _BIOLOGIC:
        return None
    if hits.has_trait(drug.attributes.get("class"), "self_injected") or _is_dispensed(hits, drug.end, hits.end):
        return None
    return given if hits.only_between(drug.end, given.start, *_WITHIN_INJECTION) else None


def _first(strong: Sequence[Tag], hits: Heading, specialty: Tag | None) -> Tag | None:
    if not strong:
        return None
    place = 0
    if _kind(strong[0]) == "referral" and specialty is None:
        others = [n for n, h in enumerate(strong) if _kind(h) not in ("referral", "evaluation")]
        place = others[0] if others else 0
    while place + 1 < len(strong):
        following = strong[place + 1]
        adjacent = hits.text[strong[place].end : following.start].strip(" -") == ""
        if not adjacent or not _takes_over(strong[place], following):
            break
        place += 1
    return strong[place]


def _takes_over(item: Tag, following: Tag) -> bool:
    """Whether what stands directly behind an item decides: "TENS unit supplies", "home health physical therapy"; not
    the evaluation for home health."""
    if item.value == "home_health":
        return bool(following.value.startswith("rehabilitation"))
    return _kind(following) in ("head", "evaluation")


def _specialty(hits: Heading, start: int) -> Tag | None:
    """The first specialist or specialty that is not the reason for the item; a surgeon in a title goes before it."""
    reasons = [reason for reason in hits.of("REASON", start=start) if _kind(reason) != "purpose"]
    return next((hit for hit in hits.of("SPECIALTY", start=start) if not _is_reason(hits, hit, reasons)), None)


def _value(chosen: Tag, strong: Sequence[Tag], specialty: Tag | None, hits: Heading, item: Item) -> str:
    kind, value = _kind(chosen), str(chosen.value)
    if kind in ("evaluation", "referral"):
        subject = _subject(chosen, strong, hits)
        if item.in_sessions and subject is not None and subject.value.startswith(_THERAPIES):
            return str(subject.value)
        if specialty is not None:
            return str(specialty.value)
        psychological = subject is not None and subject.value.startswith("psychological")
        return _PSYCHOLOGY if psychological else value
    if kind == "modality" and item.in_sessions:
        bought = (h for h in hits.of("TREATMENT") if _kind(h) == "weak" and h.value.startswith("dmepos"))
        return value if any(bought) else THERAPY  # "unit", "rental": an apparatus is asked for
    if value == _SURGERY:
        return _kind_of_surgery(hits, item)
    if kind == "spinal" and item.body_parts and not item.levels:
        return value if any(hits.has_trait(part.value, "of_the_spine") for part in item.body_parts) else _INJECTION
    return value


def _subject(chosen: Tag, strong: Sequence[Tag], hits: Heading) -> Tag | None:
    """What an evaluation is one for, directly before it ("biofeedback evaluation") or joined ("and treatment")."""
    for hit in strong:
        if hit.end <= chosen.start and hits.text[hit.end : chosen.start].strip(" -") == "":
            return hit
    return next((hit for hit in strong if hit.value.startswith(_THERAPIES)), None)


def _kind_of_surgery(hits: Heading, item: Item) -> str:
    if any(h.value == "surgery/arthroscopic" for h in hits.of("TREATMENT")):
        return "surgery/arthroscopic"
    spinal = [hits.has_trait(part.value, "of_the_spine") for part in item.body_parts]
    if item.levels or (spinal and all(spinal)):
        return "surgery/spine"
    return _SURGERY


def _signs_of_a_drug(hits: Heading) -> Tag | None:
    """An unknown name with a strength, a dose or a dosage form is a drug's; some forms need an amount beside them."""
    amounts, forms = hits.of("QUANTITY", "REFILLS"), hits.of("DRUG_FORM")
    kinds = ("dose", "plain") if amounts else ("dose",)
    sure = [*hits.of("DOSE"), *(h for h in hits.of("FREQUENCY") if h.attributes["kind"] in kinds)]
    sure += [h for h in hits.of("STRENGTH") if forms or hits.text[h.end - 1] not in "%t"]
    sure += [form for form in forms if amounts or form.attributes.get("evidence") != "weak"]
    return min(sure, key=lambda hit: hit.start) if sure else None
