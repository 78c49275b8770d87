"""The component `imr_people`: writes the injured worker's age and sex as `doc.spans["people"]`.

At most one span of each label: `age` (`kb_id_` the integer) and `sex` (`kb_id_` `male` or `female`). `id_` is
the rule of `patterns/terms/people.yml`, or `sex.pronoun`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from spacy.language import Language
from spacy.tokens import Doc

from pipeline.components.conventions import SPANS, LetterComponent, Scorer, record_scorer, scored
from pipeline.components.extensions import get_reading
from pipeline.components.tags import Tag, read_tags, within, write_tags

PEOPLE = "people"
# The clinical summary introduces the worker; a rationale is asked only where it does not.
_SECTIONS = ("summary", "rationale")

_ONES = {
    name: i for i, name in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), start=1)
}
_TENS = {
    name: 10 * i for i, name in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty"), start=2)
}
_TEENS = {
    name: i
    for i, name in enumerate(
        ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        start=10,
    )
}
_NUMBERS = _ONES | _TENS | _TEENS
_WORDS = rf"(?:{'|'.join(_TENS)})(?:[- ]{{1,2}}(?:{'|'.join(_ONES)}))?|{'|'.join(_TEENS)}"
_SMALL = "|".join(_ONES)
_NUMBER_BEFORE = re.compile(rf"(?<![\w.,/-])([1-9][0-9]?|{_WORDS}|{_SMALL})[- ]{{0,3}}$", re.IGNORECASE)
_NUMBER_AFTER = re.compile(rf":? ?([1-9][0-9]|{_WORDS})(?![\w%/-]|[.,][0-9])", re.IGNORECASE)
_YOUNGEST, _OLDEST = 14, 99  # of a worker
# A health plan's enrollee may be a child: then a word for the person stands beside the years.
_ENROLLEE = r"(?:enrollee|patient|member|insured|subscriber|child)"
_YOUNG_BEHIND = re.compile(
    rf"[\s,]*(?:[\w-]+[\s,]+){{0,2}}?(?:{_ENROLLEE}|(?:fe)?male|boy|girl|infant|toddler)\b(?!['’]s)", re.IGNORECASE
)
_YOUNG_BEFORE = re.compile(rf"\b(?:{_ENROLLEE}|he|she)\s(?:is|was)\s(?:now\s)?(?:an?\s)?$", re.IGNORECASE)
_BOY_OR_GIRL = re.compile(r"[\s,]*(?:[\w-]+[\s,]+){0,2}?(?:boy|girl)\b(?!['’]s)", re.IGNORECASE)
_OWN_CHILD = re.compile(rf"(?:^|[.:;]\s)(?:an?|the|this)\s$|{_YOUNG_BEFORE.pattern}", re.IGNORECASE)

_KIN = (
    r"(?:sons?|daughters?|child(?:ren)?|wife|husband|spouse|mother|father|parents?|brothers?|sisters?|siblings?"
    r"|twins?|niece|nephew|grand\w+|fianc[eé]e?|girlfriend|boyfriend|boys?|girls?)"
)
# Someone else's age, an age at some other time, or a bound ("over 50 years of age").
_NOT_NOW_BEFORE = re.compile(
    rf"\b(?:{_KIN}\b(?! of\b)[^.;]{{0,30}}|(?:since|at|until|before|by|over|under|above|below|than|least"
    r"|when|from|between|to|for|and|through)(?:\s(?:the|an?|he was|she was))?\s+)$",
    re.IGNORECASE,
)
_NOT_A_WORKER = re.compile(
    rf"[\s,]+(?:(?!who|with|(?:fe)?male|(?:wo)?man|worker|patient)[\w-]+[\s,]+){{0,2}}?(?:{_KIN}|reports?|injur(?:y|ies)|MRI|scan|study|x-rays?|claims?|surgery|fusion|hardware"
    r"|prosthesis|implant|fracture|scar|tear|mattress|bed|brace|orthotics?|device|unit|wheelchair|scooter|records?"
    r"|complaints?|problem|condition|history|or (?:older|younger)|and (?:older|over|under))\b",
    re.IGNORECASE,
)
_PERSON = re.compile(
    r"\b(?:worker|patient|applicant|claimant|employee|individual|case involves|this is|gentleman|lady)\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?<![\w/])(he|she|his|her|him|himself|herself)(?![\w/])", re.IGNORECASE)
_FEMALE = ("she", "her", "herself")
_NEAR = 60  # characters between an age and the word for its bearer


def read_age(text: str, hits: Sequence[Tag]) -> Tag | None:
    """The worker's age among the `AGE` hits of one section: the first that is the worker's own, today."""
    for hit in hits:
        if hit.label != "AGE":
            continue
        phrase = _with_number(text, hit)
        if phrase is None or int(phrase.value) > _OLDEST:
            continue
        before = text[max(0, phrase.start - 60) : phrase.start]
        if _BOY_OR_GIRL.match(text, phrase.end, phrase.end + 40) and _OWN_CHILD.search(before):
            return phrase
        if int(phrase.value) < _YOUNGEST and not (
            _YOUNG_BEHIND.match(text, phrase.end, phrase.end + 60) or _YOUNG_BEFORE.search(before)
        ):
            continue
        if _NOT_NOW_BEFORE.search(before):
            continue
        if _NOT_A_WORKER.match(text, phrase.end, phrase.end + 60):
            continue
        return phrase
    return None


def read_sex(text: str, start: int, end: int, hits: Sequence[Tag], age: Tag | None) -> Tag | None:
    """The worker's sex, told in the section `text[start:end]`: by the word beside the age or a word for the
    worker, else by the first pronoun. `hits` are the section's rule hits."""
    words = [hit for hit in hits if hit.label == "SEX" and not _is_another_child(text, hit, age)]
    if age is not None:
        behind = [w for w in words if 0 <= w.start - age.end <= _NEAR and "." not in text[age.end : w.start]]
        ahead = [w for w in words if 0 <= age.start - w.end <= _NEAR and "." not in text[w.end : age.start]]
        chosen = behind[:1] or ahead[-1:]
        if chosen:
            return Tag("sex", chosen[0].start, chosen[0].end, chosen[0].value, chosen[0].rule)
    for word in words:
        lead, tail = text[max(start, word.start - 40) : word.start], text[word.end : min(end, word.end + 30)]
        if _PERSON.search(lead.rpartition(".")[2]) or _PERSON.match(tail.lstrip()):
            return Tag("sex", word.start, word.end, word.value, word.rule)
    pronoun = _PRONOUN.search(text, start, end)
    if pronoun is None:
        return None
    sex = "female" if pronoun.group().lower() in _FEMALE else "male"
    return Tag("sex", pronoun.start(), pronoun.end(), sex, "sex.pronoun")


def _is_another_child(text: str, word: Tag, age: Tag | None) -> bool:
    """Whether "boy" or "girl" stands anywhere but behind the enrollee's own age."""
    if text[word.start : word.end].lower() not in ("boy", "girl"):
        return False
    behind = _BOY_OR_GIRL.match(text, age.end, age.end + 40) if age is not None else None
    return behind is None or behind.end() != word.end


def read_people(text: str, sections: Sequence[Tag], hits: Sequence[Tag]) -> list[Tag]:
    """The injured worker's age and sex, at most one tag each.

    Args:
        text: the reading text.
        sections: the letter's sections, in text order.
        hits: the letter's rule hits, in text order; those labelled `AGE` and `SEX` count.
    """
    hits = [hit for hit in hits if hit.label in ("AGE", "SEX")]
    age: Tag | None = None
    sex: Tag | None = None
    for name in _SECTIONS:
        for section in sections:
            if section.label != name or (age is not None and sex is not None):
                continue
            own = within(hits, section.start, section.end)
            found = read_age(text, own) if age is None else None
            sex = sex or read_sex(text, section.start, section.end, own, found)
            age = age or found
    return sorted((tag for tag in (age, sex) if tag is not None), key=lambda tag: tag.start)


def _with_number(text: str, hit: Tag) -> Tag | None:
    """The whole phrase: the words of an `AGE` rule with the number beside them."""
    if hit.value == "number_after":
        number = _NUMBER_AFTER.match(text, hit.end)
        return number and Tag("age", hit.start, number.end(), _years(number.group(1)), hit.rule)
    number = _NUMBER_BEFORE.search(text[max(0, hit.start - 20) : hit.start])
    return number and Tag("age", hit.start - len(number.group()), hit.end, _years(number.group(1)), hit.rule)


def _years(number: str) -> str:
    if number.isdigit():
        return number
    words = re.findall(r"[a-z]+", number.lower())
    return str(sum(_NUMBERS[word] for word in words))


@Language.factory(
    "imr_people",
    assigns=[SPANS],
    requires=[SPANS],
    default_config={"scorer": record_scorer("people", "injured_worker.*")},
)
def make_people(nlp: Language, name: str, *, scorer: Scorer | None) -> PeopleComponent:
    """The component; it has no settings but its scorer."""
    return scored(PeopleComponent(), scorer)


class PeopleComponent(LetterComponent):
    """Reads the injured worker's age and sex from a Doc's sections and rule hits."""

    needs: ClassVar[dict[str, str]] = {"imr_sections": "sections", "imr_rules": "rules"}

    def __call__(self, doc: Doc) -> Doc:
        self.check(doc)
        write_tags(doc, PEOPLE, read_people(get_reading(doc).text, read_tags(doc, "sections"), read_tags(doc, "rules")))
        return doc
