"""Cells as text, the same in every form of the report."""

from __future__ import annotations

from pipeline.views.report.tables import FEW, FEW_MARK, Cell, Interval, Portion, Share
from pipeline.views.wilson import wilson_interval


def cell_text(cell: Cell) -> str:
    """A cell for people: `1,234`, `11.2%`, `9.8–11.7%`; `few` for a percentage of fewer than ten."""
    if cell is None:
        return "–"
    if isinstance(cell, Share):
        if cell.few:
            return FEW_MARK if cell.whole else "–"
        return f"{100 * cell.part / cell.whole:.1f}%"
    if isinstance(cell, Portion):
        return f"{100 * cell.part / cell.whole:.1f}%" if cell.whole else "–"
    if isinstance(cell, Interval):
        interval = wilson_interval(cell.part, cell.whole)
        return "–" if interval is None else f"{100 * interval[0]:.1f}–{100 * interval[1]:.1f}%"
    if isinstance(cell, int):
        return f"{cell:,}"
    if isinstance(cell, float):
        return f"{cell:,.1f}".removesuffix(".0")
    return cell


def cell_values(cell: Cell) -> tuple[str, ...]:
    """A cell for a program: one value, or the two ends of an interval; shares from 0 to 1, unrounded to four
    places. Shares of few are given too: a program reads the count beside them."""
    if isinstance(cell, Share | Portion):
        return (f"{cell.part / cell.whole:.4f}" if cell.whole else "",)
    if isinstance(cell, Interval):
        interval = wilson_interval(cell.part, cell.whole)
        return ("", "") if interval is None else (f"{interval[0]:.4f}", f"{interval[1]:.4f}")
    if isinstance(cell, float):
        return (f"{cell:g}",)
    return ("" if cell is None else str(cell),)


def is_number(cell: Cell) -> bool:
    """Whether a cell stands at the right edge of its column."""
    return not isinstance(cell, str)


FEW_NOTE = (
    f"“{FEW_MARK}” stands where fewer than {FEW} items were decided: a percentage of so few would say more than is "
    "known; the interval beside it says what is."
)
