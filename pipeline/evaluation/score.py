"""Precision, recall and F1 per field, of records against gold records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from pipeline.evaluation.gold_model import GoldProblem, gold_file, gold_problems
from pipeline.evaluation.values import MALFORMED, Record, require_whole, values
from pipeline.rules.vocabularies import Vocabularies


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


def _untold(file: Path, problem: GoldProblem) -> None:
    """Tells nobody."""


def read_gold(
    folder: Path, tell: Callable[[Path, GoldProblem], None] = _untold, vocabularies: Vocabularies | None = None
) -> dict[str, Record]:
    """The gold records of a folder's `*.json` files by the files' stems, sorted.

    Args:
        tell: called with the file and each problem of a record that can be used: a key that no record has, a value that
            cannot be.
        vocabularies: the closed lists of values, where they are not those that ship.

    Raises:
        EvaluationError: there are none, or one is no record or lacks a part (E501, E502).
    """
    gold: dict[str, Record] = {}
    for file in sorted(folder.glob("*.json")):
        try:
            record = gold_file(file)
        except (OSError, ValueError) as error:
            raise EvaluationError("E502", f"{file} is no gold record: {error}") from None
        for problem in gold_problems(record, vocabularies):
            if problem.missing or not isinstance(record, dict):
                where = f"{problem.path} {problem.message}" if problem.path else "it holds no JSON object"
                raise EvaluationError("E502", f"{file} is no gold record: {where}")
            tell(file, problem)
        try:
            require_whole(values(record))
        except MALFORMED:
            raise EvaluationError("E502", f"{file} is no gold record: a part of it has another shape") from None
        gold[file.stem] = record
    if not gold:
        raise EvaluationError("E501", f"no gold record (*.json) is in {folder}")
    return gold


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
