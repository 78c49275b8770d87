"""The page of one letter: its determinations, beside its text with every value marked.

`render_letter` makes it of a Doc that was just read, `render_record` of a record and the text that it was read from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pipeline.reading.problems import ReadingProblem
from pipeline.views.letter_page.head import NO_WAY, Way
from pipeline.views.letter_page.marks import Mark
from pipeline.views.letter_page.page import MOST_CHARACTERS, MOST_MARKS, Page, PageContent, page_of
from pipeline.views.letter_page.pdf_pages import page_images
from pipeline.views.letter_page.record_marks import marks_of_record
from pipeline.views.letter_page.shaped import shaped

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from pipeline.records.model import Letter

__all__ = ["Page", "Way", "render_letter", "render_record", "render_text"]


def render_letter(
    doc: Doc,
    *,
    problems: Sequence[ReadingProblem] = (),
    pdf: bytes | None = None,
    page_ranges: Sequence[tuple[int, int]] = (),
    way: Way = NO_WAY,
) -> str:
    """The page of a letter that the pipeline read, as one self-contained HTML file.

    Args:
        doc: the letter, with all of its spans.
        problems: what went wrong or was doubtful with the document; told at the top.
        pdf: the file that the text was read from, whose pages are shown too.
        page_ranges: half-open character ranges of the PDF's pages in the source text.
        way: where the page leads.
    """
    from pipeline.components.extensions import get_source_text
    from pipeline.records.convert import to_data
    from pipeline.views.letter_page.doc_marks import marks_of

    letter: Letter = doc._.letter
    marks, notices = _bounded(marks_of(doc, letter))
    text = get_source_text(doc)
    return page_of(
        PageContent(
            name=letter.letter_id,
            text=text,
            record=to_data(letter),
            marks=tuple(marks),
            problems=problems,
            pages=page_images(pdf, text, page_ranges, marks) if pdf is not None else [],
            total_pages=len(page_ranges),
            notices=notices,
            way=way,
        )
    ).html


def render_record(
    record: Mapping[str, Any],
    text: str | None,
    *,
    missing: str = "",
    pdf: bytes | None = None,
    page_ranges: Sequence[tuple[int, int]] = (),
    way: Way = NO_WAY,
) -> Page:
    """The page of a letter of which the record is at hand.

    Args:
        record: as `to_data` gives it; parts of another shape are left out.
        text: the text that it was read from; `None` where that is not at hand, for the reason in `missing`.
        pdf, page_ranges, way: as for `render_letter`.
    """
    data = shaped(record)
    marks, notices = _bounded(marks_of_record(data))
    pages = page_images(pdf, text, page_ranges, marks) if pdf is not None and text is not None else []
    if text is None:
        notices = [f"{missing} Shown is what the record holds."]
    return page_of(
        PageContent(
            name=data["letter_id"],
            text=text,
            record=data,
            marks=tuple(marks),
            pages=pages,
            total_pages=len(page_ranges),
            notices=notices,
            way=way,
        )
    )


def render_text(name: str, text: str, problems: Sequence[ReadingProblem] = ()) -> str:
    """The page of a document that the pipeline could not read: its text, and what went wrong."""
    return page_of(PageContent(name=name, text=text, problems=problems)).html


def _bounded(marks: list[Mark]) -> tuple[list[Mark], list[str]]:
    """The marks that a page of bounded size can bear, and a notice where that is not all of them."""
    seen = [mark for mark in marks if mark.start < MOST_CHARACTERS]
    if len(seen) <= MOST_MARKS:
        return seen, []
    return seen[:MOST_MARKS], [f"The first {MOST_MARKS:,} of {len(seen):,} spans are marked in the text."]
