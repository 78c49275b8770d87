"""The records of a results folder, in whichever format they were written."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from pipeline.writing.formats import PROBLEMS, PROBLEMS_PARQUET, RECORDS, parquet_name

LETTERS = parquet_name("letters")
_RECORD = "record"


class NoRecordsError(OSError):
    """A folder without records; `strerror` says what to do."""


def open_records(folder: Path) -> IO[bytes]:
    """`letters.jsonl` of a results folder, opened. Of one that has Parquet alone, the same lines in a file without a
    name, which is gone once it is closed: nothing is held in memory.

    Raises:
        NoRecordsError: there are none of either.
        OSError: the system does not let them be read, or pyarrow is missing.
    """
    if (folder / RECORDS).is_file():
        return (folder / RECORDS).open("rb")
    if not parquet_parts(folder):
        raise NoRecordsError(
            None, f"{folder} holds neither {RECORDS} nor {LETTERS}: name the folder that `run --output` wrote"
        )
    stream = tempfile.TemporaryFile()  # noqa: SIM115 - handed on open
    try:
        for line in _lines(folder):
            stream.write(line.encode("utf-8") + b"\n")
        stream.seek(0)
    except BaseException:
        stream.close()
        raise
    return stream


def parquet_parts(folder: Path) -> list[Path]:
    """The files of the table of letters, in their order."""
    return sorted((folder / LETTERS).glob("*.parquet"))


def stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """What tells whether a folder's records are still the same: inode and size of their files."""
    files = [folder / RECORDS] if (folder / RECORDS).exists() else parquet_parts(folder)
    return tuple((file.name, (found := file.stat()).st_ino, found.st_size) for file in files)


def problem_lines(folder: Path) -> Iterator[dict[str, Any]]:
    """The entries of `problems.parquet`, in the form of `problems.jsonl`; none where there is no such table."""
    parts = sorted((folder / PROBLEMS_PARQUET).glob("*.parquet")) if not (folder / PROBLEMS).exists() else []
    for row in _rows(parts, None):
        yield {**row, "more": json.loads(row["more"] or "[]")}


def _lines(folder: Path) -> Iterator[str]:
    for row in _rows(parquet_parts(folder), [_RECORD]):
        yield row[_RECORD]


def _rows(parts: list[Path], columns: list[str] | None) -> Iterator[dict[str, Any]]:
    if not parts:
        return
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise OSError(None, "to read Parquet needs pyarrow: pip install 'imr-pipeline[parquet]'") from None
    for part in parts:
        try:
            with pq.ParquetFile(part) as file:
                for batch in file.iter_batches(batch_size=500, columns=columns):
                    yield from batch.to_pylist()
        except (pa.ArrowException, KeyError) as error:
            raise OSError(None, f"{part} cannot be read: {' '.join(str(error).split())[:200]}") from None
