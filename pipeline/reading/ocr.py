"""Text of scans: pages of a PDF that are images, recognised by OCRmyPDF or Tesseract where one is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline.reading.options import ReadingOptions
from pipeline.reading.pdf import PAGE_BREAK, PdfText
from pipeline.reading.pdf_reader import PDF_READER
from pipeline.reading.problems import OCR_FAILED, PDF_WITHOUT_TEXT, UnreadableError, too_large

PROGRAMS = ("ocrmypdf", "tesseract")
NO_PROGRAM = "E125"
_DOTS_PER_POINT = 300 / 72
_LARGEST_SIDE = 6000  # in dots, whatever size a page claims to have


class NoOcrError(Exception):
    """There is no program that recognises text."""

    code = NO_PROGRAM
    exit_code = 2

    def __init__(self) -> None:
        super().__init__(
            "--ocr needs OCRmyPDF or Tesseract, and neither is installed: apt install ocrmypdf (Debian, Ubuntu), "
            "brew install ocrmypdf (macOS), or Tesseract's installer (Windows)"
        )


@dataclass(frozen=True, slots=True)
class Recognised:
    """A PDF's text; `pages` (1, 2 …) of it were recognised, by `program`."""

    text: PdfText
    pages: tuple[int, ...] = ()
    program: str = ""


@cache
def ocr_program() -> str:
    """The program that is used, by its name.

    Raises:
        NoOcrError: none is installed (E125).
    """
    found = next((name for name in PROGRAMS if shutil.which(name)), None)
    if found is None:
        raise NoOcrError
    return found


def read_with_ocr(data: bytes, options: ReadingOptions) -> Recognised:
    """The text of a PDF, with that of its scanned pages recognised; a PDF without scans is read as always.

    Raises:
        UnreadableError: as reading a PDF does, or the program fails (E126).
        NoOcrError: there are scans, and no program is installed.
    """
    try:
        read: PdfText | None = PDF_READER.read(data, options)
    except UnreadableError as error:
        if error.code != PDF_WITHOUT_TEXT:
            raise
        read = None
    if read is not None and not read.scanned:
        return Recognised(read)
    program = ocr_program()
    if program == "ocrmypdf":
        return _by_ocrmypdf(data, read, options)
    scanned = read.scanned if read is not None else ()
    pages = _texts(read)
    recognised = dict(_by_tesseract(data, scanned, options))
    for number, text in recognised.items():
        pages[number] = text
    return Recognised(_joined([pages[number] for number in sorted(pages)], options), tuple(sorted(recognised)), program)


def _by_ocrmypdf(data: bytes, read: PdfText | None, options: ReadingOptions) -> Recognised:
    """The PDF with a text layer under its scans, read anew."""
    made = _run(["ocrmypdf", "--skip-text", "--output-type", "pdf", "--quiet", "-", "-"], data, options.time_limit)
    text = PDF_READER.read(made, options)
    scanned = read.scanned if read is not None else tuple(range(1, len(text.pages) + 1))
    return Recognised(text, tuple(number for number in scanned if number not in text.scanned), "ocrmypdf")


def _by_tesseract(data: bytes, scanned: Sequence[int], options: ReadingOptions) -> Iterator[tuple[int, str]]:
    """(number, text) of the scanned pages; of all pages where none is named."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        for number in scanned or range(1, len(document) + 1):
            image = _image(document, number)
            text = _run(["tesseract", "stdin", "stdout", "-l", "eng"], image, options.time_limit)
            yield number, text.decode("utf-8", "replace").replace(PAGE_BREAK, "").replace("\r\n", "\n").rstrip()
    finally:
        document.close()


def _image(document: Any, number: int) -> bytes:
    """A page as a grey image at 300 dots per inch, in the plain format PGM."""
    page = document[number - 1]
    try:
        scale = min(_DOTS_PER_POINT, _LARGEST_SIDE / max(*page.get_size(), 1))
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            rows = bytes(bitmap.buffer)
            width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        finally:
            bitmap.close()
    finally:
        page.close()
    dots = b"".join(rows[y * stride : y * stride + width] for y in range(height))
    return b"P5 %d %d 255\n" % (width, height) + dots


def _run(command: list[str], data: bytes, seconds: float) -> bytes:
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=seconds or None, check=False)
    except subprocess.TimeoutExpired:
        raise UnreadableError(OCR_FAILED, f"{command[0]} took longer than {seconds:g} s (--time-limit)") from None
    except OSError as error:
        raise UnreadableError(OCR_FAILED, f"{command[0]} cannot be started: {error.strerror}") from None
    if done.returncode:
        reason = " ".join(done.stderr.decode("utf-8", "replace").split())[-200:]
        raise UnreadableError(OCR_FAILED, f"{command[0]} could not recognise the text: {reason}")
    return done.stdout


def _texts(read: PdfText | None) -> dict[int, str]:
    """The texts of the pages by their numbers."""
    if read is None:
        return {}
    return {number: read.text[start:end] for number, (start, end) in enumerate(read.pages, 1)}


def _joined(pages: Sequence[str], options: ReadingOptions) -> PdfText:
    text = PAGE_BREAK.join(pages)
    if not text.strip(PAGE_BREAK + " \n"):
        raise UnreadableError(PDF_WITHOUT_TEXT, "no text was recognised in the PDF")
    if len(text) > options.max_bytes:
        raise too_large(options.max_bytes, "the PDF's text")
    ranges, start = [], 0
    for page in pages:
        ranges.append((start, start + len(page)))
        start += len(page) + len(PAGE_BREAK)
    return PdfText(text, tuple(ranges))
