"""A whole run: inputs to a results folder, in saves from which a later run can go on."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from time import monotonic, perf_counter
from typing import TYPE_CHECKING, Any, Protocol

from pipeline.reading.options import DEFAULT_OPTIONS, ReadingOptions
from pipeline.rules import PackSource, load_rules, patterns_folder
from pipeline.rules.files.found import DataSource, data_sources
from pipeline.running import extract
from pipeline.running.engine import Job, process_items
from pipeline.running.letters import LetterOutcome
from pipeline.running.stopping import StopWish, stop_wish
from pipeline.running.trail import ChangedInputsError, Trail
from pipeline.running.work import Tally, estimate, find_items, row_columns
from pipeline.writing.folder import OutputError, is_results
from pipeline.writing.formats import CSV, DEFAULT, DOCBIN
from pipeline.writing.provenance import versions
from pipeline.writing.rendering import Counts, Rendered, render
from pipeline.writing.results import ResultsWriter, write_run
from pipeline.writing.run_data import run_data
from pipeline.writing.tables.model import Extras
from pipeline.writing.unfinished import Unfinished

if TYPE_CHECKING:
    from spacy.language import Language

TIME_LIMIT = 60.0
SAVE_EVERY = 5.0
_STATE_FORMAT = 3


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What a run is asked for.

    Attributes:
        inputs: paths of files and folders; `-` is standard input.
        output: the results folder.
        patterns: rule packs of the user's own.
        options: how sources are read.
        workers: number of processes; `None`: as many as the work is worth.
        formats: what is written, as `parse_formats` gives them.
        time_limit: seconds that reading one document, or one letter, may take; `None`: any time.
        resume: whether an unfinished run is taken up, where there is one.
        save_every: seconds between two saves; what is done after the last is lost where the run is killed.
    """

    inputs: tuple[str, ...]
    output: Path
    patterns: tuple[str, ...] = ()
    options: ReadingOptions = DEFAULT_OPTIONS
    workers: int | None = None
    formats: tuple[str, ...] = DEFAULT
    time_limit: float | None = TIME_LIMIT
    resume: bool = False
    save_every: float = SAVE_EVERY


@dataclass(frozen=True, slots=True)
class RunReport:
    """What became of a run.

    Attributes:
        counts: what was found, in the parts before it was taken up too.
        seconds: on the clock, likewise.
        stopped_by: the number of the signal that ended it before its time; `None` where it is complete.
        kept: whether no letter was read, and the results that were there stay as they were.
    """

    counts: Counts
    seconds: float
    stopped_by: int | None = None
    kept: bool = False


class Follower(Protocol):
    """Is told how a run goes on."""

    def begin(self, total: int | None, done: int) -> None:
        """It begins: `total` documents, where that is known, of which `done` are done already."""

    def document(self, rendered: Rendered) -> None:
        """One document is done."""


def run_letters(request: RunRequest, follower: Follower, make_nlp: Callable[[], Language] | None = None) -> RunReport:
    """Read the inputs and write the results folder.

    Args:
        make_nlp: builds the pipeline in each process; by default the shipped one with the user's rule packs.

    Raises:
        OutputError: the folder may not be replaced or written, or an unfinished run cannot be taken up; what
            was saved before stays.
        PatternError: a rule file cannot be used.
        WorkerDiedError: worker processes end again and again.
    """
    start = perf_counter()
    rules = load_rules(overlays=request.patterns)
    packs = rules.packs
    own_data = data_sources(request.patterns)
    key = _key(request, packs, own_data)
    with Unfinished(request.output) as unfinished, stop_wish() as stop:
        saved = unfinished.state() if request.resume else None
        if saved is None:
            unfinished.begin()
            extras = Extras(tuple(row_columns(request.inputs, request.options)), tuple(sorted(rules.own_labels)))
            saved = _first_state(key, extras)
            again = False
        else:
            _check_key(saved, key, request.output)
            again = True
        try:
            run = _Run(request, saved, unfinished, stop, start)
        except (KeyError, TypeError, ValueError, AttributeError):
            raise unfinished.damaged() from None
        try:
            run.go(follower, make_nlp or partial(extract.load_pipeline, request.patterns), again=again)
            if stop:
                return run.report(stop.signal)
            if run.has_nothing_to_replace_with():
                unfinished.remove()
                return run.report(None, kept=True)
            run.finish(packs, own_data)
        except ChangedInputsError:
            raise OutputError("E405", _not_the_same(request.output, "the inputs have changed")) from None
        except OSError as error:
            reason = error.strerror or str(error)
            message = f"cannot write the results to {request.output}: {reason}; what was saved is kept: --resume"
            raise OutputError("E403", message) from error
        finally:
            run.close()
    return run.report(None)


class _Run:
    """A run that is under way."""

    def __init__(
        self, request: RunRequest, saved: dict[str, Any], unfinished: Unfinished, stop: StopWish, start: float
    ) -> None:
        self._request = request
        self._saved = saved
        self._unfinished = unfinished
        self._stop = stop
        self._start = start
        self._tally = Tally(dict(saved["seconds"]))
        self._before = self._tally.seconds.pop("total", 0.0)
        items = find_items(request.inputs, request.options, self._tally, lambda: bool(stop))
        self._trail = Trail(items, saved["items"], saved["digest"])
        self._extras = Extras(**{name: tuple(columns) for name, columns in saved["columns"].items()})
        self._writer = ResultsWriter(
            unfinished.results,
            journals=unfinished.folder,
            formats=request.formats,
            state=saved["writer"],
            extras=self._extras,
        )
        self._workers = 1

    def go(self, follower: Follower, make_nlp: Callable[[], Language], *, again: bool) -> None:
        """Do the work, or what is left of it, until it is done or the run is to stop."""
        request = self._request
        expected = estimate(request.inputs, request.options)
        self._workers = request.workers or extract.processes_worth(expected.milliseconds)
        # What has taken a run down before, and whatever is long, is read in processes that can be replaced.
        guarded = again or self._workers > 1 or expected.milliseconds > extract.WORTH_A_POOL_MS
        follower.begin(expected.documents, self._writer.counts.documents)
        docs = DOCBIN in request.formats
        finish = partial(
            render_with_doc if docs else render_outcome, csv=self._extras if CSV in request.formats else None
        )
        job = Job(make_nlp, finish, request.options, request.time_limit, docs)
        results = process_items(
            self._trail,
            job,
            processes=self._workers if guarded else 0,
            tally=self._tally,
            own_process=True,
            stop=lambda: bool(self._stop),
        )
        last, writing = monotonic(), 0.0
        try:
            for item in results:
                start = perf_counter()
                for rendered in item:
                    self._writer.write(rendered)
                    follower.document(rendered)
                self._trail.advance()
                if monotonic() - last >= request.save_every:
                    self.save()
                    last = monotonic()
                writing += perf_counter() - start
                if self._stop:
                    break
        finally:
            results.close()
            self._tally.add({"write": writing})
        if self._stop:
            self.save()

    def save(self) -> None:
        """Everything that is done is on the disk, and the state says so."""
        self._unfinished.save(
            {
                **self._saved,
                "items": self._trail.done,
                "digest": self._trail.digest,
                "seconds": self._seconds(),
                "writer": self._writer.state(),
            }
        )
        self._writer.saved()

    def finish(self, packs: tuple[PackSource, ...], own_data: tuple[DataSource, ...]) -> None:
        """The results take their place."""
        self.save()
        self._writer.finish()
        request = self._request
        settings = {
            "patterns": request.patterns,
            "workers": self._workers,
            **_reading(request.options),
            "formats": request.formats,
            "time_limit": request.time_limit,
        }
        data = run_data(
            inputs=request.inputs,
            settings=settings,
            packs=packs,
            own_data=own_data,
            counts=self._writer.counts,
            skipped=self._tally.skipped,
            seconds=self._seconds(),
            started=datetime.fromisoformat(self._saved["started"]),
            command=self._saved["command"],
        )
        write_run(self._unfinished.results, data)
        self._unfinished.finish()

    def close(self) -> None:
        """Close the files."""
        self._writer.__exit__(None, None, None)

    def has_nothing_to_replace_with(self) -> bool:
        """Whether there are results of a run already, and this one has read no letter."""
        return not self._writer.counts.letters and is_results(self._request.output)

    def report(self, stopped_by: int | None, *, kept: bool = False) -> RunReport:
        """What became of it."""
        return RunReport(self._writer.counts, self._seconds()["total"], stopped_by, kept)

    def _seconds(self) -> dict[str, float]:
        return {**self._tally.seconds, "total": self._before + perf_counter() - self._start}


def render_outcome(outcome: LetterOutcome, csv: Extras | None = None) -> Rendered:
    """A document's share of the output; runs in the process that read the letter."""
    return render(outcome.record, outcome.problem, None, csv)


def render_with_doc(outcome: LetterOutcome, csv: Extras | None = None) -> Rendered:
    """The same with the Doc as bytes."""
    from pipeline.writing.docs import doc_bytes

    doc = doc_bytes(outcome.doc, outcome.record.letter_id) if outcome.doc is not None and outcome.record else None
    return render(outcome.record, outcome.problem, doc, csv)


def _first_state(key: dict[str, Any], extras: Extras) -> dict[str, Any]:
    started = datetime.now(timezone.utc).isoformat()
    return {
        "format": _STATE_FORMAT,
        "key": key,
        "started": started,
        "command": list(sys.argv),
        "items": 0,
        "digest": "",
        "seconds": {},
        "writer": None,
        "columns": asdict(extras),
    }


def _key(request: RunRequest, packs: tuple[PackSource, ...], own_data: tuple[DataSource, ...]) -> dict[str, Any]:
    """What has to be the same for a run to be taken up: everything that the results depend on."""
    digest = hashlib.sha256()
    for file in sorted(patterns_folder().rglob("*.yml")):
        digest.update(file.read_bytes())
    return {
        "inputs": list(request.inputs),
        "folder": str(Path.cwd()),
        "options": _reading(request.options),
        "formats": list(request.formats),
        "rules": [*(pack.sha256 for pack in packs), *(source.sha256 for source in own_data)],
        "data": digest.hexdigest(),
        "versions": versions(),
    }


def _check_key(saved: dict[str, Any], key: dict[str, Any], output: Path) -> None:
    wanted = {
        "key": dict,
        "started": str,
        "command": list,
        "items": int,
        "digest": str,
        "columns": dict,
        "seconds": dict,
    }
    if saved.get("format") != _STATE_FORMAT or not all(
        isinstance(saved.get(name), kind) for name, kind in wanted.items()
    ):
        raise OutputError("E405", _not_the_same(output, "another version wrote it, or it is damaged"))
    before = saved["key"]
    if changed := [name for name in key if before.get(name) != key[name]]:
        raise OutputError("E405", _not_the_same(output, f"other {changed[0]}"))


def _not_the_same(output: Path, reason: str) -> str:
    return f"the unfinished run of {output} cannot be taken up ({reason}): run without --resume to begin anew"


def _reading(options: ReadingOptions) -> dict[str, Any]:
    """What of the options decides on the documents, as JSON gives it back."""
    return {
        "text_fields": list(options.text_fields),
        "id_field": options.id_field,
        "max_bytes": options.max_bytes,
        "table": options.table,
        "each_field": options.each_field,
        "outcome_field": options.outcome_field,
        "ocr": options.ocr,
    }
