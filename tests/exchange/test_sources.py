from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.cli import run_command_line
from pipeline.exchange.annotations import AnnotatedLetter
from pipeline.exchange.problems import ExchangeError, ExchangeProblem
from pipeline.exchange.sources import annotated_letters
from tests.views.letter_page.sample import LETTER


def imr(*arguments: object) -> int:
    with pytest.raises(SystemExit) as end:
        run_command_line([*map(str, arguments)])
    return int(end.value.code or 0)


def test_a_source_that_is_gone_or_changed_is_told_and_the_rest_goes_on(
    results: Callable[..., Path], tmp_path: Path
) -> None:
    folder = results(a=LETTER, b=LETTER, c=LETTER)
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.txt").write_text(LETTER + "!", encoding="utf-8")
    gone, changed, there = annotated_letters(folder)
    assert isinstance(gone, ExchangeProblem)
    assert (gone.code, gone.where) == ("E612", "CM16-7700123")
    assert isinstance(changed, ExchangeProblem)
    assert changed.code == "E613"
    assert isinstance(there, AnnotatedLetter)
    assert there.text == LETTER


def test_rows_archives_and_relative_paths_are_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second = LETTER.replace("7700123", "7700124")
    rows = [{"letter": LETTER, "name": "one"}, {"letter": "broken"}, {"letter": second, "name": "two"}]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as archive:
        archive.writestr("deep/b.txt", second)
        archive.writestr("rows.jsonl", json.dumps(rows[0]))
    monkeypatch.chdir(tmp_path)
    imr("run", "rows.jsonl", "b.zip", "--text-field", "letter", "--output", "results")
    monkeypatch.chdir("/")
    found = list(annotated_letters(tmp_path / "results"))
    assert [letter.text for letter in found if isinstance(letter, AnnotatedLetter)] == [LETTER, second, second, LETTER]


def test_a_letter_from_a_pipe_has_no_source(results: Callable[..., Path]) -> None:
    folder = results(a=LETTER)
    record = json.loads((folder / "letters.jsonl").read_text(encoding="utf-8"))
    record["source"]["path"] = None
    (folder / "letters.jsonl").write_text(json.dumps(record), encoding="utf-8")
    (found,) = annotated_letters(folder)
    assert isinstance(found, ExchangeProblem)
    assert found.code == "E614"


def test_what_is_no_results_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match=r"letters\.jsonl"):
        list(annotated_letters(tmp_path))
    (tmp_path / "letters.jsonl").write_text('{"no": "record"}\n', encoding="utf-8")
    with pytest.raises(ExchangeError, match=r"letters\.jsonl:1 is no letter record"):
        list(annotated_letters(tmp_path))


def test_without_results_an_earlier_export_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p.jsonl").write_text("earlier", encoding="utf-8")
    assert imr("export", tmp_path / "none", "--to", "prodigy", "--output", tmp_path / "p.jsonl") == 2
    assert capsys.readouterr().err.startswith("E611 ")
    assert (tmp_path / "p.jsonl").read_text(encoding="utf-8") == "earlier"


@pytest.mark.parametrize("form", ["prodigy", "label-studio", "brat", "docbin", "csv"])
def test_the_command_writes_every_format(form: str, results: Callable[..., Path], tmp_path: Path) -> None:
    folder = results(a=LETTER)
    assert imr("export", folder, "--to", form, "--output", tmp_path / "out" / "file.x") == 0
    assert (tmp_path / "out" / "file.x").exists()


def test_the_command_tells_what_it_left_out(
    results: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = results(a=LETTER, b=LETTER)
    (tmp_path / "a.txt").unlink()
    assert imr("export", folder, "--to", "prodigy", "--output", tmp_path / "p.jsonl") == 1
    said = capsys.readouterr()
    assert said.err.startswith("E612 CM16-7700123: ")
    assert said.out.startswith("1 letters with ")
    assert len((tmp_path / "p.jsonl").read_text(encoding="utf-8").splitlines()) == 1
