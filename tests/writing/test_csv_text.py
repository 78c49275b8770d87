"""Cells and rows of CSV."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.writing.csv_text import CELL_LIMIT, cell, csv_text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\rx", "'\rx"),
        ("  =1", "'  =1"),
        ("\uff1d1", "'\uff1d1"),
        ("a=1", "a=1"),
        ("", ""),
        (None, ""),
        (True, "true"),
        (False, "false"),
        (0, "0"),
    ],
)
def test_no_cell_can_start_a_formula(value: object, expected: str) -> None:
    assert cell(value) == expected


def test_csv_comes_back_as_it_was() -> None:
    cells = [["a,b", 'say "x"', "two\nlines", "é"]]
    assert list(csv.reader(io.StringIO(csv_text(cells), newline=""))) == cells


CELLS = st.text(st.sampled_from("a \"',;\n\r\t=é\x85\u2028\0"), max_size=5)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=3))
def test_csv_is_what_the_standard_writer_writes(cells: list[list[str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([[one.replace("\0", "") for one in row] for row in cells])  # 3.10 writes no NUL
    assert csv_text(cells) == buffer.getvalue()


@given(st.text(st.sampled_from("aZ0 é²½_'\u3000\t\r\n\x85=+-@\uff1d\uff0b\uff0d\uff20\u0661"), max_size=4))
def test_a_cell_is_marked_where_a_spreadsheet_might_run_it(text: str) -> None:
    starts = text.startswith(("\t", "\r", "\n")) or text.lstrip().startswith(
        ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
    )
    assert cell(text) == ("'" + text if starts else text)


def test_a_nul_does_not_end_a_readers_work() -> None:
    assert csv_text([["a\0b", "c"]]) == "ab,c\r\n"


@pytest.mark.parametrize("text", ["a" * (CELL_LIMIT + 1), "=" + "a" * CELL_LIMIT])
def test_a_cell_is_no_longer_than_a_spreadsheet_keeps(text: str) -> None:
    assert len(cell(text)) == CELL_LIMIT
    assert cell(text).endswith(" […]")
    assert cell("a" * CELL_LIMIT) == "a" * CELL_LIMIT
