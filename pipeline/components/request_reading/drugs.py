"""The drugs of a request with class, strength and form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pipeline.components.request_reading.heading import Heading
from pipeline.components.tags import Tag
from pipeline.rules.tags import FrozenMapping
from pipeline.text.sentences import Range

_TOPICAL, _COMPOUND = "topical_analgesic", "topical_compound"
_ON_SKIN = ("on_skin", "on_skin_in_percent")
_OWN_ON_SKIN = "own_on_skin"
_DRUGS = "pharmaceuticals"
_NEAR = 30  # characters behind a name in which a strength without a unit is its
_BESIDE = 4  # characters between a strength and the name behind it


class _Drug(NamedTuple):
    """A drug as the letter names it: the rule's tag over the printed name, where its strength and its form stand, and
    whether that is one for the skin."""

    tag: Tag
    strength: Range | None
    form: Range | None
    for_skin: bool = False

    @property
    def drug_class(self) -> str:
        return self.tag.attributes.get("class", "other")

    def is_part_of(self, other: _Drug) -> bool:
        return set(self.tag.value.split("/")) < set(other.tag.value.split("/"))


def read_drugs(hits: Heading, *, injected: bool = False, dispensed: bool = False) -> list[Tag]:
    """Tags `drug`, `drug_class`, `strength` and `form`, those of one drug after each other.

    Args:
        injected: whether the drug is given by injection, so that no local anesthetic is one for the skin.
        dispensed: leave out what is named without a strength or a form: what a visit or a test is about.
    """
    found = hits.of("DRUG")
    begins, stops = [hits.start, *(hit.end for hit in found)], [*(hit.start for hit in found[1:]), hits.end]
    drugs = [_described(hits, *one, injected) for one in zip(found, begins, stops, strict=False)]
    first = _strength_before(hits, hits.start, found[0].start) if len(found) > 1 else None
    if first is not None:  # strengths stand before their names, all along the heading
        places = zip(drugs, begins, strict=False)
        drugs = [drug._replace(strength=_strength_before(hits, begin, drug.tag.start)) for drug, begin in places]
    drugs = _distinct(hits.text, drugs)
    if dispensed:
        drugs = [drug for drug in drugs if drug.strength is not None or drug.form is not None]
    classes = _classes(hits, drugs, injected)
    drugs = _of_one_form(hits, drugs, classes, injected)
    return [tag for drug, drug_class in zip(drugs, classes, strict=True) for tag in _tags(drug, drug_class)]


def _described(hits: Heading, hit: Tag, begin: int, stop: int, injected: bool) -> _Drug:
    """With its salt in the name, its strength and its form, which stand before the next drug."""
    all_forms = [form for form in hits.of("DRUG_FORM", end=stop) if _is_form(hits, form, injected)]
    forms = [form for form in all_forms if form.start > hit.start]
    end = min([hit.end, *(len(hits.text[: form.start].rstrip()) for form in forms if form.start < hit.end)])
    beyond, described = end, list[Tag]()
    for tag in hits.of("DRUG_SALT", "DRUG_RELEASE", start=hit.start, end=stop):
        is_inside = tag.label == "DRUG_RELEASE" and hit.start < tag.start < end == tag.end
        if is_inside or (tag.start >= beyond and hits.only_between(beyond, tag.start)):
            described.append(tag)
            beyond = tag.end
    release = next((tag for tag in described if tag.label == "DRUG_RELEASE"), None)
    end = max([end, *(tag.end for tag in described if tag.label == "DRUG_SALT")])
    if not forms and begin == hits.start and stop == hits.end:
        before = [form for form in all_forms if form.end <= hit.start]
        forms = [form for form in before if hits.only_between(form.end, hit.start, "CONNECTIVE")]
    form = forms[0] if forms else release
    if release is not None and form is release:
        end = hit.start + len(hits.text[hit.start : release.start].rstrip(" -"))
    elif release is not None:
        end = max(end, release.end)
    strength = _strength(hits, hit, beyond, stop)
    if strength is None and begin == hits.start:
        strength = _strength_before(hits, begin, hit.start)
    elif strength is not None and form is None:  # "100 mg ER"
        behind = hits.of("DRUG_RELEASE", start=strength[1], end=stop)
        form = next((tag for tag in behind if hits.only_between(strength[1], tag.start)), None)
    place = (form.start, form.end) if form is not None else None
    return _Drug(hit._replace(end=end), strength, place, any("route" in one.attributes for one in forms))


def _is_form(hits: Heading, form: Tag, injected: bool) -> bool:
    """Whether a word for a form is one: not the injection of "epidural steroid injection"."""
    longer = any(h.start < form.start and form.end <= h.end and h.value != _DRUGS for h in hits.of("TREATMENT"))
    return not longer and not (injected and form.value == "injection")


def _strength(hits: Heading, drug: Tag, start: int, stop: int) -> Range | None:
    """The strength behind a name; several of them, one after the other, as one stretch."""
    found = hits.of("STRENGTH", start=start, end=stop)
    if found:
        end = found[0].end
        for following in found[1:]:
            is_next = stop < hits.end and not hits.text[following.end : stop].strip(" ,")  # it is the next drug's
            if is_next or not hits.only_between(end, following.start, "CONNECTIVE"):
                break
            if hits.of("QUANTITY", start=end, end=following.start):
                break
            end = following.end
        return found[0].start, end
    for bare in hits.of("BARE_STRENGTH", start=start, end=min(stop, start + _NEAR)):
        if bare.attributes["kind"] == "known" or bare.start - start <= 1:
            return bare.start, bare.end
    units = hits.of("UNITS", start=start, end=stop) if drug.attributes.get("strength") == "units" else []
    return (units[0].start, units[0].end) if units else None


def _strength_before(hits: Heading, start: int, stop: int) -> Range | None:
    """A strength directly before the name: "20% Flurbiprofen"."""
    found = hits.of("STRENGTH", start=start, end=stop)
    if found and stop - found[-1].end <= _BESIDE and hits.only_between(found[-1].end, stop, "CONNECTIVE"):
        return found[-1].start, found[-1].end
    return None


def _distinct(text: str, drugs: Sequence[_Drug]) -> list[_Drug]:
    """Each drug once; a brand in brackets behind its generic name adds what the name lacks."""
    kept: dict[str, _Drug] = {}
    for drug in drugs:
        name = drug.tag.value
        last = next(reversed(kept.values()), None)
        if name not in kept and last is not None and text[last.tag.end : drug.tag.start].strip() == "(":
            # "Hydrocodone (Norco)", "Norco (hydrocodone)": one of the two names the whole
            if last.is_part_of(drug):
                del kept[last.tag.value]
                tag = drug.tag._replace(start=last.tag.start, end=last.tag.end)
                drug = drug._replace(tag=tag, form=drug.form or last.form)
            elif drug.is_part_of(last):
                name = last.tag.value
        known = kept.get(name, drug)
        tag = known.tag._replace(attributes=drug.tag.attributes) if drug.drug_class == _TOPICAL else known.tag
        strength, form = known.strength or drug.strength, known.form or drug.form
        kept[name] = _Drug(tag, strength, form, known.for_skin or drug.for_skin)
    return list(kept.values())


def _classes(hits: Heading, drugs: Sequence[_Drug], injected: bool) -> list[str]:
    """The class of each: one that a drug has on the skin alone, or in a mixture, or its own."""
    if injected or hits.of("NOT_SKIN"):
        return ["other" if injected and drug.drug_class == _TOPICAL else drug.drug_class for drug in drugs]
    in_a_mixture = bool(hits.of("SKIN")) and len(drugs) > 1
    skin = [_goes_on_skin(hits, drug, in_a_mixture) for drug in drugs]
    found = []
    for drug, on_skin in zip(drugs, skin, strict=True):
        own, changes = drug.drug_class, hits.has_trait(drug.drug_class, *_ON_SKIN)
        is_analgesic = drug.tag.attributes.get("kind") == "analgesic" or not hits.has_trait(own, _OWN_ON_SKIN)
        if sum(skin) > 1 and (on_skin or changes):
            found.append(_COMPOUND)
        else:
            found.append(_TOPICAL if on_skin and changes and is_analgesic else own)
    return found


def _of_one_form(hits: Heading, drugs: list[_Drug], classes: Sequence[str], injected: bool) -> list[_Drug]:
    """The ingredients of a mixture with its one form, which stands behind the last, or before the first of them."""
    mixed = [drug for drug, drug_class in zip(drugs, classes, strict=True) if drug_class == _COMPOUND]
    if not mixed or any(drug.form for drug in mixed[:-1]):
        return drugs
    form = mixed[-1].form
    if form is None:
        before = [each for each in hits.of("DRUG_FORM", end=mixed[0].tag.start) if _is_form(hits, each, injected)]
        form = (before[0].start, before[0].end) if len(before) == 1 else None
    return [drug._replace(form=form) if drug in mixed else drug for drug in drugs]


def _goes_on_skin(hits: Heading, drug: _Drug, in_a_mixture: bool) -> bool:
    if drug.drug_class in (_TOPICAL, _COMPOUND):
        return True
    is_pill = drug.strength is not None and hits.text[drug.strength[1] - 2 : drug.strength[1]].lower() == "mg"
    if (in_a_mixture and not is_pill) or (drug.strength is not None and hits.text[drug.strength[1] - 1] in "%t"):
        return hits.has_trait(drug.drug_class, *_ON_SKIN)
    return drug.for_skin and hits.has_trait(drug.drug_class, _ON_SKIN[0])


def _tags(drug: _Drug, drug_class: str) -> Iterator[Tag]:
    name, start, end, rule = drug.tag.value, drug.tag.start, drug.tag.end, drug.tag.rule
    of = FrozenMapping(drug=name)
    yield Tag("drug", start, end, name, rule)
    yield Tag("drug_class", start, end, drug_class, rule, of)
    described = ("strength", drug.strength), ("form", drug.form)
    yield from (Tag(label, *extent, attributes=of) for label, extent in described if extent is not None)
