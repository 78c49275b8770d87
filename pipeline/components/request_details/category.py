"""The category of a request, from its TREATMENT, SPECIALTY and DRUG hits.

The first item decides. A TREATMENT rule's role says how it takes part:

- none: an item of its own;
- `evaluation`: a visit or consultation; a specialist beside it decides the category;
- `referral`: like an evaluation, but gives way to a treatment where no specialist is named;
- `modality`: physical therapy where it is given in sessions, else the rule's own value;
- `spinal`: a facet procedure on the spine, another injection elsewhere;
- `head`: decides although it stands directly behind another item ("TENS unit supplies");
- `weak`: counts only where nothing else does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.components.hinted import Hinted
from pipeline.components.request_details.lexicon import Lexicon
from pipeline.components.tags import Tag

THERAPY = "rehabilitation/physical_occupational_therapy"
_PSYCHOLOGY = "psychological_services/evaluation_and_management"
_SURGERY = "surgery/non_arthroscopic"
_SPINE = frozenset({"cervical spine", "thoracic spine", "lumbar spine", "spine", "neck", "sacroiliac joint"})

_REASON_BEFORE = Hinted(
    r"(?:\b(?:pre|post|peri|s/p|status[- ]post|following|after|prior to|before|during|for|from"
    r"|secondary to|due to|regarding|history of)[- ]|\bpost)"
    r"(?:(?:the|an?|his|her|planned|proposed|requested|possible|left|right|lumbar|cervical|shoulder|knee)"
    r" )*$",
    "pre|post|peri|s/p|status|follow|after|prior|before|during|for|from|secondary|due to|regarding|history",
)
_LEAD = re.compile(
    r"\W*(?:(?:\d+|one) )?(?:(?:retro|pro)spective(?:ly)?:? )?(?:request|review|authorization|prescription|order)s?\b"
    r"(?: ?\([^()]*\)| ?,? ?(?:for |of )?(?:dates? of service|DOS):? ?\d(?:[\d/ ,&-]*\d)?"
    r"(?: ?(?:through|thru|to|and) \d(?:[\d/ -]*\d)?)?)*"
    r"[ ,&-]*(?:for|of) |\W*associated surgical (?:service|item|procedure)s? ?[:-] ?",
    re.IGNORECASE,
)
_GIVEN_BY = re.compile(
    r"^[\s,]*(?:(?:(?<!\d)\d[\d.,/-]*\s?(?:mg|mcg|ml|cc|units?|%)(?:/(?:ml|cc)\b)?|IM|IV|i\.m\.|one|(?<!\d)[13](?![\d.,/-]*\d)"
    r"|x|steroid|and|/|with|lidocaine|marcaine|series|of|three|intra-?articular|intramuscular|intravenous|subcutaneous|hcl|sodium|tromethamine)[\s,]*)*$",
    re.IGNORECASE,
)
_IN_PARENTHESES = re.compile(r"\([^()]*\)")
_GIVEN = re.compile(r"\b(?:IM|IV|I\.M\.|I\.V\.|(?i:intramuscular(?:ly)?|intravenous(?:ly)?)\b)(?! ?(?i:pump|pole|bag))")
_TITLE_BEHIND = re.compile(r" ?(?:to include|including)? ?: ", re.IGNORECASE)
_STRENGTH = re.compile(
    r"\d ?(?:mg|mcg)\b|\d ?%.{0,20}\b(?:cream|gel|ointment|lotion|solution|patch(?:es)?)\b"
    r"|\b(?:cream|gel|ointment|lotion|patch(?:es)?|tab(?:let)?s?|cap(?:sule)?s?)\b.{0,20}"
    r"(?:# ?\d|\d ?(?:gm?s?|grams?|ml|%))",
    re.IGNORECASE,
)
_DISPENSED = re.compile(r"#|\b(?:tab(?:let)?s?|cap(?:sule)?s?|patch(?:es)?|cream|gel|ointment|lotion)\b", re.IGNORECASE)
_SELF_INJECTED = frozenset({"antimigraine", "anticoagulant", "hormone", "impotence_agent"})


def read_category(
    text: str,
    start: int,
    end: int,
    hits: Sequence[Tag],
    lexicon: Lexicon,
    *,
    in_sessions: bool,
    body_parts: Sequence[Tag] = (),
    levels: bool = False,
) -> Tag | None:
    """The tag `category`, on the words that decide it; `None` where no rule knows the item.

    Args:
        text, start, end: the disputed stretch of the reading text.
        hits: the rules' tags inside it, in text order.
        in_sessions: whether sessions or a frequency like "2x6" are asked for.
        body_parts, levels: tell an operation on the spine.
    """
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead is not None else start
    specialty = _specialty(hits, text, start)
    named = [h for h in hits if h.label == "TREATMENT"]
    treatments = _settled(named, text, start, lexicon)
    if not treatments and specialty is None:
        treatments = named[:1]
    strong = [h for h in treatments if lexicon.role(h.rule) != "weak"]
    drug = next((h for h in hits if h.label == "DRUG" and not _inside(h, strong)), None)
    if drug is not None:
        strong = [h for h in strong if h.value != "pharmaceuticals" or not _inside(h, [drug])]
    if drug is not None and (not strong or _is_the_item(drug, strong[0], text, lexicon)):
        given = _given(drug, text, end, lexicon) if not strong else None
        if given is not None:
            return Tag("category", *given.span(), "injection/other", drug.rule)
        return Tag("category", drug.start, drug.end, "pharmaceuticals", drug.rule)
    chosen = _first(strong, text, lexicon, specialty)
    if chosen is None and specialty is not None:
        return Tag("category", specialty.start, specialty.end, specialty.value, specialty.rule)
    if chosen is None:
        chosen = treatments[0] if treatments else None
    if chosen is None:
        return _by_strength(text, start, end)
    value = _value(chosen, lexicon, specialty or _subject(chosen, strong, text), in_sessions)
    if value == _SURGERY:
        value = _kind_of_surgery(hits, body_parts, levels)
    elif lexicon.role(chosen.rule) == "spinal" and _off_the_spine(body_parts, levels):
        value = "injection/other"
    return Tag("category", chosen.start, chosen.end, value, chosen.rule)


def _settled(treatments: list[Tag], text: str, start: int, lexicon: Lexicon) -> list[Tag]:
    """Without what is named only as the reason or the time of the item ("post-arthroscopy", "for surgery"), and
    without a title before the item ("Labs to include: EKG")."""
    kept = [h for h in treatments if not _is_reason(text[max(start, h.start - 50) : h.start])]
    items = [h for h in kept if lexicon.role(h.rule) not in ("weak", "evaluation")]
    titles = {h for h in items[:-1] if _TITLE_BEHIND.match(text, h.end)}
    return [h for h in kept if h not in titles]


def _is_reason(before: str) -> bool:
    """Whether the words before an item make it a reason for another or its time."""
    return before != "" and _REASON_BEFORE.search(before, 0, len(before)) is not None


def _inside(drug: Tag, treatments: Sequence[Tag]) -> bool:
    """Whether a drug's name is part of a treatment's ("vitamin D level")."""
    return any(
        h.start <= drug.start and drug.end <= h.end and h.end - h.start > drug.end - drug.start for h in treatments
    )


def _is_the_item(drug: Tag, treatment: Tag, text: str, lexicon: Lexicon) -> bool:
    """Whether the drug comes first and is not what the treatment behind it is given with ("Toradol injection")."""
    if treatment.start < drug.start:
        return bool(treatment.value == "pharmaceuticals")
    between = _IN_PARENTHESES.sub(" ", text[drug.end : treatment.start])  # "Botox (botulinum toxin) injection"
    if not _GIVEN_BY.match(between) or _DISPENSED.search(between):
        return True
    return lexicon.role(drug.rule) in _SELF_INJECTED and treatment.value == "injection/other"


def _given(drug: Tag, text: str, end: int, lexicon: Lexicon) -> re.Match[str] | None:
    """The words that say that a provider gives the drug into a muscle or a vein ("Toradol 60mg IM")."""
    given = _GIVEN.search(text, drug.end, end)
    if given is None or lexicon.role(drug.rule) in _SELF_INJECTED or _DISPENSED.search(text, drug.end, end):
        return None
    return given if _GIVEN_BY.match(text[drug.end : given.start()]) else None


def _first(strong: Sequence[Tag], text: str, lexicon: Lexicon, specialty: Tag | None) -> Tag | None:
    if not strong:
        return None
    place = 0
    if lexicon.role(strong[0].rule) == "referral" and specialty is None:
        others = [n for n, h in enumerate(strong) if lexicon.role(h.rule) not in ("referral", "evaluation")]
        place = others[0] if others else 0
    while place + 1 < len(strong):
        following = strong[place + 1]
        adjacent = text[strong[place].end : following.start].strip(" -") == ""
        if not adjacent or not _takes_over(strong[place], following, lexicon):
            break
        place += 1
    return strong[place]


def _takes_over(item: Tag, following: Tag, lexicon: Lexicon) -> bool:
    """Whether what stands directly behind an item decides: "TENS unit supplies", "home health physical therapy"; not
    the evaluation for home health."""
    if item.value == "home_health":
        return str(following.value).startswith("rehabilitation")
    return lexicon.role(following.rule) in ("head", "evaluation")


def _subject(chosen: Tag, strong: Sequence[Tag], text: str) -> Tag | None:
    """What an evaluation is one for, where that is psychological ("biofeedback evaluation")."""
    for hit in strong:
        if hit.end <= chosen.start and not text[hit.end : chosen.start].strip(" -"):
            return hit._replace(value=_PSYCHOLOGY) if hit.value.startswith("psychological") else None
    return None


def _specialty(hits: Sequence[Tag], text: str, start: int) -> Tag | None:
    """The first specialist or specialty that is not the reason for the item; a surgeon in a title goes before it."""
    for hit in hits:
        if (
            hit.label == "SPECIALTY"
            and hit.start >= start
            and not _is_reason(text[max(start, hit.start - 50) : hit.start].replace(" for ", " to "))
        ):
            return hit
    return None


def _value(chosen: Tag, lexicon: Lexicon, specialty: Tag | None, in_sessions: bool) -> str:
    role = lexicon.role(chosen.rule)
    if role in ("evaluation", "referral") and specialty is not None:
        return str(specialty.value)
    if role == "modality" and in_sessions:
        return THERAPY
    return str(chosen.value)


def _kind_of_surgery(hits: Sequence[Tag], body_parts: Sequence[Tag], levels: bool) -> str:
    if any(h.value == "surgery/arthroscopic" for h in hits if h.label == "TREATMENT"):
        return "surgery/arthroscopic"
    if levels or (body_parts and all(part.value in _SPINE for part in body_parts)):
        return "surgery/spine"
    return _SURGERY


def _off_the_spine(body_parts: Sequence[Tag], levels: bool) -> bool:
    return bool(body_parts) and not levels and not any(part.value in _SPINE for part in body_parts)


def _by_strength(text: str, start: int, end: int) -> Tag | None:
    """An unknown name with a strength in milligrams, or as a cream or tablet with an amount, is a drug."""
    match = _STRENGTH.search(text, start, end)
    return Tag("category", match.start(), match.end(), "pharmaceuticals") if match is not None else None
