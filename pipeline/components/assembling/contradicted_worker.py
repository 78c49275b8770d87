"""The worker's age and sex where the letter gives them in two ways: F507, F508."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from pipeline.components.assembling.grounder import Grounder
from pipeline.components.tags import Tag
from pipeline.records.model import Finding, Grounded, GroundedText, Letter
from pipeline.records.places import place_of
from pipeline.rules.load import shipped_shared

_SECTIONS = ("summary", "rationale")
_BIRTHDAY = 1  # years by which an age may have grown between two visits


class _Worker(NamedTuple):
    """A phrase for the worker: "57-year-old right-handed man"."""

    start: int
    end: int
    age: int
    sex: str


def in_worker(letter: Letter, text: str, tags: Sequence[Tag], grounder: Grounder) -> Iterator[Finding]:
    """The findings, at most one of each code."""
    age, sex = letter.injured_worker.age, letter.injured_worker.sex
    if age is None and sex is None:
        return
    phrases = [phrase for tag in tags if tag.label in _SECTIONS for phrase in _phrases(text, tag.start, tag.end)]
    if sex is not None and any(phrase.sex == sex.value for phrase in phrases):
        other = next((phrase for phrase in phrases if phrase.sex != sex.value), None)
        if other is not None:
            yield _finding("F507", f"The worker is {sex.value} here, and {other.sex} there.", sex, other, grounder)
    if age is not None:
        other = next((phrase for phrase in phrases if abs(phrase.age - age.value) > _BIRTHDAY), None)
        if other is not None:
            yield _finding(
                "F508", f"The worker is {age.value} years old here, and {other.age} there.", age, other, grounder
            )


def _finding(
    code: str, message: str, one: Grounded[str] | Grounded[int], other: _Worker, grounder: Grounder
) -> Finding:
    places = place_of(one), GroundedText(*grounder.place(other.start, other.end))
    return Finding(code, "info", message, None, places)


def _phrases(text: str, start: int, end: int) -> Iterator[_Worker]:
    expression, sexes = _expression()
    for found in expression.finditer(text, start, end):
        yield _Worker(found.start(), found.end(), int(found["age"]), sexes[found["sex"].casefold()])


@cache
def _expression() -> tuple[re.Pattern[str], dict[str, str]]:
    """Age and sex in one phrase, and the sexes by their words."""
    lists = shipped_shared().vocabularies.lists
    sexes = {word: sex for sex, words in lists["worker_sexes"].items() for word in (sex, *words)}
    old = "|".join(re.escape(word) for words in lists["age_words"].values() for word in words)
    by_sex = "|".join(sexes)
    pattern = rf"(?<![\w.])(?P<age>[1-9]\d)[ -]{{1,2}}(?:{old})(?:,? [\w-]+){{0,2}}? (?P<sex>{by_sex})\b"
    return re.compile(pattern, re.IGNORECASE), sexes
