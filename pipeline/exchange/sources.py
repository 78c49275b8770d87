"""A results folder's records with the texts that they were read from."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.exchange.annotations import AnnotatedLetter, annotations_of
from pipeline.exchange.problems import (
    NO_RESULTS,
    SOURCE_CHANGED,
    SOURCE_GONE,
    SOURCE_UNKNOWN,
    ExchangeError,
    ExchangeProblem,
)
from pipeline.reading import Document, ReadingOptions, ReadingProblem, read
from pipeline.writing import stored
from pipeline.writing.folder import RECORDS, RUN

_ROWS = "application/jsonl"
_HALF = b"\\ud"
Record = dict[str, Any]


def annotated_letters(results: Path) -> Iterator[AnnotatedLetter | ExchangeProblem]:
    """The letters of a results folder in its order, each with its text and its annotations; in place of one whose
    source is gone or changed, its problem.

    A relative path is looked for from the working folder, then from the folder that holds the results.

    Raises:
        ExchangeError: there are no results, or a line of them is no record (E611).
    """
    sources = _Sources(results, _options(results))
    for record in _records(results):
        found = sources.text_of(record)
        if isinstance(found, ExchangeProblem):
            yield found
            continue
        annotations = tuple(annotations_of(record))
        if all(0 <= one.start <= one.end <= len(found) for one in annotations):
            yield AnnotatedLetter(found, record, annotations)
        else:
            message = "the record has places that its text does not have: run it again"
            yield ExchangeProblem(SOURCE_CHANGED, message, str(record["letter_id"]))


def require_results(results: Path) -> None:
    """Make sure that a folder holds records.

    Raises:
        ExchangeError: it does not (E611).
    """
    if not (results / RECORDS).is_file() and not stored.parquet_parts(results):
        raise ExchangeError(NO_RESULTS, f"{results} holds no {RECORDS}: name the folder that `run --output` wrote")


def _records(results: Path) -> Iterable[Record]:
    path = results / RECORDS
    try:
        with stored.open_records(results) as stream:
            for number, line in enumerate(stream, 1):
                if not line.isspace():
                    yield _record(line, f"{path}:{number}")
    except OSError as error:
        raise ExchangeError(NO_RESULTS, f"no results to export: {path}: {error.strerror}") from None


def _record(line: bytes, where: str) -> Record:
    try:
        record: Record = json.loads(line)
        if _HALF in line:  # half a surrogate pair, which no tool's file can hold
            record = json.loads(json.dumps(record, ensure_ascii=False).encode("utf-8", "replace"))
        annotations_of(record)
        source = record.get("source") or {}
        whole = all(isinstance(source.get(name), str | None) for name in ("path", "sha256", "media_type"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        whole = False
    if not whole:
        raise ExchangeError(NO_RESULTS, f"{where} is no letter record") from None
    return record


def _options(results: Path) -> ReadingOptions:
    """How the run read its sources, as its `run.json` says."""
    try:
        settings = json.loads((results / RUN).read_text(encoding="utf-8"))["settings"]
        fields = settings["text_fields"] if "text_fields" in settings else [settings["text_field"]]
        return ReadingOptions(
            tuple(map(str, fields)),
            str(settings["id_field"]),
            int(settings["max_bytes"]),
            table=settings.get("table"),
            each_field=bool(settings.get("each_field")),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return ReadingOptions()


class _Sources:
    """Reads sources again, each container once as long as its records follow each other."""

    def __init__(self, results: Path, options: ReadingOptions) -> None:
        self._results = results
        self._options = options
        self._container: str | None = None
        self._documents: Iterator[Document | ReadingProblem] = iter(())

    def text_of(self, record: Record) -> str | ExchangeProblem:
        source, name = record.get("source") or {}, str(record["letter_id"])
        path, digest = source.get("path"), source.get("sha256")
        if not path or not digest or path.startswith("-"):
            message = "the record does not say which file it was read from"
            return ExchangeProblem(SOURCE_UNKNOWN, message, name)
        container, inner = _split(path, source.get("media_type"))
        file = self._find(container)
        if file is None:
            return ExchangeProblem(SOURCE_GONE, f"{path} is not there any more", name)
        document = self._document(str(file), inner)
        if isinstance(document, ExchangeProblem):
            return ExchangeProblem(document.code, f"{path} {document.message}", name)
        if document.sha256 != digest:
            return ExchangeProblem(SOURCE_CHANGED, f"{path} has changed since the run: run it again", name)
        return document.text

    def _find(self, container: str) -> Path | None:
        given = Path(container)
        for candidate in (given, self._results.resolve().parent / given):
            try:
                if candidate.is_file():
                    return candidate
            except (OSError, ValueError):
                continue
        return None

    def _document(self, container: str, inner: str) -> Document | ExchangeProblem:
        """The document `container + inner`. Documents come in the container's order, as the records do; where one lies
        behind, the container is read from its beginning."""
        again = self._container == container
        for _ in range(2 if again else 1):
            if not again:
                self._documents = iter(read([container], self._options))
            self._container, again = container, False
            for found in self._documents:
                if found.path == container + inner:
                    if isinstance(found, ReadingProblem):
                        return ExchangeProblem(SOURCE_CHANGED, f"cannot be read: {found.code} {found.message}", "")
                    return found
        return ExchangeProblem(SOURCE_GONE, "is not there any more", "")


def _split(path: str, media_type: str | None) -> tuple[str, str]:
    """The file and the place inside it: `bundle.zip` and `!a.txt`, `rows.jsonl` and `:12`."""
    container, mark, member = path.partition("!")
    if mark and not Path(path).exists():
        return container, mark + member
    if media_type == _ROWS:
        container, mark, row = path.rpartition(":")
        return container, mark + row
    return path, ""
