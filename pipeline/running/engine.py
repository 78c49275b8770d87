"""Documents to results, in one process or in several: same function, same order, bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from time import perf_counter
from typing import TypeVar

from pipeline.reading.locations import Input
from pipeline.running.supervisor import Supervisor, WorkerDiedError, WorkerStartError
from pipeline.running.work import Item, Tally, batches, find_items
from pipeline.running.worker import Job, Task, do_task, start_pipeline

__all__ = ["Job", "WorkerDiedError", "WorkerStartError", "process", "process_items", "start_pipeline"]

T = TypeVar("T")


def _never() -> bool:
    return False


def process(inputs: Iterable[Input], job: Job[T], *, workers: int = 1, tally: Tally | None = None) -> Iterator[T]:
    """The result of every document of `inputs`, in their order.

    Args:
        workers: number of processes; 1 works in this one.
        tally: takes the seconds by stage (`load`, `read`, `extract`; summed over the processes) and the
            number of files that were passed over.

    Raises:
        WorkerDiedError: workers end again and again.
    """
    tally = tally if tally is not None else Tally()
    processes = workers if workers > 1 else 0
    for results in process_items(find_items(inputs, job.options, tally), job, processes=processes, tally=tally):
        yield from results


def process_items(
    items: Iterable[Item],
    job: Job[T],
    *,
    processes: int,
    tally: Tally,
    own_process: bool = False,
    stop: Callable[[], bool] = _never,
) -> Generator[list[T], None, None]:
    """The results of each item, in order; an item may hold any number of letters.

    Args:
        processes: worker processes; 0 works in this one, which a letter may then take down with it.
        own_process: where it works in this one, whether this process does nothing else.
        stop: asked now and then whether to end before everything is done.

    Raises: as `process`.
    """
    work = batches(items, tally)
    if processes:
        with Supervisor(job, processes, tally) as supervisor:
            yield from supervisor.results(work, stop)
        return
    start = perf_counter()
    nlp = start_pipeline(job, own_process=own_process)
    tally.add({"load": perf_counter() - start})
    for number, batch in enumerate(work):
        if stop():
            return
        results, seconds = do_task(nlp, job, Task(number, batch))
        tally.add(seconds)
        yield from results
