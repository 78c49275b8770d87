"""The drugs of a request with class, strength and form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.components.request_reading.heading import Heading
from pipeline.components.tags import Tag
from pipeline.rules.tags import FrozenMapping

Extent = tuple[int, int]

_TOPICAL, _COMPOUND = "topical_analgesic", "topical_compound"
_ON_SKIN = ("on_skin", "on_skin_in_percent")
_OWN_ON_SKIN = "own_on_skin"
_DRUGS = "pharmaceuticals"
_NEAR = 30  # characters behind a name in which a strength without a unit is its


@dataclass(frozen=True, slots=True)
class DrugMention:
    """A drug as the letter names it: offsets of the printed name, `form` and `strength` as offsets too."""

    name: str
    drug_class: str
    start: int
    end: int
    rule: str = ""
    strength: Extent | None = None
    form: Extent | None = None
    skin: bool = False
    analgesic: bool = False


def read_drugs(hits: Heading, *, injected: bool = False, dispensed: bool = False) -> list[Tag]:
    """Tags `drug`, `drug_class`, `strength` and `form`, those of one drug after each other.

    Args:
        injected: whether the drug is given by injection, so that no local anesthetic is one for the skin.
        dispensed: leave out what is named without a strength or a form: what a visit or a test is about.
    """
    found = hits.of("DRUG")
    mentions = []
    for number, hit in enumerate(found):
        begin = found[number - 1].end if number else hits.start
        stop = found[number + 1].start if number + 1 < len(found) else hits.end
        mentions.append(_described(hits, hit, begin, stop, injected))
    mentions = _distinct(hits.text, _shared_strength(hits, mentions))
    if dispensed:
        mentions = [m for m in mentions if m.strength is not None or m.form is not None]
    return [tag for mention in _classified(hits, mentions, injected) for tag in _tags(mention)]


def _described(hits: Heading, hit: Tag, begin: int, stop: int, injected: bool) -> DrugMention:
    """With its salt in the name, its strength and its form, which stand before the next drug."""
    forms = [form for form in hits.of("DRUG_FORM", end=stop) if _is_form(hits, form, injected)]
    before, forms = [f for f in forms if f.end <= hit.start], [f for f in forms if f.start > hit.start]
    end = min([hit.end, *(len(hits.text[: f.start].rstrip()) for f in forms if f.start < hit.end)])
    release, beyond = None, end
    for tag in hits.of("DRUG_SALT", "DRUG_RELEASE", start=hit.start, end=stop):
        if tag.label == "DRUG_RELEASE" and hit.start < tag.start < end == tag.end:
            release = tag
        elif tag.start >= beyond and hits.only_between(beyond, tag.start):
            beyond = tag.end
            if tag.label == "DRUG_SALT":
                end = tag.end
            elif release is None:
                release = tag
    if not forms and begin == hits.start and stop == hits.end:
        forms = [f for f in before if hits.only_between(f.end, hit.start, "CONNECTIVE")]
    form = forms[0] if forms else release
    if release is not None:
        name = hits.text[hit.start : release.start].rstrip(" -")
        end = max(end, release.end) if form is not release else hit.start + len(name)
        beyond = max(beyond, release.end)
    strength = _strength(hits, beyond, stop)
    if strength is None and hit.attributes.get("strength") == "units":
        strength = next(((u.start, u.end) for u in hits.of("UNITS", start=beyond, end=stop)), None)
    if strength is None and begin == hits.start:
        strength = _strength_before(hits, begin, hit.start)
    elif strength is not None and form is None:  # "100 mg ER"
        behind = hits.of("DRUG_RELEASE", start=strength[1], end=stop)
        form = next((tag for tag in behind if hits.only_between(strength[1], tag.start)), None)
    return DrugMention(
        name=str(hit.value),
        drug_class=hit.attributes.get("class", "other"),
        start=hit.start,
        end=end,
        rule=hit.rule,
        strength=strength,
        form=(form.start, form.end) if form is not None else None,
        skin=any("route" in f.attributes for f in forms),
        analgesic=hit.attributes.get("kind") == "analgesic",
    )


def _is_form(hits: Heading, form: Tag, injected: bool) -> bool:
    """Whether a word for a form is one: not the injection of "epidural steroid injection"."""
    longer = any(h.start < form.start and form.end <= h.end and h.value != _DRUGS for h in hits.of("TREATMENT"))
    return not longer and not (injected and form.value == "injection")


def _strength(hits: Heading, start: int, stop: int) -> Extent | None:
    """The strength behind a name; several of them, one after the other, as one stretch."""
    found = hits.of("STRENGTH", start=start, end=stop)
    if found:
        end = found[0].end
        for following in found[1:]:
            if not hits.only_between(end, following.start, "CONNECTIVE") or _leads(hits, following, stop):
                break
            if hits.of("QUANTITY", start=end, end=following.start):
                break
            end = following.end
        return found[0].start, end
    for bare in hits.of("BARE_STRENGTH", start=start, end=min(stop, start + _NEAR)):
        if bare.attributes["kind"] == "known" or bare.start - start <= 1:
            return bare.start, bare.end
    return None


def _leads(hits: Heading, strength: Tag, stop: int) -> bool:
    """Whether the next drug's name stands directly behind a strength: then it is that drug's."""
    return stop < hits.end and not hits.text[strength.end : stop].strip(" ,")


def _strength_before(hits: Heading, start: int, stop: int) -> Extent | None:
    """A strength directly before the name: "20% Flurbiprofen"."""
    found = hits.of("STRENGTH", start=start, end=stop)
    if found and stop - found[-1].end <= 4 and hits.only_between(found[-1].end, stop, "CONNECTIVE"):
        return found[-1].start, found[-1].end
    return None


def _shared_strength(hits: Heading, mentions: list[DrugMention]) -> list[DrugMention]:
    """Strengths that stand before their names, all along the heading: "20% Flurbiprofen/5% Lidocaine"."""
    if len(mentions) < 2 or mentions[0].strength is None:
        return mentions
    lead = _strength_before(hits, hits.start, mentions[0].start)
    if lead is None:
        return mentions
    moved = [replace(mentions[0], strength=lead)]
    for before, mention in pairwise(mentions):
        moved.append(replace(mention, strength=_strength_before(hits, before.end, mention.start)))
    return moved


def _distinct(text: str, mentions: Sequence[DrugMention]) -> list[DrugMention]:
    """Each drug once; a brand in brackets behind its generic name adds what the name lacks."""
    kept: dict[str, DrugMention] = {}
    for mention in mentions:
        known = kept.get(mention.name)
        if known is None and kept:
            # "Hydrocodone (Norco)", "Norco (hydrocodone)": one of the two names the whole
            last = next(reversed(kept.values()))
            bracketed = text[last.end : mention.start].strip() == "("
            if bracketed and _contains(mention, last):
                del kept[last.name]
                mention = replace(mention, start=last.start, end=last.end, form=mention.form or last.form)
            elif bracketed and _contains(last, mention):
                known, mention = last, replace(mention, name=last.name)
        if known is None:
            kept[mention.name] = mention
            continue
        on_skin = mention.drug_class == _TOPICAL
        kept[mention.name] = replace(
            known,
            strength=known.strength or mention.strength,
            form=known.form or mention.form,
            skin=known.skin or mention.skin,
            drug_class=mention.drug_class if on_skin else known.drug_class,
        )
    return list(kept.values())


def _contains(whole: DrugMention, part: DrugMention) -> bool:
    return set(part.name.split("/")) < set(whole.name.split("/"))


def _classified(hits: Heading, mentions: Sequence[DrugMention], injected: bool) -> list[DrugMention]:
    """With the class that a drug has on the skin: `topical_analgesic` alone, `topical_compound` in a mixture."""
    if injected or hits.of("NOT_SKIN"):
        return [replace(m, drug_class="other") if injected and m.drug_class == _TOPICAL else m for m in mentions]
    said = bool(hits.of("SKIN"))
    skin = [_goes_on_skin(hits, m, said and len(mentions) > 1) for m in mentions]
    mixture = len(mentions) > 1 and sum(skin) > 1
    found = []
    for mention, on_skin in zip(mentions, skin, strict=True):
        changes = hits.has_trait(mention.drug_class, *_ON_SKIN)
        if mixture and (on_skin or changes):
            found.append(replace(mention, drug_class=_COMPOUND))
        elif on_skin and changes and (mention.analgesic or not hits.has_trait(mention.drug_class, _OWN_ON_SKIN)):
            found.append(replace(mention, drug_class=_TOPICAL))
        else:
            found.append(mention)
    return found


def _goes_on_skin(hits: Heading, mention: DrugMention, mixture: bool) -> bool:
    if mention.drug_class in (_TOPICAL, _COMPOUND):
        return True
    percent = mention.strength is not None and hits.text[mention.strength[1] - 1] in "%t"
    if percent or mixture:
        return hits.has_trait(mention.drug_class, *_ON_SKIN)
    return mention.skin and hits.has_trait(mention.drug_class, _ON_SKIN[0])


def _tags(mention: DrugMention) -> Iterable[Tag]:
    of = FrozenMapping(drug=mention.name)
    yield Tag("drug", mention.start, mention.end, mention.name, mention.rule)
    yield Tag("drug_class", mention.start, mention.end, mention.drug_class, mention.rule, of)
    for label, extent in (("strength", mention.strength), ("form", mention.form)):
        if extent is not None:
            yield Tag(label, *extent, attributes=of)
