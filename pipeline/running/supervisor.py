"""Worker processes that may die or hang: they are replaced, and what killed them is set aside.

Results come in the order of the tasks. A letter in which a worker ends is tried once more, since the system may
have ended it for reasons of its own; one that takes longer than the limit, and cannot be interrupted, is not.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from time import monotonic
from typing import Any, Generic, TypeVar

from pipeline.running.steps import DEATH, Trouble, too_slow
from pipeline.running.work import Item, Tally
from pipeline.running.worker import Job, Task, work

T = TypeVar("T")
WORKER_DIED = "E204"
START_LIMIT = 300.0  # seconds in which a worker builds the pipeline
_POLL = 0.25  # seconds between two looks at the workers
_TASKS_AHEAD = 2  # per worker: the one under way and the next
_WINDOW = 8  # per worker: how far the others may go on while one is slow; bounds what waits for its turn
_DEATHS = 2  # of which the same letter is thought to be the cause
_DEATHS_IN_A_ROW = 12  # without a finished task in between: the cause is not a letter


class WorkerDiedError(Exception):
    """Worker processes end again and again, whatever they read: killed by the system (memory), or crashed."""

    code = WORKER_DIED


class WorkerStartError(Exception):
    """A worker could not build the pipeline; `code` is that of the error, where it has one."""

    def __init__(self, message: str, code: str | None = None) -> None:
        super().__init__(message)
        self.code = code


class _Worker:
    """One process, the tasks that it has, and where it was last seen."""

    def __init__(self, job: Job[Any]) -> None:
        context = get_context("spawn")
        self.places = context.RawArray("q", [-1, -1, -1])
        connection, other = context.Pipe()
        self.connection: Connection = connection
        self.process: SpawnProcess = context.Process(target=work, args=(other, job, self.places), daemon=True)
        self.process.start()
        other.close()
        self.tasks: deque[Task] = deque()
        self.ready = False
        self._place = self.place()
        self._since = monotonic()

    def place(self) -> tuple[int, int, int]:
        """Task, item and step under way; -1 where there is none."""
        task, item, step = self.places
        return task, item, step

    def hangs(self, limit: float | None) -> bool:
        """Whether it is in one step for longer than its own alarm would have let it, or has not begun with its task
        for longer than the pipeline takes to build."""
        seconds = self._seconds_in_step()
        if self._place[0] < 0:
            return seconds > START_LIMIT
        return limit is not None and seconds > limit * 1.2 + 2 * _POLL

    def _seconds_in_step(self) -> float:
        """How long the step under way has been seen."""
        place, now = self.place(), monotonic()
        if place != self._place or not self.tasks:
            self._place, self._since = place, now
        return now - self._since

    def give(self, task: Task) -> None:
        """Hand out a task. A worker that has just died takes it to its grave, and is found there."""
        if not self.tasks:
            self._since = monotonic()
        self.tasks.append(task)
        with suppress(OSError):
            self.connection.send(task)

    def end(self) -> None:
        """End the process at once. It holds nothing that is not to be had again."""
        self.process.kill()
        self.process.join()
        self.connection.close()


class Supervisor(Generic[T]):
    """Runs tasks in worker processes. Used as a context manager: all processes are gone at its end."""

    def __init__(self, job: Job[T], workers: int, tally: Tally) -> None:
        self._job = job
        self._wanted = workers
        self._tally = tally
        self._workers: list[_Worker] = []
        self._again: deque[Task] = deque()
        self._done: dict[int, list[list[T]]] = {}
        self._deaths: Counter[tuple[int, int, int]] = Counter()
        self._in_a_row = 0

    def __enter__(self) -> Supervisor[T]:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._workers:
            worker.end()

    def results(self, batches: Iterable[list[Item]], stop: Callable[[], bool]) -> Iterator[list[T]]:
        """The results of each item, in order, until all are done or `stop()` says so.

        Raises:
            WorkerDiedError: workers end again and again.
            WorkerStartError: the pipeline cannot be built.
        """
        tasks = (Task(number, batch) for number, batch in enumerate(batches))
        upcoming = next(tasks, None)
        given = taken = 0
        while (upcoming is not None or taken < given) and not stop():
            while upcoming and given < taken + self._wanted * _WINDOW and (worker := self._free_worker()):
                worker.give(upcoming)
                given += 1
                upcoming = next(tasks, None)
            self._look_after_workers()
            while taken in self._done:
                yield from self._done.pop(taken)
                taken += 1

    def _free_worker(self) -> _Worker | None:
        """A worker with room for a task; before that, tasks that have to be done again are handed out."""
        while self._again:
            worker = self._with_room()
            if worker is None:
                return None
            worker.give(self._again.popleft())
        return self._with_room()

    def _with_room(self) -> _Worker | None:
        if len(self._workers) < self._wanted:
            self._workers.append(_Worker(self._job))
        worker = min(self._workers, key=lambda worker: len(worker.tasks))
        return worker if len(worker.tasks) < _TASKS_AHEAD else None

    def _look_after_workers(self) -> None:
        if self._again:
            self._free_worker()
        wait([end for worker in self._workers for end in (worker.connection, worker.process.sentinel)], timeout=_POLL)
        for worker in list(self._workers):
            dead = not worker.process.is_alive()
            heard = self._hear(worker)
            if dead or not heard:
                self._bury(worker, None)
            elif worker.hangs(self._job.time_limit):
                self._bury(worker, too_slow(self._job.time_limit or 0.0))

    def _hear(self, worker: _Worker) -> bool:
        """Take in what a worker has sent; whether it can still speak."""
        try:
            while worker.connection.poll():
                kind, *content = worker.connection.recv()
                if kind == "done":
                    number, results, seconds = content
                    worker.tasks.popleft()
                    self._done[number] = results
                    self._tally.add(seconds)
                    self._in_a_row = 0
                elif kind == "ready":
                    worker.ready = True
                    self._tally.add({"load": content[0]})
                else:
                    code, message = content
                    raise WorkerStartError(message, code)
        except (EOFError, OSError):
            return False
        return True

    def _bury(self, worker: _Worker, trouble: Trouble | None) -> None:
        """Remove a worker, and see to its tasks. `trouble`: why it is ended; `None` where it ended itself."""
        worker.end()
        self._workers.remove(worker)
        self._in_a_row += 1
        if self._in_a_row > _DEATHS_IN_A_ROW or (not worker.ready and self._in_a_row > _DEATHS):
            raise WorkerDiedError("worker processes end on their own (out of memory?): try fewer --workers")
        place = worker.place()
        for task in worker.tasks:
            if task.number == place[0]:
                self._deaths[place] += 1
                if trouble is None and self._deaths[place] >= _DEATHS:
                    trouble = DEATH
                if trouble is not None:
                    task.skip.setdefault(place[1], {})[place[2]] = trouble
                    self._in_a_row = 0
            self._again.append(task)
