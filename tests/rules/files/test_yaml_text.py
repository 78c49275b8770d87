"""YAML to plain data: what scalars stand for, where values stand, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.rules import patterns_folder
from pipeline.rules.files.yaml_text import Unquoted, YamlText
from pipeline.rules.problems import PatternError

TEXT = """\
# a comment
pack: mine
off: [a, b,
      c]
rules:
  - id: one
    value: "9"

  - id: two
    pattern:
    - {LOWER: x}
    - {LOWER: y}
"""


def data(text: str) -> Any:
    return YamlText(text, "x.yml").data


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("off", "off"),
        ("no", "no"),
        ("true", True),
        ("FALSE", False),
        ("12", 12),
        ("-7", -7),
        ("007", 7),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("9792.20", Unquoted("9792.20", "number")),
        ("1e5", Unquoted("1e5", "number")),
        (".5", Unquoted(".5", "number")),
        ("0x1F", Unquoted("0x1F", "number")),
        ("2014-05-30", Unquoted("2014-05-30", "date")),
        ("~", None),
        ("null", None),
        ("", None),
        ("'12'", "12"),
        ('"true"', "true"),
        ('""', ""),
        ("'it''s'", "it's"),
        ('"\\u00e9\\n"', "é\n"),
        ("4 weeks", "4 weeks"),
        ("50mg", "50mg"),
        ("http://b.c/d", "http://b.c/d"),
        ("=", "="),
        ("<<", "<<"),
    ],
)
def test_a_scalar_stands_for_what_yaml_1_2_says(text: str, value: object) -> None:
    assert data(f"a: {text}") == {"a": value}
    assert data(f"[{text}]" if text else "[{a: }]") == ([value] if text else [{"a": None}])


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ([], 2),
        (["pack"], 2),
        (["off", 1], 3),
        (["off", 2], 4),
        (["off", 7], 3),
        (["rules"], 5),
        (["rules", 0], 6),
        (["rules", 0, "value"], 7),
        (["rules", 0, "nothing"], 6),
        (["rules", 1, "pattern", 1], 12),
        (["rules", 1, "pattern", 1, "LOWER"], 12),
    ],
)
def test_every_value_has_its_line(path: list[str | int], line: int) -> None:
    assert YamlText(TEXT, "x.yml").line(path) == line


def test_a_value_is_shown_as_it_is_written() -> None:
    assert YamlText("a: 9792.20", "x.yml").raw(["a"]) == "9792.20"
    assert YamlText("a: [1]", "x.yml").raw(["a"]) == ""


def test_what_is_empty_is_named_by_its_path() -> None:
    assert list(YamlText("a:\nb: [1, ]\nc: [{d: , e: x}, ~]", "x.yml").empty()) == [["a"], ["c", 0, "d"]]


def test_aliases_cannot_multiply_text() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
    with pytest.raises(PatternError, match="E303"):
        data(bomb)


@pytest.mark.parametrize("text", ["a: b\n---\nc: d", "{[a]: b}", "a: !!set {x}", "a: !!str 5", "? a\n? a"])
def test_what_plain_data_does_not_need_is_refused_or_is_plain(text: str) -> None:
    try:
        assert data(text) == {"a": "5"}
    except PatternError as error:
        assert error.problems[0].code in ("E301", "E302", "E303")


def test_the_shipped_files_are_read_as_pyyaml_reads_them() -> None:
    for file in sorted(patterns_folder().rglob("*.yml")):
        text = file.read_text("utf-8")
        assert _strings(data(text)) == yaml.load(text, Loader=yaml.BaseLoader)


def _strings(value: Any) -> Any:
    """Scalars as they are written, which is all that PyYAML's base loader gives."""
    if isinstance(value, dict):
        return {key: _strings(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_strings(one) for one in value]
    if isinstance(value, Unquoted):
        return value.text
    if value is None:
        return "null"
    return str(value).lower() if isinstance(value, bool) else str(value)


WORDS = st.text("ab1-:#' \"\\,[]{}&*!%@`|>?.0é\n", max_size=12)
LINES = st.lists(
    st.tuples(st.sampled_from(["", "  ", "    "]), st.sampled_from(["", "- ", "a: ", "b: ", "- c: ", "d:"]), WORDS),
    max_size=5,
)


@settings(max_examples=300, deadline=None)
@given(LINES)
def test_any_text_is_read_or_refused_with_a_code(lines: list[tuple[str, str, str]]) -> None:
    try:
        data("\n".join("".join(line) for line in lines))
    except PatternError as error:
        assert [problem.code in ("E301", "E302", "E303") for problem in error.problems] == [True]
