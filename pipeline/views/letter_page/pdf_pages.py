"""A PDF's pages as images, with the places of marks on them."""

from __future__ import annotations

import ctypes
import struct
import zlib
from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.views.letter_page.marks import Mark

_DOTS_PER_POINT = 1.5  # 108 dpi: legible at the width of a column, some 60 KB a page
_LARGEST_SIDE = 2000  # in dots, whatever size a page claims to have
MOST_PAGES = 30
_GREYS = bytes(min(255, round(level / 17) * 17) for level in range(256))  # 16 levels compress to half


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of one mark on one line of a page, in dots from the upper left corner."""

    mark: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page: its number (1, 2 …), its PNG, its size in dots, the boxes of the marks on it."""

    number: int
    png: bytes
    width: int
    height: int
    boxes: tuple[Box, ...]

    @property
    def data_uri(self) -> str:
        """The image as an address that holds it."""
        return "data:image/png;base64," + b64encode(self.png).decode("ascii")


def page_images(pdf: bytes, text: str, ranges: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[PageImage]:
    """Draw the first pages of a PDF.

    Args:
        pdf: the file.
        text: the text that the reader made of it, and `ranges` its pages in it.
        marks: what to find on the pages, by offsets into `text`.

    Returns:
        up to `MOST_PAGES` pages; empty where the PDF cannot be opened. A page whose text is not what the reader
        saw has no boxes.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return []
    try:
        count = min(len(document), len(ranges), MOST_PAGES)
        return [_page(document, number, text, ranges[number], marks) for number in range(count)]
    finally:
        document.close()


def _page(document: Any, number: int, text: str, span: tuple[int, int], marks: Sequence[Mark]) -> PageImage:
    page = document[number]
    try:
        scale = min(_DOTS_PER_POINT, _LARGEST_SIDE / max(*page.get_size(), 1))
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            width, height = bitmap.width, bitmap.height
            png = grey_png(bytes(bitmap.buffer), width, height, bitmap.stride)
        finally:
            bitmap.close()
        text_page = page.get_textpage()
        try:
            boxes = tuple(_boxes(page, text_page, text[span[0] : span[1]], span[0], marks, (width, height)))
        finally:
            text_page.close()
    finally:
        page.close()
    return PageImage(number + 1, png, width, height, boxes)


def _boxes(
    page: Any, text_page: Any, text: str, offset: int, marks: Sequence[Mark], size: tuple[int, int]
) -> Iterator[Box]:
    places = character_indices(text_page, text)
    if places is None:
        return
    for i, mark in enumerate(marks):
        start, end = max(mark.start - offset, 0), min(mark.end - offset, len(text))
        if start >= end:
            continue
        first, last = places[start], places[end - 1]
        for k in range(text_page.count_rects(first, last - first + 1)):
            left, top, right, bottom = _in_dots(page, text_page.get_rect(k), size)
            yield Box(i, left, top, right - left, bottom - top)


def character_indices(text_page: Any, text: str) -> list[int] | None:
    """For each character of the reader's text of a page the index of PDFium's character; `None` where the two do
    not agree. The reader writes `\\r\\n` as `\\n`, and PDFium's mark of a hyphen at a line's end as hyphen and line
    break."""
    import pypdfium2.raw as pdfium

    raw = text_page.get_text_range()
    read: list[str] = []
    units: list[int] = []
    unit = 0
    for i, character in enumerate(raw):
        if character == "\ufffe":
            read += "-\n"
            units += (unit, unit)
        elif not (character == "\r" and raw[i + 1 : i + 2] == "\n"):
            read.append(character)
            units.append(unit)
        unit += 2 if ord(character) > 0xFFFF else 1
    if "".join(read) != text:
        return None
    places = [pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, unit) for unit in units]
    for i, place in enumerate(places):
        if place < 0:
            places[i] = places[i - 1] if i else 0
    return places


def _in_dots(
    page: Any, rect: tuple[float, float, float, float], size: tuple[int, int]
) -> tuple[float, float, float, float]:
    """A rectangle of the page (left, bottom, right, top, in points) as left, top, right, bottom in dots; PDFium knows
    the page's rotation and crop."""
    import pypdfium2.raw as pdfium

    corners = []
    for x, y in ((rect[0], rect[1]), (rect[2], rect[3])):
        across, down = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, *size, 0, x, y, across, down)
        corners.append((across.value, down.value))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def grey_png(buffer: bytes, width: int, height: int, stride: int) -> bytes:
    """An 8-bit grey image as a PNG of 16 levels of grey. `stride` is the length of a row in the buffer."""
    levels = buffer.translate(_GREYS)
    rows = b"".join(b"\x00" + levels[y * stride : y * stride + width] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
