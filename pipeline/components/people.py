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
from pipeline.components.tags import Tag, read_tags, within, write_tags
from pipeline.rules.cues import VETOED
from pipeline.rules.shared import Shared

PEOPLE = "people"
# The clinical summary introduces the worker; a rationale is asked only where it does not.
_SECTIONS = ("summary", "rationale")
_YOUNGEST, _OLDEST = 14, 99  # of a worker; a health plan's enrollee may be a child, where a word says so
_CHILD = "child"
_NEAR = 60  # characters between an age and the word for its bearer
_SENTENCE_ENDS = (". ", "; ", "? ", ": ")


def read_age(hits: Sequence[Tag]) -> Tag | None:
    """The worker's age among the rule hits of one section: the first that is the worker's own, today."""
    return next((Tag("age", hit.start, hit.end, hit.value, hit.rule) for hit in hits if _is_own_age(hit)), None)


def _is_own_age(hit: Tag) -> bool:
    if hit.label != "AGE" or not isinstance(hit.value, int) or hit.value > _OLDEST:
        return False
    if _is_child(hit):
        return True
    return VETOED not in hit.attributes and (hit.value >= _YOUNGEST or "of" in hit.attributes)


def told_sex(text: str, hits: Sequence[Tag], age: Tag | None) -> Tag | None:
    """The worker's sex by the word beside the age, or by one that is said of the worker; `hits` are the section's."""
    words = [hit for hit in hits if hit.label == "SEX"]
    if age is not None:
        behind = [w for w in words if 0 <= w.start - age.end <= _NEAR and "." not in text[age.end : w.start]]
        ahead = [w for w in words if 0 <= age.start - w.end <= _NEAR and "." not in text[w.end : age.start]]
        chosen = [w for w in behind if not _is_child(w) or _follows(text, age, w)][:1]
        chosen = chosen or [w for w in ahead if not _is_child(w)][-1:]
        if chosen:
            return _sex(chosen[0])
    return next((_sex(w) for w in words if w.attributes.get("of") == "worker" and not _is_child(w)), None)


def _is_child(word: Tag) -> bool:
    """Whether a word ("boy") or an age is a child's."""
    return word.attributes.get("kind") == _CHILD


def _follows(text: str, age: Tag, word: Tag) -> bool:
    """Whether a word stands two words behind an age at most, and is no one's ("boy's")."""
    return len(text[age.end : word.start].split()) <= 2 and text[word.end : word.end + 1] not in ("'", "’")


def _sex(word: Tag) -> Tag:
    return Tag("sex", word.start, word.end, word.value, word.rule)


class PeopleComponent(LetterComponent):
    """Reads the injured worker's age and sex from a Doc's sections and rule hits."""

    needs: ClassVar[dict[str, str]] = {"imr_sections": "sections", "imr_rules": "rules"}
    writes: ClassVar[tuple[str, ...]] = ("age", "sex")

    def annotate(self, doc: Doc) -> None:
        text, shared = get_reading(doc).text, get_shared(doc)
        write_tags(doc, PEOPLE, read_people(text, read_tags(doc, "sections"), read_tags(doc, "rules"), shared))


make_people = factory(lambda nlp: PeopleComponent(), "people", "injured_worker.*")


def read_people(text: str, sections: Sequence[Tag], hits: Sequence[Tag], shared: Shared) -> list[Tag]:
    """The worker's age and sex, at most one tag each.

    Args:
        text: the reading text.
        sections: the letter's sections, in text order.
        hits: the letter's rule hits, in text order; those labelled `AGE` and `SEX` count.
        shared: its vocabulary `pronouns` tells the sex where no word does.
    """
    hits = [hit for hit in hits if hit.label in ("AGE", "SEX")]
    age: Tag | None = None
    sex: Tag | None = None
    for name in _SECTIONS:
        for section in sections:
            if section.label != name or (age is not None and sex is not None):
                continue
            own = within(hits, section.start, section.end)
            found = read_age(own) if age is None else None
            sex = sex or told_sex(text, own, found) or _by_pronoun(text, section.start, section.end, shared)
            age = age or found
    return sorted((tag for tag in (age, sex) if tag is not None), key=lambda tag: tag.start)


def _pronoun(shared: Shared) -> re.Pattern[str]:
    words = "|".join(map(re.escape, shared.vocabularies.words("pronouns")))
    return re.compile(rf"(?<![\w/])(?:{words})(?![\w/])", re.IGNORECASE)


def _person(shared: Shared) -> re.Pattern[str]:
    return re.compile(shared.filled(r"\b(?:(?P<other>{OTHER_PERSON})|{OWN_PERSON})\b"), re.IGNORECASE)


def _by_pronoun(text: str, start: int, end: int, shared: Shared) -> Tag | None:
    """The worker's sex by the first pronoun in `text[start:end]` that may stand for the worker."""
    for m in shared.made(_pronoun).finditer(text, start, end):
        sex = shared.vocabularies.value("pronouns", m.group())
        if sex is not None and not _is_of_another(text, start, m.start(), shared):
            return Tag("sex", *m.span(), sex, "sex.pronoun")
    return None


def _is_of_another(text: str, start: int, pronoun: int, shared: Shared) -> bool:
    """Whether the person who is named last before a pronoun, in its sentence, is not the worker."""
    sentence = max(start, *(text.rfind(mark, start, pronoun) for mark in _SENTENCE_ENDS))
    named = list(shared.made(_person).finditer(text, sentence, pronoun))
    return bool(named) and named[-1]["other"] is not None
