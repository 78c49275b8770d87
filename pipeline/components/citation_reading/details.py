"""Productions of details: pages, edition, chapter number, regulation, each the tag of a value."""

from __future__ import annotations

from pipeline.components.citation_reading.draft import Draft
from pipeline.components.citation_reading.reading import Reading
from pipeline.components.citation_reading.titles import add_section
from pipeline.components.tags import Tag

OF_MTUS = "mtus"
"""The attribute of regulations that are sections of the MTUS."""


def detail(r: Reading, at: int) -> int | None:
    """A detail of the citation before it; a chapter or a regulation begins a citation too."""
    draft = r.draft or _begun(r, at)
    if draft is None:
        return None
    return next((behind for read in _DETAILS if (behind := read(r, draft, at)) is not None), None)


def _begun(r: Reading, at: int) -> Draft | None:
    """The citation that a chapter's number or a regulation begins, or that a regulation of the MTUS belongs to."""
    if r.tag("chapter", at):
        return r.new(at, r.source)
    tag = r.tag("regulation", at)
    if tag is None:
        return None
    if OF_MTUS in tag.attributes:
        return r.drafts[-1] if r.drafts else r.new(at, "MTUS")
    draft, printed = r.new(at, "other"), r.text[tag.start : tag.end]
    draft.guideline = Tag("guideline", at, at + len(printed.rpartition(", ")[0] or printed), "")
    r.fresh = True
    return draft


def pages(r: Reading, draft: Draft, at: int) -> int | None:
    """Pages behind a page label; those that the citation has already are taken in without a second entry. In a sentence
    a number that is no higher than the last one belongs to the words behind: "page 46, 2 visits"."""
    tag = r.tag("pages", at)
    if tag is None:
        return None
    ranges: list[tuple[int, int]] = list(tag.value)
    falling = (i for i in range(1, len(ranges)) if r.kind.strict and ranges[i][0] <= ranges[i - 1][1])
    count, end = next(falling, len(ranges)), tag.end
    if count < len(ranges):
        stop = r.text.rfind(str(ranges[count][0]), tag.start, tag.end)
        end = tag.start + len(r.text[tag.start : stop].rstrip(" ,;&"))
    for low, high in ranges[:count]:
        value = f"{low}-{high}" if high != low else str(low)
        if all(page.value != value for page in draft.pages):
            draft.pages.append(Tag("pages", tag.start, end, value, tag.rule))
    return draft.take(r.closed(draft.start, end))


def edition(r: Reading, draft: Draft, at: int) -> int | None:
    """A year, a dated update, or an edition's number, which gives no year. In a sentence a year behind a comma is one
    only where it is closed again: others are numbers of something else."""
    tag = r.tag("edition", at)
    if tag is None or draft.sections_labelled:
        return None
    if r.kind.strict:
        bare = r.text[at : tag.end].isdigit() and "," in r.between(draft, at)
        if draft.edition is not None or (bare and r.text[tag.end : tag.end + 1] not in (",", ")")):
            return None
    dated(r, draft, tag)
    return draft.take(r.closed(draft.start, tag.end))


def dated(r: Reading, draft: Draft, tag: Tag) -> None:
    """Take the year or the number of an edition."""
    year = str(tag.value)
    if not year.isdigit():
        draft.number = Tag("edition", tag.start, tag.end, tag.value, tag.rule)
    elif draft.edition is None:
        draft.edition = Tag("edition", tag.start, tag.end, year, tag.rule)
        draft.work = r.catalogue.dated_work(draft.works, year) if draft.works else draft.work


def regulation(r: Reading, draft: Draft, at: int) -> int | None:
    """A section of Title 8 CCR, or a range of them."""
    tag = r.tag("regulation", at)
    if tag is None:
        return None
    draft.regulations.append(Tag("regulation", tag.start, tag.end, tag.value, tag.rule))
    return draft.take(tag.end)


def chapter(r: Reading, draft: Draft, at: int) -> int | None:
    """ "Chapter 12" of an ACOEM chapter; in a line a second one begins a citation. ODG's chapters have no numbers."""
    tag = r.tag("chapter", at)
    if tag is None:
        return None
    number = Tag("chapter_number", tag.start, tag.end, str(tag.value), tag.rule)
    told = draft.chapter_number or number
    if told.value != number.value or (told is number and draft.guideline and draft.pages):
        return None if r.kind.strict else chapter(r, r.new(at, r.source), at)
    draft.chapter_number = None if draft.chapters else told
    return draft.take(tag.end)


def _table(r: Reading, draft: Draft, at: int) -> int | None:
    """A table or figure, which the record leaves out."""
    return r.behind("table", at)


def _numbered_section(r: Reading, draft: Draft, at: int) -> int | None:
    """A section that a rule tells by its form: "§ 3.2"."""
    tag = r.tag("section", at)
    return add_section(r, draft, tag.start, tag.end) if tag else None


_DETAILS = (pages, regulation, edition, _table, _numbered_section, chapter)
