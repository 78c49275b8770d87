"""Records as a stream, for use as a library."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.reading.locations import Input
from pipeline.reading.options import DEFAULT_OPTIONS, ReadingOptions
from pipeline.reading.problems import ReadingProblem
from pipeline.reading.read import read
from pipeline.records.model import Letter
from pipeline.running.engine import Job, process
from pipeline.running.letters import LetterOutcome, examine_all

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# Above this a second process earns its start (about a second) several times over.
WORTH_A_POOL_MS = 8_000


class DocumentWarning(UserWarning):
    """A document that could not be read, or only with doubts; `problem` says what it was."""

    def __init__(self, problem: ReadingProblem) -> None:
        super().__init__(f"{problem.path}: {problem.code} {problem.message}")
        self.problem = problem


def warn_of(problem: ReadingProblem) -> None:
    """Tell a problem as a Python warning."""
    warnings.warn(DocumentWarning(problem), stacklevel=2)


def extract(
    inputs: Input | Iterable[Input],
    *,
    patterns: Iterable[str | Path] = (),
    workers: int = 1,
    options: ReadingOptions = DEFAULT_OPTIONS,
    on_problem: Callable[[ReadingProblem], None] = warn_of,
) -> Iterator[Letter]:
    """The record of every letter of `inputs`, in order, as they are read.

    Args:
        inputs: paths of text, PDF, JSONL and zip files and of folders of these; `-` is standard input.
        patterns: rule packs (files or folders) of your own, beside the shipped ones.
        workers: number of processes. More than one start new interpreters: call this under
            `if __name__ == "__main__":` in a script.
        options: fields of JSONL rows, limits.
        on_problem: called for each document that failed or is doubtful, before its record, if it has one. By
            default a `DocumentWarning`.
    """
    if isinstance(inputs, str | os.PathLike):
        inputs = [inputs]
    job = Job(partial(load_pipeline, tuple(map(str, patterns))), keep, options)
    for outcome in process(inputs, job, workers=workers):
        if outcome.problem is not None:
            on_problem(outcome.problem)
        if outcome.record is not None:
            yield outcome.record


def docs(
    inputs: Input | Iterable[Input],
    *,
    patterns: Iterable[str | Path] = (),
    options: ReadingOptions = DEFAULT_OPTIONS,
    on_problem: Callable[[ReadingProblem], None] = warn_of,
) -> Iterator[Doc]:
    """The Doc of every letter of `inputs` (PDFs too), in order, with all its spans; `doc._.letter` is its record.

    Arguments as of `extract`. Each Doc takes some 100 kB: keep what you need of one, and let it go.
    """
    if isinstance(inputs, str | os.PathLike):
        inputs = [inputs]
    nlp = load_pipeline(tuple(map(str, patterns)))
    for found in read(inputs, options):
        if isinstance(found, ReadingProblem):
            on_problem(found)
            continue
        for outcome in examine_all(nlp, found, docs=True):
            if outcome.problem is not None:
                on_problem(outcome.problem)
            if outcome.doc is not None:
                yield outcome.doc


def keep(outcome: LetterOutcome) -> LetterOutcome:
    """The outcome as it is."""
    return outcome


def load_pipeline(patterns: tuple[str, ...] = ()) -> Language:
    """The pipeline with rule packs of a user's own; a function by name, which a new process can import."""
    from pipeline import load

    nlp: Language = load(patterns=patterns)
    return nlp


def processes_worth(milliseconds: float) -> int:
    """How many processes suit work of that length on one core."""
    return 1 if milliseconds < WORTH_A_POOL_MS else cores()


def cores() -> int:
    """How many cores this process may use; fewer than there are in a container or under a batch system."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
