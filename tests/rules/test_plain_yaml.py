"""The fast reader of rule files gives what the full one gives, or gives up."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules import load_rules, patterns_folder
from pipeline.rules.load import rule_files
from pipeline.rules.plain_yaml import NotPlain, read_plain
from pipeline.rules.problems import PatternError
from pipeline.rules.yaml_text import YamlText, build_fully


def both(text: str) -> tuple[Any, Any]:
    """What the two readers make of a text; `None` where one gives up or refuses it."""
    try:
        plain: Any = read_plain(text)[0]
    except NotPlain:
        plain = None
    try:
        full: Any = build_fully(YamlText(text, "x.yml"))
    except PatternError:
        full = None
    return plain, full


@pytest.mark.parametrize("file", [file for file, _ in rule_files([patterns_folder()])], ids=lambda file: file.name)
def test_shipped_packs_are_plain_and_read_the_same(file: Path) -> None:
    text = file.read_text("utf-8")
    plain, lines = read_plain(text)
    yaml = YamlText(text, file.name)
    assert plain == build_fully(yaml)
    assert lines == [yaml.line(["rules", index]) for index in range(len(plain["rules"]))]


@pytest.mark.parametrize(
    "text",
    [
        "a: 9792.20",
        "a: 2014-05-30",
        "a: 0x1f",
        "a: 1e5",
        "a: 12:30",
        "a: ~",
        "a: null",
        "a: yes",
        "a: .5",
        "a: b: c",
        "a: 'x' y",
        "a: *x",
        "a: &x y",
        "a: !t y",
        "a: |\n  x\n",
        "a: x\n  y",
        'a: "x\n  y"',
        "a:\n  b: 1\n c: 2",
        "a: 1\na: 2",
        "a: [1, 2",
        "a: {b: 1, b: 2}",
        "a: [x]y",
        'a: "\\x41"',
        "a: b\n\tc: d",
        "a: b\n---\nc: d",
        "- a\n- b",
        "a: [- b]",
        "a: @x",
        "a: [x: y]",
        "a:\n- b\n -c",
        "a: b #c\n d",
    ],
)
def test_what_is_not_plain_is_left_to_the_full_reader(text: str) -> None:
    with pytest.raises(NotPlain):
        read_plain(text)


@pytest.mark.parametrize(
    "text",
    [
        "a: b # c\nd: 'e # f' # g",
        "a:\n- b\n- c: d\n  e: f\n-   - g\n    - h",
        "a: [b, 'c, d', \"e: \\u00e9\", f g, 50mg]\nh: {i: j, k: [1, -2], l: true}",
        "# top\na: [b,\n    c d, # why\n    e f\n     g]\nh: x#y",
        "a: http://b.c/d\ne: f,g [h] {i}",
        "a: it's\nb: 'it''s'\nc: \"\\\\b\"",
        "a: 4 weeks\nb: 0\nc: -7\nd: (x)",
    ],
)
def test_plain_text_is_read_as_the_full_reader_reads_it(text: str) -> None:
    plain, full = both(text)
    assert plain is not None
    assert plain == full


WORDS = st.text("ab1-:#' \"\\,[]{}&*!%@`|>?.0é\n", max_size=12)
LINES = st.lists(
    st.tuples(st.sampled_from(["", "  ", "    "]), st.sampled_from(["", "- ", "a: ", "b: ", "- c: ", "d:"]), WORDS),
    max_size=5,
)


@settings(max_examples=400, deadline=None)
@given(LINES)
def test_the_fast_reader_never_reads_anything_else(lines: list[tuple[str, str, str]]) -> None:
    plain, full = both("\n".join("".join(line) for line in lines))
    if plain is not None:
        assert plain == full


def test_a_thousand_rules_are_read_at_once(tmp_path: Path) -> None:
    entry = (
        "  - id: drug.d{0}\n    pattern: name{0}\n    value: name{0}\n    role: opioid\n    examples:\n"
        '      match: ["Request for [[Name{0}]] 50mg #60"]\n'
    )
    file = tmp_path / "many.yml"
    file.write_text("pack: many\nlabel: DRUG\nrules:\n" + "".join(entry.format(i) for i in range(1000)), "utf-8")
    start = perf_counter()
    assert len(load_rules([file]).rules) == 1000
    assert perf_counter() - start < 0.6  # a tenth of it on an idle machine; the full reader alone takes this long
