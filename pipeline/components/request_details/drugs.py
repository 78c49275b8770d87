"""The drugs of a request with class, strength and form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.components.hinted import Hinted
from pipeline.components.request_details.lexicon import Lexicon
from pipeline.components.tags import Tag

_UNIT = r"(?:mg|mcg|µg|ug|gm?|grams?|meq|iu|units?|ml|%|percent)"
_FIGURE = r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|\.\d+"
STRENGTH = Hinted(
    rf"(?<![\w#.])(?:(?:{_FIGURE})(?:\s?{_UNIT})?\s?[-/]\s?)*(?:{_FIGURE})\s?(?:mg|mcg|µg|ug|meq|iu|%|percent\b)"
    rf"(?:\s?/\s?(?:\d+(?:\.\d+)?\s?)?(?:ml|hr|hour|h|mg|mcg|gm?|actuation|act|dose|tab)\b)?(?![A-Za-z])",
    r"\d\s?[mui%pµμ]",
)
"""A printed strength: "50mg", "10/325mg", "4%-27.5%-0.0325%", "25mg/ml", "10mg/1ml", "100mcg/hr"."""
_IN_UNITS = re.compile(r"(?<![\w#.,])(?:\d{1,3}(?:,\d{3})+|\d{2,6}) ?units?\b", re.IGNORECASE)
_DOSED_IN_UNITS = frozenset(
    {
        "onabotulinumtoxina",
        "abobotulinumtoxina",
        "incobotulinumtoxina",
        "rimabotulinumtoxinb",
        "botulinum toxin",
        "vitamin d",
        "cholecalciferol",
        "ergocalciferol",
        "heparin",
        "insulin",
        "calcitonin",
    }
)
"""Drugs whose strength is printed in units; of any other, units are a count."""
_BARE_STRENGTH = re.compile(
    r"^ ?(?P<strength>\d+(?:\.\d+)?(?:[/-]\d+(?:\.\d+)?){1,2})(?![\w/%.-]| ?(?:mg|tab))", re.IGNORECASE
)
_BARE_FIGURE = re.compile(r"^ ?(?P<strength>\d+(?:\.\d+)?)(?![\w/%.,-])(?= (?:tab|cap|mg|#|$))", re.IGNORECASE)

_SPLIT_LATER = re.compile(
    r"^(?: ?[a-z]+| ?#\d+){1,2},? (?P<strength>\d+(?:\.\d+)?[/-](?:200|300|325|500|650|660|750))(?![\w/%.-])",
    re.IGNORECASE,
)
_ON_SKIN = frozenset(
    {
        "nsaid",
        "muscle_relaxant",
        "antiepileptic",
        "antidepressant",
        "topical_analgesic",
        "misc_analgesic",
        "respiratory",
    }
)
_ON_SKIN_IN_PERCENT = _ON_SKIN | {"opioid", "other", "antihypertensive", "corticosteroid", "nutritional"}
_SKIN_WORD = re.compile(
    r"\b(?:topicals?|transdermal|compound(?:ed)?|cream|gel|ointment|lotion|patch(?:es)?)\b", re.IGNORECASE
)
_NOT_SKIN = re.compile(
    r"\b(?:ophthalmic|eye|otic|ear|nasal|injections?|inject|vials?|I\.?V|infusion|block)\b", re.IGNORECASE
)
_JOIN = re.compile(
    r"^\s?(?:/|-|–|&|\+|and|with|w/)\s?(?:(?:bit|bitartrate|hcl|sodium|citrate|hydrochloride)\s?)?$",
    re.IGNORECASE,
)
_SALT_JOIN = re.compile(r"^[\s/-]*$")
_SPLIT_STRENGTH = re.compile(r"[/-]\s?(?:300|325|500|650|660|750)(?!\d)")


@dataclass(frozen=True, slots=True)
class DrugMention:
    """A drug as the letter names it: offsets of the printed name, `form` and `strength` as offsets too."""

    name: str
    drug_class: str
    start: int
    end: int
    rule: str = ""
    strength: tuple[int, int] | None = None
    form: tuple[int, int] | None = None
    skin: bool = False


def read_drugs(
    text: str, start: int, end: int, hits: Sequence[Tag], lexicon: Lexicon, *, injected: bool = False
) -> list[Tag]:
    """Tags `drug`, `drug_class`, `strength` and `form`, those of one drug after each other.

    Args:
        text, start, end: the disputed stretch of the reading text.
        hits: the rules' tags inside it; DRUG, DRUG_FORM, DRUG_SALT and DRUG_RELEASE count.
        injected: whether the drug is given by injection, so that no local anesthetic is one for the skin.
    """
    names = _combined(text, [h for h in hits if h.label == "DRUG"], lexicon)
    if not names:
        return []
    details = [
        h
        for h in hits
        if h.label in ("DRUG_FORM", "DRUG_SALT", "DRUG_RELEASE") and not (injected and h.value == "injection")
    ]
    mentions = []
    for number, mention in enumerate(names):
        stop = names[number + 1].start if number + 1 < len(names) else end
        begin = names[number - 1].end if number else start
        mentions.append(_described(text, mention, begin, stop, details, lexicon, number == 0))
    mentions = _shared_strength(text, mentions)
    mentions = [_with_acetaminophen(text, mention, lexicon) for mention in _distinct(text, mentions)]
    return [tag for mention in _classified(text, start, end, mentions, injected) for tag in _tags(mention)]


def _combined(text: str, hits: Sequence[Tag], lexicon: Lexicon) -> list[DrugMention]:
    """The drugs, with ingredients that make a fixed combination as one ("hydrocodone / APAP")."""
    mentions: list[DrugMention] = []
    position = 0
    while position < len(hits):
        last = position
        chosen, taken = None, position
        while last + 1 < len(hits) and _JOIN.match(text[hits[last].end : hits[last + 1].start]):
            last += 1
            ingredients = frozenset(h.value for h in hits[position : last + 1])
            if ingredients in lexicon.combinations:
                chosen, taken = lexicon.combinations[ingredients], last
        hit = hits[position]
        if chosen is not None:
            mentions.append(DrugMention(chosen.name, chosen.drug_class, hit.start, hits[taken].end, hit.rule))
        else:
            mentions.append(DrugMention(hit.value, lexicon.role(hit.rule), hit.start, hit.end, hit.rule))
        position = taken + 1
    return mentions


def _described(
    text: str,
    mention: DrugMention,
    begin: int,
    stop: int,
    details: Sequence[Tag],
    lexicon: Lexicon,
    first: bool,
) -> DrugMention:
    """With its salt in the name, its strength and its form, which stand before the next drug."""
    name_end, release = mention.end, None
    forms = []
    for tag in details:
        if tag.start < mention.start or tag.end > stop:
            continue
        if tag.label == "DRUG_FORM":
            if tag.start < mention.end and tag.start > mention.start:
                mention = replace(mention, end=len(text[: tag.start].rstrip()))
                name_end = mention.end
            forms.append(tag)
        elif tag.start >= name_end and _SALT_JOIN.match(text[name_end : tag.start]):
            if tag.label == "DRUG_SALT":
                name_end = tag.end
            elif release is None:
                release = tag
    form, skin = _form(forms, lexicon)
    if release is not None and form is None:
        form = (release.start, release.end)
    elif release is not None and _SALT_JOIN.match(text[name_end : release.start]):
        name_end = release.end
    strength = _strength(text, name_end, stop)
    if strength is None and mention.name in _DOSED_IN_UNITS:
        units = _IN_UNITS.search(text, name_end, stop)
        strength = units.span() if units is not None else None
    if strength is None and first:
        strength = _strength_before(text, begin, mention.start)
    return replace(mention, end=name_end, strength=strength, form=form, skin=skin)


def _form(forms: Sequence[Tag], lexicon: Lexicon) -> tuple[tuple[int, int] | None, bool]:
    if not forms:
        return None, False
    skin = any(lexicon.role(tag.rule) in ("skin", "patch") for tag in forms)
    return (forms[0].start, forms[0].end), skin


def _strength(text: str, start: int, stop: int) -> tuple[int, int] | None:
    match = STRENGTH.search(text, start, stop)
    if match is not None:
        return match.span()
    for expression in (_BARE_STRENGTH, _BARE_FIGURE, _SPLIT_LATER):
        bare = expression.match(text[start : min(stop, start + 30)])
        if bare is not None:
            return start + bare.start("strength"), start + bare.end("strength")
    return None


def _strength_before(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """A strength directly before the name: "20% Flurbiprofen"."""
    found = list(STRENGTH.finditer(text, start, stop))
    if found and re.fullmatch(r"\s?(?:of )?", text[found[-1].end() : stop]):
        return found[-1].span()
    return None


def _shared_strength(text: str, mentions: list[DrugMention]) -> list[DrugMention]:
    """Strengths that stand before their names, all along the heading: "20% Flurbiprofen/5% Lidocaine"."""
    if len(mentions) < 2 or mentions[0].strength is None:
        return mentions
    lead = _strength_before(text, max(0, mentions[0].start - 12), mentions[0].start)
    if lead is None:
        return mentions
    moved = [replace(mentions[0], strength=lead)]
    for before, mention in pairwise(mentions):
        moved.append(replace(mention, strength=_strength_before(text, before.end, mention.start)))
    return moved


def _distinct(text: str, mentions: Sequence[DrugMention]) -> Iterable[DrugMention]:
    """Each drug once; a brand in brackets behind its generic name adds what the name lacks."""
    kept: dict[str, DrugMention] = {}
    for mention in mentions:
        known = kept.get(mention.name)
        if known is None and kept:
            # "Hydrocodone (Norco)", "Norco (hydrocodone)": one of the two names the whole
            last = next(reversed(kept.values()))
            if _in_brackets(text, last, mention) and _contains(mention, last):
                del kept[last.name]
                mention = replace(mention, start=last.start, end=last.end, form=mention.form or last.form)
            elif _in_brackets(text, last, mention) and _contains(last, mention):
                known, mention = last, replace(mention, name=last.name)
        if known is None:
            kept[mention.name] = mention
        else:
            kept[mention.name] = replace(
                known,
                strength=known.strength or mention.strength,
                form=known.form or mention.form,
                skin=known.skin or mention.skin,
                drug_class=mention.drug_class if mention.drug_class == "topical_analgesic" else known.drug_class,
            )
    return kept.values()


def _in_brackets(text: str, one: DrugMention, other: DrugMention) -> bool:
    return text[one.end : other.start].strip() == "("


def _contains(whole: DrugMention, part: DrugMention) -> bool:
    return set(part.name.split("/")) < set(whole.name.split("/"))


def _with_acetaminophen(text: str, mention: DrugMention, lexicon: Lexicon) -> DrugMention:
    """ "Hydrocodone 10/325mg": the second figure is the acetaminophen's."""
    if mention.strength is None or "/" in mention.name or not _SPLIT_STRENGTH.search(text[slice(*mention.strength)]):
        return mention
    whole = lexicon.combinations.get(frozenset((mention.name, "acetaminophen")))
    return replace(mention, name=whole.name, drug_class=whole.drug_class) if whole is not None else mention


def _classified(text: str, start: int, end: int, mentions: Sequence[DrugMention], injected: bool) -> list[DrugMention]:
    """With the class that a drug has on the skin: `topical_analgesic` alone, `topical_compound` in a mixture."""
    heading = text[start:end]
    if injected or _NOT_SKIN.search(heading):
        anesthetic = "topical_analgesic"
        return [replace(m, drug_class="other") if injected and m.drug_class == anesthetic else m for m in mentions]
    said = _SKIN_WORD.search(heading) is not None
    skin = [_goes_on_skin(text, m, said and len(mentions) > 1) for m in mentions]
    mixture = len(mentions) > 1 and sum(skin) > 1
    found = []
    for mention, on_skin in zip(mentions, skin, strict=True):
        if mixture and (on_skin or mention.drug_class in _ON_SKIN_IN_PERCENT):
            found.append(replace(mention, drug_class="topical_compound"))
        elif on_skin and mention.drug_class != "topical_compound":
            keeps = mention.drug_class not in _ON_SKIN_IN_PERCENT or mention.drug_class == "corticosteroid"
            found.append(mention if keeps else replace(mention, drug_class="topical_analgesic"))
        else:
            found.append(mention)
    return found


def _goes_on_skin(text: str, mention: DrugMention, mixture: bool) -> bool:
    if mention.drug_class in ("topical_analgesic", "topical_compound"):
        return True
    percent = mention.strength is not None and text[mention.strength[1] - 1] in "%t"
    if percent or mixture:
        return mention.drug_class in _ON_SKIN_IN_PERCENT
    return mention.skin and mention.drug_class in _ON_SKIN


def _tags(mention: DrugMention) -> Iterable[Tag]:
    yield Tag("drug", mention.start, mention.end, mention.name, mention.rule)
    yield Tag("drug_class", mention.start, mention.end, mention.drug_class, mention.rule)
    if mention.strength is not None:
        yield Tag("strength", *mention.strength)
    if mention.form is not None:
        yield Tag("form", *mention.form)
