"""The files of a run: letters.jsonl, determinations.csv, problems.jsonl, run.json."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any

from pipeline.writing.determinations import COLUMNS, csv_text
from pipeline.writing.folder import PROBLEMS, RECORDS, RUN, TABLE
from pipeline.writing.json_text import json_line, problem_data
from pipeline.writing.rendering import Counts, Rendered


class ResultsWriter:
    """Writes the files of a run into a folder, document by document, and counts what it writes.

    Used as a context manager; `counts` is right at any time.
    """

    def __init__(self, folder: Path) -> None:
        self.counts = Counts()
        self._folder = folder
        self._files = ExitStack()

    def __enter__(self) -> ResultsWriter:
        self._records = self._open(RECORDS)
        self._table = self._open(TABLE)
        self._problems = self._open(PROBLEMS)
        self._table.write(csv_text([COLUMNS]))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def write(self, rendered: Rendered) -> None:
        """Write one document's share."""
        if rendered.record is not None:
            self._records.write(rendered.record + "\n")
            self._table.write(rendered.table)
        if rendered.problem is not None:
            self._problems.write(json_line(problem_data(rendered.problem)) + "\n")
        self.counts.add(rendered)

    def _open(self, name: str) -> IO[str]:
        # Half a surrogate pair (in a JSONL row's metadata) has no UTF-8 form; its escape is legal in JSON.
        return self._files.enter_context(
            (self._folder / name).open("w", encoding="utf-8", newline="", errors="backslashreplace")
        )


def write_run(folder: Path, run: Mapping[str, Any]) -> None:
    """Write `run.json`, which also marks the folder as a run's."""
    text = json.dumps(run, ensure_ascii=False, indent=2)
    (folder / RUN).write_text(text + "\n", encoding="utf-8", errors="backslashreplace")
