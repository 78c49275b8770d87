"""A folder of gold records, each checked before it counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pipeline.evaluation.gold_model import GoldProblem, gold_file, gold_problems
from pipeline.evaluation.score import EvaluationError
from pipeline.evaluation.values import MALFORMED, Record, require_whole, values
from pipeline.rules.vocabularies import Vocabularies


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
