"""Small letters around the rationales of `verdict_samples.yml` and `dependence_samples.yml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from srsly import read_yaml

FOLDER = Path(__file__).parent
SIGNS = {"+": "medically_necessary", "-": "not_medically_necessary", "0": None}
_ITEM = """{heading}: {decision}
Claims Administrator guideline: Decision based on MTUS Chronic Pain Medical Treatment 2009.
MAXIMUS guideline: Decision based on MTUS Chronic Pain Medical Treatment 2009.
Decision rationale: {rationale}

"""


def letter(headings: Sequence[str], rationales: Sequence[str], decision: str = "Upheld") -> str:
    """A letter with these items, each with its rationale and the same decision."""
    items = (
        _ITEM.format(heading=heading, decision=decision, rationale=rationale)
        for heading, rationale in zip(headings, rationales, strict=True)
    )
    return "IMR ISSUES, DECISIONS AND RATIONALES\n\n" + "".join(items)


class VerdictSample(NamedTuple):
    """A rationale: its kind, what was asked for, its text, the words that may stand as its verdict, and the verdict."""

    kind: str
    heading: str
    rationale: str
    words: tuple[str, ...]
    value: str | None


def verdict_samples() -> list[VerdictSample]:
    """All rationales of `verdict_samples.yml`."""
    data: Any = read_yaml(FOLDER / "verdict_samples.yml")
    return [
        VerdictSample(
            kind, heading, re.sub(r"\[\[|\]\]", "", text), tuple(re.findall(r"\[\[(.*?)\]\]", text)), SIGNS[str(sign)]
        )
        for kind, entries in data.items()
        for heading, text, sign in entries
    ]


class DependenceSample(NamedTuple):
    """An item's rationale among a letter's headings, and the numbers of the items on which it rests."""

    headings: tuple[str, ...]
    number: int
    rationale: str
    expected: tuple[int, ...]


def dependence_samples() -> list[DependenceSample]:
    """All rationales of `dependence_samples.yml`."""
    data: Any = read_yaml(FOLDER / "dependence_samples.yml")
    return [
        DependenceSample(tuple(group["items"]), number, rationale, tuple(expected))
        for group in data
        for number, rationale, expected in group["cases"]
    ]
