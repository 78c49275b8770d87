"""The report in the terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from pipeline.text.visible import visible
from pipeline.views.report.cells import cell_text, is_number
from pipeline.views.report.tables import Report, Table

_MOST_ROWS = 25


def print_report(report: Report, console: Console) -> None:
    """Print the whole report; long tables are cut to their first rows and say so."""
    console.rule(Text(report.title, style="bold"))
    facts = RichTable.grid(padding=(0, 3))
    for name, figure in (*report.facts, *((name, visible(text)) for name, text in report.origin)):
        facts.add_row(Text(name, style="dim"), Text(figure))
    console.print(facts)
    for note in report.notes:
        console.print(Text(visible(note), style="dim"))
    for section in report.sections:
        console.print()
        console.rule(Text(section.title, style="bold"), align="left")
        for table in section.tables:
            console.print()
            _print_table(table, console)


def _print_table(table: Table, console: Console) -> None:
    if not table.rows:
        console.print(Text.assemble((f"{table.title}. ", "bold"), table.empty))
        return
    console.print(Text(table.title, style="bold"))
    console.print(Text(table.caption, style="dim"))
    rich = RichTable(show_edge=False, pad_edge=False)
    for place, column in enumerate(table.columns):
        number = is_number(table.rows[0][place])
        rich.add_column(Text(column.title), justify="right" if number else "left", overflow="fold")
    for row in table.rows[:_MOST_ROWS]:
        rich.add_row(*(Text(visible(cell_text(cell))) for cell in row))
    console.print(rich)
    if (rest := len(table.rows) - _MOST_ROWS) > 0:
        console.print(Text(f"and {rest} more rows, which --html, --markdown and --csv have", style="dim"))
