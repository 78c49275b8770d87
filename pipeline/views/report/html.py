"""The report as one HTML page that needs nothing else: no script, no network."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline.views.report.cells import cell_text, is_number
from pipeline.views.report.plots import Plot
from pipeline.views.report.tables import Cell, Report, Share
from pipeline.views.unseen import shown_value


def html_text(report: Report, plots: Mapping[str, Plot], missing: str = "") -> str:
    """The page. `plots` by the names of their tables; `missing` says why there are none."""
    pictures = {name: (Markup(plot.svg), plot.caption) for name, plot in plots.items()}
    return _template().render(
        report=report, plots=pictures, missing=missing, cell_text=cell_text, is_number=is_number, is_few=_is_few
    )


def _is_few(cell: Cell) -> bool:
    return isinstance(cell, Share) and cell.few


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
