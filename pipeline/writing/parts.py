"""Formats whose files cannot grow: written in parts, each a whole file of so many letters.

The letters of the part that is not yet full stand in a journal, a file that grows. When the part is full, the
journal becomes the part's file, in one step. The parts depend on the order of the letters alone.
"""

from __future__ import annotations

import struct
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from pipeline.writing.append import AppendFile, sync_folder, write_whole
from pipeline.writing.formats import DETERMINATIONS_PARQUET, DOCS, LETTERS_PARQUET

_SIZE = struct.Struct("<Q")
State = dict[str, int]


class PartWriter(ABC):
    """Collects the letters of a part.

    Args:
        results: the folder in which the parts are put.
        journals: the folder for journals.
        state: as `state()` gave it; parts and letters behind it are forgotten.
    """

    name: str
    letters_in_part: int

    def __init__(self, results: Path, journals: Path, state: State | None = None) -> None:
        self.results = results
        self._journals = journals
        state = state or {"part": 0, "letters": 0, "length": 0}
        self.part, self._letters = state["part"], state["letters"]
        self._journal = AppendFile(self._journal_path(), state["length"])

    def add(self, data: bytes) -> None:
        """Take one letter."""
        self._journal.write(_SIZE.pack(len(data)))
        self._journal.write(data)
        self._letters += 1
        if self._letters >= self.letters_in_part:
            self.finish_part()

    def finish_part(self) -> None:
        """Write the part's files. The journal stays until the next state is saved: before, it is needed where
        the run is taken up again."""
        if self._letters:
            self._journal.sync()
            self.write_part(self._entries())
        self._journal.close()
        self.part, self._letters = self.part + 1, 0
        self._journal = AppendFile(self._journal_path())

    @abstractmethod
    def write_part(self, entries: Iterator[bytes]) -> None:
        """Write the files of part `self.part`."""

    def sync(self) -> None:
        """Have everything on the disk."""
        self._journal.sync()

    def state(self) -> State:
        """What has to be known to go on from here."""
        return {"part": self.part, "letters": self._letters, "length": self._journal.length}

    def forget(self) -> None:
        """Remove the journals of finished parts; once the state is saved."""
        for path in self._journals.glob(f"{self.name}-*.open"):
            if path != self._journal.path:
                path.unlink()

    def finish(self) -> None:
        """Write the last part, however small; there is at least one, so that an empty table has its columns."""
        if self._letters or not self.part:
            self._journal.sync()
            self.write_part(self._entries())
            self.part, self._letters = self.part + 1, 0
        self.close()

    def close(self) -> None:
        """Close the journal."""
        self._journal.close()

    def path(self, folder: str, suffix: str) -> Path:
        """The file of the part that is being written."""
        target = self.results / folder
        if not target.is_dir():
            target.mkdir()
            sync_folder(self.results)
        return target / f"part-{self.part:05}.{suffix}"

    def _journal_path(self) -> Path:
        return self._journals / f"{self.name}-{self.part:05}.open"

    def _entries(self) -> Iterator[bytes]:
        with self._journal.path.open("rb") as stream:
            while size := stream.read(_SIZE.size):
                yield stream.read(_SIZE.unpack(size)[0])


class ParquetWriter(PartWriter):
    """Records to two Parquet tables, each a folder of parts that every reader of Parquet takes as one table."""

    name = "parquet"
    letters_in_part = 10_000
    _letters_in_group = 1_000
    row_columns: tuple[str, ...] = ()  # of the tables that letters come from

    def write_part(self, entries: Iterator[bytes]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        from pipeline.writing.columns import (
            determinations_schema,
            determinations_table,
            letters_schema,
            letters_table,
        )

        tables: tuple[tuple[str, pa.Schema, Callable[[list[str]], pa.Table]], ...] = (
            (LETTERS_PARQUET, letters_schema(self.row_columns), partial(letters_table, row_columns=self.row_columns)),
            (DETERMINATIONS_PARQUET, determinations_schema(), determinations_table),
        )
        sinks = [pa.BufferOutputStream() for _ in tables]
        writers = [pq.ParquetWriter(sink, schema) for sink, (_, schema, _) in zip(sinks, tables, strict=True)]
        while group := [entry.decode("utf-8") for entry in islice(entries, self._letters_in_group)]:
            for writer, (_, _, make) in zip(writers, tables, strict=True):
                writer.write_table(make(group))
        for (folder, _, _), writer, sink in zip(tables, writers, sinks, strict=True):
            writer.close()
            write_whole(self.path(folder, "parquet"), sink.getvalue().to_pybytes())


class DocBinWriter(PartWriter):
    """Docs to shards of spaCy's `DocBin`, as `docs/part-00000.spacy`."""

    name = "docs"
    letters_in_part = 500

    def write_part(self, entries: Iterator[bytes]) -> None:
        from pipeline.writing.docs import merged

        write_whole(self.path(DOCS, "spacy"), merged(entries))
