from __future__ import annotations

from pipeline.running.letters import examine, read_letter
from pipeline.text.document import Document
from tests.running.stub import StubPipeline

LETTER = "CASE CM1\nLAYOUT final\nITEM Knee brace: upheld"


def document(text: str, **values: object) -> Document:
    return Document(text, "stem", "in/stem.txt", "text/plain", "f00", **{"encoding": "utf-8", **values})


def test_record_carries_the_documents_source() -> None:
    letter = read_letter(StubPipeline(), document(LETTER, row={"year": 2016}))
    assert letter.letter_id == "CM1"
    source = letter.source
    assert (source.path, source.media_type, source.sha256) == ("in/stem.txt", "text/plain", "f00")
    assert (source.encoding, source.characters, source.pages) == ("utf-8", len(LETTER), None)
    assert source.row == {"year": 2016}


def test_pages_are_counted_and_the_name_stands_in_for_a_case_number() -> None:
    pdf = document("LAYOUT final\nITEM Brace: upheld", pages=((0, 5), (6, 9)), encoding=None)
    letter = read_letter(StubPipeline(), pdf)
    assert letter.letter_id == "stem"
    assert letter.source.pages == 2
    assert letter.source.row is None


def test_pages_that_were_not_read_are_warnings_of_the_record() -> None:
    pages = ((0, 5), (6, 9))
    scan = read_letter(StubPipeline(), document("LAYOUT final\nITEM Brace: upheld", pages=pages, scanned=(2,)))
    ocr = read_letter(StubPipeline(), document("LAYOUT final\nITEM Brace: upheld", pages=pages, recognised=(2,)))
    assert [[warning.code for warning in letter.warnings] for letter in (scan, ocr)] == [["W002"], ["W004"]]


def test_an_error_in_a_letter_is_its_problem() -> None:
    outcome = examine(StubPipeline(), document("CRASH"))
    assert outcome.record is None
    assert outcome.problem is not None
    assert (outcome.problem.code, outcome.problem.severity) == ("E203", "error")
    assert outcome.problem.message.endswith("ValueError: a component went wrong")


def test_a_text_longer_than_the_pipeline_takes() -> None:
    outcome = examine(StubPipeline(), document("x" * 1001))
    assert outcome.problem is not None
    assert outcome.problem.code == "E202"
    assert "1,001" in outcome.problem.message


def test_no_letter_has_a_record_only_where_a_header_was_read() -> None:
    nothing = examine(StubPipeline(), document("A shopping list."))
    assert nothing.record is None
    assert nothing.problem is not None
    assert (nothing.problem.code, nothing.problem.severity) == ("E201", "error")
    header = examine(StubPipeline(), document("CASE CM2\nnothing else"))
    assert header.record is not None
    assert header.problem is None  # the stub gives no warning; the sections component says W102


def test_doubts_are_one_entry_per_document() -> None:
    text = LETTER + "\nWARN W201\nWARN W205\nWARN W201"
    outcome = examine(StubPipeline(), document(text, encoding="cp1252"))
    assert outcome.record is not None
    assert outcome.problem is not None
    assert (outcome.problem.code, outcome.problem.severity) == ("W001", "warning")
    assert outcome.problem.letter_id == "CM1"
    assert [code for code, _ in outcome.problem.more] == ["W201", "W205"]


def test_a_plain_letter_has_no_problem() -> None:
    assert examine(StubPipeline(), document(LETTER)).problem is None
