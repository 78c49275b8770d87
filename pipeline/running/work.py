"""The work of a run: what is to be read, cut into batches that one process does in one go."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from pipeline.reading.kinds import TABLES
from pipeline.reading.locations import Input, Location, find
from pipeline.reading.named_tables import columns_beside_text
from pipeline.reading.options import ReadingOptions
from pipeline.reading.pipes import go_on
from pipeline.reading.problems import ReadingProblem
from pipeline.reading.read import read_location
from pipeline.reading.tables import MOST_COLUMNS
from pipeline.text.document import Document

# A location of a plain file is opened by the process that does the batch; a container's documents are read
# by the one that hands out the work, because a container has one reader.
Item = Location | Document | ReadingProblem
_PLAIN = frozenset({"text", "pdf", "unnamed"})
BATCH_ITEMS = 32
BATCH_BYTES = 2_000_000
_SAMPLE_BYTES = 500_000


@dataclass(slots=True)
class Tally:
    """What a run counts beside its results: seconds by stage, files that were passed over."""

    seconds: dict[str, float] = field(default_factory=dict)
    skipped: int = 0

    def add(self, seconds: dict[str, float]) -> None:
        """Add seconds by stage."""
        for stage, value in seconds.items():
            self.seconds[stage] = self.seconds.get(stage, 0.0) + value

    def skip(self, path: str) -> None:
        """Count a file that is of no kind that is read."""
        self.skipped += 1


def find_items(
    inputs: Iterable[Input], options: ReadingOptions, tally: Tally, stop: Callable[[], bool] = go_on
) -> Iterator[Item]:
    """The work that `inputs` name, in their order. `stop` is asked while a source is silent (`read_location`)."""
    for found in find(inputs, options, tally.skip):
        if isinstance(found, ReadingProblem) or found.kind in _PLAIN:
            yield found
        else:
            yield from read_location(found, options, tally.skip, stop)


def batches(items: Iterable[Item], tally: Tally) -> Iterator[list[Item]]:
    """`items` in batches, bounded by their number and by their bytes; the time that finding them took is
    tallied."""
    iterator = iter(items)
    while True:
        start = perf_counter()
        batch, size = [], 0
        for item in iterator:
            batch.append(item)
            size += size_of(item)
            if len(batch) >= BATCH_ITEMS or size >= BATCH_BYTES:
                break
        tally.add({"read": perf_counter() - start})
        if not batch:
            return
        yield batch


def size_of(item: Item) -> int:
    """About how much there is to read: characters of a document, bytes of a file."""
    if isinstance(item, Document):
        return len(item.text)
    return item.size if isinstance(item, Location) else 0


def row_columns(inputs: Iterable[Input], options: ReadingOptions) -> list[str]:
    """The columns that the tables among the inputs have beside the text, each once, in their order; of JSONL those of
    its first rows. No more than a table has."""
    names: dict[str, None] = {}
    for found in find(inputs, options, Tally().skip):
        if isinstance(found, Location) and (found.kind in TABLES or found.kind == "jsonl"):
            names.update(dict.fromkeys(columns_beside_text(found, options)))
    return list(names)[:MOST_COLUMNS]


@dataclass(frozen=True, slots=True)
class Estimate:
    """How much work inputs are, before it is done.

    Attributes:
        documents: about how many (of a JSONL file the first rows tell), or `None` where only reading tells.
        milliseconds: a rough cost on one core, for the choice of how many processes are worth their start.
    """

    documents: int | None
    milliseconds: float


def estimate(inputs: Iterable[Input], options: ReadingOptions, limit: int = 200_000) -> Estimate:
    """The cost of `inputs`, by the files' names and sizes alone; beyond `limit` files the rest is not
    counted."""
    documents: int | None = 0
    milliseconds = 0.0
    for files, found in enumerate(find(inputs, options, Tally().skip), 1):
        inside: int | None = 1
        if isinstance(found, Location):
            if found.kind in _PLAIN:
                milliseconds += 6.0 if found.kind == "pdf" else 1.0
            else:
                milliseconds += found.size / 6_000
                inside = _documents_inside(found)
        documents = None if documents is None or inside is None else documents + inside
        if files >= limit:
            return Estimate(None, milliseconds)
    return Estimate(documents, milliseconds)


def _documents_inside(container: Location) -> int | None:
    """About how many documents a JSONL file or an archive holds; `None` where it does not tell."""
    try:
        if container.kind == "zip":
            with zipfile.ZipFile(container.path) as archive:
                return sum(not member.filename.endswith("/") for member in archive.infolist())
        if container.kind in ("jsonl", "csv"):  # of a table about: a row may go over several lines
            with Path(container.path).open("rb") as stream:
                sample = stream.read(_SAMPLE_BYTES)
            rows = sample.count(b"\n") + (not sample.endswith(b"\n"))
            return rows if len(sample) < _SAMPLE_BYTES else round(rows * container.size / len(sample))
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return None
    return None


def read_item(item: Item, options: ReadingOptions) -> Iterator[Document | ReadingProblem]:
    """The documents of one piece of work."""
    if isinstance(item, Location):
        return read_location(item, options)
    return iter((item,))
