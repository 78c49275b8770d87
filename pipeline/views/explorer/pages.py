"""The explorer's pages, as HTML: the corpus and one letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from pipeline.views.explorer.downloads import available_downloads
from pipeline.views.explorer.fields import FIELDS, SCOPES, SORTS, Field
from pipeline.views.explorer.index import Index, Selection
from pipeline.views.explorer.rendering import found_words, render
from pipeline.views.explorer.source_text import SourceText
from pipeline.views.explorer.view import PAGE_SIZE, View
from pipeline.views.labels import subcategory_label, title
from pipeline.views.letter_page import Page, Way, render_record
from pipeline.views.wilson import wilson_interval

_FIRST_VALUES = 10
_WORTH_FOLDING = 3
_MOST_VALUES = 250
_SNIPPET_NAMES = {
    "rationale": "Rationale",
    "reviewer": "The reviewer cited",
    "claims_administrator": "Utilization review cited",
    "letter": "Case number",
    "": "",
}


@dataclass(frozen=True, slots=True)
class _Group:
    """A field's list of values on the page."""

    name: str
    title: str
    open: bool
    chosen: tuple[str, ...]
    first: Sequence[tuple[str, int]]
    rest: Sequence[tuple[str, int]]
    left_out: int
    most: int
    field: Field

    @property
    def most_values(self) -> bool:
        return bool(self.rest)

    def shown(self, value: str) -> str:
        return self.field.shown(value)[:160]


@dataclass(frozen=True, slots=True)
class _ShownRow:
    """A row of the table with its marked texts as HTML."""

    values: Mapping[str, Any]
    request: Markup
    snippet: Markup
    snippet_of: str


@dataclass(frozen=True, slots=True)
class _Rate:
    """The share of overturned items among decided ones, in words."""

    share: float
    percent: str
    interval: str


def corpus_page(index: Index, view: View, folder: Path, changed: bool = False) -> str:
    """The search, the filters and the table of a view."""
    selection = index.select(view)
    rows = index.rows(view, selection, PAGE_SIZE)
    shown = [_ShownRow(row.values, found_words(row.request), found_words(row.snippet), row.snippet_of) for row in rows]
    return render(
        "corpus.html",
        **_frame(folder),
        view=view,
        query=view.on_page(1).to_query(),
        here=view.to_query(),
        selection=selection,
        all_items=index.items,
        all_letters=index.letters,
        damaged=index.damaged,
        changed=changed,
        rate=None if "decision" in view.filters else _rate(selection),
        chips=_chips(view),
        groups=[_group(field, selection, view) for field in FIELDS],
        rows=shown,
        pages=max(1, -(-selection.items // PAGE_SIZE)),
        scopes=SCOPES,
        sorts=SORTS,
        snippet_names=_SNIPPET_NAMES,
        category=_category,
        letter_path=letter_path,
        downloads=available_downloads(),
    )


def letter_page(record: Mapping[str, Any], source: SourceText, way: Way) -> Page:
    """One letter: the page that `inspect` makes too, of the record and, where its file is at hand, of its text."""
    document = source.document
    text = None if document is None else document.text
    pages = () if document is None else document.pages
    pdf = source.data if pages else None
    return render_record(record, text, missing=source.missing, pdf=pdf, page_ranges=pages, way=way)


def letter_path(address: str) -> str:
    """The path of a letter's page."""
    return "/letter/" + quote(address, safe="", errors="replace")


def problem_page(heading: str, message: str, folder: Path) -> str:
    """A page that says what is wrong."""
    return render("problem.html", **_frame(folder), heading=heading, message=message)


def _frame(folder: Path) -> dict[str, str]:
    return {"folder": str(folder), "folder_name": folder.resolve().name or str(folder)}


def _group(field: Field, selection: Selection, view: View) -> _Group:
    chosen = view.filters.get(field.name, ())
    counts = selection.values[field.name]
    ordered = sorted(counts, key=lambda c: c[0] not in chosen)
    if field.name == "year":
        ordered = sorted(counts, reverse=True)
    first = max(_FIRST_VALUES, len(chosen))
    if field.name == "year" or len(ordered) <= first + _WORTH_FOLDING:
        first = _MOST_VALUES
    return _Group(
        field.name,
        field.title,
        field.open or bool(chosen),
        chosen,
        ordered[:first],
        ordered[first:_MOST_VALUES],
        max(0, len(ordered) - _MOST_VALUES),
        max((count for _, count in counts), default=0),
        field,
    )


def _chips(view: View) -> list[dict[str, str]]:
    chips = []
    if view.search:
        where = "search" if view.scope == "all" else f"search in {SCOPES[view.scope].lower()}"
        chips.append({"title": where, "value": view.search, "query": view.without_search().to_query()})
    if view.since or view.until:
        days = " to ".join(filter(None, (view.since, view.until))) if view.since else f"to {view.until}"
        chips.append({"title": "Decided", "value": days, "query": view.without_days().to_query()})
    for field in FIELDS:
        for value in view.filters.get(field.name, ()):
            query = view.without(field.name, value).to_query()
            chips.append({"title": field.title, "value": field.shown(value)[:160], "query": query})
    return chips


def _rate(selection: Selection) -> _Rate | None:
    decided = selection.upheld + selection.overturned
    interval = wilson_interval(selection.overturned, decided)
    if interval is None:
        return None
    share = selection.overturned / decided
    return _Rate(share, f"{100 * share:.1f}%", f"{100 * interval[0]:.1f} to {100 * interval[1]:.1f}%")


def _category(values: Mapping[str, Any]) -> str:
    kind = values["subcategory"] or values["category"]
    return title(subcategory_label(kind)) if kind else ""
