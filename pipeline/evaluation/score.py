"""Precision, recall and F1 per field, of records against gold records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Any, NamedTuple

from pipeline.evaluation.values import Record, values


class EvaluationError(Exception):
    """Gold records that cannot be used; the message says why."""

    exit_code = 2

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Miss(NamedTuple):
    """A value in which a record and its gold record differ: `missed` is in gold alone, `wrong` in the record
    alone."""

    letter: str
    kind: str
    key: Any


@dataclass(slots=True)
class Figures:
    """How a field fares: numbers of values in gold, in the records, and in both."""

    gold: int = 0
    found: int = 0
    right: int = 0
    misses: list[Miss] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.gold + self.found else 1.0


@dataclass(slots=True)
class Score:
    """The figures of a set of letters.

    Attributes:
        letters: how many gold records count.
        missing: names of those that no record answers to.
        fields: figures by field, in the order of their names.
    """

    letters: int = 0
    missing: list[str] = field(default_factory=list)
    fields: dict[str, Figures] = field(default_factory=dict)

    @property
    def micro_f1(self) -> float:
        """F1 over all values."""
        total = sum(f.gold + f.found for f in self.fields.values())
        return 2 * sum(f.right for f in self.fields.values()) / total if total else 0.0

    @property
    def macro_f1(self) -> float:
        """Mean of the fields' F1."""
        return sum(f.f1 for f in self.fields.values()) / len(self.fields) if self.fields else 0.0


def score(
    gold: Mapping[str, Record],
    records: Iterable[Record],
    fields: Iterable[str] = (),
    failed: Container[str] | None = None,
) -> Score:
    """Figures of `records` against `gold`.

    Kinds of clinical values (`clinical.treatments`) count where a gold record has them, if only as an empty list.
    Labels of a user's own count where a gold record has `spans`, their attributes where any of these has some.
    A record answers to a gold record by its `letter_id` or by the stem of its source's path; the first one
    counts.

    Args:
        fields: names of the fields that count, with `*` for any; all where there are none.
        failed: where `records` are of a part of the letters: the names of those of that part that have no record. Gold
            records of other letters do not count. `None`: all of them count, those without a record as missed.
    """
    wanted = tuple(fields)
    by_name: dict[str, Record] = {}
    for record in records:
        for name in (record["letter_id"], PurePath((record.get("source") or {}).get("path") or "").stem):
            by_name.setdefault(name, record)
    result = Score()
    for name, gold_record in gold.items():
        found = by_name.get(gold_record["letter_id"]) or by_name.get(name)
        if found is None and failed is not None and not (name in failed or gold_record["letter_id"] in failed):
            continue
        result.letters += 1
        if found is None:
            result.missing.append(name)
        counted = _counted(_annotated(found, gold_record), wanted) if found else Counter()
        _compare(result, name, _counted(gold_record, wanted), counted)
    result.fields = dict(sorted(result.fields.items()))
    return result


def _annotated(record: Record, gold: Record) -> Record:
    """The record without what its gold record does not annotate: kinds of clinical values, reviewers one by one, labels
    of a user's own, or their attributes."""
    known = gold.get("clinical") or {}
    record = {**record, "clinical": {k: v for k, v in (record.get("clinical") or {}).items() if k in known}}
    if gold.get("reviewers") is None:
        record = {**record, "reviewers": []}
    spans = gold.get("spans")
    if spans is None:
        return {**record, "spans": []}
    if any("attributes" in span for span in spans):
        return record
    return {**record, "spans": [{**span, "attributes": {}} for span in record.get("spans") or ()]}


def _counted(record: Record, wanted: tuple[str, ...]) -> Counter[tuple[str, Any]]:
    return Counter(
        (value.field, value.key)
        for value in values(record)
        if not wanted or any(fnmatchcase(value.field, pattern) for pattern in wanted)
    )


def _compare(result: Score, letter: str, gold: Counter[tuple[str, Any]], found: Counter[tuple[str, Any]]) -> None:
    for counts, attribute in ((gold, "gold"), (found, "found"), (gold & found, "right")):
        for (name, _), number in counts.items():
            figures = result.fields.setdefault(name, Figures())
            setattr(figures, attribute, getattr(figures, attribute) + number)
    for counts, kind in ((gold - found, "missed"), (found - gold, "wrong")):
        for (name, key), number in counts.items():
            result.fields[name].misses += [Miss(letter, kind, key)] * number
