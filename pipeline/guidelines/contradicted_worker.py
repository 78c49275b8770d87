"""The worker's age and sex where the letter gives them in two ways: F507, F508."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.records.model import Finding, Grounded, GroundedText, Letter
from pipeline.records.places import place_of
from pipeline.rules.tags import Tag
from pipeline.text.ground import Ground

_BIRTHDAY = 1  # years by which an age may have grown between two visits
_GROWN_UP = range(10, 100)
_BETWEEN = re.compile(r"(?:,? [\w-]+){0,2} ")


class _Worker(NamedTuple):
    """A phrase for the worker: "57-year-old right-handed man"."""

    start: int
    end: int
    age: int
    sex: str


def in_worker(letter: Letter, text: str, hits: Sequence[Tag], ground: Ground) -> Iterator[Finding]:
    """The findings, at most one of each code; `hits` are those labelled `AGE` and `SEX`, in text order."""
    age, sex = letter.injured_worker.age, letter.injured_worker.sex
    phrases = list(_phrases(text, hits)) if age is not None or sex is not None else []
    if sex is not None and any(phrase.sex == sex.value for phrase in phrases):
        other = next((phrase for phrase in phrases if phrase.sex != sex.value), None)
        if other is not None:
            yield _finding("F507", f"The worker is {sex.value} here, and {other.sex} there.", sex, other, ground)
    if age is not None:
        other = next((phrase for phrase in phrases if abs(phrase.age - age.value) > _BIRTHDAY), None)
        if other is not None:
            yield _finding(
                "F508", f"The worker is {age.value} years old here, and {other.age} there.", age, other, ground
            )


def _finding(code: str, message: str, one: Grounded[str] | Grounded[int], other: _Worker, ground: Ground) -> Finding:
    places = place_of(one), GroundedText(*ground(other.start, other.end))
    return Finding(code, "info", message, None, places)


def _phrases(text: str, hits: Sequence[Tag]) -> Iterator[_Worker]:
    """Ages with the word for their bearer behind them."""
    for age, sex in pairwise(hits):
        told = age.label == "AGE" and sex.label == "SEX" and _BETWEEN.fullmatch(text, age.end, sex.start)
        if told and isinstance(age.value, int) and age.value in _GROWN_UP:
            yield _Worker(age.start, sex.end, age.value, sex.value)
