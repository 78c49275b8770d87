"""The page as one self-contained HTML file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from pipeline.reading.problems import ReadingProblem
from pipeline.views.letter_page.cards import Values, dates_card, header_card, item_card, own_card, reviewers_card
from pipeline.views.letter_page.head import NO_WAY, Way, head_html
from pipeline.views.letter_page.legend import Entry, colour_rules, entries_of, label_words, legend_html
from pipeline.views.letter_page.linking import Links, link
from pipeline.views.letter_page.marks import FINDINGS, RECORD, WARNINGS, Mark, group_name
from pipeline.views.letter_page.notes import LETTER, notes_html, notes_of
from pipeline.views.letter_page.pdf_pages import PageImage
from pipeline.views.letter_page.places import Place, places_of
from pipeline.views.letter_page.safe import attribute, script_data, shown
from pipeline.views.letter_page.text import text_html

MOST_CHARACTERS = 250_000
MOST_MARKS = 4_000
_SCRIPTS = ("page.js", "links.js")


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page shows.

    Attributes:
        name: what the letter is called.
        text: the source text; `None` where it is not at hand.
        record: the record as data; `None` where the document could not be read as a letter.
        marks: what is marked in the text, in the text's order.
        problems: what went wrong with the document.
        pages: images of a PDF's pages, whose boxes name marks by their index in `marks`.
        total_pages: how many the PDF has.
        notices: what is said above the text.
        way: where the page leads.
    """

    name: str
    text: str | None
    record: dict[str, Any] | None = None
    marks: tuple[Mark, ...] = ()
    problems: Sequence[ReadingProblem] = ()
    pages: Sequence[PageImage] = ()
    total_pages: int = 0
    notices: list[str] = field(default_factory=list)
    way: Way = NO_WAY


@dataclass(frozen=True, slots=True)
class Page:
    """A page, and its content security policy, which stands in its head too."""

    html: str
    policy: str


def page_of(content: PageContent) -> Page:
    """The page. Its scripts and styles are its own (the policy in its head lets no other run or load)."""
    places = places_of(content.record) if content.record else []
    links = link(content.marks, places)
    entries = entries_of(links.marks)
    style = _file("page.css") + colour_rules(entries)
    script = "\n".join(map(_file, _SCRIPTS))
    data = script_data(_data(content, places, links, entries))
    record = script_data(content.record)
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    html = (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{attribute(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f'<link rel="icon" href="data:,"><title>{attribute(content.name)}</title>\n'
        f"<style>{style}</style>\n</head>\n<body>\n"
        f"{_body(content, places, links, entries)}"
        f'<script type="application/json" id="data">{data}</script>\n'
        f'<script type="application/json" id="record-data">{record}</script>\n'
        f"<script>{script}</script>\n</body>\n</html>\n"
    )
    return Page(html, policy)


def _body(content: PageContent, places: Sequence[Place], links: Links, entries: Sequence[Entry]) -> str:
    values = Values(places, links)
    return (
        f"{head_html(content.name, content.record, content.way)}<main>\n"
        f'<section id="cards" aria-label="What was read" tabindex="0">{_cards(content, links, values)}</section>\n'
        f"{_left(content, links, entries)}</main>\n"
        '<aside id="detail" aria-live="polite" aria-label="The chosen value" hidden></aside>'
        '<div id="tip" role="tooltip" hidden></div>\n'
    )


def _left(content: PageContent, links: Links, entries: Sequence[Entry]) -> str:
    tabs = [("text", "Text", True)]
    if content.pages:
        tabs.append(("pages", f"Pages ({content.total_pages})", False))
    if content.record:
        tabs.append(("record", "Record", False))
    buttons = "".join(
        f'<button type="button" role="tab" id="tab-{key}" aria-controls="{key}" '
        f'aria-selected="{"true" if first else "false"}" tabindex="{0 if first else -1}">{name}</button>'
        for key, name, first in tabs
    )
    switches = (
        '<span class="switches"><label><input type="checkbox" id="names" checked>label names</label>'
        '<label><input type="checkbox" id="lines">line breaks</label></span>'
    )
    legend = (
        '<details id="legend" open><summary>What the colours mean</summary>'
        f'<div class="groups">{legend_html(entries)}</div></details>'
        if entries
        else ""
    )
    return (
        f'<section id="letter" aria-label="The letter"><div id="bar"><div role="tablist" aria-label="Views">{buttons}'
        f"</div>{switches}</div>{legend}{_text(content, links)}{_pages(content, entries)}{_record(content)}</section>\n"
    )


def _text(content: PageContent, links: Links) -> str:
    text = content.text or ""
    limit = min(len(text), MOST_CHARACTERS)
    note = "".join(f'<p class="note">{shown(notice)}</p>' for notice in content.notices)
    if limit < len(text):
        note += (
            f'<p class="note">The first {limit:,} of {len(text):,} characters are shown. The record was read '
            "from the whole text where there is one.</p>"
        )
    body = text_html(text, links.marks, limit)
    if not body and content.text is not None:
        body = '<p class="note">There is no text.</p>'
    return (
        '<div id="text" class="view names" role="tabpanel" aria-labelledby="tab-text" tabindex="0" '
        f'dir="ltr">{note}{body}</div>'
    )


def _pages(content: PageContent, entries: Sequence[Entry]) -> str:
    if not content.pages:
        return ""
    styles = {(entry.group, entry.label): entry.style for entry in entries}
    shown_pages = "".join(_page(page, content.marks, styles) for page in content.pages)
    left_out = content.total_pages - len(content.pages)
    note = f'<p class="note">{left_out} more pages are not shown.</p>' if left_out else ""
    return (
        '<div id="pages" class="view" role="tabpanel" aria-labelledby="tab-pages" tabindex="0" hidden>'
        f"{shown_pages}{note}</div>"
    )


def _page(page: PageImage, marks: Sequence[Mark], styles: dict[tuple[str, str], str]) -> str:
    boxes = "".join(
        f'<rect class="r {styles[marks[box.mark].group, marks[box.mark].label]}" data-m="{box.mark}" '
        f'x="{box.left:g}" y="{box.top:g}" width="{box.width:g}" height="{box.height:g}"/>'
        for box in page.boxes
    )
    return (
        f'<figure><img src="{page.data_uri}" width="{page.width}" height="{page.height}" alt="Page {page.number}">'
        f'<svg viewBox="0 0 {page.width} {page.height}" aria-hidden="true">{boxes}</svg>'
        f"<figcaption>Page {page.number}</figcaption></figure>"
    )


def _record(content: PageContent) -> str:
    if not content.record:
        return ""
    return (
        '<div id="record" class="view" role="tabpanel" aria-labelledby="tab-record" tabindex="0" hidden>'
        "<pre></pre></div>"
    )


def _cards(content: PageContent, links: Links, values: Values) -> str:
    problems = "".join(
        f'<li class="{problem.severity}"><b>{shown(code)}</b> {shown(message)}</li>'
        for problem in content.problems
        for code, message in ((problem.code, problem.message), *problem.more)
    )
    listed = f'<ul class="notes card">{problems}</ul>' if problems else ""
    record = content.record
    if record is None:
        return listed
    notes = notes_of(record)
    general = notes_html(notes, LETTER, links, values)
    items = "".join(
        item_card(item, i, values, notes_html(notes, i, links, values), without_text=content.text is None)
        for i, item in enumerate(record["determinations"])
    )
    if not items:
        items = '<p class="card note">No determination was found.</p>'
    general = f'<div class="card">{general}</div>' if general else ""
    return (
        f"{listed}{general}{items}{header_card(record, values)}{reviewers_card(record, values)}"
        f"{own_card(record, values)}{dates_card(record, values)}"
    )


def _data(content: PageContent, places: Sequence[Place], links: Links, entries: Sequence[Entry]) -> dict[str, Any]:
    """What the page's script knows: marks, places, entries of the legend, in short keys."""
    numbers = {(entry.group, entry.label): i for i, entry in enumerate(entries)}
    text = content.text or ""
    marks = [
        [
            -1 if m.group == RECORD else numbers[m.group, m.label],
            m.start,
            m.end,
            label_words(m.label),
            m.value,
            m.rule,
            list(links.became[i]),
            links.within[i],
            " ".join(text[m.start : m.end][:240].split()),
        ]
        for i, m in enumerate(links.marks)
    ]
    return {
        "marks": marks,
        "places": [[p.path, p.name, p.value, links.mark_of[i], p.page] for i, p in enumerate(places)],
        "entries": [[group_name(e.group), label_words(e.label), e.style] for e in entries],
        "rules": any(m.rule for m in links.marks),
        "wavy": [i for i, e in enumerate(entries) if e.group in (FINDINGS, WARNINGS)],
    }


def _digest(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode("utf-8")).digest()).decode("ascii")


@cache
def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8").replace("\r\n", "\n")
