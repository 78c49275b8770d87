"""The files of a run: letters.jsonl, problems.jsonl, the tables as CSV, run.json, and those of other formats."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline.writing.append import AppendFile, write_whole
from pipeline.writing.formats import CSV, DEFAULT, DOCBIN, JSONL, PARQUET, PROBLEMS, RECORDS, RUN, csv_name
from pipeline.writing.json_text import json_line, problem_data
from pipeline.writing.parts import DocBinWriter, ParquetWriter, PartWriter
from pipeline.writing.rendering import Counts, Rendered
from pipeline.writing.tables import TABLES
from pipeline.writing.tables.cells import header
from pipeline.writing.tables.model import NO_EXTRAS, Extras


class ResultsWriter:
    """Writes the files of a run into a folder, document by document, and counts what it writes.

    Used as a context manager. `state()` is what has to be known to go on from here, in another process too.

    Args:
        folder: for the results.
        journals: for what is no result but needed to go on; by default the same folder.
        formats: what is written beside problems.jsonl.
        state: of an earlier writer; what was written behind it is cut off.
        extras: what decides on the tables' columns.

    Raises:
        OSError: the system does not let it be written.
    """

    def __init__(
        self,
        folder: Path,
        *,
        journals: Path | None = None,
        formats: Iterable[str] = DEFAULT,
        state: Mapping[str, Any] | None = None,
        extras: Extras = NO_EXTRAS,
    ) -> None:
        state = state or {"lengths": {}, "parts": {}, "counts": {}}
        self.counts = Counts.from_data(state["counts"])
        formats = frozenset(formats)
        lengths, parts = state["lengths"], state["parts"]
        names = [RECORDS] * (JSONL in formats) + [PROBLEMS]
        names += [csv_name(table.name) for table in TABLES if CSV in formats]
        self._files = {name: AppendFile(folder / name, lengths.get(name, 0)) for name in names}
        self._records = self._files.get(RECORDS)
        self._tables = {table.name: self._files[csv_name(table.name)] for table in TABLES if CSV in formats}
        self._problems = self._files[PROBLEMS]
        self._parquet = ParquetWriter(folder, journals or folder, parts.get(PARQUET)) if PARQUET in formats else None
        if self._parquet is not None:
            self._parquet.extras = extras
        self._docs = DocBinWriter(folder, journals or folder, parts.get(DOCBIN)) if DOCBIN in formats else None
        for table in TABLES:
            if (file := self._tables.get(table.name)) is not None and not file.length:
                file.write(header(table, extras))

    def __enter__(self) -> ResultsWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for file in self._open():
            file.close()

    def write(self, rendered: Rendered) -> None:
        """Write one document's share."""
        if rendered.record is not None:
            if self._records is not None:
                self._records.write(rendered.record + "\n")
            for name, lines in rendered.tables.items():
                self._tables[name].write(lines)
            if self._parquet is not None:
                self._parquet.add(rendered.record.encode("utf-8", "backslashreplace"))
            if self._docs is not None and rendered.doc is not None:
                self._docs.add(rendered.doc)
        if rendered.problem is not None:
            self._problems.write(json_line(problem_data(rendered.problem)) + "\n")
        self.counts.add(rendered)

    def state(self) -> dict[str, Any]:
        """Everything written so far is on the disk; gives what has to be known to go on from here."""
        for file in self._open():
            file.sync()
        return {
            "lengths": {name: file.length for name, file in self._files.items()},
            "parts": {name: part.state() for name, part in self._parts().items()},
            "counts": self.counts.to_data(),
        }

    def saved(self) -> None:
        """The last state is saved: what only earlier ones need is removed."""
        for part in self._parts().values():
            part.forget()

    def finish(self) -> None:
        """All documents are written: everything is brought to its last form, on the disk."""
        for file in self._files.values():
            file.sync()
        for part in self._parts().values():
            part.finish()

    def _open(self) -> list[AppendFile | PartWriter]:
        return [*self._files.values(), *self._parts().values()]

    def _parts(self) -> dict[str, PartWriter]:
        parts = {PARQUET: self._parquet, DOCBIN: self._docs}
        return {name: part for name, part in parts.items() if part is not None}


def write_run(folder: Path, run: Mapping[str, Any]) -> None:
    """Write `run.json`, which also marks the folder as a run's."""
    text = json.dumps(run, ensure_ascii=False, indent=2)
    write_whole(folder / RUN, (text + "\n").encode("utf-8", "backslashreplace"))
