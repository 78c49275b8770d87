"""The report's tables as CSV files, one each."""

from __future__ import annotations

from pathlib import Path

from pipeline.views.report.cells import cell_values
from pipeline.views.report.tables import Interval, Report, Table
from pipeline.writing.csv_text import cell, csv_text


def write_csv(report: Report, folder: Path) -> list[Path]:
    """Write each table as `<its name>.csv` into a folder, made where it is missing; gives the files.

    Counts are whole numbers, shares and the ends of intervals go from 0 to 1. No cell is a formula.

    Raises:
        OSError: the folder or a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for table in report.tables:
        path = folder / f"{table.name}.csv"
        path.write_text(table_text(table), encoding="utf-8", newline="", errors="replace")
        paths.append(path)
    return paths


def table_text(table: Table) -> str:
    """A table as the text of a CSV file; an interval is two columns."""
    head: list[str] = []
    for place, column in enumerate(table.columns):
        interval = bool(table.rows) and isinstance(table.rows[0][place], Interval)
        head += [f"{column.key}_low", f"{column.key}_high"] if interval else [column.key]
    rows = ([cell(value) for part in row for value in cell_values(part)] for row in table.rows)
    return csv_text([head, *rows])
