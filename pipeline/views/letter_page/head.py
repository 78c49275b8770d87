"""The head of the page, always in sight: the case, what was decided, and where one can go from here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.views.letter_page.cards import words
from pipeline.views.letter_page.safe import attribute, shown

_DECISIONS = ("upheld", "overturned")


@dataclass(frozen=True, slots=True)
class Way:
    """Where the page leads: addresses, each `None` where there is nothing.

    Attributes:
        back: the results that the reader came from.
        previous, next: the letters before and behind this one.
        source: the file that the letter was read from.
        record: the record as a file; where it is `None`, the page's script makes it.
    """

    back: str | None = None
    previous: str | None = None
    next: str | None = None
    source: str | None = None
    record: str | None = None


NO_WAY = Way()


def head_html(name: str, record: Mapping[str, Any] | None, way: Way) -> str:
    """The head of a letter's page; of a text without a record the name alone."""
    outcome = (record or {}).get("outcome")
    badge = f'<span class="badge {outcome}">{words(outcome).capitalize()}</span>' if outcome else ""
    return (
        f'<header id="top">{_ways(way)}<div class="case"><h1>{shown(name)}</h1>{badge}'
        f'<span class="where">{_facts(record)}</span></div>{_actions(name, record, way)}</header>\n'
    )


def _ways(way: Way) -> str:
    links = [
        _link(way.back, "← Results", "back", ""),
        _link(way.previous, "‹ Previous", "previous", "prev"),
        _link(way.next, "Next ›", "next", "next"),
    ]
    shown_links = "".join(links)
    return f'<nav class="ways" aria-label="Letters">{shown_links}</nav>' if shown_links else ""


def _link(address: str | None, name: str, identity: str, relation: str) -> str:
    if address is None:
        return ""
    rel = f' rel="{relation}"' if relation else ""
    return f'<a id="{identity}"{rel} href="{attribute(address)}">{name}</a>'


def _facts(record: Mapping[str, Any] | None) -> str:
    if record is None:
        return ""
    decided = record["case"]["decision_date"]
    items = record["determinations"]
    counts = Counter(item["decision"]["value"] for item in items if item["decision"])
    told = [f"{counts[decision]} {decision}" for decision in _DECISIONS if counts[decision]]
    if left := len(items) - sum(counts[decision] for decision in _DECISIONS):
        told.append(f"{left} without a decision")
    number = f"{len(items)} item{'' if len(items) == 1 else 's'}" + (f": {', '.join(told)}" if items else "")
    path = shown(record["source"]["path"] or "")
    facts = [f"decided {shown(str(decided['value']))}" if decided else "", number, f"layout {shown(record['layout'])}"]
    return " · ".join(filter(None, [*facts, f'<span class="path">{path}</span>' if path else ""]))


def _actions(name: str, record: Mapping[str, Any] | None, way: Way) -> str:
    jumps = '<a class="jump" href="#letter">To the text</a><a class="jump" href="#cards">To the items</a>'
    made = [jumps]
    if record is not None:
        file = attribute("".join(c if c.isalnum() or c in "-_." else "_" for c in name)[:80] or "letter")
        made.append(f'<a id="get-record" href="{attribute(way.record or "#record")}" download="{file}.json">Record</a>')
    if way.source is not None:
        made.append(f'<a id="get-source" href="{attribute(way.source)}">Source file</a>')
    return f'<nav class="actions" aria-label="This letter">{"".join(made)}</nav>'
