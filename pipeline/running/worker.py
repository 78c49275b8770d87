"""A process that reads batches of letters: the work itself, and what a worker process is around it."""

from __future__ import annotations

import gc
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from queue import SimpleQueue
from time import perf_counter
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from weakref import WeakSet

from pipeline.reading.locations import Location
from pipeline.reading.options import DEFAULT_OPTIONS, ReadingOptions
from pipeline.reading.problems import ReadingProblem, shown
from pipeline.running.letters import LetterOutcome, examine_all, read_letter
from pipeline.running.steps import Steps, Trouble
from pipeline.running.time_limit import TimeLimitError, alarm
from pipeline.running.work import Item, read_item, size_of
from pipeline.text.document import Document

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from spacy.language import Language

T = TypeVar("T")
KEPT_STRINGS = 40_000  # of the vocabulary: words, and their parts and forms
ORDINARY_BYTES = 1_000_000  # of a task
_SHORT_LIMIT = 5.0  # seconds; what a pipeline builds at its first text may take a part of it
_READY: WeakSet[Language] = WeakSet()
"""The pipelines that have read a text outside of a memory zone."""


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """What a process needs to do its share. Everything in it can be pickled.

    Attributes:
        make_nlp: builds the pipeline, once per process.
        finish: makes the result of a document, in the process that read it; what comes back has to be plain
            data.
        options: how sources are read.
        time_limit: seconds that reading one document, or one letter, may take; `None`: any time.
        docs: whether `finish` wants the Docs.
    """

    make_nlp: Callable[[], Language]
    finish: Callable[[LetterOutcome], T]
    options: ReadingOptions = DEFAULT_OPTIONS
    time_limit: float | None = None
    docs: bool = False


@dataclass(slots=True)
class Task:
    """A batch of work.

    Attributes:
        number: its place in the order of the work.
        items: what is to be read.
        skip: by an item's place in `items`, the steps of it that are not tried again, and why.
    """

    number: int
    items: list[Item]
    skip: dict[int, dict[int, Trouble]] = field(default_factory=dict)


class Watch(Protocol):
    """Where a worker says what it is doing."""

    def __call__(self, task: int, item: int, step: int) -> None: ...


def _unwatched(task: int, item: int, step: int) -> None:
    """Tells nobody."""


def start_pipeline(job: Job[Any], *, own_process: bool = False) -> Language:
    """The job's pipeline.

    Args:
        own_process: the process does nothing else: what is loaded now stays to its end, and the garbage
            collector need not look through it again and again.
    """
    nlp = job.make_nlp()
    if own_process:
        gc.freeze()
        gc.set_threshold(20_000, 20, 50)
    return nlp


def words_freed(nlp: Language, items: Iterable[Item]) -> AbstractContextManager[object]:
    """The memory zone in which a task is done: the words that its letters bring into the vocabulary are freed at its
    end, so that memory stays flat over any number of letters.

    None while the vocabulary is small: making a word anew in each zone costs more than reading it, and the words of
    the first letters are those that most letters have. Documents of unusual size always get one.

    Before the first zone a text is read: what the pipeline builds at its first text has to be built outside of one,
    since a zone takes the strings that were added in it away at its end.
    """
    if len(nlp.vocab.strings) < KEPT_STRINGS and sum(map(size_of, items)) < ORDINARY_BYTES:
        return nullcontext()
    _make_ready(nlp)
    return nlp.memory_zone()


def _make_ready(nlp: Language) -> None:
    """Lets a pipeline build what it builds at its first text."""
    if nlp not in _READY:
        read_letter(nlp, Document("A first text.", "first", "first", "text/plain", ""))
        _READY.add(nlp)


def do_task(
    nlp: Language, job: Job[T], task: Task, watch: Watch = _unwatched
) -> tuple[list[list[T]], dict[str, float]]:
    """The results of each item of a task, and the seconds that its stages took."""
    results: list[list[T]] = []
    seconds = {"read": 0.0, "extract": 0.0}
    if job.time_limit is not None and job.time_limit < _SHORT_LIMIT:
        _make_ready(nlp)  # else the first letter would be charged with it
    with words_freed(nlp, task.items), alarm(job.time_limit) as clock:
        for place, item in enumerate(task.items):

            def tell(step: int, place: int = place) -> None:
                watch(task.number, place, step)

            steps = Steps(tell, task.skip.get(place), job.time_limit or 0.0, clock)
            results.append([job.finish(outcome) for outcome in _outcomes(nlp, job, item, steps, seconds)])
    return results, seconds


def _outcomes(
    nlp: Language, job: Job[Any], item: Item, steps: Steps, seconds: dict[str, float]
) -> Iterator[LetterOutcome]:
    documents = read_item(item, job.options)
    while True:
        start = perf_counter()
        trouble = None
        try:
            trouble = steps.begin()
            document = None if trouble else next(documents, None)
            steps.end()
        except TimeLimitError:
            trouble, document = steps.too_slow(), None
        if trouble:
            yield LetterOutcome(problem=trouble.problem(_path(item)))
        read = perf_counter()
        seconds["read"] += read - start
        if document is None:
            return
        if isinstance(document, ReadingProblem):
            yield LetterOutcome(problem=document)
            continue
        yield from examine_all(nlp, document, steps=steps, docs=job.docs)
        seconds["extract"] += perf_counter() - read


def _path(item: Item) -> str:
    return shown(item.path) if isinstance(item, Location) else item.path


def work(connection: Connection, job: Job[Any], places: Any) -> None:
    """A worker process: takes tasks and sends `("done", number, results, seconds)`, first of all
    `("ready", seconds)` or `("error", code, message)`.

    Args:
        places: shared numbers; task, item and step under way are written there.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    tasks: SimpleQueue[Task | None] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, tasks), daemon=True).start()
    start = perf_counter()
    try:
        nlp = start_pipeline(job, own_process=True)
    except Exception as error:
        # Not the error itself: one of a class of its own may not survive pickling.
        connection.send(("error", getattr(error, "code", None), str(error)))
        return
    connection.send(("ready", perf_counter() - start))

    def watch(task: int, item: int, step: int) -> None:
        places[0], places[1], places[2] = task, item, step

    while (task := tasks.get()) is not None:
        connection.send(("done", task.number, *do_task(nlp, job, task, watch)))
        watch(-1, -1, -1)


def _receive(connection: Connection, tasks: SimpleQueue[Task | None]) -> None:
    """Takes in tasks while others are worked on, so that the parent never waits to hand one out, and ends the
    process with the parent."""
    try:
        while True:
            tasks.put(connection.recv())
    except (EOFError, OSError):
        os._exit(1)
