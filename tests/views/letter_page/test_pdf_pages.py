from __future__ import annotations

import struct
import zlib

import pypdfium2

from pipeline.reading.pdf import pdf_text
from pipeline.views.letter_page.marks import Mark
from pipeline.views.letter_page.pdf_pages import grey_png, page_images
from tests.reading.samples import pdf_bytes


def test_a_mark_is_boxed_where_its_words_are_drawn() -> None:
    pdf = pdf_bytes(["First page", "Request: Upheld today"])
    read = pdf_text(pdf, 10_000)
    text, ranges = read.text, read.pages
    start = text.index("Upheld")
    pages = page_images(pdf, text, ranges, [Mark("decisions", "decision", start, start + 6)])
    assert [page.number for page in pages] == [1, 2]
    assert pages[0].boxes == ()
    (box,) = pages[1].boxes
    assert box.mark == 0
    # The line begins 1 inch from the left and from the top, at 108 dots to the inch.
    assert box.left > 108 + 40
    assert 90 < box.top < 118
    assert 30 < box.width < 90
    assert (pages[1].width, pages[1].height) == (918, 1188)


def test_a_mark_over_two_pages_has_a_box_on_each() -> None:
    pdf = pdf_bytes(["one two", "three four"])
    read = pdf_text(pdf, 10_000)
    text, ranges = read.text, read.pages
    pages = page_images(pdf, text, ranges, [Mark("x", "x", text.index("two"), text.index("three") + 5)])
    assert [len(page.boxes) for page in pages] == [1, 1]


def test_no_boxes_where_the_text_is_another() -> None:
    pdf = pdf_bytes(["Upheld"])
    pages = page_images(pdf, "Uphold", ((0, 6),), [Mark("x", "x", 0, 6)])
    assert pages[0].boxes == ()


def test_no_pages_of_what_is_no_pdf() -> None:
    assert page_images(b"%PDF-1.4 broken", "", (), []) == []


def test_the_png_is_one() -> None:
    png = grey_png(bytes([0, 255, 9, 9, 100, 200, 9, 9]), 2, 2, 4)
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", png[16:24]) == (2, 2)
    length = struct.unpack(">I", png[33:37])[0]
    rows = zlib.decompress(png[41 : 41 + length])
    assert rows == bytes([0, 0, 255, 0, 102, 204])


def test_images_show_what_pdfium_draws() -> None:
    pdf = pdf_bytes(["Upheld"])
    page = page_images(pdf, "Upheld", ((0, 6),), [])[0]
    assert len(page.png) < 60_000
    assert page.data_uri.startswith("data:image/png;base64,")
    assert pypdfium2.PdfDocument(pdf)[0].get_size() == (612, 792)
