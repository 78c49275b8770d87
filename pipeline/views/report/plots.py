"""Plots of the report's tables as SVG, drawn by matplotlib. Colours are left to the page: light, dark or print."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from pipeline.views.report.corpus import Corpus
from pipeline.views.report.outcomes import cross_kinds
from pipeline.views.report.tables import FEW, Interval, Report, Share, Table
from pipeline.views.unseen import visible
from pipeline.views.wilson import wilson_interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes

NO_PLOTS = "W703"
NO_PLOTS_MESSAGE = "plots are left out because matplotlib is not installed: pip install 'imr-pipeline[report]'"
# Colours that occur nowhere else, each replaced by the page's own variable.
_INK, _SOFT, _LINE, _UPHELD, _OVERTURNED, _ACCENT = "#010203", "#010204", "#010205", "#010206", "#010207", "#010208"
_VARIABLES = {
    _INK: "var(--ink)",
    _SOFT: "var(--soft)",
    _LINE: "var(--line)",
    _UPHELD: "var(--upheld)",
    _OVERTURNED: "var(--overturned)",
    _ACCENT: "var(--accent)",
}
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text: it can be searched and read aloud
    "text.parse_math": False,  # a drug's name may hold a dollar sign
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": _INK,
    "axes.edgecolor": _LINE,
    "axes.labelcolor": _SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": _SOFT,
    "ytick.color": _INK,
    "grid.color": _LINE,
    "axes.axisbelow": True,
}
_WIDTH = 9.4  # inches, by which a picture as wide as the page has text of the page's size
_LONGEST_NAME = 44
_SHORT_STRETCHES = (
    "Utilization review to application",
    "Application to assignment",
    "Assignment to decision",
    "Utilization review to decision",
    "Application to decision",
)


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture: `svg` is an element for a page, `caption` says what is drawn and what is not."""

    svg: str
    caption: str


# The page's light colours, for a picture without a page.
_LIGHT = {
    "var(--ink)": "#1b2126",
    "var(--soft)": "#59636d",
    "var(--line)": "#e2dfd8",
    "var(--upheld)": "#e0b764",
    "var(--overturned)": "#1f7a4d",
    "var(--accent)": "#1f5d85",
}


def standing_alone(svg: str) -> str:
    """A plot's SVG as a file of its own: in light colours, with fonts that any program has."""
    for variable, colour in _LIGHT.items():
        svg = svg.replace(variable, colour)
    svg = svg.replace("font-family: inherit;", "font-family: sans-serif;").replace("'inherit'", "sans-serif")
    if "xmlns=" not in svg:
        svg = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + svg


def can_plot() -> bool:
    """Whether matplotlib is installed."""
    return find_spec("matplotlib") is not None


def plots_of(corpus: Corpus, report: Report) -> dict[str, Plot]:
    """The plots by the name of the table that each belongs to; tables with too little to draw have none."""
    plots: dict[str, Plot] = {}
    for table in report.tables:
        plot = _plot(corpus, table)
        if plot is not None:
            plots[table.name] = plot
    return plots


def _plot(corpus: Corpus, table: Table) -> Plot | None:
    if table.name == "by_month":
        return _months(corpus)
    if table.name == "by_year":
        return _years(table)
    if table.name == "cited_cross_table":
        return _cross(corpus)
    if table.name == "times":
        return _times(table)
    if table.name.startswith("outcome_by_"):
        return _outcomes(table)
    return None


def _outcomes(table: Table) -> Plot | None:
    """Share overturned with its interval, one line per row that has enough items."""
    rows = []
    for row in table.rows:
        share = next((cell for cell in row if isinstance(cell, Share)), None)
        if share is not None and share.whole >= FEW:
            rows.append((_short(str(row[0])), share))
    if len(rows) < 2:
        return None

    def draw(axes: Axes) -> None:
        for place, (_, share) in enumerate(rows):
            low, high = wilson_interval(share.part, share.whole) or (0, 0)
            axes.plot([100 * low, 100 * high], [place, place], color=_OVERTURNED, linewidth=2, solid_capstyle="round")
            axes.plot([100 * share.part / share.whole], [place], "o", color=_OVERTURNED, markersize=6)
            axes.annotate(
                f"{share.whole:,}", (1.01, place), xycoords=("axes fraction", "data"), va="center", color=_SOFT, size=9
            )
        axes.set_yticks(range(len(rows)), [name for name, _ in rows])
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(left=0)
        axes.set_xlabel("overturned, % of decided items (at the right: decided items)")
        axes.grid(axis="x")
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)

    left_out = len(table.rows) - len(rows)
    caption = "Share overturned: the point is the share among decided items, the line its 95% interval."
    if left_out:
        caption += f" {left_out} row{'s' if left_out > 1 else ''} with fewer than {FEW} decided items not drawn."
    return Plot(_svg(draw, 0.9 + 0.3 * len(rows), table.name, table.title), caption)


def _months(corpus: Corpus) -> Plot | None:
    months = sorted(month for month in corpus.by_month if month)
    if len(months) < 2:
        return None
    every = _all_months(months[0], months[-1])
    upheld = [corpus.by_month[m].upheld if m in corpus.by_month else 0 for m in every]
    overturned = [corpus.by_month[m].overturned if m in corpus.by_month else 0 for m in every]

    def draw(axes: Axes) -> None:
        places = range(len(every))
        axes.bar(places, overturned, color=_OVERTURNED, width=0.8, label="overturned")
        axes.bar(places, upheld, bottom=overturned, color=_UPHELD, width=0.8, label="upheld")
        step = max(1, -(-len(every) // 14))
        ticks = [n for n, month in enumerate(every) if (month.endswith("-01") if step > 6 else n % step == 0)]
        axes.set_xticks(ticks, [every[n][:4] if step > 6 else every[n] for n in ticks])
        axes.set_ylabel("items")
        axes.grid(axis="y")
        axes.tick_params(length=0)
        axes.legend(frameon=False, ncols=2, loc="lower right", bbox_to_anchor=(1, 1), borderaxespad=0)

    caption = "Decided items by the month of the decision. Items without a decision or a date are not drawn."
    return Plot(_svg(draw, 2.8, "by_month", "Items by month"), caption)


def _all_months(first: str, last: str) -> list[str]:
    """Every month from the first to the last, those without letters too."""
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(start, end + 1)]


def _years(table: Table) -> Plot | None:
    cells = [(str(row[0]), cell) for row in table.rows for cell in row if isinstance(cell, Interval)]
    rows = [(name, cell) for name, cell in cells if name.isdigit() and cell.whole >= FEW]
    if len(rows) < 3:
        return None

    def draw(axes: Axes) -> None:
        places = range(len(rows))
        ends = [wilson_interval(cell.part, cell.whole) or (0, 0) for _, cell in rows]
        axes.vlines(places, [100 * low for low, _ in ends], [100 * high for _, high in ends], _OVERTURNED, linewidth=2)
        shares = [100 * cell.part / cell.whole for _, cell in rows]
        axes.plot(places, shares, "o-", color=_OVERTURNED, linewidth=1.2, markersize=5)
        axes.set_xticks(places, [str(name) for name, _ in rows])
        axes.set_ylim(bottom=0)
        axes.set_ylabel("overturned, %")
        axes.grid(axis="y")
        axes.tick_params(length=0)

    caption = f"Share overturned among decided items by year of decision, with 95% intervals; years with {FEW}+."
    return Plot(_svg(draw, 2.6, "by_year", "Share overturned by year"), caption)


def _cross(corpus: Corpus) -> Plot | None:
    kinds, columns = cross_kinds(corpus)
    if len(kinds) < 2 or len(columns) < 2:
        return None
    counts = [[corpus.cross[ur, c].items if (ur, c) in corpus.cross else 0 for c in columns] for ur in kinds]

    def draw(axes: Axes) -> None:
        for y, row in enumerate(counts):
            whole = sum(row) or 1
            for x, count in enumerate(row):
                axes.add_patch(_cell(x, y, count / whole))
                if count:
                    axes.text(x, y, f"{100 * count / whole:.0f}%", ha="center", va="center", size=9.5)
        axes.set_xlim(-0.5, len(columns) - 0.5)
        axes.set_ylim(len(kinds) - 0.5, -0.5)
        axes.set_xticks(range(len(columns)), columns)
        names = [f"{kind}  ({sum(row):,})" for kind, row in zip(kinds, counts, strict=True)]
        axes.set_yticks(range(len(kinds)), names)
        axes.xaxis.tick_top()
        axes.xaxis.set_label_position("top")
        axes.set_xlabel("the reviewer cited")
        axes.set_ylabel("utilization review cited (items)")
        axes.tick_params(length=0, colors=_INK)
        for spine in axes.spines.values():
            spine.set_visible(False)

    caption = (
        "Each row adds up to 100%: of the items on which utilization review cited what the row says, the share on "
        "which the reviewer cited what the column says."
    )
    return Plot(_svg(draw, 1.0 + 0.42 * len(kinds), "cross", "What both sides cited"), caption)


def _cell(x: int, y: int, share: float) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((x - 0.48, y - 0.46), 0.96, 0.92, facecolor=_ACCENT, alpha=0.06 + 0.6 * share, linewidth=0)


def _times(table: Table) -> Plot | None:
    rows: list[tuple[str, list[float]]] = []
    for name, letters, *days in table.rows:
        if name in _SHORT_STRETCHES and isinstance(letters, int) and letters >= FEW:
            rows.append((name, [day for day in days[:3] if isinstance(day, float)]))
    if len(rows) < 2:
        return None

    def draw(axes: Axes) -> None:
        for place, (_, (median, first, third)) in enumerate(rows):
            axes.plot([first, third], [place, place], color=_ACCENT, linewidth=7, alpha=0.35, solid_capstyle="butt")
            axes.plot([median], [place], "|", color=_ACCENT, markersize=13, markeredgewidth=3)
            axes.annotate(f" {median:g}", (third, place), va="center", color=_SOFT, size=9)
        axes.set_yticks(range(len(rows)), [row[0] for row in rows])
        axes.set_ylim(len(rows) - 0.5, -0.5)
        axes.set_xlim(left=0)
        axes.set_xlabel("calendar days (the number is the median)")
        axes.grid(axis="x")
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)

    caption = "Median (line) and the middle half of the letters (bar). Times from the injury are in the table alone."
    return Plot(_svg(draw, 0.9 + 0.36 * len(rows), "times", "From utilization review to decision"), caption)


def _svg(draw: Callable[[Axes], None], height: float, name: str, title: str) -> str:
    """An SVG element whose colours are variables of the page."""
    from matplotlib.figure import Figure

    with _settings(name):
        figure = Figure(figsize=(_WIDTH, height), layout="constrained")
        figure.patch.set_alpha(0)
        axes = figure.add_subplot()
        axes.patch.set_alpha(0)
        draw(axes)
        out = io.StringIO()
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        figure.savefig(out, format="svg", metadata=nothing)
    text = out.getvalue()
    text = text[text.index("<svg") :]
    for colour, variable in _VARIABLES.items():
        text = text.replace(colour, variable)
    text = text.replace("sans-serif", "inherit").replace("font: ", "font-family: inherit; font: ")
    return text.replace("<svg ", f'<svg role="img" aria-label="{title}" ', 1)


@contextmanager
def _settings(name: str) -> Iterator[None]:
    import matplotlib

    # The salt makes the ids inside each picture its own and the same every time. The page's fonts draw the text: it
    # does not matter that the one it is measured with lacks a letter.
    with matplotlib.rc_context({**_SETTINGS, "svg.hashsalt": name}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")
        yield


def _short(name: str) -> str:
    name = visible(name)
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1] + "…"
