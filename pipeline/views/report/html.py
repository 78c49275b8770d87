"""The report as one HTML page that needs nothing else: no network, and no script but its own."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline.views.report.cells import cell_text, cell_values, is_number
from pipeline.views.report.csv_files import table_text
from pipeline.views.report.plots import Plot, standing_alone
from pipeline.views.report.tables import Cell, Report, Share, Table
from pipeline.views.unseen import shown_value

EXPLORER = "http://127.0.0.1:5100/"
"""Where `explore` shows its page when it is not told otherwise."""


def html_text(report: Report, plots: Mapping[str, Plot], missing: str = "", explorer: str = EXPLORER) -> str:
    """The page.

    Args:
        plots: by the names of their tables.
        missing: says why there are none.
        explorer: the address of the explorer, into which rows lead.
    """
    pictures = {
        name: (Markup(plot.svg), plot.caption, _address("image/svg+xml", standing_alone(plot.svg)))
        for name, plot in plots.items()
    }
    script = _file("report.js")
    return _template().render(
        report=report,
        plots=pictures,
        missing=missing,
        explorer=explorer,
        style=Markup(_file("report.css")),
        script=Markup(script),
        digest="sha256-" + b64encode(sha256(script.encode("utf-8")).digest()).decode("ascii"),
        cell_text=cell_text,
        is_number=is_number,
        is_few=_is_few,
        sort_value=_sort_value,
        row_query=_row_query,
        csv_address=lambda table: _address("text/csv", table_text(table)),
    )


def _address(media_type: str, content: str) -> str:
    """An address that holds a file."""
    return f"data:{media_type};charset=utf-8,{quote(content, errors='replace')}"


def _row_query(table: Table, row: int) -> str:
    return table.queries[row] if table.queries else ""


def _sort_value(cell: Cell) -> str:
    """What a column is sorted by; empty for what is missing."""
    return cell_values(cell)[0]


def _is_few(cell: Cell) -> bool:
    return isinstance(cell, Share) and cell.few


@cache
def _file(name: str) -> str:
    return files("pipeline.views.report").joinpath("templates", name).read_text(encoding="utf-8").replace("\r\n", "\n")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("pipeline.views.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown_value,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")
