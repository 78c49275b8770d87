"""The user's cache folder, and files that are written into it whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.rules.files.cache_folder import cache_folder, digest_of, write_whole


@pytest.mark.parametrize(("named", "folder"), [("off", None), ("OFF", None), ("/somewhere", Path("/somewhere"))])
def test_the_user_says_where(named: str, folder: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMR_CACHE", named)
    assert cache_folder() == folder


def test_of_many_files_the_last_stay(tmp_path: Path) -> None:
    for number in range(6):
        write_whole(tmp_path / "new" / f"x-{number}.json", b"1", among="x-*.json", keep=3)
    (tmp_path / "new" / "y-1.json").write_bytes(b"2")
    assert len(list((tmp_path / "new").glob("x-*"))) == 3 and (tmp_path / "new" / "x-5.json").exists()
    write_whole(tmp_path / "new" / "x-9.json", b"1", among="x-*.json", keep=1)
    assert sorted(one.name for one in (tmp_path / "new").iterdir()) == ["x-9.json", "y-1.json"]


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    write_whole(tmp_path / "file" / "x.json", b"1", among="*", keep=1)
    assert [one.name for one in tmp_path.iterdir()] == ["file"]


def test_parts_have_borders() -> None:
    assert digest_of([b"ab", b"c"]) != digest_of([b"a", b"bc"])
