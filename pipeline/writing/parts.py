"""Formats whose files cannot grow: written in parts, each a whole file of so many letters.

The letters of the part that is not yet full stand in a journal, a file that grows. When the part is full, the
journal becomes the part's file, in one step. The parts depend on the order of the letters alone.
"""

from __future__ import annotations

import struct
from abc import ABC, abstractmethod
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from pipeline.writing.append import AppendFile, sync_folder, write_whole
from pipeline.writing.formats import DOCS, parquet_name
from pipeline.writing.tables.model import NO_EXTRAS, Extras

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
    """Records to Parquet tables, each a folder of parts that every reader of Parquet takes as one table."""

    name = "parquet"
    letters_in_part = 10_000
    _letters_in_group = 1_000
    extras: Extras = NO_EXTRAS

    def write_part(self, entries: Iterator[bytes]) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        from pipeline.writing.tables import TABLES
        from pipeline.writing.tables.arrow import schema_of, tables_of

        sinks = {table.name: pa.BufferOutputStream() for table in TABLES}
        writers = {t.name: pq.ParquetWriter(sinks[t.name], schema_of(t, self.extras)) for t in TABLES}
        while group := [entry.decode("utf-8") for entry in islice(entries, self._letters_in_group)]:
            for name, table in tables_of(group, self.extras).items():
                writers[name].write_table(table)
        for name, writer in writers.items():
            writer.close()
            write_whole(self.path(parquet_name(name), "parquet"), sinks[name].getvalue().to_pybytes())


class DocBinWriter(PartWriter):
    """Docs to shards of spaCy's `DocBin`, as `docs/part-00000.spacy`."""

    name = "docs"
    letters_in_part = 500

    def write_part(self, entries: Iterator[bytes]) -> None:
        from pipeline.writing.docs import merged

        write_whole(self.path(DOCS, "spacy"), merged(entries))
