"""Whatever a source holds, reading it ends in documents and problems."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reading import Document, ReadingProblem, read
from tests.reading.samples import pdf_bytes, write_zip

STARTS = [b"", b"%PDF-1.4\n", b"PK\x03\x04", b'{"text": "', b"\xff\xfe", b"\xef\xbb\xbf", b"Letter "]


@pytest.mark.parametrize("suffix", [".txt", ".pdf", ".jsonl", ".zip", ".other"])
@settings(max_examples=25, deadline=None)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=200))
def test_any_bytes_end_in_documents_or_problems(suffix: str, start: bytes, rest: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{suffix}")
        path.write_bytes(start + rest)
        found = list(read(path))
        assert found
        for item in found:
            if isinstance(item, Document):
                assert item.text.strip()
                item.text.encode("utf-8")
                if item.media_type == "text/plain" and item.encoding:
                    assert item.text == (start + rest).decode(item.encoding, "replace")
            else:
                assert isinstance(item, ReadingProblem)
                assert item.code.startswith("E1")


@settings(max_examples=40, deadline=None)
@given(place=st.integers(0, 400), wrong=st.binary(min_size=1, max_size=6))
def test_a_spoiled_file_is_no_crash(place: int, wrong: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        pdf = pdf_bytes(["Words", "More words"], password="")
        archive = write_zip(Path(folder, "a.zip"), {"a.txt": b"words " * 20, "b.jsonl": b'{"text": "x"}'}).read_bytes()
        for name, data in (("a.pdf", pdf), ("a.zip", archive)):
            at = place % len(data)
            Path(folder, name).write_bytes(data[:at] + wrong + data[at + len(wrong) :])
        assert len(list(read(folder))) >= 2
