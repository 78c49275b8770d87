"""A letter's own text, where the file that it was read from is still there and still the same."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, Any, cast

from pipeline.reading import ReadingOptions
from pipeline.reading.content import read_content
from pipeline.reading.jsonl import read_rows
from pipeline.reading.kinds import TABLES, Kind, kind_of_name
from pipeline.reading.named_tables import read_table
from pipeline.reading.problems import UnreadableError
from pipeline.text.document import Document

_LARGEST = 20_000_000  # of a text file, a PDF or an archive's member, in bytes
_WHOLE = ("text/plain", "application/pdf")
_ROW = re.compile(r"(.+):(\d{1,9})")
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError, KeyError)
_GONE = "The file that the letter was read from is not where the record says."
_CHANGED = "The file that the letter was read from has changed since."


@dataclass(frozen=True, slots=True)
class SourceText:
    """A letter's document, and the bytes of the file or archive member that it is the whole of.

    `document` is `None` where the text is not shown, for the reason in `missing`; `data` is `None` for rows of tables.
    """

    document: Document | None
    missing: str = ""
    data: bytes | None = None


class _MissingError(Exception):
    """The letter's text is not at hand; the message says why."""


def source_text(record: Mapping[str, Any], results: Path, settings: Mapping[str, Any] | None = None) -> SourceText:
    """The text that a record was made from: of the file at `source.path`, if its SHA-256 is the record's.

    A relative path is looked for from the working folder and from the folder that holds the results. Nothing of a file
    (of a row, of an archive's member) is given unless its digest is the recorded one, so that a forged record shows
    nobody a file that its maker did not already have.

    Args:
        settings: those of the run, as `run.json` has them: the columns of tables that it read.
    """
    source = record.get("source")
    source = source if isinstance(source, dict) else {}
    path, digest = source.get("path"), source.get("sha256")
    if not isinstance(path, str) or not path or not isinstance(digest, str):
        return SourceText(None, "The record does not say which file the letter was read from.")
    try:
        if source.get("media_type") in _WHOLE:
            data, kind = _bytes(path, results)
            if hashlib.sha256(data).hexdigest() != digest:
                raise _MissingError(_CHANGED)
            return SourceText(read_content(data, kind, path, Path(path).stem, ReadingOptions()), data=data)
        return SourceText(_row(path, digest, source, results, _options(settings or {})))
    except _MissingError as reason:
        return SourceText(None, str(reason))
    except UnreadableError as error:
        return SourceText(None, f"The file that the letter was read from cannot be read: {error}.")
    except OSError:
        return SourceText(None, "The file that the letter was read from cannot be opened.")
    except _DAMAGED:
        return SourceText(None, "The file that the letter was read from is damaged.")


def _options(settings: Mapping[str, Any]) -> ReadingOptions:
    """The options with which the run read tables; what `run.json` says in another shape is left out."""
    fields = settings.get("text_fields")
    options = ReadingOptions(each_field=settings.get("each_field") is True)
    if isinstance(fields, list) and fields and all(isinstance(field, str) for field in fields):
        options = replace(options, text_fields=tuple(fields))
    for name in ("id_field", "outcome_field"):
        if isinstance(settings.get(name), str):
            options = replace(options, **{name: settings[name]})
    if settings.get("table") in ("dmhc", "cdi", "ny"):
        options = replace(options, table=str(settings["table"]))
    return options


def _bytes(path: str, results: Path) -> tuple[bytes, Kind]:
    """The bytes of a file or of an archive's member, and its kind by its name."""
    with _opened(path, results) as (stream, name):
        data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise _MissingError("The file that the letter was read from is too large to be shown here.")
    return data, kind_of_name(name)


def _row(path: str, digest: str, source: Mapping[str, Any], results: Path, options: ReadingOptions) -> Document:
    """The document of a row; of a row with several texts the one that is as long as the record's."""
    found = _ROW.fullmatch(path)
    if found is None:
        raise _MissingError(_GONE)
    with _opened(found[1], results) as (stream, name):
        for document in _rows(stream, kind_of_name(name), found[1], int(found[2]), options):
            if document.sha256 != digest:
                raise _MissingError(_CHANGED)
            if len(document.text) == source.get("characters"):
                return document
    raise _MissingError("The file that the letter was read from has no such row any more.")


def _rows(stream: IO[bytes], kind: Kind | str, path: str, number: int, options: ReadingOptions) -> Iterator[Document]:
    """The documents of one row of JSONL or of a table."""
    if kind == "jsonl":
        line = next(islice(stream, number - 1, None), b"")
        rows = read_rows(cast(IO[bytes], io.BytesIO(line)), path, options)
        yield from (row for row in rows if isinstance(row, Document))
    elif kind in TABLES:
        packed = stream if kind == "csv" or stream.seekable() else io.BytesIO(stream.read(_LARGEST))
        reached = False
        for row in read_table(packed, cast(Kind, kind), path, options):
            if row.path == f"{path}:{number}" and isinstance(row, Document):
                reached = True
                yield row
            elif reached:
                return


@contextmanager
def _opened(path: str, results: Path) -> Iterator[tuple[IO[bytes], str]]:
    """A file, or a member of an archive (`bundle.zip!letters/a.txt`), with its name."""
    file, _, member = path.partition("!")
    where = _find(file, results)
    if not member:
        with where.open("rb") as stream:
            yield stream, file
        return
    with zipfile.ZipFile(where) as archive, archive.open(member) as stream:
        yield stream, member


def _find(path: str, results: Path) -> Path:
    """The regular file of that path, from the folders where it may lie."""
    for candidate in _candidates(path, results):
        try:
            if candidate.is_file():
                return candidate
        except (OSError, ValueError):
            continue
    raise _MissingError(_GONE)


def _candidates(path: str, results: Path) -> list[Path]:
    if path.startswith(("\\\\", "//")):  # another machine's, to Windows
        return []
    given = Path(path)
    return [given] if given.is_absolute() else [Path.cwd() / given, results.resolve().parent / given]
