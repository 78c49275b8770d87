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

from pipeline.components.request_reading.heading import Heading
from pipeline.components.tags import Tag
from pipeline.rules.tags import FrozenMapping

DRUGS = "pharmaceuticals"
_THERAPY = "rehabilitation/physical_occupational_therapy"
_INJECTION = "injection/other"
_SUPPLIES = "dmepos/supplies"
_BIOLOGIC = "biologic"
_PSYCHOLOGY = "psychological_services/evaluation_and_management"
_SURGERY, _ARTHROSCOPY, _SPINE = "surgery/non_arthroscopic", "surgery/arthroscopic", "surgery/spine"
_THERAPIES = ("rehabilitation", "psychological_services/therapies")
_CLOSED = frozenset(",;:()/&+")
"""What ends the words of a reason."""
_WITHIN_INJECTION = ("STRENGTH", "UNITS", "QUANTITY", "CONNECTIVE", "ROUTE", "DRUG", "DRUG_SALT", "BODY_PART", "SIDE")


def item_start(hits: Heading) -> int:
    """Where the item begins, behind the LEAD hits that stand before it."""
    start = hits.start
    for lead in hits.of("LEAD"):
        start = lead.end if hits.is_blank(start, lead.start) else start
    return next((place for place in range(start, hits.end) if hits.text[place].isalnum()), hits.end)


def read_category(hits: Heading, start: int, body_parts: Sequence[Tag], levels: Sequence[Tag]) -> Tag | None:
    """The tag `category`, on the words that decide it; `None` where no rule knows the item, which begins at `start`,
    behind "Retrospective request for" and the like. Body parts and levels tell an operation on the spine."""
    return _Choice(hits, start, body_parts, levels).made()


class _Choice:
    def __init__(self, hits: Heading, start: int, body_parts: Sequence[Tag], levels: Sequence[Tag]) -> None:
        self.hits, self.body_parts, self.levels = hits, body_parts, levels
        self.reasons = hits.of("REASON", start=start)
        self.named = hits.of("TREATMENT")
        self.specialty = self._specialty(start)
        self.treatments = self._settled() or (self.named[:1] if self.specialty is None else [])
        self.strong = [hit for hit in self.treatments if _kind(hit) != "weak"]

    def made(self) -> Tag | None:
        drug = next((hit for hit in self.hits.of("DRUG") if not _is_part(hit, self.strong)), None)
        if drug is not None:
            self.strong = [hit for hit in self.strong if hit.value != DRUGS or not _is_part(hit, [drug])]
            if not self.strong or self._is_the_item(drug, self.strong[0]):
                given = self._given(drug) if not self.strong else None
                return (
                    _category(drug, DRUGS) if given is None else _category(given._replace(rule=drug.rule), _INJECTION)
                )
        chosen = self._first()
        if chosen is None and self.specialty is not None:
            return _category(self.specialty, self.specialty.value)
        chosen, sign = chosen or next(iter(self.treatments), None), self._sign_of_a_drug()
        is_weak = chosen is not None and _kind(chosen) == "weak"
        if sign is not None and (chosen is None or (is_weak and sign.label == "DOSE")):
            return _category(sign, DRUGS)._replace(attributes=FrozenMapping(drug="unknown"))
        return None if chosen is None else _category(chosen, self._value(chosen))

    def _specialty(self, start: int) -> Tag | None:
        """The first specialist, or specialty, that is not the reason for the item; a surgeon's title goes before it."""
        reasons = [reason for reason in self.reasons if _kind(reason) != "purpose"]
        named = self.hits.of("SPECIALTY", start=start)
        return next((hit for hit in named if not self._is_reason(hit, reasons)), None)

    def _settled(self) -> list[Tag]:
        """The treatments without what is named only as the reason or the time of the item ("post-arthroscopy", "for
        surgery"), and without a title before the item ("Labs to include: EKG")."""
        kept = [hit for hit in self.named if not self._is_reason(hit, self.reasons)]
        items = [hit for hit in kept if _kind(hit) not in ("weak", "evaluation")]
        titles = [hit for hit in items[:-1] if self._is_title(hit)]
        return [hit for hit in kept if hit not in titles]

    def _is_title(self, hit: Tag) -> bool:
        colon = self.hits.text.find(": ", hit.end, self.hits.end)
        return colon >= 0 and self.hits.only_between(hit.end, colon, "CONNECTIVE")

    def _is_reason(self, hit: Tag, reasons: Sequence[Tag]) -> bool:
        """Whether the words before an item make it a reason for another or its time; small words may stand between."""
        return any(
            reason.end <= hit.start
            and _CLOSED.isdisjoint(self.hits.text[reason.end : hit.start])
            and self.hits.only_between(reason.end, hit.start, "FILLER")
            for reason in reasons
        )

    def _is_the_item(self, drug: Tag, treatment: Tag) -> bool:
        """Whether the drug comes first and is not what the treatment behind it is given with ("Toradol injection")."""
        hits, start, stop = self.hits, drug.end, treatment.start
        if stop < drug.start:
            return bool(treatment.value == DRUGS)
        joined = hits.of("CONNECTIVE", start=start, end=stop)
        if self._is_dispensed(start, stop) or not self._belong_together(start, stop):
            return True
        if drug.attributes.get("kind") == _BIOLOGIC and treatment.value in (_INJECTION, _SUPPLIES):
            return True
        if treatment.value == _SUPPLIES and hits.of("STRENGTH", "UNITS", start=start, end=stop):
            return True  # what it is filled into
        if joined and not hits.text[joined[-1].end : stop].strip():
            return not hits.has_trait(drug.attributes.get("class"), "injectable")
        return hits.has_trait(drug.attributes.get("class"), "self_injected") and treatment.value == _INJECTION

    def _belong_together(self, start: int, stop: int) -> bool:
        """Whether between a drug and an injection stands only what describes it, brackets apart."""
        opening, closing = self.hits.text.find("(", start, stop), self.hits.text.rfind(")", start, stop)
        if 0 <= opening < closing:
            return self._belong_together(start, opening) and self._belong_together(closing + 1, stop)
        return self.hits.only_between(start, stop, *_WITHIN_INJECTION)

    def _is_dispensed(self, start: int, stop: int) -> bool:
        forms = any(form.value != "injection" for form in self.hits.of("DRUG_FORM", start=start, end=stop))
        return forms or any(start <= one.start and one.end <= stop for one in self.hits.of_kind("QUANTITY", "hash"))

    def _given(self, drug: Tag) -> Tag | None:
        """The words that say that a provider gives the drug into a muscle or a vein ("Toradol 60mg IM")."""
        given = next((hit for hit in self.hits.of("ROUTE", start=drug.end) if hit.value == "injected"), None)
        if given is None or drug.attributes.get("kind") == _BIOLOGIC or self._is_dispensed(drug.end, self.hits.end):
            return None
        if self.hits.has_trait(drug.attributes.get("class"), "self_injected"):
            return None
        return given if self.hits.only_between(drug.end, given.start, *_WITHIN_INJECTION) else None

    def _first(self) -> Tag | None:
        """The first item, a referral only where nothing else is asked for; what stands directly behind one may decide
        in its place."""
        strong = self.strong
        if strong and _kind(strong[0]) == "referral" and self.specialty is None:
            others = [place for place, hit in enumerate(strong) if _kind(hit) not in ("referral", "evaluation")]
            strong = strong[others[0] :] if others else strong
        chosen = next(iter(strong), None)
        for following in strong[1:]:
            if chosen is None or not self._adjoin(chosen, following) or not _takes_over(chosen, following):
                break
            chosen = following
        return chosen

    def _adjoin(self, hit: Tag, following: Tag) -> bool:
        return hit.end <= following.start and not self.hits.text[hit.end : following.start].strip(" -")

    def _value(self, chosen: Tag) -> str:
        kind, value = _kind(chosen), str(chosen.value)
        if kind in ("evaluation", "referral"):
            return self._of_a_visit(chosen)
        if kind == "modality" and self._is_in_sessions():
            bought = any(_kind(hit) == "weak" and hit.value.startswith("dmepos") for hit in self.named)
            return value if bought else _THERAPY  # "unit", "rental": an apparatus is asked for
        on_spine = [self.hits.has_trait(part.value, "of_the_spine") for part in self.body_parts]
        if value == _SURGERY:
            if any(hit.value == _ARTHROSCOPY for hit in self.named):
                return _ARTHROSCOPY
            return _SPINE if self.levels or (on_spine and all(on_spine)) else value
        elsewhere = kind == "spinal" and on_spine and not self.levels and not any(on_spine)
        return _INJECTION if elsewhere else value

    def _of_a_visit(self, chosen: Tag) -> str:
        """By what an evaluation is one for, directly before it ("biofeedback evaluation") or joined ("and treatment"),
        and by whom."""
        before = [hit for hit in self.strong if self._adjoin(hit, chosen)]
        joined = [hit for hit in self.strong if hit.value.startswith(_THERAPIES)]
        subject = next(iter([*before, *joined]), chosen).value
        if subject.startswith(_THERAPIES) and self._is_in_sessions():
            return str(subject)
        if self.specialty is not None:
            return str(self.specialty.value)
        return _PSYCHOLOGY if subject.startswith("psychological") else str(chosen.value)

    def _is_in_sessions(self) -> bool:
        """Whether something is asked for by sessions, visits, or a number of times."""
        often = self.hits.of_kind("FREQUENCY", "stated") or self.hits.of("SESSION_WORD", "COURSE", "SESSIONS")
        return bool(often) or any(factor.value > 1 for factor in self.hits.of("FACTOR"))

    def _sign_of_a_drug(self) -> Tag | None:
        """An unknown name with a strength, a dose or a dosage form is a drug's; some forms need an amount beside it."""
        hits = self.hits
        amounts, forms = hits.of("QUANTITY", "REFILLS"), hits.of("DRUG_FORM")
        sure = [*hits.of("DOSE"), *hits.of_kind("FREQUENCY", "dose")]
        sure += hits.of_kind("FREQUENCY", "plain") if amounts else []
        sure += [hit for hit in hits.of("STRENGTH") if forms or hits.text[hit.end - 1] not in "%t"]
        sure += [form for form in forms if amounts or form.attributes.get("evidence") != "weak"]
        return min(sure, key=lambda hit: hit.start) if sure else None


def _category(hit: Tag, value: str) -> Tag:
    return Tag("category", hit.start, hit.end, value, hit.rule)


def _kind(hit: Tag) -> str:
    return hit.attributes.get("kind", "")


def _is_part(name: Tag, others: Sequence[Tag]) -> bool:
    """Whether a name is part of a longer one ("vitamin D level")."""
    longer = (one for one in others if one.end - one.start > name.end - name.start)
    return any(one.start <= name.start and name.end <= one.end for one in longer)


def _takes_over(item: Tag, following: Tag) -> bool:
    """Whether what stands directly behind an item decides: "TENS unit supplies", "home health physical therapy"; not
    the evaluation for home health."""
    if item.value == "home_health":
        return bool(following.value.startswith("rehabilitation"))
    return _kind(following) in ("head", "evaluation")
