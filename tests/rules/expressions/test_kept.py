"""What is kept of expressions between runs changes nothing but the time it takes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.rules.expressions.kept import Kept
from pipeline.rules.expressions.relaxed import Relaxed, relaxed


def test_what_is_saved_is_known_to_the_next_process(tmp_path: Path) -> None:
    file = tmp_path / "new" / "expressions.json"
    first = Kept(file)
    first.add("relaxed", "a+", ["x", True])
    first.save()
    assert Kept(file).get("relaxed", "a+") == ["x", True]
    assert Kept(file).get("relaxed", "b") is None and Kept(file).get("cased", "a+") is None
    assert [one.name for one in file.parent.iterdir()] == ["expressions.json"]


@pytest.mark.parametrize("content", [b"{", b"[1]", b'{"relaxed": 1}', b"\xff", b""])
def test_a_file_that_cannot_be_read_counts_for_nothing(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "expressions.json"
    file.write_bytes(content)
    broken = Kept(file)
    assert broken.get("relaxed", "a+") is None
    broken.add("relaxed", "a+", ["x", True])
    broken.save()
    assert Kept(file).get("relaxed", "a+") == ["x", True]


def test_files_of_a_few_versions_stay(tmp_path: Path) -> None:
    for number in range(9):
        one = Kept(tmp_path / f"expressions-{number}.json")
        one.add("relaxed", "a+", ["x", True])
        one.save()
    assert len(list(tmp_path.iterdir())) == 4 and (tmp_path / "expressions-8.json").exists()


def test_nothing_is_kept_where_nothing_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for one in (Kept(tmp_path / "file" / "expressions.json"), Kept(None)):
        one.add("relaxed", "a+", ["x", True])
        one.save()
        assert one.get("relaxed", "a+") == ["x", True]


def test_a_known_expression_is_not_taken_apart_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours = Kept(tmp_path / "expressions.json")
    monkeypatch.setattr("pipeline.rules.expressions.relaxed.kept", lambda: ours)
    relaxed.cache_clear()
    fresh = relaxed(r"is (?:not|never) due")
    ours.save()
    ours = Kept(tmp_path / "expressions.json")
    monkeypatch.setattr("pipeline.rules.expressions.relaxed._relaxed", lambda regex, cased: pytest.fail("taken apart"))
    relaxed.cache_clear()
    assert relaxed(r"is (?:not|never) due") == fresh == Relaxed(r"\bis\x20n(?:ot|ever)\x20due\b")
    relaxed.cache_clear()


def test_what_is_found_out_of_letters_is_saved_at_the_end(tmp_path: Path) -> None:
    program = "from pipeline.rules.expressions.whole_words import compile_folded; assert compile_folded('Not Due')"
    environment = {**os.environ, "IMR_CACHE": str(tmp_path)}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    (file,) = tmp_path.glob("expressions-*.json")
    assert Kept(file).get("folded", "Not Due") == "not due"
    assert Kept(file).get("bordered", "not due") == r"\b(?:not due)\b"
