"""Tables and archives that would fill the memory, or keep a reader busy without end: each is a problem with a code."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from pipeline.reading.jsonl import names_beside_text
from pipeline.reading.options import ReadingOptions
from pipeline.reading.problems import ReadingProblem
from pipeline.reading.read import read
from pipeline.reading.tables import MOST_COLUMNS
from pipeline.running.work import estimate
from tests.reading.samples import write_zip

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TEXT = '<row><c t="inlineStr"><is><t>{}</t></is></c></row>'


def told(path: Path) -> list[str]:
    """The texts, or the codes of problems, in order."""
    return [f"{found.code}" if isinstance(found, ReadingProblem) else found.text for found in read(path)]


def workbook(path: Path, rows: str, *, before: str = "", behind: str = "", parts: dict[str, str] | None = None) -> Path:
    """A workbook of one sheet with these rows under the name `text`."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    sheet = (
        f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{_TEXT.format("text")}{rows}</sheetData>{behind}</worksheet>'
    )
    members = {
        "[Content_Types].xml": (
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets>'
            "</workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}/worksheet" '
            'Target="worksheets/sheet1.xml"/></Relationships>'
        ),
        "xl/worksheets/sheet1.xml": sheet,
    }
    return write_zip(path, {name: data.encode() for name, data in {**members, **(parts or {})}.items()})


ENTITIES = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
CELLS = "<c/>" * 260_000


@pytest.mark.parametrize(
    ("rows", "more", "found"),
    [
        (_TEXT.format("a letter"), {}, ["a letter"]),
        (f"<row>{CELLS}</row>", {}, ["E118"]),
        (f"<row>{'<c/><!-- </row> -->' * 130_000}</row>", {}, ["E118"]),
        ('<row r="2000000000"><c t="inlineStr"><is><t>a letter</t></is></c></row>', {}, ["E123"]),
        (_TEXT.format("&b;"), {"before": ENTITIES}, ["E123"]),
        ("", {"behind": f"<mergeCells>{'<mergeCell/>' * 260_000}</mergeCells>"}, ["E118"]),
        ("", {"parts": {"xl/styles.xml": f"<styleSheet>{'<xf/>' * 260_000}</styleSheet>"}}, ["E118"]),
        ("", {"parts": {"xl/more.xml": "<x>" + '<sheet name="a"/>' * 101 + "</x>"}}, ["E123"]),
        ("", {"parts": {"xl/more.xml": "\ufeff<x/>".encode("utf-16-le").decode("latin-1")}}, []),
    ],
)  # fmt: skip
def test_workbooks(tmp_path: Path, rows: str, more: dict[str, str], found: list[str]) -> None:
    pytest.importorskip("openpyxl")
    assert told(workbook(tmp_path / "a.xlsx", rows, **more)) == found  # type: ignore[arg-type]


@pytest.mark.parametrize("size", [1, 7, 1 << 16])
@pytest.mark.parametrize(("rows", "found"), [(_TEXT.format("a") * 2, ["a", "a"]), (_TEXT.format("a") * 3, ["E118"])])
def test_what_a_workbook_holds_is_counted_across_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int, rows: str, found: list[str]
) -> None:
    pytest.importorskip("openpyxl")
    for name, value in (("_CHUNK", size), ("_MOST_ROWS", 3)):
        monkeypatch.setattr(f"pipeline.reading.spreadsheets.{name}", value)
    assert told(workbook(tmp_path / "letters.xlsx", rows)) == found


def test_cells_far_to_the_right_are_left_out(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    row = '<row><c t="inlineStr"><is><t>a letter</t></is></c><c r="ZZZ2"><v>1</v></c></row>'
    (document,) = read(workbook(tmp_path / "a.xlsx", row))
    assert not isinstance(document, ReadingProblem)
    assert (document.text, document.row) == ("a letter", {})


def test_a_text_that_stands_in_every_row_of_parquet_is_kept_once(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    before = pa.total_allocated_bytes()
    text = "a letter " * 100_000
    pq.write_table(
        pa.table({"text": pa.array([text]).take(pa.array([0] * 200)), "id": range(200)}), tmp_path / "a.parquet"
    )
    found = read(tmp_path / "a.parquet")
    first = next(found)
    assert not isinstance(first, ReadingProblem)
    assert first.text == text
    assert pa.total_allocated_bytes() - before < 20 * len(text)
    assert sum(1 for _ in found) == 199


def test_a_parquet_file_that_expands_is_refused(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    table = pa.table({"text": ["x" * 1_000_000, "y" * 1_000_000]})
    pq.write_table(table, tmp_path / "a.parquet", compression="zstd", use_dictionary=False)
    (problem,) = read(tmp_path / "a.parquet", ReadingOptions(max_bytes=100_000, max_expansion=10))
    assert isinstance(problem, ReadingProblem)
    assert problem.code == "E118"


def test_more_columns_than_any_table_has(tmp_path: Path) -> None:
    names = [f"k{number}" for number in range(MOST_COLUMNS + 1)]
    (tmp_path / "a.csv").write_text(f"text,{','.join(names)}\na letter{',' * len(names)}\n")
    assert told(tmp_path / "a.csv") == ["E123"]
    rows = [json.dumps({"text": "x", **dict.fromkeys(names, 1)}), json.dumps({"text": "a letter"})]
    (tmp_path / "a.jsonl").write_text("\n".join(rows))
    assert told(tmp_path / "a.jsonl") == ["E110", "a letter"]


def test_fields_of_many_rows_are_no_more_columns_than_a_table_has(tmp_path: Path) -> None:
    rows = (json.dumps({"text": "x", **{f"k{row}_{n}": 1 for n in range(9000)}}) for row in range(3))
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(rows))
    with path.open("rb") as stream:
        assert len(names_beside_text(stream, ReadingOptions())) == MOST_COLUMNS


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damaged_members_of_any_packing(tmp_path: Path, method: int) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("a.txt", "a letter " * 50)
        archive.writestr("b.txt", "another")
    data = bytearray(path.read_bytes())
    place = data.find(b"a.txt") + len("a.txt") + 12
    data[place : place + 8] = b"\xff" * 8
    path.write_bytes(data)
    assert told(path) == ["E112", "another"]


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    data = bytearray(write_zip(tmp_path / "a.zip", {"x": b"y", "a.txt": b"a letter"}).read_bytes())
    entry = data.find(b"PK\x01\x02")
    data[entry + 28 : entry + 32] = b"\0\0\1\0"  # its name is said to be something else
    (tmp_path / "a.zip").write_bytes(data)
    assert told(tmp_path / "a.zip") == ["a letter"]
    assert estimate([tmp_path / "a.zip"], ReadingOptions()).documents == 2
