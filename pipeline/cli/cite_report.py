"""What `cite` prints: the citation as it was understood, its check, and the catalogue's entry."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.cli.terminal import echo_json
from pipeline.guidelines.catalogue import Catalogue
from pipeline.guidelines.model import Guideline, PageFact
from pipeline.records.convert import to_data
from pipeline.running.typed_citations import Typed
from pipeline.text.visible import visible

_STYLES = {"ok": "green", "mismatch": "red", "unknown": "dim"}


def print_json(found: Sequence[Typed], catalogue: Catalogue) -> None:
    """One JSON list; each element a record's citation with its check and problems."""
    rows: list[dict[str, Any]] = []
    for one in found:
        problems = [{"code": p.code, "severity": p.severity, "message": p.message} for p in one.problems]
        rows.append({**to_data(one.citation), "check": to_data(one.check), "problems": problems})
    echo_json(json.dumps(rows, ensure_ascii=False, indent=1))


def print_tables(found: Sequence[Typed], catalogue: Catalogue) -> None:
    """Tables for reading in a terminal."""
    console = Console()
    if not found:
        console.print("No citation was found in this text.")
    for one in found:
        console.print(_understood(one))
        for problem in one.problems:
            console.print(Text(f"{problem.code} ", style="red").append(visible(problem.message), style="default"))
        work = catalogue.work(one.citation.entry)
        if work is not None:
            console.print(_known(work, one, catalogue))
        else:
            console.print("The catalogue has no entry for it.")


def _understood(one: Typed) -> Table:
    """The citation's parts, each with its check."""
    citation, check = one.citation, one.check
    table = Table(title=Text(visible(citation.text)), title_justify="left", show_header=False)
    chapter = citation.chapter
    pages = ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in citation.pages)
    rows = [
        ("source", citation.source, ""),
        ("guideline", citation.guideline, check.guideline),
        ("edition", citation.edition, check.edition),
        ("chapter", f"{chapter.number} {chapter.title or ''}".strip() if chapter else None, check.chapter),
        ("sections", "\n".join(f"{s.text} ({s.entry or 'not known'})" for s in citation.sections), check.sections),
        ("regulations", ", ".join(citation.regulations), ""),
        ("pages", pages, check.pages),
        ("entry", citation.entry or "none", ""),
    ]
    for name, value, state in rows:
        if value:
            table.add_row(name, Text(visible(value)), Text(state, style=_STYLES.get(state, "")))
    return table


def _known(work: Guideline, one: Typed, catalogue: Catalogue) -> Table:
    """What the catalogue knows, each fact with its support."""
    table = Table(title=f"The catalogue on {work.id}", title_justify="left", show_header=False)
    table.add_row("title", work.title, work.support)
    if work.regulation:
        heading = catalogue.regulations.get(work.regulation, "")
        table.add_row("regulation", f"8 CCR {work.regulation} {heading}".rstrip(), "")
    if work.chapter is not None:
        table.add_row("ACOEM chapter (2004)", str(work.chapter), work.chapter_support)
    for edition in work.editions:
        dates = [f"from {edition.adopted} ({edition.adopted_support})"] if edition.adopted else []
        if edition.superseded:
            dates.append(f"until {edition.superseded} ({edition.superseded_support})")
        table.add_row(f"edition {edition.year}", ", ".join(dates) or "dates not known", edition.support)
    for fact in work.pages:
        table.add_row("pages", _pages(fact), fact.support)
    for cited in one.citation.sections:
        section = catalogue.sections.get(cited.entry or "")
        if section is not None:
            table.add_row("section", section.title, section.support)
            for fact in section.pages:
                table.add_row("", _pages(fact), fact.support)
    if work.sections:
        table.add_row("sections", f"{len(work.sections)} known", "")
    return table


def _pages(fact: PageFact) -> str:
    printed = f"page {fact.first}" if fact.first == fact.last else f"pages {fact.first}-{fact.last}"
    return f"{printed} of {fact.edition}" if fact.edition else printed
