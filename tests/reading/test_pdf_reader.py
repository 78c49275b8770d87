"""PDFs that cost too much, crash, are scans or are turned."""

from __future__ import annotations

import io
import os
import resource
import signal
from pathlib import Path

import pytest

from pipeline.reading import ReadingOptions, ReadingProblem, doubts, read
from pipeline.reading.archives import read_archive
from pipeline.reading.pdf import pdf_text
from pipeline.reading.pdf_reader import PdfReader
from pipeline.reading.problems import UnreadableError
from pipeline.running.time_limit import TimeLimitError, alarm
from pipeline.text.document import Document
from tests.reading.pdf_samples import image_page, nested_forms, turned_page, unpacking
from tests.reading.samples import pdf_bytes, write_zip


def told(found: list[Document | ReadingProblem]) -> list[str]:
    return [item.code if isinstance(item, ReadingProblem) else item.name for item in found]


def test_bombs_are_problems_and_the_reading_goes_on_in_archives_too(tmp_path: Path) -> None:
    members = {"a.pdf": nested_forms(), "b.pdf": pdf_bytes(["Words"]), "c.pdf": unpacking(), "d.txt": b"words"}
    for name, data in members.items():
        (tmp_path / name).write_bytes(data)
    options = ReadingOptions(time_limit=1, max_expansion=10_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with write_zip(tmp_path / "all.zip", members).open("rb") as stream:
        found = [told(list(read(tmp_path / name, options)))[0] for name in members]
        in_archive = told(list(read_archive(stream, "all.zip", options, print)))
    for first, second, third, fourth in (found, in_archive):
        assert {first, third} <= {"E119", "E205"}  # by memory or by time, whichever it reaches first
        assert (second, fourth) == ("b", "d")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 500_000  # kilobytes: what a bomb takes, its own process takes


def test_a_pdf_that_takes_long_is_told_from_one_that_takes_memory() -> None:
    reader = PdfReader()
    with pytest.raises(UnreadableError) as error:
        reader.read(nested_forms(12), ReadingOptions(time_limit=0.2))
    assert error.value.code == "E205"
    assert reader.read(pdf_bytes(["Words"]), ReadingOptions()).text == "Words"
    reader.close()


def test_a_pdf_that_takes_memory_is_told_long_before_its_time_is_over() -> None:
    reader = PdfReader()
    with pytest.raises(UnreadableError) as error:
        reader.read(unpacking(600), ReadingOptions(time_limit=60))
    assert error.value.code == "E119"
    reader.close()


def test_a_process_that_is_gone_is_replaced() -> None:
    reader = PdfReader()
    assert reader.read(pdf_bytes(["One"]), ReadingOptions()).text == "One"
    assert reader._process is not None
    os.kill(reader._process.pid, signal.SIGKILL)
    assert reader.read(pdf_bytes(["Two"]), ReadingOptions()).text == "Two"
    reader.close()


def test_an_alarm_while_a_pdf_is_opened_leaves_nothing_for_the_next() -> None:
    reader = PdfReader()
    reader.read(pdf_bytes(["One"]), ReadingOptions())
    with pytest.raises(TimeLimitError), alarm(0.2) as clock:
        clock.start()
        reader.read(nested_forms(12), ReadingOptions(time_limit=20))
    assert reader.read(pdf_bytes(["Two"]), ReadingOptions()).text == "Two"
    reader.close()


def test_a_damaged_pdf_has_its_own_code_whatever_was_read_before() -> None:
    locked = pdf_bytes(["x"], password="secret")
    whole = pdf_bytes(["hello", "there"], password="")
    lost = whole.replace(b"/Type /Catalog /Pages", b"/Type /Catalog /Pxges")  # of this PDFium says no error
    assert lost != whole
    codes = set()
    for damaged in (lost, *(whole[:cut] for cut in range(200, len(whole), 7))):
        for before in (locked, b"%PDF-1.4 x"):
            with pytest.raises(UnreadableError):
                pdf_text(before, 1000)
            codes.add((damaged, code_of(damaged)))
    assert len(codes) == len({damaged for damaged, _ in codes})
    assert code_of(lost) == "E105"


def code_of(data: bytes) -> str:
    try:
        pdf_text(data, 1000)
    except UnreadableError as error:
        return error.code
    return "read"


@pytest.mark.parametrize(
    ("words", "size", "scanned"),
    [
        ("Page 12 of 40", (612, 700), (1,)),
        ("Page 12", (60, 60), ()),
        ("word " * 90, (612, 792), ()),
    ],
)
def test_pages_that_are_images(words: str, size: tuple[int, int], scanned: tuple[int, ...]) -> None:
    assert pdf_text(image_page(words, size=size), 9999).scanned == scanned


def test_a_scan_among_pages_of_text_is_a_doubt_that_names_it() -> None:
    document = Document("a\fb", "n", "n.pdf", "application/pdf", "", pages=((0, 1), (2, 3)), scanned=(2,))
    ((code, message),) = doubts(document)
    assert code == "W002"
    assert "page 2 is an image" in message


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("text_turned", [0, 90, 180, 270])
def test_turned_pages_are_read_in_order(rotate: int, text_turned: int) -> None:
    lines = ["The first line of a text", "and the second, with words", "and a third"]
    assert pdf_text(turned_page(lines, rotate, text_turned), 999).text.splitlines() == lines


def test_members_of_an_archive_in_memory() -> None:
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.pdf", pdf_bytes(["Words"]))
    assert told(list(read_archive(packed, "x.zip", ReadingOptions(), print))) == ["a"]
