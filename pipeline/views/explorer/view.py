"""What a visitor looks at: the search, the filters, the order and the page, and their form in an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlencode

from pipeline.records.places import day_of
from pipeline.views.explorer.fields import FIELD_BY_NAME, FIELDS, SCOPES, SORTS

PAGE_SIZE = 50
_LONGEST_SEARCH = 300
_MOST_WORDS = 24
_MOST_VALUES = 200
_TERM = re.compile(r'(-?)"([^"]*)"|(-?)([^\s"]+)')
_COLUMNS = {
    "request": "request",
    "rationale": "rationale",
    "ur": "claims_administrator",
    "reviewer": "reviewer",
}


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at.

    Attributes:
        search: as typed.
        scope: the key of `SCOPES` that is searched.
        filters: the chosen values of each field, in the fields' order; values of a field are alternatives.
        sort: the key of `SORTS`.
        descending: the order's direction.
        page: from 1.
        since, until: first and last day of decision, ISO; empty where open. Items without a date are outside.
    """

    search: str = ""
    scope: str = "all"
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "date"
    descending: bool = True
    page: int = 1
    since: str = ""
    until: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether anything is searched or filtered."""
        return bool(self.search or self.filters or self.since or self.until)

    def to_query(self) -> str:
        """The query string of this view; empty for the first page of everything."""
        pairs: list[tuple[str, str]] = []
        if self.search:
            pairs.append(("q", self.search))
            if self.scope != "all":
                pairs.append(("in", self.scope))
        pairs += [(name, day) for name, day in (("from", self.since), ("to", self.until)) if day]
        pairs += [(name, value) for name, values in self.filters.items() for value in values]
        if self.sort != "date" or not self.descending:
            pairs += [("sort", self.sort), ("dir", "desc" if self.descending else "asc")]
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return urlencode(pairs, errors="replace")

    def on_page(self, page: int) -> View:
        """The same at another page."""
        return replace(self, page=page)

    def without(self, name: str, value: str) -> View:
        """The first page without one chosen value."""
        filters = {n: tuple(v for v in vs if (n, v) != (name, value)) for n, vs in self.filters.items()}
        return replace(self, filters={n: vs for n, vs in filters.items() if vs}, page=1)

    def without_days(self) -> View:
        """The first page without the first and last day."""
        return replace(self, since="", until="", page=1)

    def without_search(self) -> View:
        """The first page without the search."""
        return replace(self, search="", scope="all", page=1)

    def sorted_by(self, sort: str) -> View:
        """The first page in the order of a column; the other way round where it is in that order."""
        same = sort == self.sort
        return replace(self, sort=sort, descending=not self.descending if same else sort == "date", page=1)


def view_of_query(query: str) -> View:
    """The view that a query string asks for. What it says wrongly is left out: each leads somewhere."""
    pairs = parse_qsl(query, keep_blank_values=False, errors="replace", max_num_fields=None)
    chosen: dict[str, list[str]] = {}
    plain: dict[str, str] = {}
    for name, value in pairs[: _MOST_VALUES * 2]:
        if name in FIELD_BY_NAME:
            values = chosen.setdefault(name, [])
            if value not in values and len(values) < _MOST_VALUES:
                values.append(value)
        else:
            plain[name] = value
    sort = plain.get("sort", "date")
    sort = sort if sort in SORTS else "date"
    page = plain.get("page", "1")
    scope = plain.get("in", "all")
    return View(
        search=" ".join(plain.get("q", "").split())[:_LONGEST_SEARCH],
        scope=scope if scope in SCOPES else "all",
        since=_day(plain.get("from", "")),
        until=_day(plain.get("to", "")),
        filters={f.name: tuple(chosen[f.name]) for f in FIELDS if f.name in chosen},
        sort=sort,
        descending=plain.get("dir", "desc" if sort == "date" else "asc") == "desc",
        page=max(1, int(page)) if page.isascii() and page.isdigit() and len(page) < 8 else 1,
    )


def _day(text: str) -> str:
    """The text where it is a calendar day in ISO's form, else nothing."""
    day = day_of(text)
    return "" if day is None else day.isoformat()


def match_expression(search: str, scope: str) -> str | None:
    """The search as FTS5 wants it; `None` where nothing in it can be searched for.

    All words must occur; words between quotation marks in that order; `tendin*` finds words that begin so;
    `-word` leaves out what has the word. Everything else, FTS5's own operators too, is read as words.
    """
    wanted: list[str] = []
    unwanted: list[str] = []
    for match in list(_TERM.finditer(search))[:_MOST_WORDS]:
        minus = match[1] or match[3]
        text = match[2] if match[2] is not None else match[4]
        star = match[4] is not None and text.endswith("*")
        text = text.replace('"', " ").replace("\0", " ")
        if not any(c.isalnum() for c in text):
            continue
        term = f'"{text.rstrip("*")}"' + ("*" if star else "")
        (unwanted if minus else wanted).append(term)
    if not wanted:
        return None
    expression = "(" + " AND ".join(wanted) + ")"
    for term in unwanted:
        expression += f" NOT {term}"
    return f"{{{_COLUMNS[scope]}}} : ({expression})" if scope in _COLUMNS else expression
