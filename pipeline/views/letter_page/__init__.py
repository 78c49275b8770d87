"""The page of one letter: its text with every span, beside its determinations."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from pipeline.components.extensions import get_source_text
from pipeline.reading.problems import ReadingProblem
from pipeline.records.convert import to_data
from pipeline.records.model import Letter
from pipeline.views.letter_page.marks import Mark, marks_of
from pipeline.views.letter_page.page import MOST_CHARACTERS, MOST_MARKS, PageContent, page_html
from pipeline.views.letter_page.pdf_pages import page_images

__all__ = ["render_letter", "render_text"]


def render_letter(
    doc: Doc,
    *,
    problems: Sequence[ReadingProblem] = (),
    pdf: bytes | None = None,
    page_ranges: Sequence[tuple[int, int]] = (),
) -> str:
    """The page of a letter that the pipeline read, as one self-contained HTML file.

    Args:
        doc: the letter, with all of its spans.
        problems: what went wrong or was doubtful with the document; told at the top.
        pdf: the file that the text was read from, whose pages are shown too.
        page_ranges: half-open character ranges of the PDF's pages in the source text.
    """
    letter: Letter = doc._.letter
    text = get_source_text(doc)
    marks, notices = _bounded(marks_of(doc, letter))
    pages = page_images(pdf, text, page_ranges, marks) if pdf is not None else []
    return page_html(
        PageContent(
            name=letter.letter_id,
            text=text,
            record=to_data(letter),
            marks=tuple(marks),
            problems=problems,
            pages=pages,
            total_pages=len(page_ranges),
            notices=notices,
        )
    )


def render_text(name: str, text: str, problems: Sequence[ReadingProblem] = ()) -> str:
    """The page of a document that the pipeline could not read: its text, and what went wrong."""
    return page_html(PageContent(name=name, text=text, problems=problems))


def _bounded(marks: list[Mark]) -> tuple[list[Mark], list[str]]:
    """The marks that a page of bounded size can bear, and a notice where that is not all of them."""
    seen = [mark for mark in marks if mark.start < MOST_CHARACTERS]
    if len(seen) <= MOST_MARKS:
        return seen, []
    return seen[:MOST_MARKS], [f"The first {MOST_MARKS:,} of {len(seen):,} spans are marked in the text."]
