from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.writing.folder import OutputError, check_output, replacing


def write(folder: Path, content: str) -> None:
    (folder / "letters.jsonl").write_text(content)
    (folder / "run.json").write_text(json.dumps({"written_by": "imr-pipeline"}))


def replace(target: Path, content: str) -> None:
    with replacing(target) as folder:
        write(folder, content)


def beside(target: Path) -> list[str]:
    return [path.name for path in target.parent.iterdir()]


def test_new_folder_and_replacement(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "results"
    replace(target, "one")
    (target / "problems.jsonl").write_text("of the first run")
    replace(target, "two")
    assert (target / "letters.jsonl").read_text() == "two"
    assert not (target / "problems.jsonl").exists()
    assert beside(target) == ["results"]
    assert target.stat().st_mode & 0o555 == 0o555 & ~_umask()


def _umask() -> int:
    import os

    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / ".DS_Store").touch()
    replace(tmp_path / "results", "one")
    assert (tmp_path / "results" / "letters.jsonl").read_text() == "one"


def test_failure_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "results"
    replace(target, "one")
    with pytest.raises(KeyboardInterrupt), replacing(target) as folder:
        write(folder, "half of tw")
        raise KeyboardInterrupt
    assert (target / "letters.jsonl").read_text() == "one"
    assert beside(target) == ["results"]


def test_full_disk_is_an_error_with_a_code(tmp_path: Path) -> None:
    target = tmp_path / "results"
    replace(target, "one")
    with pytest.raises(OutputError, match="No space left") as error, replacing(target):
        raise OSError(28, "No space left on device")
    assert error.value.code == "E403"
    assert (target / "letters.jsonl").read_text() == "one"


def test_failed_renaming_puts_the_old_one_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "results"
    replace(target, "one")
    rename = Path.rename

    def fail(path: Path, to: Path) -> Path:
        if path.suffix == ".new":
            raise OSError(16, "Device or resource busy")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OutputError, match="busy"):
        replace(target, "two")
    assert (target / "letters.jsonl").read_text() == "one"
    assert beside(target) == ["results"]


@pytest.mark.parametrize("run", [None, "{}", "[]", "no json", '{"written_by": "another"}'])
def test_a_folder_of_someone_else_is_never_touched(tmp_path: Path, run: str | None) -> None:
    target = tmp_path / "results"
    target.mkdir()
    (target / "letters.jsonl").write_text("mine")
    if run is not None:
        (target / "run.json").write_text(run)
    with pytest.raises(OutputError) as error:
        replace(target, "one")
    assert (error.value.code, error.value.exit_code) == ("E402", 2)
    assert (target / "letters.jsonl").read_text() == "mine"


def test_a_strange_file_among_results_is_not_lost(tmp_path: Path) -> None:
    target = tmp_path / "results"
    replace(target, "one")
    (target / "my notes.txt").write_text("mine")
    with pytest.raises(OutputError, match="my notes"):
        replace(target, "two")
    assert (target / "letters.jsonl").read_text() == "one"
    (target / "my notes.txt").unlink()
    with pytest.raises(OutputError, match="my notes"), replacing(target) as folder:
        write(folder, "two")
        (target / "my notes.txt").write_text("written while the run went on")
    assert (target / "letters.jsonl").read_text() == "one"


def test_a_file_is_no_folder_for_results(tmp_path: Path) -> None:
    (tmp_path / "results").write_text("x")
    with pytest.raises(OutputError) as error:
        check_output(tmp_path / "results")
    assert error.value.code == "E401"
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    with pytest.raises(OutputError):
        check_output(tmp_path / "gone")


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "results").symlink_to(tmp_path / "real")
    replace(tmp_path / "results", "one")
    assert (tmp_path / "results").is_symlink()
    assert (tmp_path / "real" / "letters.jsonl").read_text() == "one"
