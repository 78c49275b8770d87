"""Records that were written as Parquet alone, as on Ray."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.evaluation.difference import difference, read_records
from pipeline.reading import ReadingProblem
from pipeline.running.letters import LetterOutcome
from pipeline.running.run import render_outcome
from pipeline.views.report.corpus import read_corpus
from pipeline.views.results_folder import ResultsError, open_records, read_problems, record_lines
from pipeline.writing.formats import PROBLEMS_PARQUET
from pipeline.writing.results import ResultsWriter
from pipeline.writing.stored import NoRecordsError, stamp
from pipeline.writing.stored import open_records as open_stored
from tests.running.stub import letter_of

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra: pip install 'imr-pipeline[parquet]'")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The same letters as JSONL and as Parquet."""
    found = []
    for form in ("jsonl", "parquet"):
        folder = tmp_path / form
        folder.mkdir()
        with ResultsWriter(folder, formats=[form]) as writer:
            for number in range(3):
                text = f"CASE C{number}\nLAYOUT x\nITEM Brace: upheld"
                writer.write(render_outcome(LetterOutcome(letter_of(text, {"name": "n", "path": f"{number}.txt"}))))
            writer.finish()
        found.append(folder)
    return found[0], found[1]


def test_the_lines_are_the_same(folders: tuple[Path, Path]) -> None:
    lines, parquet = folders
    with open_stored(lines) as one, open_stored(parquet) as other:
        assert one.read() == other.read() != b""
    with open_records(parquet) as stream:
        assert [line.data["letter_id"] for line in record_lines(stream) if line.data] == ["C0", "C1", "C2"]


def test_views_and_diff_read_them(folders: tuple[Path, Path]) -> None:
    lines, parquet = folders
    assert read_corpus(parquet).letters == 3
    result = difference(read_records(lines), read_records(parquet))
    assert (result.letters, result.changed_letters, result.only_new) == (3, 0, [])


def test_problems_of_parquet_are_read(folders: tuple[Path, Path]) -> None:
    import pyarrow as pa

    _, parquet = folders
    (parquet / "problems.jsonl").unlink()
    (parquet / PROBLEMS_PARQUET).mkdir()
    row = {"path": "a", "code": "E103", "severity": "error", "more": json.dumps([{"code": "W1", "message": "m"}])}
    pq.write_table(pa.Table.from_pylist([row]), parquet / PROBLEMS_PARQUET / "part.parquet")
    assert read_problems(parquet) == [{**row, "more": [{"code": "W1", "message": "m"}]}]
    assert ReadingProblem("E103", "m", "a").code == row["code"]


def test_a_folder_without_records_and_a_damaged_part(tmp_path: Path, folders: tuple[Path, Path]) -> None:
    with pytest.raises(NoRecordsError):
        open_stored(tmp_path)
    with pytest.raises(ResultsError) as error:
        open_records(tmp_path)
    assert error.value.code == "E702"
    _, parquet = folders
    before = stamp(parquet)
    assert before == stamp(parquet)
    (part,) = (parquet / "letters.parquet").iterdir()
    part.write_bytes(b"PAR1 no more")
    assert stamp(parquet) != before
    with pytest.raises(ResultsError) as error:
        open_records(parquet)
    assert error.value.code == "E703"
