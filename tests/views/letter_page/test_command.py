from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import webbrowser
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

from pipeline.cli import run_command_line
from tests.reading.samples import pdf_bytes
from tests.views.generated import write_results
from tests.views.letter_page.sample import LETTER


def inspect(*arguments: object) -> int:
    with pytest.raises(SystemExit) as end:
        run_command_line(["inspect", *map(str, arguments)])
    return int(end.value.code or 0)


def test_writes_the_page_that_is_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    assert inspect(tmp_path / "a.txt", "--html", tmp_path / "new" / "a.html") == 0
    assert "CM16-7700123" in (tmp_path / "new" / "a.html").read_text(encoding="utf-8")
    assert str(tmp_path / "new" / "a.html") in capsys.readouterr().out


def test_opens_a_temporary_page_or_says_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    opened: list[str] = []
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(webbrowser, "open", lambda address: opened.append(address) or False)
    assert inspect(tmp_path / "a.txt") == 0
    said = capsys.readouterr().out
    assert "open it in a browser" in said
    path = Path(said.split(";")[0].removeprefix("The page is in "))
    assert opened == [path.as_uri()]
    path.unlink()


def test_opens_no_browser_without_a_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(webbrowser, "open", lambda address: pytest.fail("a browser was opened"))
    assert inspect(tmp_path / "a.txt") == 0
    Path(capsys.readouterr().out.split(";")[0].removeprefix("The page is in ")).unlink()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no Ctrl-C for one process")
def test_serves_until_ctrl_c(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    command = [sys.executable, "-m", "pipeline", "inspect", str(tmp_path / "a.txt"), "--serve", "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout is not None
    line = process.stdout.readline()
    address = line.removeprefix("The page is at ").split(" ")[0]
    assert address.startswith("http://127.0.0.1:")
    with urlopen(address) as answer:
        assert b"<h1>CM16-7700123</h1>" in answer.read()
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 0
    assert "Traceback" not in process.communicate()[1]


def test_takes_the_letter_with_that_number(tmp_path: Path) -> None:
    rows = [{"id": "one", "text": LETTER}, {"id": "two", "text": LETTER.replace("7700123", "7700456")}]
    file = tmp_path / "rows.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert inspect(file, "--letter", 2, "--html", tmp_path / "b.html") == 0
    assert "<h1>CM16-7700456</h1>" in (tmp_path / "b.html").read_text(encoding="utf-8")
    assert inspect(file, "--letter", 3, "--html", tmp_path / "c.html") == 2


def test_takes_one_of_several_letters_in_one_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "bundle.txt"
    file.write_text(f"{LETTER}\n\f\n{LETTER.replace('7700123', '7700456')}", encoding="utf-8")
    assert inspect(file, "--letter", 2, "--html", tmp_path / "b.html") == 0
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert "<h1>CM16-7700456</h1>" in page
    assert "7700123" not in page
    assert inspect(file, "--letter", 3, "--html", tmp_path / "c.html") == 2
    assert "E601" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "E101"), (b"", "E103"), (bytes(range(256)) * 9, "E104")],
    ids=["gone", "empty", "binary"],
)
def test_what_cannot_be_read_is_told(
    content: bytes | None, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "x.txt"
    if content is not None:
        file.write_bytes(content)
    assert inspect(file, "--html", tmp_path / "x.html") == 1
    assert capsys.readouterr().err.startswith(code)
    assert not (tmp_path / "x.html").exists()


def test_what_is_no_letter_is_shown_and_said(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("Dear reader, nothing was decided.", encoding="utf-8")
    assert inspect(tmp_path / "x.txt", "--html", tmp_path / "x.html") == 0
    page = (tmp_path / "x.html").read_text(encoding="utf-8")
    assert "<b>E201</b>" in page
    assert "Dear reader" in page


def test_pages_of_a_pdf_in_an_archive_are_shown(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("in/a.pdf", pdf_bytes(["Case Number: CM16-7700123", "second"]))
    assert inspect(tmp_path / "b.zip", "--html", tmp_path / "b.html") == 0
    page = (tmp_path / "b.html").read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,") == 2
    assert "Pages (2)" in page


def test_displacy_shows_the_values_in_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LETTER, encoding="utf-8")
    assert inspect(tmp_path / "a.txt", "--displacy", "--html", tmp_path / "a.html") == 0
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "conclusion" in page and "Claims Administrator" in page


def test_a_results_folder_is_opened_in_the_explorer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    results = write_results(tmp_path / "results", [])
    opened: list[Path] = []
    monkeypatch.setattr(sys.modules["pipeline.cli.explore"], "explore", lambda folder, *_, **__: opened.append(folder))
    assert inspect(results) == 0
    assert opened == [results]
    assert "this is the explorer" in capsys.readouterr().out
    assert inspect(results, "--html", tmp_path / "a.html") == 2
    assert "E605" in capsys.readouterr().err
