"""The report as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.views.report.cells import cell_text, is_number
from pipeline.views.report.tables import Report, Table

# What Markdown, or HTML inside it, would take for its own.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")


def markdown_text(report: Report) -> str:
    """The whole report; tables in the pipe form that GitHub and Pandoc read."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {_plain(report.title)}"
    yield ""
    for name, figure in (*report.facts, *report.origin):
        yield f"- {_plain(name)}: {_plain(figure)}"
    yield ""
    for note in report.notes:
        yield f"> {_plain(note)}"
        yield ">"
    for section in report.sections:
        yield from ("", f"## {_plain(section.title)}")
        for table in section.tables:
            if not table.rows:
                yield from ("", f"**{_plain(table.title)}.** {_plain(table.empty)}")
                continue
            yield from ("", f"### {_plain(table.title)}", "", _plain(table.caption), "")
            yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    first = table.rows[0]
    yield "| " + " | ".join(_plain(column.title) for column in table.columns) + " |"
    yield "|" + "|".join(" ---: " if is_number(cell) else " --- " for cell in first) + "|"
    for row in table.rows:
        yield "| " + " | ".join(_plain(cell_text(cell)) for cell in row) + " |"


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
