"""The component `imr_people`: writes the injured worker's age and sex as `doc.spans["people"]`.

At most one span of each label: `age` (its value the number of years) and `sex` (`male` or `female`). `id_` is the rule
of `patterns/terms/people.yml`, or `sex.pronoun`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar

from spacy.tokens import Doc

from pipeline.components.conventions import LetterComponent, factory
from pipeline.components.extensions import get_reading, get_shared
from pipeline.components.tags import Tag, in_text_order, read_tags, within, write_tags
from pipeline.rules.cues import VETOED
from pipeline.rules.shared import Shared

PEOPLE = "people"
# The clinical summary introduces the worker; a rationale is asked only where it does not.
_SECTIONS = ("summary", "rationale")
_YOUNGEST, _OLDEST = 14, 99  # of a worker; a health plan's enrollee may be a child, where a word says so
_CHILD = "child"
_NEAR = 60  # characters between an age and the word for its bearer
_SENTENCE_ENDS = (". ", "; ", "? ", ": ")


class PeopleComponent(LetterComponent):
    """Reads the injured worker's age and sex from a Doc's sections and rule hits."""

    writes: ClassVar[tuple[str, ...]] = ("age", "sex")

    def annotate(self, doc: Doc) -> None:
        text, shared = get_reading(doc).text, get_shared(doc)
        hits = [hit for hit in read_tags(doc, "rules") if hit.label in ("AGE", "SEX")]
        sections = read_tags(doc, "sections")
        age: Tag | None = None
        sex: Tag | None = None
        for section in (section for name in _SECTIONS for section in sections if section.label == name):
            own = within(hits, section.start, section.end)
            found = next((hit for hit in own if _is_own_age(hit)), None) if age is None else None
            sex = sex or _told_sex(text, own, found) or _by_pronoun(text, section, shared)
            age = age or found
            if age is not None and sex is not None:
                break
        tags = [Tag("age", *age[1:5])] if age is not None else []
        tags += [Tag("sex", *sex[1:5])] if sex is not None else []
        write_tags(doc, PEOPLE, in_text_order(tags))


make_people = factory(lambda nlp: PeopleComponent(), "people", "injured_worker.*")


def _is_own_age(hit: Tag) -> bool:
    """Whether an age is the worker's own, today."""
    if hit.label != "AGE" or not isinstance(hit.value, int) or hit.value > _OLDEST:
        return False
    return _is_child(hit) or (VETOED not in hit.attributes and (hit.value >= _YOUNGEST or "of" in hit.attributes))


def _told_sex(text: str, hits: Sequence[Tag], age: Tag | None) -> Tag | None:
    """The word for the worker's sex beside the age, or one that is said of the worker; `hits` are the section's."""
    words = [hit for hit in hits if hit.label == "SEX"]
    adults = [word for word in words if not _is_child(word)]
    beside: list[Tag] = []
    if age is not None:
        beside = [one for one in words if _is_near(text, age, one) and (one in adults or _follows(text, age, one))]
        beside += [one for one in reversed(adults) if _is_near(text, one, age)]
    told = (word for word in adults if word.attributes.get("of") == "worker")
    return next(iter([*beside, *told]), None)


def _is_near(text: str, left: Tag, right: Tag) -> bool:
    return 0 <= right.start - left.end <= _NEAR and "." not in text[left.end : right.start]


def _is_child(word: Tag) -> bool:
    """Whether a word ("boy") or an age is a child's."""
    return word.attributes.get("kind") == _CHILD


def _follows(text: str, age: Tag, word: Tag) -> bool:
    """Whether a word stands two words behind an age at most, and is no one's ("boy's")."""
    return len(text[age.end : word.start].split()) <= 2 and text[word.end : word.end + 1] not in ("'", "’")


def _pronoun(shared: Shared) -> re.Pattern[str]:
    words = "|".join(map(re.escape, shared.vocabularies.words("pronouns")))
    return re.compile(rf"(?<![\w/])(?:{words})(?![\w/])", re.IGNORECASE)


def _person(shared: Shared) -> re.Pattern[str]:
    return re.compile(shared.filled(r"\b(?:(?P<other>{OTHER_PERSON})|{OWN_PERSON})\b"), re.IGNORECASE)


def _by_pronoun(text: str, section: Tag, shared: Shared) -> Tag | None:
    """The first pronoun that may stand for the worker: no other person is named last before it in its sentence."""
    for m in shared.made(_pronoun).finditer(text, section.start, section.end):
        start = max(section.start, *(text.rfind(mark, section.start, m.start()) for mark in _SENTENCE_ENDS))
        named = [person["other"] for person in shared.made(_person).finditer(text, start, m.start())]
        sex = shared.vocabularies.value("pronouns", m.group())
        if sex is not None and not (named and named[-1]):
            return Tag("sex", *m.span(), sex, "sex.pronoun")
    return None
