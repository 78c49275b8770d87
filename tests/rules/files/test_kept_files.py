"""What rule files come to is kept between runs: the same as reading them, for these very files alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from pipeline.guidelines import loading
from pipeline.layouts import loading as layouts
from pipeline.rules import PatternError, load, load_rules
from pipeline.rules.files import kept_files
from pipeline.rules.files.found import RuleFile
from pipeline.rules.files.kept_files import Form, read_or_kept

MINE = """
pack: mine
label: DRUG
sections: [request]
rules:
  - {id: mine.phrase, phrases: [Testamol], value: testamol, role: opioid, examples: {match: ["[[Testamol]]"]}}
  - {id: mine.tokens, label: MY_OWN, pattern: [{LOWER: {IN: [a, b]}}, {LOWER: c, OP: "?"}]}
  - {id: mine.regex, label: DATE, regex: "day (?P<day>[0-9])", as: date, examples: {values: {"day 3": {a: [1, 2]}}}}
  - {id: mine.cue, label: VOICE, regex: "says", cue: {modifies: [VERDICT], effect: {voice: someone}, scope: 60}}
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("IMR_CACHE", str(tmp_path / "cache"))
    _forget()
    yield tmp_path / "cache"
    _forget()


def _forget() -> None:
    """As in another process."""
    for form in (load._RULE_SET, load._SHARED, layouts._LAYOUTS, loading._FILES):
        form.last = None


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "mine.yml"
    file.write_text(MINE)
    return file


@pytest.fixture
def form() -> Form[Any]:
    return Form("numbers", list, list)


def file_of(path: Path) -> RuleFile:
    return RuleFile(path, path.name, "rules")


def fail() -> Any:
    pytest.fail("read anew")


def test_rules_come_back_as_they_were_read(mine: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = load_rules(overlays=[mine])
    _forget()
    monkeypatch.setattr(load, "_load", lambda *_: fail())
    kept = load_rules(overlays=[mine])
    assert kept is not read and len(list(cache.glob("rules-*"))) == 2  # with and without `mine`
    for field in fields(kept):
        assert getattr(kept, field.name) == getattr(read, field.name), field.name
    assert kept.shared.fragments == read.shared.fragments and kept.shared.tests == read.shared.tests
    assert kept.shared.vocabularies == read.shared.vocabularies
    assert kept.shared.label_entries == read.shared.label_entries
    assert kept.warnings and kept.own_labels == {"MY_OWN"}


def test_layouts_and_the_catalogue_come_back_as_they_were_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read, files = layouts.load_layouts(), loading.read_files(())
    _forget()
    monkeypatch.setattr(layouts, "_load", lambda *_: fail())
    monkeypatch.setattr(loading, "_read", lambda *_: fail())
    assert layouts.load_layouts() == read and loading.read_files(()) == files


def test_other_words_other_rules(mine: Path) -> None:
    assert "testamol" in {rule.value for rule in load_rules(overlays=[mine]).rules}
    mine.write_text(MINE.replace("testamol", "otherol"))
    assert "otherol" in {rule.value for rule in load_rules(overlays=[mine]).rules}
    assert not any(rule.overlay for rule in load_rules().rules)


def test_files_with_errors_are_told_each_time(mine: Path) -> None:
    mine.write_text(MINE.replace("label: DRUG", "label: drug"))
    for _ in range(2):
        with pytest.raises(PatternError):
            load_rules(overlays=[mine])


def test_a_missing_file_is_told_whatever_is_kept_of_the_others(mine: Path) -> None:
    for load_them in (load_rules, layouts.load_layouts):
        load_them(overlays=[])
        with pytest.raises(PatternError):
            load_them(overlays=[mine.with_name("none.yml")])
    loading.read_files(())
    with pytest.raises(PatternError):
        loading.read_files([mine.with_name("none.yml")])


@pytest.mark.parametrize(("shares", "anew"), [("", False), ("vocabularies: {list: [word]}", True)])
def test_shipped_rules_are_read_anew_where_a_pack_changes_what_they_share(
    shares: str, anew: bool, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_rules()
    _forget()
    read = []
    shipped = load._shipped
    monkeypatch.setattr(load, "_shipped", lambda *given: read.append(1) or shipped(*given))
    mine.write_text(f"{MINE}{shares}")
    assert load_rules(overlays=[mine]).rules[0].id == "mine.phrase"
    assert bool(read) is anew


def test_other_code_reads_anew(mine: Path, form: Form[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_or_kept(form, [file_of(mine)], lambda: [1]) == [1]
    form.last = None
    assert read_or_kept(form, [file_of(mine)], fail) == [1]
    form.last = None
    monkeypatch.setattr(kept_files, "_code", lambda: b"other")
    assert read_or_kept(form, [file_of(mine)], lambda: [2]) == [2]


def test_other_fragments_other_layouts(mine: Path, form: Form[Any]) -> None:
    assert read_or_kept(form, [file_of(mine)], lambda: [1], b"a") == [1]
    assert read_or_kept(form, [file_of(mine)], lambda: [2], b"b") == [2]


@pytest.mark.parametrize("damage", [b"", b"[", b"[7]", b"x\n[7]", b"\xff\xfe"])
def test_a_damaged_file_counts_for_nothing(mine: Path, form: Form[Any], cache: Path, damage: bytes) -> None:
    read_or_kept(form, [file_of(mine)], lambda: [1])
    (file,) = cache.iterdir()
    file.write_bytes(damage)
    form.last = None
    assert read_or_kept(form, [file_of(mine)], lambda: [2]) == [2]
    form.last = None
    assert read_or_kept(form, [file_of(mine)], fail) == [2]


def test_what_is_in_use_stays(mine: Path, form: Form[Any], cache: Path) -> None:
    for number in range(12):
        form.last = None
        read_or_kept(form, [file_of(mine)], lambda: [0], b"in use")
        read_or_kept(form, [file_of(mine)], lambda: [1], bytes([number]))
        for age, file in enumerate(sorted(cache.iterdir(), key=lambda one: one.stat().st_mtime_ns, reverse=True)):
            os.utime(file, ns=(1, 10**18 - age * 10**9))
    form.last = None
    assert len(list(cache.iterdir())) == 8 and read_or_kept(form, [file_of(mine)], fail, b"in use") == [0]


def test_data_that_no_longer_fit_count_for_nothing(mine: Path, form: Form[Any]) -> None:
    read_or_kept(form, [file_of(mine)], lambda: [1])

    def refuse(data: Any) -> Any:
        raise KeyError(data)

    other = Form[Any]("numbers", list, refuse)
    assert read_or_kept(other, [file_of(mine)], lambda: [2]) == [2]


def test_nothing_is_kept_where_the_user_wants_none(
    mine: Path, form: Form[Any], cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMR_CACHE", "off")
    assert read_or_kept(form, [file_of(mine)], lambda: [1]) == [1] == read_or_kept(form, [file_of(mine)], fail)
    form.last = None
    assert read_or_kept(form, [file_of(mine)], lambda: [2]) == [2]
    assert not cache.exists()


def test_a_file_that_cannot_be_read_is_for_its_reader_to_tell(mine: Path, form: Form[Any], cache: Path) -> None:
    assert read_or_kept(form, [file_of(mine / "missing")], lambda: [1]) == [1]
    assert not cache.exists()


def test_what_changes_while_it_is_read_is_not_kept(mine: Path, form: Form[Any], cache: Path) -> None:
    def read() -> list[int]:
        mine.write_text("changed")
        return [1]

    assert read_or_kept(form, [file_of(mine)], read) == [1]
    assert not cache.exists()
