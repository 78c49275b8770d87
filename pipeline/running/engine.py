"""Documents to results, in one process or in a pool: same function, same order, bounded memory."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from time import perf_counter
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from pipeline.reading.locations import Input
from pipeline.reading.options import DEFAULT_OPTIONS, ReadingOptions
from pipeline.reading.problems import ReadingProblem
from pipeline.running.letters import LetterOutcome, examine_all
from pipeline.running.work import Item, Tally, batches, find_items, read_item

if TYPE_CHECKING:
    from spacy.language import Language

T = TypeVar("T")
WORKER_DIED = "E204"
_BATCHES_AHEAD = 3  # per worker: enough to keep it busy, few enough to keep memory flat


class WorkerDiedError(Exception):
    """A worker process ended on its own: killed by the system (memory), or crashed."""

    code = WORKER_DIED


class WorkerStartError(Exception):
    """A worker could not build the pipeline; `code` is that of the error, where it has one."""

    code: str | None = None


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """What a process needs to do its share. Everything in it can be pickled.

    Attributes:
        make_nlp: builds the pipeline, once per process.
        finish: makes the result of a document, in the process that read it; what comes back has to be plain
            data.
        options: how sources are read.
    """

    make_nlp: Callable[[], Language]
    finish: Callable[[LetterOutcome], T]
    options: ReadingOptions = DEFAULT_OPTIONS


def process(inputs: Iterable[Input], job: Job[T], *, workers: int = 1, tally: Tally | None = None) -> Iterator[T]:
    """The result of every document of `inputs`, in their order.

    Args:
        workers: number of processes; 1 works in this one.
        tally: takes the seconds by stage (`load`, `read`, `extract`; summed over the processes) and the
            number of files that were passed over.

    Raises:
        WorkerDiedError: a worker ended on its own.
    """
    tally = tally if tally is not None else Tally()
    work = batches(find_items(inputs, job.options, tally), tally)
    if workers > 1:
        yield from _process_in_pool(work, job, workers, tally)
        return
    start = perf_counter()
    nlp = start_pipeline(job)
    tally.add({"load": perf_counter() - start})
    for batch in work:
        results, seconds = do_batch(nlp, job, batch)
        tally.add(seconds)
        yield from results


def start_pipeline(job: Job[Any]) -> Language:
    """The job's pipeline, ready for memory zones: what it builds at its first text has to be built outside
    of one, since a zone takes the strings that were added in it away at its end."""
    nlp = job.make_nlp()
    nlp("A first text.")
    return nlp


def do_batch(nlp: Language, job: Job[T], batch: list[Item]) -> tuple[list[T], dict[str, float]]:
    """The results of a batch, and the seconds that its stages took. Within a memory zone: the words that the
    letters bring into the vocabulary are freed at its end, so that memory stays flat over any number of
    letters."""
    results: list[T] = []
    reading = extracting = 0.0
    with nlp.memory_zone():
        for item in batch:
            start = perf_counter()
            for document in read_item(item, job.options):
                read = perf_counter()
                reading += read - start
                outcomes = (
                    [LetterOutcome(problem=document)]
                    if isinstance(document, ReadingProblem)
                    else examine_all(nlp, document)
                )
                results += [job.finish(outcome) for outcome in outcomes]
                start = perf_counter()
                extracting += start - read
    return results, {"read": reading, "extract": extracting}


def _process_in_pool(work: Iterable[list[Item]], job: Job[T], workers: int, tally: Tally) -> Iterator[T]:
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(job,))
    pending: deque[Future[tuple[list[T], dict[str, float]]]] = deque()
    try:
        for batch in work:
            pending.append(pool.submit(_do_batch_in_worker, batch))
            if len(pending) >= workers * _BATCHES_AHEAD:
                yield from _take(pending, tally)
        while pending:
            yield from _take(pending, tally)
    except BrokenProcessPool:
        raise WorkerDiedError("a worker process ended on its own (out of memory?): try fewer --workers") from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _take(pending: deque[Future[tuple[list[T], dict[str, float]]]], tally: Tally) -> list[T]:
    results, seconds = pending.popleft().result()
    tally.add(seconds)
    return results


@dataclass(slots=True)
class _Worker:
    """What a worker process keeps between batches."""

    nlp: Any = None
    job: Any = None
    error: WorkerStartError | None = None
    load_seconds: float = 0.0


_worker = _Worker()


def _start_worker(job: Job[Any]) -> None:
    """Build the pipeline. An error is kept for the first batch: a pool hides what its initializer raises."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    threading.Thread(target=_end_with_parent, daemon=True).start()
    start = perf_counter()
    try:
        _worker.job = job
        _worker.nlp = start_pipeline(job)
    except Exception as error:
        # Not the error itself: one of a class of its own may not survive pickling.
        _worker.error = WorkerStartError(str(error))
        _worker.error.code = getattr(error, "code", None)
    _worker.load_seconds = perf_counter() - start


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do_batch_in_worker(batch: list[Item]) -> tuple[list[Any], dict[str, float]]:
    if _worker.error is not None:
        raise _worker.error
    results, seconds = do_batch(_worker.nlp, _worker.job, batch)
    seconds["load"], _worker.load_seconds = _worker.load_seconds, 0.0
    return results, seconds
