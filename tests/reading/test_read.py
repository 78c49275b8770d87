from __future__ import annotations

import hashlib
import io
import os
import sys
from pathlib import Path

import pytest

from pipeline.reading import Document, ReadingOptions, ReadingProblem, doubts, read
from tests.reading.samples import pdf_bytes, write_zip


def codes(found: list[Document | ReadingProblem]) -> list[str]:
    return [item.code if isinstance(item, ReadingProblem) else item.name for item in found]


def one(path: Path, **options: object) -> Document:
    (document,) = read(path, ReadingOptions(**options))
    assert isinstance(document, Document), document
    return document


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Knee pain – left".encode(), "Knee pain – left", "utf-8"),
        (b"\xef\xbb\xbfKnee pain", "Knee pain", "utf-8-sig"),
        ("Knee pain".encode("utf-16"), "Knee pain", "utf-16"),
        ("Knee pain".encode("utf-32"), "Knee pain", "utf-32"),
        (b"Knee\x92s pain\r\n", "Knee\u2019s pain\r\n", "cp1252"),
        (b"page one\x0cpage two", "page one\x0cpage two", "utf-8"),
    ],
)
def test_text_is_the_decoded_content_exactly(tmp_path: Path, data: bytes, text: str, encoding: str) -> None:
    path = tmp_path / "letter.a.txt"
    path.write_bytes(data)
    document = one(path)
    assert (document.text, document.encoding) == (text, encoding)
    assert document.text == data.decode(encoding)
    assert (document.name, document.media_type, document.path) == ("letter.a", "text/plain", str(path))
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert [code for code, _ in doubts(document)] == (["W001"] if encoding == "cp1252" else [])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "E103"),
        (b" \n\x0c \r\n", "E103"),
        (b"\xef\xbb\xbf", "E103"),
        (b"GIF89a\x00\x01\x00\x00", "E104"),
        (bytes(range(256)), "E104"),
        (b"\x01\x02\x03\x04plain", "E104"),
        ("UTF-16 without its mark. ".encode("utf-16-le") * 20, "E104"),
        (b"%PDF-1.4 nothing behind", "E105"),
    ],
)
def test_bad_text_file_is_one_problem(tmp_path: Path, data: bytes, code: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    (tmp_path / "b.txt").write_text("fine")
    assert codes(list(read([tmp_path / "a.txt", tmp_path / "b.txt"]))) == [code, "b"]


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Her knee’s “pain” ".encode() + b"\x9dx", "Her knee’s “pain” \ufffdx", "utf-8"),
        ("caf\xe9’s ".encode() + b"\xe9", "caf\xe9’s \ufffd", "utf-8"),
        (b"a knee\x92s \x81 pain", "a knee’s \ufffd pain", "cp1252"),
        (b"plain \x81 words", "plain \ufffd words", "cp1252"),
        ("Knee pain’s".encode("utf-16") + b"x", "Knee pain’s\ufffd", "utf-16"),
    ],
)
def test_one_foreign_byte_does_not_lose_a_letter(tmp_path: Path, data: bytes, text: str, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    document = one(tmp_path / "a.txt")
    assert (document.text, document.encoding) == (text, encoding)
    assert document.text == data.decode(encoding, "replace")
    assert "W003" in [code for code, _ in doubts(document)]


def test_a_few_control_characters_make_no_binary(tmp_path: Path) -> None:
    text = "A letter with a slip.\0 " + "Words, words. " * 50
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert one(tmp_path / "a.txt").text == text
    (tmp_path / "b.txt").write_bytes(b"\0" * 5 + text.encode())
    assert codes(list(read(tmp_path / "b.txt"))) == ["E104"]


def test_missing_path_and_device_are_problems_and_the_reading_goes_on(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("fine")
    found = list(read([tmp_path / "no.txt", tmp_path / "b.txt" / "below", "a\0b", os.devnull, tmp_path / "b.txt"]))
    assert codes(found) == ["E101", "E101", "E117", "E116", "b"]
    assert isinstance(found[0], ReadingProblem)
    assert found[0].path == str(tmp_path / "no.txt")
    assert found[0].severity == "error"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("fine")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert codes(list(read(path))) == ["E102"]


def test_size_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("x" * 101)
    assert codes(list(read(path, ReadingOptions(max_bytes=100)))) == ["E108"]
    assert codes(list(read(path, ReadingOptions(max_bytes=101)))) == ["a"]


def test_pdf_keeps_page_ranges(tmp_path: Path) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(pdf_bytes(["First page", "", "Third page"]))
    document = one(path)
    assert document.media_type == "application/pdf"
    assert document.encoding is None
    assert [document.text[a:b].strip() for a, b in document.pages] == ["First page", "", "Third page"]
    assert document.text.count("\f") == 2
    assert "\r" not in document.text


def test_pdf_with_an_empty_password_is_read_and_with_another_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(["Locked words"], password=""))
    (tmp_path / "b.pdf").write_bytes(pdf_bytes(["Locked words"], password="secret"))
    assert one(tmp_path / "a.pdf").text.strip() == "Locked words"
    assert codes(list(read(tmp_path / "b.pdf"))) == ["E106"]


def test_hyphen_at_a_lines_end_is_as_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.reading import pdf

    class Page:
        def close(self) -> None:
            pass

    monkeypatch.setattr(pdf, "_upright_text", lambda page: "self\ufffedirected\r\ncare" * 200)
    text, is_scan = pdf._read_page([Page()], 0)
    assert (text, is_scan) == ("self-\ndirected\ncare" * 200, False)


def test_pdf_without_text_and_damaged_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(["", ""]))
    (tmp_path / "b.pdf").write_bytes(b"no PDF at all")
    (tmp_path / "c.pdf").write_bytes(b"")
    (tmp_path / "d.pdf").write_bytes(pdf_bytes(["Fine"]))
    assert codes(list(read(tmp_path))) == ["E107", "E105", "E103", "d"]


def test_pdf_under_another_name_is_read_as_pdf(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes(pdf_bytes(["Words"]))
    assert one(tmp_path / "letter.txt").text.strip() == "Words"


def test_pdf_text_limit(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(["word " * 30] * 60))
    size = (tmp_path / "a.pdf").stat().st_size
    assert codes(list(read(tmp_path / "a.pdf", ReadingOptions(max_bytes=size)))) == ["a"]
    from pipeline.reading.pdf import pdf_text
    from pipeline.reading.problems import UnreadableError

    with pytest.raises(UnreadableError, match="larger than the limit"):
        pdf_text((tmp_path / "a.pdf").read_bytes(), 1000)


def test_folder_is_sorted_recursive_and_passes_over_the_rest(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a/z.TXT",
        "a/b/c.text",
        ".hidden.txt",
        ".git/d.txt",
        "gold/x.json",
        "README.md",
        "c.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    skipped: list[str] = []
    found = list(read(tmp_path, skipped=skipped.append))
    assert codes(found) == ["c", "z", "b", "c"]
    assert sorted(Path(p).name for p in skipped) == ["README.md", "x.json"]


def test_folder_without_letters(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    assert codes(list(read(tmp_path))) == ["E109"]


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "letter.txt").write_text("words")
    (inner / "up").symlink_to(tmp_path, target_is_directory=True)
    (inner / "self").symlink_to("self")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = codes(list(read(tmp_path)))
    assert found.count("letter") == 1
    assert "E101" in found


def test_left_out_folder_is_not_entered(tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "letters.jsonl").write_text('{"letter_id": "x"}\n')
    (tmp_path / "a.txt").write_text("words")
    options = ReadingOptions(leave_out=frozenset({str((tmp_path / "results").resolve())}))
    assert codes(list(read(tmp_path, options))) == ["a"]


def test_name_that_is_no_utf8_can_be_shown(tmp_path: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("other systems do not allow such names")
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    with open(name, "wb") as file:  # noqa: PTH123
        file.write(b"words")
    document = one(tmp_path)
    document.path.encode("utf-8")
    assert document.path.endswith("caf\\xe9.txt")


def test_archive(tmp_path: Path) -> None:
    inner = write_zip(tmp_path / "inner.zip", {"a.txt": b"words"}).read_bytes()
    path = write_zip(
        tmp_path / "bundle.zip",
        {
            "b/two.txt": b"two",
            "a.pdf": pdf_bytes(["One"]),
            "inner.zip": inner,
            "rows.jsonl": b'{"text": "row one"}\n',
            "notes.md": b"x",
            "__MACOSX/a.txt": b"x",
            "empty.txt": b"",
        },
    )
    skipped: list[str] = []
    found = list(read(path, skipped=skipped.append))
    assert codes(found) == ["a", "two", "E103", "E114", "rows:1"]
    assert [item.path for item in found[:2]] == [f"{path}!a.pdf", f"{path}!b/two.txt"]
    assert skipped == [f"{path}!notes.md"]


def test_archive_that_expands_is_refused(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "bomb.zip", {f"{n}.txt": b" a" * 200_000 for n in range(3)})
    assert codes(list(read(path, ReadingOptions(max_bytes=500_000, max_expansion=100)))) == ["E118"]
    assert codes(list(read(path, ReadingOptions(max_bytes=300_000, max_expansion=10_000)))) == ["E108"] * 3


def test_bad_archives(tmp_path: Path) -> None:
    good = write_zip(tmp_path / "good.zip", {"a.txt": b"words " * 50, "b.txt": b"more"}).read_bytes()
    place = good.index(b"a.txt") + 8
    (tmp_path / "damaged.zip").write_bytes(good[:place] + b"\xff\xff\xff" + good[place + 3 :])
    (tmp_path / "cut.zip").write_bytes(good[:40])
    write_zip(tmp_path / "none.zip", {"a.md": b"x"})
    (tmp_path / "good.zip").unlink()
    assert codes(list(read(tmp_path))) == ["E112", "E112", "b", "E113"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    archive = write_zip(tmp_path / "a.zip", {"in.txt": b"words"}).read_bytes()
    cases = {
        b"Words of a letter": ["stdin"],
        b'{"id": "r1", "text": "a"}\n{"text": "b"}': ["r1", "-:2"],
        pdf_bytes(["Words"]): ["stdin"],
        archive: ["in"],
        b"": ["E103"],
    }
    for data, expected in cases.items():
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))
        assert codes(list(read("-"))) == expected
