"""The text layer of a PDF, page by page, in the process that asks. `pdf_reader` does it in one that may be lost."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from pipeline.reading.problems import BAD_PDF, PDF_PASSWORD, PDF_WITHOUT_TEXT, UnreadableError, too_large

PAGE_BREAK = "\f"
_NO_PDF = b"%PDF-1.4\n"
_LITTLE_TEXT = 200  # characters: a stamp or a running title on a scan
_MOST_OF_THE_PAGE = 0.4
_SAMPLES = 9  # characters that are asked for the direction of a page's text


@dataclass(frozen=True, slots=True)
class PdfText:
    """What was read of a PDF.

    Attributes:
        text: its pages, joined by a form feed.
        pages: half-open character range of each page.
        scanned: numbers (1, 2 …) of the pages that show an image in place of a text.
    """

    text: str
    pages: tuple[tuple[int, int], ...]
    scanned: tuple[int, ...] = ()


def pdf_text(data: bytes, max_characters: int) -> PdfText:
    """The text of a PDF.

    Two things of PDFium's text are put into plain text: its line ends become `\\n`, and its mark for a hyphen
    at a line's end (U+FFFE, no character) becomes the hyphen and the line break that are printed.

    Raises:
        UnreadableError: damaged, protected by a password (not an empty one), too long, or without text.
    """
    pages: list[str] = []
    scanned: list[int] = []
    length = 0
    document = _open(data)
    try:
        for number in range(len(document)):
            text, is_scan = _read_page(document, number)
            length += len(text) + 1
            if length > max_characters:
                raise too_large(max_characters, "the PDF's text")
            pages.append(text)
            if is_scan:
                scanned.append(number + 1)
    finally:
        document.close()
    if not any(page.strip() for page in pages):
        raise UnreadableError(PDF_WITHOUT_TEXT, "the PDF has no text layer (a scan?): run OCR on it first")
    ranges = []
    start = 0
    for page in pages:
        ranges.append((start, start + len(page)))
        start += len(page) + len(PAGE_BREAK)
    return PdfText(PAGE_BREAK.join(pages), tuple(ranges), tuple(scanned))


def _open(data: bytes) -> Any:
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        pass
    try:
        # PDFium does not always set its error, and then tells the one before: set it to "damaged", and ask again.
        pypdfium2.raw.FPDF_LoadMemDocument(_NO_PDF, len(_NO_PDF), None)
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableError(PDF_PASSWORD, "the PDF needs a password: save it without one") from None
        raise UnreadableError(BAD_PDF, "the PDF is damaged and cannot be opened") from None


def _read_page(document: Any, number: int) -> tuple[str, bool]:
    """The text of a page, and whether the page is a scan."""
    import pypdfium2

    try:
        page = document[number]
        try:
            text = _upright_text(page)
            is_scan = _shows_an_image_alone(page, text)
        finally:
            page.close()
    except pypdfium2.PdfiumError:
        raise UnreadableError(BAD_PDF, f"page {number + 1} of the PDF is damaged") from None
    return text.replace("\ufffe", "-\n").replace("\r\n", "\n"), is_scan


def _upright_text(page: Any) -> str:
    """The page's text in reading order. PDFium gives the lines of a page backwards where, as the page is turned,
    they run downwards: the page is turned so that they do not."""
    text_page = page.get_textpage()
    try:
        text: str = text_page.get_text_range()
        turned = _direction(text_page)
    finally:
        text_page.close()
    if turned is None or (turned - page.get_rotation()) % 360 != 270:
        return text
    page.set_rotation(turned)
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_range())
    finally:
        text_page.close()


def _direction(text_page: Any) -> int | None:
    """By how many degrees, a multiple of 90, most of the text is turned against the page; `None` without text."""
    import pypdfium2

    count = text_page.count_chars()
    places = range(0, count, max(1, count // _SAMPLES))
    angles = (pypdfium2.raw.FPDFText_GetCharAngle(text_page, place) for place in places)
    turns = Counter(-round(angle / (math.pi / 2)) * 90 % 360 for angle in angles if angle >= 0)
    return turns.most_common(1)[0][0] if turns else None


def _shows_an_image_alone(page: Any, text: str) -> bool:
    """Whether a page shows an image and no text, or one that fills the page and little more than a stamp."""
    import pypdfium2

    characters = len("".join(text.split())) if len(text) < 10 * _LITTLE_TEXT else _LITTLE_TEXT
    if characters >= _LITTLE_TEXT:
        return False
    images = page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=5)
    if not characters:
        return next(iter(images), None) is not None
    width, height = page.get_size()
    return any(_area(image) > _MOST_OF_THE_PAGE * width * height for image in images)


def _area(image: Any) -> float:
    left, bottom, right, top = image.get_bounds() if hasattr(image, "get_bounds") else image.get_pos()
    return float(abs((right - left) * (top - bottom)))
