"""Where a letter contradicts itself: findings F501 to F509, each once, with both places.

A finding is made only where both readings are plain. What is said more than once and agrees once with the other place
is no contradiction, and nothing rests on a word that could mean something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.guidelines.contradicted_items import in_items
from pipeline.guidelines.contradicted_worker import in_worker
from pipeline.records.model import Determination, Finding, Grounded, Letter
from pipeline.records.places import day_of, place_of
from pipeline.rules.tags import Tag
from pipeline.rules.vocabularies import Vocabularies
from pipeline.text.ground import Ground

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SPACE = re.compile(r"\s+")
_IN_PROSE = ("summary", "rationale")


def contradictions(
    letter: Letter, text: str, tags: Sequence[Tag], ground: Ground, vocabularies: Vocabularies
) -> tuple[Finding, ...]:
    """The contradictions of a letter: its dates, its worker, then item by item.

    Args:
        letter: the record.
        text: the reading text.
        tags: the letter's sections and verdicts (the groups `sections` and `decisions`), and the words for the worker
            (of `rules`, those labelled `AGE` and `SEX`).
        ground: maps to the document.
        vocabularies: the words for sides and regions.
    """
    hits = [tag for tag in tags if tag.label in ("AGE", "SEX")]
    found = [*_dates(letter), *in_worker(letter, text, hits, ground)]
    for item in letter.determinations:
        found += _amounts(item)
    return (*found, *in_items(letter, text, tags, vocabularies))


# -- dates --


def _dates(letter: Letter) -> Iterator[Finding]:
    case = letter.case
    yield from _other_day(letter, case.date_of_injury, "injury", "F501", "date of injury")
    yield from _other_day(letter, case.ur_denial_date, "ur_decision", "F502", "UR decision")


def _other_day(letter: Letter, printed: Grounded[str] | None, role: str, code: str, name: str) -> Iterator[Finding]:
    """A day of the header that the prose, which names one such day, gives otherwise."""
    if printed is None or not day_of(printed.value):
        return
    told = [d for d in letter.dates if d.role == role and d.section in _IN_PROSE]
    days = {d.value for d in told if day_of(d.value)}
    if len(days) == 1 and len(days) == len({d.value for d in told}) and printed.value not in days:
        message = f"The {name} is {printed.value} in the header, and {told[0].value} in the {told[0].section}."
        yield Finding(code, "warning", message, None, (place_of(printed), place_of(told[0])))


# -- amounts --


def _amounts(item: Determination) -> Iterator[Finding]:
    """Of what was asked for, a part was granted; what is disputed is not the rest. The three must differ in one number
    alone: "#30", "#27", "#3"."""
    request = item.request
    if request.original is None or request.authorized is None:
        return
    parts = (request.original, request.authorized, request.disputed)
    if len({_SPACE.sub(" ", _NUMBER.sub("0", part.text.casefold())).strip(" .,") for part in parts}) != 1:
        return
    numbers = [[float(number) for number in _NUMBER.findall(part.text)] for part in parts]
    differing = [amounts for amounts in zip(*numbers, strict=True) if len(set(amounts)) > 1]
    if len(differing) != 1:
        return
    asked, granted, disputed = differing[0]
    if disputed not in (asked, asked - granted):
        message = (
            f"Of {asked:g}, {granted:g} were granted: that leaves {asked - granted:g}, but {disputed:g} are disputed."
        )
        yield Finding("F509", "warning", message, item.number, tuple(map(place_of, parts)))
