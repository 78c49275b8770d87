"""Letters on a Ray cluster: Ray Data over the function that one process uses too. No scheduling of our own.

Files of a folder that all nodes see are opened by the workers; buckets (`s3://`, `gs://`) and Parquet are read
by Ray. Output are the tables of a run as Parquet, `problems.parquet` and `run.json`.
"""

from __future__ import annotations

import hashlib
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from functools import partial
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from pipeline.reading.archives import read_archive
from pipeline.reading.content import read_content
from pipeline.reading.jsonl import read_rows
from pipeline.reading.kinds import kind_of_name, kind_of_start
from pipeline.reading.locations import Location, find
from pipeline.reading.options import DEFAULT_OPTIONS, ReadingOptions
from pipeline.reading.problems import ReadingProblem, UnreadableError, too_large
from pipeline.records.convert import from_json
from pipeline.rules import load_rules
from pipeline.rules.files.found import data_sources
from pipeline.running.extract import load_pipeline
from pipeline.running.run import render_outcome
from pipeline.running.work import Item
from pipeline.running.worker import Job, Task, do_task, start_pipeline
from pipeline.text.document import Document
from pipeline.writing.formats import PROBLEMS_PARQUET, RUN, FormatError, parquet_name
from pipeline.writing.json_text import json_line, problem_data
from pipeline.writing.rendering import Counts
from pipeline.writing.run_data import run_data
from pipeline.writing.tables import TABLES
from pipeline.writing.tables.arrow import table_of
from pipeline.writing.tables.model import Extras

if TYPE_CHECKING:
    import pyarrow as pa

PARQUET_MEDIA_TYPE = "application/vnd.apache.parquet"
_BATCH = 64  # documents that a worker takes at a time
# What Ray's own listing and reading of files ask for: with workers on all CPUs, both would wait for ever.
_CPUS_TO_LIST, _CPUS_TO_READ = 1.0, 0.1


@dataclass(frozen=True, slots=True)
class RayRequest:
    """What a run on Ray is asked for.

    Attributes:
        inputs: files and folders that every node sees, `*.parquet` files and folders of them, and addresses of
            both in buckets (`s3://…`).
        output: a folder that every node sees, or an address in a bucket.
        patterns: rule packs of the user's own, at paths that every node sees.
        options: how sources are read; of Parquet, `text_fields` and `id_field` are columns.
        workers: number of worker processes; `None`: as many as the cluster has CPUs.
        time_limit: seconds that reading one document, or one letter, may take.
    """

    inputs: tuple[str, ...]
    output: str
    patterns: tuple[str, ...] = ()
    options: ReadingOptions = DEFAULT_OPTIONS
    workers: int | None = None
    time_limit: float | None = None


@dataclass(frozen=True, slots=True)
class RayReport:
    """How much was written."""

    letters: int
    determinations: int
    failed: int


def run_with_ray(request: RayRequest) -> RayReport:
    """Read the inputs on a Ray cluster and write Parquet tables, in no particular order.

    The cluster is the one that Ray is connected to (`RAY_ADDRESS`, or `ray.init` before); without any, Ray starts
    one on this machine.

    Raises:
        FormatError: Ray or pyarrow is not installed (E407).
    """
    if find_spec("ray") is None or find_spec("pyarrow") is None:
        raise FormatError("E407", "the engine ray needs Ray Data: pip install 'imr-pipeline[ray]'")
    import ray

    started = datetime.now(timezone.utc)
    if not ray.is_initialized():
        ray.init(log_to_driver=False)
    cpus: dict[str, float] = ray.cluster_resources()  # type: ignore[no-untyped-call, unused-ignore]
    workers = request.workers or max(1, int(cpus.get("CPU", 1)))
    share = max(0.0, min(1.0, (cpus.get("CPU", 1) - _CPUS_TO_LIST - 2 * _CPUS_TO_READ) / workers))
    outcomes = [
        source.map_batches(
            ReadLetters,
            fn_constructor_args=(request.patterns, request.options, request.time_limit),
            batch_size=_BATCH,
            batch_format="pyarrow",
            compute=ray.data.ActorPoolStrategy(size=workers),
            num_cpus=int(100 * share) / 100,
        )
        for source in _sources(request, workers)
    ]
    outcome = (outcomes[0].union(*outcomes[1:]) if len(outcomes) > 1 else outcomes[0]).materialize()
    extras = Extras(own_labels=tuple(sorted(load_rules(overlays=request.patterns).own_labels)))
    makers: dict[str, Callable[[pa.Table], pa.Table]] = {
        parquet_name(table.name): partial(table_from, name=table.name, extras=extras) for table in TABLES
    }
    makers[PROBLEMS_PARQUET] = problems_of
    written = {name: outcome.map_batches(make, batch_format="pyarrow").materialize() for name, make in makers.items()}
    for name, table in written.items():
        table.write_parquet(f"{request.output.rstrip('/')}/{name}", mode="overwrite")
        if not table.count():  # of which Ray writes nothing
            _write_empty(request.output, name, makers[name])
    failed = written[PROBLEMS_PARQUET].filter(_is_error).count()
    _write_run(request, workers, outcome, written, started)
    letters, items = (written[parquet_name(name)].count() for name in ("letters", "determinations"))
    return RayReport(letters, items, failed)


def _write_run(request: RayRequest, workers: int, outcome: Any, written: Mapping[str, Any], started: datetime) -> None:
    """Write `run.json` beside the tables, as a local run does; into a bucket too."""
    codes: Counter[str] = Counter()
    severities: Counter[str] = Counter()
    for row in written[PROBLEMS_PARQUET].iter_rows():
        severities[row["severity"]] += 1
        codes.update([row["code"], *(one["code"] for one in json.loads(row["more"]))])
    decisions = Counter(row["decision"] for row in written[parquet_name("determinations")].iter_rows())
    counts = Counts(
        documents=outcome.count(),
        letters=written[parquet_name("letters")].count(),
        determinations=decisions.total(),
        upheld=decisions["upheld"],
        overturned=decisions["overturned"],
        failed=severities["error"],
        doubtful=severities["warning"],
        problems=codes,
    )
    data = run_data(
        inputs=request.inputs,
        settings={
            "engine": "ray",
            "patterns": request.patterns,
            "workers": workers,
            "text_fields": list(request.options.text_fields),
            "id_field": request.options.id_field,
            "time_limit": request.time_limit,
        },
        packs=load_rules(overlays=request.patterns).packs,
        own_data=data_sources(request.patterns),
        counts=counts,
        skipped=0,
        seconds={"total": (datetime.now(timezone.utc) - started).total_seconds()},
        started=started,
        command=sys.argv,
    )
    system, path = _place_of(request.output)
    with system.open_output_stream(f"{path}/{RUN}") as stream:
        stream.write((json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))


def _place_of(output: str) -> tuple[Any, str]:
    """The file system of an output, a folder or an address in a bucket, and the path in it."""
    from pyarrow import fs

    found: tuple[Any, str] = fs.FileSystem.from_uri(output if "://" in output else Path(output).absolute().as_uri())
    return found


def _write_empty(output: str, name: str, make: Callable[[pa.Table], pa.Table]) -> None:
    """Write a table without rows: who reads the results finds its columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    nothing = pa.table({"record": pa.array([], pa.string()), "problem": pa.array([], pa.string())})
    system, path = _place_of(output)
    system.create_dir(f"{path}/{name}", recursive=True)
    pq.write_table(make(nothing), f"{path}/{name}/part-empty.parquet", filesystem=system)


class ReadLetters:
    """A worker's share: sources in, outcomes out. Made once per worker process."""

    def __init__(self, patterns: tuple[str, ...], options: ReadingOptions, time_limit: float | None) -> None:
        self._job = Job(partial(load_pipeline, patterns), render_outcome, options, time_limit)
        self._nlp = start_pipeline(self._job, own_process=True)

    def __call__(self, batch: pa.Table) -> pa.Table:
        """Columns `record` and `problem`, both JSON or null, of every letter in the batch."""
        import pyarrow as pa

        items = list(self._items(batch.to_pylist()))
        results, _ = do_task(self._nlp, self._job, Task(0, items))
        rendered = [one for item in results for one in item]
        problems = [json_line(problem_data(one.problem)) if one.problem else None for one in rendered]
        columns = {"record": [one.record for one in rendered], "problem": problems}
        return pa.table(columns, schema=pa.schema([("record", pa.string()), ("problem", pa.string())]))

    def _items(self, rows: Iterable[dict[str, Any]]) -> Iterator[Item]:
        options = self._job.options
        for row in rows:
            if "kind" in row and row["kind"] == "problem":
                yield ReadingProblem(row["code"], row["message"], row["path"])
            elif "kind" in row:
                yield Location(row["path"], row["kind"], row["size"])
            elif isinstance(row.get("bytes"), bytes) and set(row) == {"bytes", "path"}:
                yield from documents_in(row["bytes"], row["path"], options)
            else:
                yield row_document(row, options)


def table_from(outcomes: pa.Table, name: str, extras: Extras) -> pa.Table:
    """One of the tables of these outcomes."""
    lines = _strings(outcomes, "record")
    table = next(one for one in TABLES if one.name == name)
    return table_of(table, map(from_json, lines), lines, extras)


def problems_of(outcomes: pa.Table) -> pa.Table:
    """The table of their problems; `more` is JSON."""
    import pyarrow as pa

    names = ("path", "letter_id", "severity", "code", "message", "more")
    rows = [json.loads(text) for text in _strings(outcomes, "problem")]
    rows = [{**row, "more": json.dumps(row["more"], ensure_ascii=False)} for row in rows]
    return pa.Table.from_pylist(rows, schema=pa.schema([(name, pa.string()) for name in names]))


def _is_error(problem: dict[str, Any]) -> bool:
    return bool(problem["severity"] == "error")


def _strings(outcomes: pa.Table, column: str) -> list[str]:
    return [text for text in outcomes.column(column).to_pylist() if text is not None]


def documents_in(data: bytes, path: str, options: ReadingOptions) -> Iterator[Document | ReadingProblem]:
    """The documents of one file of a bucket."""
    name = PurePosixPath(path).stem
    kind = kind_of_name(path)
    kind = kind_of_start(data[:1024]) if kind == "unnamed" else kind
    try:
        if kind == "jsonl":
            yield from read_rows(io.BytesIO(data), path, options)
        elif kind == "zip":
            yield from read_archive(io.BytesIO(data), path, options, lambda skipped: None)
        elif len(data) > options.max_bytes:
            raise too_large(options.max_bytes)
        else:
            yield read_content(data, kind, path, name, options)
    except UnreadableError as error:
        yield error.at(path)


def row_document(row: dict[str, Any], options: ReadingOptions) -> Document | ReadingProblem:
    """The document in a row of Parquet. Its other columns are kept where JSON can hold them."""
    path = str(row.pop("path", "") or "")
    fields = options.text_fields
    held = [text for field in fields if isinstance(text := row.pop(field, None), str) and text.strip()]
    text = "\n\n".join(held)
    identity = row.get(options.id_field)
    name = str(identity) if identity is not None and str(identity).strip() else PurePosixPath(path).stem
    shown = f"{path}:{name}"
    if not held:
        message = f"no text in the row's column {', '.join(map(repr, fields))} (name it with --text-field)"
        return ReadingProblem("E111", message, shown)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    others = {key: value for key, value in row.items() if isinstance(value, str | int | bool | None)}
    return Document(text, name, shown, PARQUET_MEDIA_TYPE, digest, encoding="utf-8", row=others)


def _sources(request: RayRequest, workers: int) -> Iterator[Any]:
    """One dataset for each sort of input: rows of Parquet, files as bytes, and files by their places."""
    import ray.data

    local: list[str] = []
    for given in request.inputs:
        if _is_parquet(given):
            yield ray.data.read_parquet(given, include_paths=True, num_cpus=_CPUS_TO_READ)
        elif "://" in given:
            yield ray.data.read_binary_files(given, include_paths=True, num_cpus=_CPUS_TO_READ)
        else:
            local.append(given)
    if local:
        rows = [_place(found) for found in find(local, request.options, lambda skipped: None)]
        # Every worker gets several shares, so that none waits long for the last; a share is a batch or more.
        blocks = max(1, min(len(rows) // _BATCH, 8 * workers))
        yield ray.data.from_items(rows, override_num_blocks=max(blocks, min(workers, len(rows))))


def _place(found: Location | ReadingProblem) -> dict[str, Any]:
    if isinstance(found, ReadingProblem):
        return {"path": found.path, "kind": "problem", "size": 0, "code": found.code, "message": found.message}
    path = found.path if "://" in found.path else str(Path(found.path).absolute())
    return {"path": path, "kind": found.kind, "size": found.size, "code": "", "message": ""}


def _is_parquet(given: str) -> bool:
    if given.rstrip("/").endswith(".parquet"):
        return True
    return "://" not in given and Path(given).is_dir() and any(Path(given).glob("*.parquet"))
