"""Which folder may be replaced."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.writing.folder import OutputError, check_output


def write(folder: Path, content: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "letters.jsonl").write_text(content)
    (folder / "run.json").write_text(json.dumps({"written_by": "imr-pipeline"}))


def test_nothing_an_empty_folder_and_a_runs_folder_may_be_replaced(tmp_path: Path) -> None:
    target = tmp_path / "results"
    check_output(target)
    target.mkdir()
    (target / ".DS_Store").touch()
    check_output(target)
    write(target, "one")
    (target / "letters.parquet").mkdir()
    check_output(target)


@pytest.mark.parametrize("run", [None, "{}", "[]", "no json", '{"written_by": "another"}'])
def test_a_folder_of_someone_else_may_not(tmp_path: Path, run: str | None) -> None:
    target = tmp_path / "results"
    target.mkdir()
    (target / "letters.jsonl").write_text("mine")
    if run is not None:
        (target / "run.json").write_text(run)
    with pytest.raises(OutputError) as error:
        check_output(target)
    assert (error.value.code, error.value.exit_code) == ("E402", 2)


def test_nor_one_with_a_strange_file_among_the_results(tmp_path: Path) -> None:
    target = tmp_path / "results"
    write(target, "one")
    (target / "my notes.txt").write_text("mine")
    with pytest.raises(OutputError, match="my notes"):
        check_output(target)


def test_a_file_is_no_folder_for_results(tmp_path: Path) -> None:
    (tmp_path / "results").write_text("x")
    with pytest.raises(OutputError) as error:
        check_output(tmp_path / "results")
    assert error.value.code == "E401"
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputError):
        check_output(tmp_path / "gone")
