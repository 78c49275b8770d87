"""Text of scans, by a stand-in for Tesseract, and by Tesseract itself where it is installed."""

from __future__ import annotations

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from spacy.language import Language

from pipeline.cli import run_command_line
from pipeline.reading import Document, ReadingOptions, ReadingProblem, ocr, read
from pipeline.reading.read import doubts
from pipeline.running.letters import examine
from tests.reading.samples import pdf_bytes
from tests.views.letter_page.sample import LETTER

WITH_OCR = ReadingOptions(ocr=True)
STAND_IN = f"""#!{sys.executable}
import sys
data = sys.stdin.buffer.read()
assert data.startswith(b"P5 ") and sys.argv[1:3] == ["stdin", "stdout"]
print("Recognised words\\nof a page\\f", end="")
"""


def scan(pages: list[str]) -> bytes:
    """A PDF that shows each page as an image alone."""
    drawn = pypdfium2.PdfDocument(pdf_bytes(pages))
    made = pypdfium2.PdfDocument.new()
    for page in drawn:
        width, height = page.get_size()
        image = pypdfium2.PdfImage.new(made)
        image.set_bitmap(page.render(scale=3))
        image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
        sheet = made.new_page(width, height)
        sheet.insert_obj(image)
        sheet.gen_content()
    return saved(made)


def saved(made: pypdfium2.PdfDocument) -> bytes:
    from io import BytesIO

    file = BytesIO()
    made.save(file)
    return file.getvalue()


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An otherwise empty folder where programs are looked for."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    ocr.ocr_program.cache_clear()
    yield folder
    ocr.ocr_program.cache_clear()


def stand_in(folder: Path, content: str = STAND_IN) -> None:
    (folder / "tesseract").write_text(content, encoding="utf-8")
    (folder / "tesseract").chmod(0o755)


needs_posix = pytest.mark.skipif(os.name == "nt", reason="the stand-in is a script with a first line for Unix")


@needs_posix
def test_scans_are_recognised_and_the_record_says_so(tmp_path: Path, programs: Path, nlp: Language) -> None:
    stand_in(programs)
    (tmp_path / "scan.pdf").write_bytes(scan(["one", "two"]))
    (problem,) = read(tmp_path / "scan.pdf")
    assert isinstance(problem, ReadingProblem) and problem.code == "E107"
    (found,) = read(tmp_path / "scan.pdf", WITH_OCR)
    assert isinstance(found, Document)
    assert found.text == "Recognised words\nof a page\fRecognised words\nof a page"
    assert found.recognised == (1, 2) and found.pages == ((0, 26), (27, 53))
    assert [code for code, _ in doubts(found)] == ["W004"]
    record = examine(nlp, found).record or nlp(LETTER)._.letter
    assert record is not None


@needs_posix
def test_pages_with_text_stay_as_they_are(tmp_path: Path, programs: Path, nlp: Language) -> None:
    stand_in(programs)
    mixed = pypdfium2.PdfDocument(pdf_bytes([*("Case Number: CM16-7700123".splitlines()), "last"]))
    mixed.import_pages(pypdfium2.PdfDocument(scan(["scan"])), index=1)
    (tmp_path / "mixed.pdf").write_bytes(saved(mixed))
    (found,) = read(tmp_path / "mixed.pdf", WITH_OCR)
    assert isinstance(found, Document)
    assert [found.text[start:end].strip().split("\n")[0] for start, end in found.pages] == [
        "Case Number: CM16-7700123", "Recognised words", "last"
    ]  # fmt: skip
    assert found.recognised == (2,) and found.scanned == ()
    outcome = examine(nlp, found)
    assert outcome.record is not None
    assert "W004" in {warning.code for warning in outcome.record.warnings}


@needs_posix
def test_a_program_that_fails_is_one_documents_problem(tmp_path: Path, programs: Path) -> None:
    stand_in(programs, "#!/bin/sh\necho no language >&2\nexit 1\n")
    (tmp_path / "scan.pdf").write_bytes(scan(["one"]))
    (problem,) = read(tmp_path / "scan.pdf", WITH_OCR)
    assert isinstance(problem, ReadingProblem)
    assert problem.code == "E126" and "no language" in problem.message


@pytest.mark.usefixtures("programs")
def test_without_a_program_the_command_says_what_to_install(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "scan.pdf").write_bytes(scan(["one"]))
    with pytest.raises(SystemExit) as end:
        run_command_line(["run", str(tmp_path / "scan.pdf"), "--ocr", "--output", str(tmp_path / "out")])
    assert end.value.code == 2
    error = capsys.readouterr().err
    assert error.startswith("E125 ") and "apt install" in error
    assert not (tmp_path / "out").exists()


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
def test_tesseract_reads_a_letter(tmp_path: Path, nlp: Language) -> None:
    ocr.ocr_program.cache_clear()
    lines = [part for line in LETTER.splitlines() for part in textwrap.wrap(line, 85) or [""]]
    page = ") Tj 0 -13 Td (".join(line.replace("(", "\\(").replace(")", "\\)") for line in lines)
    (tmp_path / "scan.pdf").write_bytes(scan([page]))
    (found,) = read(tmp_path / "scan.pdf", WITH_OCR)
    assert isinstance(found, Document)
    letter = examine(nlp, found).record
    assert letter is not None and letter.letter_id == "CM16-7700123"
    assert [item.decision and item.decision.value for item in letter.determinations] == ["upheld", "overturned"]
