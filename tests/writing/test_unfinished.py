"""The unfinished folder: one writer at a time, a state that is whole, results that take their place in one step."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipeline.writing import unfinished as unfinished_module
from pipeline.writing.folder import OutputError
from pipeline.writing.unfinished import Unfinished


def write(folder: Path, content: str) -> None:
    (folder / "letters.jsonl").write_text(content)
    (folder / "run.json").write_text(json.dumps({"written_by": "imr-pipeline"}))


def replace(target: Path, content: str) -> None:
    with Unfinished(target) as unfinished:
        unfinished.begin()
        write(unfinished.results, content)
        unfinished.finish()


def beside(target: Path) -> list[str]:
    return [path.name for path in target.parent.iterdir()]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "results"


def test_new_folder_and_replacement(target: Path) -> None:
    replace(target, "one")
    (target / "problems.jsonl").write_text("of the first run")
    replace(target, "two")
    assert (target / "letters.jsonl").read_text() == "two"
    assert not (target / "problems.jsonl").exists()
    assert beside(target) == ["results"]
    mask = os.umask(0)
    os.umask(mask)
    assert target.stat().st_mode & 0o777 == 0o777 & ~mask


def test_a_failure_before_the_first_save_leaves_nothing(target: Path) -> None:
    replace(target, "one")
    with pytest.raises(RuntimeError), Unfinished(target) as unfinished:
        unfinished.begin()
        raise RuntimeError
    assert beside(target) == ["results"]


def test_what_was_saved_is_there_for_the_next_and_gone_when_it_begins_anew(target: Path) -> None:
    with Unfinished(target) as unfinished:
        unfinished.begin()
        (unfinished.results / "letters.jsonl").write_text("half")
        unfinished.save({"items": 7})
    with Unfinished(target) as unfinished:
        assert unfinished.state() == {"items": 7}
        assert (unfinished.results / "letters.jsonl").read_text() == "half"
        unfinished.begin()
        assert unfinished.state() is None
        assert list(unfinished.results.iterdir()) == []


def test_two_runs_do_not_write_to_one_folder(target: Path) -> None:
    with Unfinished(target), pytest.raises(OutputError) as error, Unfinished(target):
        pass
    assert error.value.code == "E404"
    replace(target, "after the first")


def test_a_strange_file_that_came_while_the_run_went_on_is_not_lost(target: Path) -> None:
    replace(target, "one")
    with pytest.raises(OutputError, match="my notes"), Unfinished(target) as unfinished:
        unfinished.begin()
        write(unfinished.results, "two")
        (target / "my notes.txt").write_text("mine")
        unfinished.finish()
    assert (target / "my notes.txt").exists()
    assert (target / "letters.jsonl").read_text() == "one"


def test_failed_renaming_puts_the_old_one_back(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace(target, "one")
    rename = Path.rename

    def fail(path: Path, to: Path) -> Path:
        if to == target and path.name == "results":
            raise OSError(16, "Device or resource busy")
        return rename(path, to)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="busy"):
        replace(target, "two")
    assert (target / "letters.jsonl").read_text() == "one"


class Killed(BaseException):
    """Stands for the process's end."""


@pytest.mark.parametrize("at", [1, 2, 3])
def test_killed_while_the_results_take_their_place_the_next_run_does_the_rest(
    target: Path, at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`at`: before the old results go, before the new ones come, before the rest is removed."""
    replace(target, "one")
    swap, rename, remove = Unfinished._swap, Path.rename, Unfinished.remove

    def die(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        if at == 1:
            patch.setattr(Unfinished, "_swap", die)
        elif at == 2:
            patch.setattr(Path, "rename", lambda path, to: die() if to == target else rename(path, to))
        else:
            patch.setattr(Unfinished, "remove", die)
        with pytest.raises(Killed):
            replace(target, "two")
    assert (swap, remove) == (Unfinished._swap, Unfinished.remove)
    with Unfinished(target) as unfinished:
        assert unfinished.state() is None
    assert (target / "letters.jsonl").read_text() == "two"
    assert beside(target) == ["results"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "results").symlink_to(tmp_path / "real")
    replace(tmp_path / "results", "one")
    assert (tmp_path / "results").is_symlink()
    assert (tmp_path / "real" / "letters.jsonl").read_text() == "one"


def test_a_lock_whose_folder_is_removed_meanwhile_is_none(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another run ends between the opening of its lock and the taking of it."""
    first = Unfinished(target)
    first.__enter__()
    first.begin()
    locked = unfinished_module._locked
    calls = []

    def ends_meanwhile(handle: int) -> bool:
        if not calls:
            calls.append(handle)
            first.__exit__()
        return locked(handle)

    monkeypatch.setattr(unfinished_module, "_locked", ends_meanwhile)
    with Unfinished(target) as second:
        assert (second.folder / "lock").exists()
        with pytest.raises(OutputError, match="another run"), Unfinished(target):
            pass


def test_a_run_that_ends_removes_nothing_of_the_next(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock is the last thing to go, and is held until it is gone."""
    with Unfinished(target) as first:
        first.begin()
        order: list[str] = []
        close, unlink = os.close, Path.unlink
        monkeypatch.setattr(os, "close", lambda handle: (order.append("close"), close(handle))[1])
        monkeypatch.setattr(
            Path, "unlink", lambda path, **more: (order.append(f"unlink {path.name}"), unlink(path, **more))[1]
        )
    assert order[-2:] == ["unlink lock", "close"]
