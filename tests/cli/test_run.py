from __future__ import annotations

import hashlib
import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.writing.rendering import Rendered
from pipeline.writing.results import ResultsWriter
from tests.reading.samples import pdf_bytes, write_zip

pytestmark = pytest.mark.usefixtures("stub")
Imr = Callable[..., int]
LETTER = "CASE CM{0}\nLAYOUT final\nITEM Knee brace {0}: upheld\nITEM Sling: overturned"


def lines(path: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in Path(path).read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(LETTER.format(number))
    return folder


def test_a_run_writes_and_shows(imr: Imr, letters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert imr("run", letters) == 0
    assert [line["letter_id"] for line in lines("results/letters.jsonl")] == ["CM0", "CM1", "CM2"]
    assert Path("results/determinations.csv").read_text(encoding="utf-8").count("\n") == 7
    assert lines("results/problems.jsonl") == []
    run = json.loads(Path("results/run.json").read_text(encoding="utf-8"))
    assert run["inputs"] == [str(letters)]
    assert run["counts"]["letters"] == 3
    assert run["counts"]["determinations"] == 6
    assert set(run["seconds"]) == {"load", "read", "extract", "write", "total"}
    assert all(len(pack["sha256"]) == 64 for pack in run["rule_packs"])
    shown = capsys.readouterr().out
    assert max(map(len, shown.splitlines())) <= 80
    for words in (
        "Letters",
        "Overturned",
        "Knee brace 0",
        "none cited",
        "MTUS Knee",
        "CM1 no. 2",
        "Results in results",
    ):
        assert words in shown, words


def test_a_run_names_layouts_and_catalogue_files_of_ones_own(imr: Imr, letters: Path) -> None:
    for name in ("layouts/b.yaml", "layouts/a.yml", "layouts/note.txt", "guidelines/own.yml"):
        Path("mine", name).parent.mkdir(parents=True, exist_ok=True)
        Path("mine", name).write_text(name)
    assert imr("run", letters, "--patterns", "mine") == 0
    own = json.loads(Path("results/run.json").read_text(encoding="utf-8"))["own_data"]
    assert {(one["kind"], one["file"]) for one in own} == {
        ("layouts", "mine/layouts/a.yml"),
        ("layouts", "mine/layouts/b.yaml"),
        ("guidelines", "mine/guidelines/own.yml"),
    }
    assert hashlib.sha256(b"layouts/a.yml").hexdigest() in [one["sha256"] for one in own]


def test_every_bad_source_is_an_entry_and_the_run_goes_on(
    imr: Imr, letters: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad"
    (bad / "nothing").mkdir(parents=True)
    (bad / "a-empty.txt").touch()
    (bad / "b-binary.txt").write_bytes(b"\x00\x01\x02")
    (bad / "c-scan.pdf").write_bytes(pdf_bytes([""]))
    (bad / "d-list.txt").write_text("Bread, milk")
    (bad / "e-crash.txt").write_text("CRASH")
    (bad / "f.jsonl").write_text('{"text": ')
    write_zip(bad / "g.zip", {"a.zip": b"PK"})
    assert imr("run", bad, bad / "nothing", bad / "missing.txt", letters) == 1
    problems = lines("results/problems.jsonl")
    assert [problem["code"] for problem in problems] == [
        "E103",
        "E104",
        "E107",
        "E201",
        "E203",
        "E110",
        "E114",
        "E109",
        "E101",
    ]
    assert problems[6]["path"] == f"{bad / 'g.zip'}!a.zip"
    assert len(lines("results/letters.jsonl")) == 3
    assert "more problems" in capsys.readouterr().out


def test_a_doubtful_letter_is_an_entry_and_no_failure(imr: Imr, letters: Path) -> None:
    (letters / "1.txt").write_text(LETTER.format(1) + "\nWARN W201")
    assert imr("run", letters) == 0
    (problem,) = lines("results/problems.jsonl")
    assert (problem["code"], problem["severity"], problem["letter_id"]) == ("W201", "warning", "CM1")


def test_rerun_replaces_and_reads_no_results(imr: Imr, letters: Path) -> None:
    assert imr("run", ".") == 0
    (letters / "0.txt").unlink()
    assert imr("run", ".") == 0
    assert [line["letter_id"] for line in lines("results/letters.jsonl")] == ["CM1", "CM2"]


def test_a_folder_of_someone_else_is_left_alone(
    imr: Imr, letters: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letters.jsonl").write_text("mine")
    assert imr("run", letters, "--output", "mine") == 2
    assert (tmp_path / "mine" / "letters.jsonl").read_text() == "mine"
    error = capsys.readouterr().err
    assert error.startswith("E402 mine")
    assert "Traceback" not in error


def test_fields_of_rows(imr: Imr, tmp_path: Path) -> None:
    row = {"body": "LAYOUT final\nITEM Brace: upheld", "key": "K7", "year": 2016}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row))
    assert imr("run", "rows.jsonl") == 1
    assert imr("run", "rows.jsonl", "--text-field", "body", "--id-field", "key") == 0
    (letter,) = lines("results/letters.jsonl")
    assert letter["letter_id"] == "K7"
    assert letter["source"]["row"] == {"key": "K7", "year": 2016}


def test_size_limit(imr: Imr, letters: Path) -> None:
    (letters / "0.txt").write_text("x" * 2000)
    assert imr("run", letters, "--max-megabytes", "0.001") == 1
    assert [problem["code"] for problem in lines("results/problems.jsonl")] == ["E108"]


@pytest.mark.parametrize(
    "arguments", [["run"], ["run", "x", "--workers", "0"], ["run", "x", "--nonsense"], ["nonsense"]]
)
def test_wrong_usage(imr: Imr, arguments: list[str]) -> None:
    assert imr(*arguments) == 2
    assert not Path("results").exists()


def test_bad_rules_are_wrong_usage(imr: Imr, letters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("own.yml").write_text("pack: [")
    assert imr("run", letters, "--patterns", "own.yml") == 2
    error = capsys.readouterr().err
    assert "own.yml" in error
    assert "Traceback" not in error
    assert not Path("results").exists()


def test_markup_in_a_letter_is_shown_as_it_is(imr: Imr, letters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (letters / "0.txt").write_text("CASE [red]C\nLAYOUT x\nITEM [bold]Brace[/x]: upheld")
    assert imr("run", letters) == 0
    assert "[bold]Brace[/x]" in capsys.readouterr().out


def test_ctrl_c_leaves_the_old_results_and_what_is_done_can_be_taken_up(
    imr: Imr, letters: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imr("run", letters) == 0
    before = Path("results/letters.jsonl").read_bytes()
    write = ResultsWriter.write

    def stop(writer: ResultsWriter, rendered: Rendered) -> None:
        write(writer, rendered)
        os.kill(os.getpid(), signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(ResultsWriter, "write", stop)
        assert imr("run", letters, "--max-megabytes", 3) == 130
    assert Path("results/letters.jsonl").read_bytes() == before
    shown = capsys.readouterr().err
    assert "as it was before" in shown
    assert "1 documents are saved" in shown
    assert Path(".results.unfinished/state.json").exists()
    assert imr("run", letters, "--resume") == 2
    assert "E405" in capsys.readouterr().err
    assert imr("run", letters) == 0
    assert not Path(".results.unfinished").exists()


def test_formats(imr: Imr, letters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert imr("run", letters, "--format", "csv") == 0
    assert sorted(path.name for path in Path("results").iterdir()) == [
        "citations.csv",
        "cited_sections.csv",
        "clinical.csv",
        "dates.csv",
        "determinations.csv",
        "drugs.csv",
        "findings.csv",
        "letters.csv",
        "problems.jsonl",
        "reviewers.csv",
        "run.json",
        "sections.csv",
        "spans.csv",
    ]
    assert imr("run", letters, "--format", "csv,xml") == 2
    assert "E406" in capsys.readouterr().err


def test_a_letter_that_takes_too_long_is_an_entry(imr: Imr, letters: Path) -> None:
    (letters / "1.txt").write_text("LOOP")
    assert imr("run", letters, "--time-limit", "0.2") == 1
    (problem,) = lines("results/problems.jsonl")
    assert (problem["code"], problem["path"]) == ("E205", str(letters / "1.txt"))
    assert [line["letter_id"] for line in lines("results/letters.jsonl")] == ["CM0", "CM2"]


def test_a_mistyped_path_keeps_what_was_there_and_loads_nothing(
    imr: Imr, letters: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imr("run", letters) == 0
    before = {path.name: path.read_bytes() for path in Path("results").iterdir()}
    monkeypatch.setattr("pipeline.running.extract.load_pipeline", None)
    assert imr("run", "CM14-990117.txt") == 1
    assert {path.name: path.read_bytes() for path in Path("results").iterdir()} == before
    error = capsys.readouterr().err
    assert "E101 CM14-990117.txt: no such file or folder" in error
    assert "E408" in error


def test_nothing_read_keeps_what_was_there(
    imr: Imr, letters: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.txt").write_text("Bread, milk")
    assert imr("run", "list.txt") == 1
    assert lines("results/problems.jsonl")[0]["code"] == "E201"  # nothing was there
    assert imr("run", letters) == 0
    capsys.readouterr()
    assert imr("run", "list.txt") == 1
    assert len(lines("results/letters.jsonl")) == 3
    assert "E408 no letter was read: results is as it was" in capsys.readouterr().out
    assert not Path(".results.unfinished").exists()


def test_an_older_results_folder_in_the_input_is_not_read(imr: Imr, letters: Path) -> None:
    assert imr("run", ".", "--output", "first") == 0
    assert imr("run", ".", "--output", "second") == 0
    assert len(lines("second/letters.jsonl")) == 3


@pytest.mark.parametrize("option", ["--time-limit", "--max-megabytes", "--save-every"])
def test_limits_without_end(imr: Imr, letters: Path, option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert imr("run", letters, option, "inf") == 0
    assert imr("run", letters, option, "1e300") == 0
    assert imr("run", letters, option, "nan") == 2
    assert "E901" not in capsys.readouterr().err


@pytest.mark.parametrize("state", ["{", "[]", "{}", '{"format": 1}', '{"format": 1, "key": {}}', "null", "[" * 9999])
def test_a_damaged_state_is_told(imr: Imr, letters: Path, state: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path(".results.unfinished").mkdir()
    Path(".results.unfinished/state.json").write_text(state)
    assert imr("run", letters, "--resume") == 2
    assert capsys.readouterr().err.startswith("E405")
    assert imr("run", letters) == 0
    assert not Path(".results.unfinished").exists()


def test_a_state_that_lost_a_part_is_told(
    imr: Imr, letters: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.running.run.write_run", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
        assert imr("run", letters) == 2
    saved = json.loads(Path(".results.unfinished/state.json").read_text())
    for name in ("items", "digest", "seconds", "writer"):
        for broken in ({k: v for k, v in saved.items() if k != name or k == "writer"}, {**saved, name: [1]}):
            if broken == saved:
                continue
            Path(".results.unfinished/state.json").write_text(json.dumps(broken))
            capsys.readouterr()
            assert imr("run", letters, "--resume") == 2
            assert capsys.readouterr().err.startswith("E405"), name


def test_memory_that_runs_out_has_a_code(
    imr: Imr, letters: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for error in (MemoryError(), OSError(12, "Cannot allocate memory"), ImportError("numpy")):
        monkeypatch.setattr("pipeline.running.run.load_rules", lambda e=error, **_: (_ for _ in ()).throw(e))
        assert imr("run", letters) == 1
        assert capsys.readouterr().err.startswith("E903")


def test_what_acts_on_a_terminal_is_shown(imr: Imr, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a\x1b]0;title\x07.txt").write_text("Bread")
    (tmp_path / "b.txt").write_text("CASE C\x1b[2J\nLAYOUT final\nITEM Brace \x1b[31m\u202ered: upheld")
    assert imr("run", ".", "--output", "r\x1b[1m") == 1
    shown = capsys.readouterr()
    assert "\x1b" not in shown.out + shown.err
    assert "\u202e" not in shown.out
    assert "a\\x1b]0;title\\x07.txt" in shown.out
    assert imr("run", "gone\x1b[2J") == 1
    assert "gone\\x1b[2J" in capsys.readouterr().err


def test_a_table_keeps_its_columns_and_its_published_decision(imr: Imr, capsys: pytest.CaptureFixture[str]) -> None:
    import csv

    text = "LAYOUT final\nITEM Brace: upheld"
    with Path("t.csv").open("w", newline="") as file:
        csv.writer(file).writerows(
            [("ReferenceID", "Determination", "Findings"), ("A", "Upheld", text), ("B", "Overturned", text)]
        )
    assert imr("run", "t.csv", "--format", "jsonl,csv,parquet") == 0
    first, second = lines("results/letters.jsonl")
    assert first["source"]["row"] == {"ReferenceID": "A", "Determination": "Upheld"}  # type: ignore[index]
    assert "findings" in second
    with Path("results/determinations.csv").open(newline="", encoding="utf-8-sig") as table:
        found = [(row["official_outcome"], row["row.ReferenceID"]) for row in csv.DictReader(table)]
    assert len(found) == 2
    assert [name for _, name in found] == ["A", "B"]
    import pyarrow.parquet as pq

    columns = pq.read_table("results/letters.parquet")
    assert columns.column("row.Determination").to_pylist() == ["Upheld", "Overturned"]
