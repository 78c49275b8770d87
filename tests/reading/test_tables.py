"""Tables as inputs: CSV in every form that spreadsheets write, Excel, Parquet; which columns hold what."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.reading import Document, ReadingOptions, ReadingProblem, doubts, read
from tests.reading.samples import write_zip

NAMES = ("ReferenceID", "ReportYear", "Determination", "Findings")
ROWS = (
    ("EI1", "2020", "Overturned Decision of Health Plan", 'The plan\'s denial, "experimental",\nshould be overturned.'),
    ("MN2", "2021", "Upheld Decision of Health Plan", "The denial should be upheld."),
)


def csv_of(rows: Sequence[Sequence[str]], **style: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, **style).writerows(rows)  # type: ignore[arg-type]
    return text.getvalue()


def documents(path: Path, **options: object) -> list[Document]:
    found = list(read(path, ReadingOptions(**options)))  # type: ignore[arg-type]
    assert all(isinstance(item, Document) for item in found), found
    return found  # type: ignore[return-value]


def told(path: Path, **options: object) -> list[str]:
    found = read(path, ReadingOptions(**options))  # type: ignore[arg-type]
    return [
        f"{item.code} {item.path.rpartition(':')[2]}" if isinstance(item, ReadingProblem) else item.name
        for item in found
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_a_published_table_as_it_is(tmp_path: Path, delimiter: str, encoding: str, end: str) -> None:
    path = tmp_path / "reviews.csv"
    path.write_bytes(csv_of((NAMES, *ROWS), delimiter=delimiter, lineterminator=end).encode(encoding))
    first, second = documents(path)
    assert (first.name, first.path, first.media_type) == ("EI1", f"{path}:2", "text/csv")
    assert first.text == ROWS[0][3]
    assert first.official == "Overturned Decision of Health Plan"
    assert second.row == {"ReferenceID": "MN2", "ReportYear": "2021", "Determination": "Upheld Decision of Health Plan"}


def test_names_that_vary_are_known(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        csv_of((("", "Reference.ID", "Report Year", "determination", "FINDINGS "), ("1", "EI1", "", "Upheld", "words")))
    )
    (document,) = documents(path)
    assert (document.name, document.text, document.official) == ("EI1", "words", "Upheld")
    assert document.row["column_1"] == "1"


def test_summaries_of_several_reviewers_are_one_review(tmp_path: Path) -> None:
    path = tmp_path / "cdi.csv"
    names = ("Reference Number", "Summary Reviewer 1", "Summary Reviewer 2", "Summary Reviewer 3", "Determination")
    path.write_text(csv_of((names, ("C1", "First.", "Second.", "", "Overturned"))))
    (document,) = documents(path)
    assert document.text == "Summary Reviewer 1:\nFirst.\n\nSummary Reviewer 2:\nSecond."
    path.write_text(csv_of((names[:2] + names[4:], ("C1", "First.", "Upheld"))))
    assert [d.text for d in documents(path)] == ["First."]


def test_fields_that_a_user_names(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(csv_of((("n", "why", "what"), ("7", "reasons", "a brace"))))
    (document,) = documents(path, text_fields=("what", "Why"), id_field="n")
    assert (document.name, document.text) == ("7", "a brace\n\nreasons")
    assert [d.name for d in documents(path, text_fields=("what", "why"), each_field=True)] == [
        "own:2#what",
        "own:2#why",
    ]
    assert documents(path, text_fields=("why",), outcome_field="what")[0].official == "a brace"


def test_a_table_without_a_known_text_is_an_error_and_no_letter(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("n,why\n1,reasons\n")
    (problem,) = read(path)
    assert isinstance(problem, ReadingProblem)
    assert (problem.code, problem.path) == ("E121", str(path))
    assert "n, why" in problem.message
    assert told(path, text_fields=("reason",))[0].startswith("E121")
    skipped: list[str] = []
    assert [p.code for p in read(tmp_path, skipped=skipped.append)] == []  # type: ignore[union-attr]
    assert skipped == [str(path)]


def test_a_broken_row_loses_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = [
        "id,text,note",
        'a,"never closed,x',
        "b,words,x",
        'c,5" pipe,x',
        'd,"two\nlines",x',
        "e,too,many,cells",
        "f,,x",
        "",
        'g,"quoted ""twice""",x',
        "h,words,",
        '"i,"words",x',
        "j,words,x",
    ]
    path.write_text("\n".join(lines))
    assert told(path) == ["E122 2", "b", "c", "d", "E122 6", "E103 7", "g", "h", "E122 11", "j"]


@pytest.mark.parametrize(
    "above", ["sep=;\n", "Determinations, Trend\n", "Determinations;;;\n\nas of May 2024;;;\n", "\ufeffsep=;\n"]
)
def test_rows_above_the_names_are_passed_over(tmp_path: Path, above: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(above + csv_of((NAMES, *ROWS), delimiter=";", lineterminator="\n"), encoding="utf-8")
    found = documents(path)
    assert [(one.name, one.official) for one in found] == [("EI1", ROWS[0][2]), ("MN2", ROWS[1][2])]
    assert found[0].path == f"{path}:{above.count(chr(10)) + 2}"


def test_a_table_that_a_run_wrote_is_no_published_one(tmp_path: Path) -> None:
    path = tmp_path / "letters.csv"
    names = "letter_id,case_number,outcome,decision_date,determinations,reviewers,findings,summary,official_outcome"
    path.write_text(f"{names}\nA,CM16-1,upheld,2016-01-02,1,1,0,He fell.,upheld\n", encoding="utf-8")
    (problem,) = read(path)
    assert isinstance(problem, ReadingProblem)
    assert problem.code == "E121"


def test_names_that_nobody_knows_are_those_of_the_first_row(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("code,name\n1,a\n2,b\n3,c\n4,d\n5,e\n6,f\n", encoding="utf-8")
    (problem,) = read(path)
    assert isinstance(problem, ReadingProblem)
    assert "code, name" in problem.message
    first = documents(path, text_fields=("name",))[0]
    assert (first.text, first.path) == ("a", f"{path}:2")


def test_one_foreign_byte_is_of_its_row_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("text\nher knee’s pain\n".encode() + b"her knee\x92s pain\n" + "a knee’s \n".encode())
    first, second, third = documents(path)
    assert first.text == second.text == "her knee’s pain"
    assert [doubts(d) != () for d in (first, second, third)] == [False, True, False]


def test_a_row_above_the_limit_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\na," + "x" * 3000 + "\nb,words\n")
    assert told(path, max_bytes=1000) == ["E108 2", "b"]


def test_excel(tmp_path: Path) -> None:
    from datetime import datetime

    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["a sheet without texts"])
    sheet = book.create_sheet("Reviews")
    sheet.append(["External reviews 2020"])
    sheet.append([])
    sheet.append([*NAMES, "Received"])
    for row in ROWS:
        sheet.append([row[0], int(row[1]), *row[2:], datetime(2020, 3, 1)])
    sheet.append([])
    path = tmp_path / "reviews.xlsx"
    book.save(path)
    first, second = documents(path)
    assert (first.path, first.text, second.path) == (f"{path}:4", ROWS[0][3], f"{path}:5")
    assert first.row["ReportYear"] == 2020
    assert first.row["Received"] == "2020-03-01"
    packed = write_zip(tmp_path / "p.zip", {"in.xlsx": path.read_bytes(), "in.csv": csv_of((NAMES, *ROWS)).encode()})
    assert told(packed) == ["EI1", "MN2"] * 2
    path.write_bytes(path.read_bytes()[:2000])
    assert told(path)[0].startswith("E123")


def test_parquet(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    path = tmp_path / "reviews.parquet"
    columns = {name: [row[place] for row in ROWS] for place, name in enumerate(NAMES)}
    pq.write_table(pa.table({**columns, "more": [[1, 2], None]}), path)
    first, second = documents(path)
    assert (first.path, first.name, first.text, second.name) == (f"{path}:2", "EI1", ROWS[0][3], "MN2")
    assert (first.row["more"], second.row["more"]) == ([1, 2], None)
    path.write_bytes(path.read_bytes()[:-9])
    assert told(path)[0].startswith("E123")


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.reading.spreadsheets.find_spec", lambda name: None)
    for name in ("a.xlsx", "a.parquet"):
        (tmp_path / name).write_bytes(b"x")
        (problem,) = read(tmp_path / name)
        assert isinstance(problem, ReadingProblem)
        assert (problem.code, "pip install" in problem.message) == ("E124", True)
