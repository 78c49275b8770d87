"""Published decisions against those that the texts tell: what agrees, what differs, which rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


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
    """

    letters: int = 0
    pairs: Counter[tuple[str | None, str | None]] = field(default_factory=Counter)
    agree: int = 0
    differ: int = 0
    differing: list[Difference] = field(default_factory=list)

    @property
    def official(self) -> int:
        """Records with a published decision."""
        return sum(self.pairs.values())


def score_official(records: Iterable[Mapping[str, Any]]) -> OfficialScore:
    """The agreement of records (as `to_data` gives them) with the decisions that were published beside their texts."""
    score = OfficialScore()
    for record in records:
        score.letters += 1
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
