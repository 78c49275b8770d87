"""Published decisions against those that the texts tell: what agrees, what differs, which rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.rules.load import shipped_shared

_OTHER_NAMES = "state_names"  # the vocabulary


@dataclass(frozen=True, slots=True)
class Difference:
    """A row whose text says otherwise, or not plainly."""

    letter_id: str
    path: str
    official: str
    text: str | None


@dataclass(slots=True)
class OfficialScore:
    """How records agree with published decisions.

    Attributes:
        letters: records.
        pairs: how often which published decision meets which of the text; `None` for one that is not known.
        differing: the rows that disagree, or whose text leaves it open, in order.
        categories: of each of the state's categories (`diagnosis_category` …), in how many rows that have it the text
            gives the same (`True`) or another one or none (`False`).
    """

    letters: int = 0
    pairs: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    agree: int = 0
    differ: int = 0
    differing: list[Difference] = field(default_factory=list)
    categories: Counter[tuple[str, bool]] = field(default_factory=Counter)

    @property
    def official(self) -> int:
        """Records with a published decision."""
        return sum(self.pairs.values())


def score_official(records: Iterable[Mapping[str, Any]]) -> OfficialScore:
    """The agreement of records (as `to_data` gives them) with the decisions that were published beside their texts."""
    score = OfficialScore()
    for record in records:
        score.letters += 1
        score.categories.update(_categories(record))
        official = record.get("official_outcome")
        if not official:
            continue
        score.pairs[official["value"], record["outcome"]] += 1
        score.agree += official["agrees"] is True
        score.differ += official["agrees"] is False
        if official["agrees"] is not True:
            path = record["source"]["path"] or ""
            score.differing.append(Difference(record["letter_id"], path, official["text"], record["outcome"]))
    return score


def _categories(record: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """Of a row with the state's categories, whether its only item has the same."""
    items = record["determinations"]
    told = items[0].get("state_categories") if len(items) == 1 else None
    if not told:
        return
    printed = {_plain(name): value for name, value in (record["source"].get("row") or {}).items()}
    for name, value in told.items():
        published = printed.get(_plain(name))
        if published:
            yield name, _category(str(value)) == _category(str(published))


def _category(name: str) -> str:
    """A category of the state's by its name of one year, however it is called in others."""
    return _plain(shipped_shared().vocabularies.value(_OTHER_NAMES, name) or name)


def _plain(name: str) -> str:
    return "".join(filter(str.isalnum, name.lower()))
