"""The text layer of a PDF, page by page."""

from __future__ import annotations

from typing import Any

from pipeline.reading.problems import BAD_PDF, PDF_PASSWORD, PDF_WITHOUT_TEXT, UnreadableError, too_large

PAGE_BREAK = "\f"


def pdf_text(data: bytes, max_characters: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """(text, half-open character range of each page); pages are joined by a form feed.

    Two things of PDFium's text are put into plain text: its line ends become `\\n`, and its mark for a hyphen
    at a line's end (U+FFFE, no character) becomes the hyphen and the line break that are printed.

    Raises:
        UnreadableError: damaged, protected by a password (not an empty one), too long, or without text.
    """
    pages: list[str] = []
    length = 0
    document = _open(data)
    try:
        for number in range(len(document)):
            page = _page_text(document, number)
            length += len(page) + 1
            if length > max_characters:
                raise too_large(max_characters, "the PDF's text")
            pages.append(page)
    finally:
        document.close()
    if not any(page.strip() for page in pages):
        raise UnreadableError(PDF_WITHOUT_TEXT, "the PDF has no text layer (a scan?): run OCR on it first")
    ranges = []
    start = 0
    for page in pages:
        ranges.append((start, start + len(page)))
        start += len(page) + len(PAGE_BREAK)
    return PAGE_BREAK.join(pages), tuple(ranges)


def _open(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError(PDF_PASSWORD, "the PDF needs a password: save it without one") from None
        raise UnreadableError(BAD_PDF, "the PDF is damaged and cannot be opened") from None


def _page_text(document: Any, number: int) -> str:
    import pypdfium2

    try:
        page = document[number]
        try:
            text_page = page.get_textpage()
            try:
                text: str = text_page.get_text_range()
            finally:
                text_page.close()
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        raise UnreadableError(BAD_PDF, f"page {number + 1} of the PDF is damaged") from None
    return text.replace("\ufffe", "-\n").replace("\r\n", "\n")
