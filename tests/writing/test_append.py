from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.writing.append import AppendFile, write_whole


def test_a_file_is_taken_up_at_its_saved_length(tmp_path: Path) -> None:
    path = tmp_path / "a"
    file = AppendFile(path)
    file.write("one é\n")
    file.sync()
    saved = file.length
    file.write("half a li")
    file.close()
    assert path.stat().st_size > saved
    file = AppendFile(path, saved)
    file.write("two\n")
    file.close()
    assert path.read_text(encoding="utf-8") == "one é\ntwo\n"
    assert file.length == path.stat().st_size


def test_a_new_file_forgets_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old")
    AppendFile(tmp_path / "a").close()
    assert (tmp_path / "a").read_text() == ""


def test_a_file_that_lost_what_was_saved_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("abc")
    with pytest.raises(OSError, match="a has lost 2 bytes"):
        AppendFile(tmp_path / "a", 5)


def test_a_whole_file_replaces_the_old_one(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", b"one")
    write_whole(tmp_path / "a", b"two")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a", b"two")]
