from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.records.model import (
    Citation,
    CitedSection,
    Determination,
    Drug,
    ExpertReviewer,
    Frequency,
    Grounded,
    GuidelineLine,
    Letter,
    Rationale,
    Request,
    Source,
)
from pipeline.writing.citations import citation_name, cited_by
from pipeline.writing.determinations import COLUMNS, cell, csv_text, rows


def word(value: str) -> Grounded[str]:
    return Grounded(value, value, 0, len(value))


def letter(**request: object) -> Letter:
    asked = Request("Knee brace, 2 of", 0, 16, word("Knee brace"), **request)
    citation = Citation(
        "MTUS Knee Complaints 2004",
        0,
        25,
        "MTUS",
        "Knee Complaints",
        "2004",
        None,
        (CitedSection("Braces", 0, 6),),
    )
    item = Determination(
        1,
        asked,
        word("overturned"),
        GuidelineLine("no evidence", 0, 11, False),
        GuidelineLine("MTUS …", 0, 6, True, citations=(citation, citation)),
        Rationale("Because\tso.", 0, 11, agreement="agree", depends_on=(2, 3)),
    )
    reviewer = ExpertReviewer((word("California"), word("Ohio")), ())
    return Letter("CM1", Source("a.txt"), "final", expert_reviewer=reviewer, determinations=(item, item))


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
        (True, "yes"),
        (False, "no"),
        (0, "0"),
    ],
)
def test_no_cell_can_start_a_formula(value: object, expected: str) -> None:
    assert cell(value) == expected


def test_one_row_per_item_with_a_cell_per_column() -> None:
    drugs = (Drug("tramadol", "Ultram", 0, 6, "50mg", "tab"), Drug("ibuprofen", "ibuprofen", 0, 9))
    frequency = Frequency((2, 3), "week", (6, 6), "week", "2-3 a week for 6 weeks", 0, 20)
    table = rows(letter(drugs=drugs, quantity=Grounded(60, "#60", 0, 3), frequency=frequency))
    assert [len(row) for row in table] == [len(COLUMNS)] * 2
    row = dict(zip(COLUMNS, table[0], strict=True))
    assert row["letter_id"] == "CM1"
    assert row["path"] == "a.txt"
    assert row["licensure"] == "California; Ohio"
    assert (row["number"], row["decision"], row["request"], row["disputed"]) == (
        "1",
        "overturned",
        "Knee brace, 2 of",
        "Knee brace",
    )
    assert row["drugs"] == "tramadol 50mg tab; ibuprofen"
    assert (row["quantity"], row["frequency"]) == ("60", "2-3 per week for 6 weeks")
    assert (row["claims_administrator_cited"], row["claims_administrator_citations"]) == ("no", "")
    assert (row["reviewer_citations"], row["reviewer_sections"]) == ("MTUS Knee Complaints 2004", "Braces")
    assert (row["agreement"], row["depends_on"]) == ("agree", "2, 3")


def test_a_bare_duration() -> None:
    frequency = Frequency(None, None, (1, 1), "month", "one month", 0, 9)
    assert dict(zip(COLUMNS, rows(letter(frequency=frequency))[0], strict=True))["frequency"] == "for 1 month"


def test_csv_comes_back_as_it_was() -> None:
    cells = [["a,b", 'say "x"', "two\nlines", "é"]]
    assert list(csv.reader(io.StringIO(csv_text(cells), newline=""))) == cells


CELLS = st.text(st.sampled_from("a \"',;\n\r\t=é\x85\u2028\0"), max_size=5)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), max_size=3))
def test_csv_is_what_the_standard_writer_writes(cells: list[list[str]]) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(cells)
    assert csv_text(cells) == buffer.getvalue().replace("\0", "")


@given(st.text(st.sampled_from("aZ0 é²½_'\u3000\t\r\n\x85=+-@\uff1d\uff0b\uff0d\uff20\u0661"), max_size=4))
def test_a_cell_is_marked_where_a_spreadsheet_might_run_it(text: str) -> None:
    starts = text.startswith(("\t", "\r", "\n")) or text.lstrip().startswith(
        ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
    )
    assert cell(text) == ("'" + text if starts else text)


def test_a_nul_does_not_end_a_readers_work() -> None:
    assert csv_text([["a\0b", "c"]]) == "ab,c\r\n"


def test_citations_in_few_words() -> None:
    assert citation_name(Citation("x", 0, 1, "ODG", "Low Back", None)) == "ODG Low Back"
    assert citation_name(Citation("ODG", 0, 3, "ODG")) == "ODG"
    assert citation_name(Citation("A study", 0, 7, "other")) == "A study"
    assert cited_by(GuidelineLine(cited=False)) == "none cited"
    assert cited_by(GuidelineLine()) == ""
