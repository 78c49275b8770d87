"""Corrected annotations of a tool as gold records."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.exchange import brat, label_studio, prodigy
from pipeline.exchange.annotations import AnnotatedLetter
from pipeline.exchange.corrections import corrected_record
from pipeline.exchange.gold import gold_record
from pipeline.exchange.normal_values import NormalValues
from pipeline.exchange.problems import BAD_TASK, NOT_OURS, NOT_WRITTEN, UNREADABLE_FILE, ExchangeError, ExchangeProblem

_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_READERS: dict[str, Callable[[Mapping[str, Any]], AnnotatedLetter | None]] = {
    "prodigy": prodigy.from_task,
    "label-studio": label_studio.from_task,
}


class Imported(NamedTuple):
    """A gold record, whether the expert changed anything, and what could not be taken over."""

    gold: dict[str, Any]
    changed: bool
    problems: tuple[ExchangeProblem, ...]


def import_corrections(
    file: Path, form: str, normal: NormalValues | None = None
) -> Iterator[Imported | ExchangeProblem | None]:
    """The gold record of each task; its problem where it cannot be used; `None` for one that was not accepted.

    Args:
        file: what `prodigy db-out` or Label Studio's JSON export wrote, or the folder of a brat collection.
        form: `prodigy`, `label-studio` or `brat`.
        normal: reads the values of new words.

    Raises:
        ExchangeError: the file cannot be read (E616).
    """
    normal = normal or NormalValues()
    for where, letter in _letters(file, form):
        if letter is None or isinstance(letter, ExchangeProblem):
            yield letter
            continue
        try:
            before = gold_record(letter.record)
            record, problems = corrected_record(letter, normal)
            gold = gold_record(record)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            yield _not_ours(error, where)
            continue
        yield Imported(gold, gold != before, tuple(problems))


def _letters(file: Path, form: str) -> Iterator[tuple[str, AnnotatedLetter | ExchangeProblem | None]]:
    """(place, corrected letter) of each task; `None` for one that was not accepted."""
    if form == "brat":
        yield from brat.from_folder(file)
        return
    read = _READERS[form]
    for where, task in _tasks(file, form):
        if isinstance(task, ExchangeProblem):
            yield where, task
            continue
        try:
            yield where, read(task)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
            yield where, _not_ours(error, where)


def _not_ours(error: Exception, where: str) -> ExchangeProblem:
    reason = f"the task is not one that `export` wrote: {type(error).__name__}: {error}"
    return ExchangeProblem(NOT_OURS, reason, where)


def write_gold(gold: Mapping[str, Any], folder: Path) -> Path:
    """Write a gold record as `folder/LETTER_ID.json`, replacing an earlier one.

    Raises:
        ExchangeError: the system does not let it (E615).
    """
    name = _NOT_IN_NAMES.sub("_", str(gold["letter_id"])).strip("._") or "letter"
    path = folder / f"{name}.json"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise ExchangeError(NOT_WRITTEN, f"cannot write {path}: {error.strerror}", 1) from None
    return path


def _tasks(file: Path, form: str) -> Iterator[tuple[str, Mapping[str, Any] | ExchangeProblem]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ExchangeError(UNREADABLE_FILE, f"cannot read {file}: {error}") from None
    if form == "label-studio":
        yield from _listed(text, file)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            where = f"{file}:{number}"
            yield where, _task(line, where)


def _listed(text: str, file: Path) -> Iterator[tuple[str, Mapping[str, Any] | ExchangeProblem]]:
    try:
        tasks = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ExchangeError(UNREADABLE_FILE, f"{file} is no JSON: {error}") from None
    if not isinstance(tasks, list):
        raise ExchangeError(UNREADABLE_FILE, f"{file} holds no list of tasks: export as JSON, not as JSON-MIN")
    for number, task in enumerate(tasks, 1):
        where = f"{file}, task {number}"
        yield where, task if isinstance(task, dict) else ExchangeProblem(BAD_TASK, "is no task", where)


def _task(line: str, where: str) -> Mapping[str, Any] | ExchangeProblem:
    try:
        task = json.loads(line)
    except (ValueError, RecursionError) as error:
        return ExchangeProblem(BAD_TASK, f"is no JSON: {error}", where)
    return task if isinstance(task, dict) else ExchangeProblem(BAD_TASK, "is no task", where)
